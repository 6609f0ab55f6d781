"""Log lines with an allow-list of fields: no value of a record, no parameter, no body ever reaches a log."""

import json
import logging

KEPT = ("sweep", "row", "request_id", "status_code")


class Line(logging.Formatter):
    """One JSON object a line: when, how serious, where, what kind of thing happened, and the class of an error."""

    def format(self, record):
        line = {"at": self.formatTime(record), "level": record.levelname, "logger": record.name, "message": str(record.msg)}
        line |= {name: str(getattr(record, name)) for name in KEPT if hasattr(record, name)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _place(record.exc_info[2])
        return json.dumps(line)


def _place(trace) -> str:
    """The last line of our own code that was reached."""
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename.rsplit('/', 2)[-1]}:{trace.tb_lineno}" if trace else ""
