"""A log line says what kind of thing happened and where, and never about whom."""

import json
import logging
import sys

import pytest

from safeguarding.logs import Line

SECRET = "Jory Tarrow, 3 Mill Lane"


def line(**extra):
    try:
        raise ValueError(SECRET)
    except ValueError:
        record = logging.LogRecord("room", logging.ERROR, __file__, 1, "It failed for %s", (SECRET,), sys.exc_info())
    record.__dict__.update(extra)
    return Line().format(record)


def test_a_line_holds_no_value_of_the_error_and_no_argument():
    assert SECRET not in line(child=SECRET, request=SECRET)


def test_a_line_says_what_kind_of_error_it_was_where_and_in_which_request():
    said = json.loads(line(request_id="42"))
    assert (said["level"], said["error"], said["request_id"], said["message"]) == ("ERROR", "ValueError", "42", "It failed for %s")
    assert said["where"].startswith("test_logs.py:")


@pytest.mark.parametrize(
    "name", ["", "django", "django.request", "django.server", "django.security.DisallowedHost", "gunicorn.error", "celery.worker"]
)
def test_whoever_logs_in_a_process_of_ours_writes_such_lines(name):
    logger, writers = logging.getLogger(name), []
    while logger:
        writers += [
            handler
            for handler in logger.handlers
            if isinstance(handler, logging.StreamHandler) and "pytest" not in type(handler).__module__
        ]
        logger = logger.parent if logger.propagate else None
    assert writers
    assert {type(writer.formatter) for writer in writers} == {Line}
