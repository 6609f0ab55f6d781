"""Whoever has no address to ask leaves a sign of life, and only for what went through."""

import pytest
from celery.signals import after_task_publish, beat_init, heartbeat_sent

from safeguarding import life
from safeguarding.management.commands import heart


@pytest.fixture
def sign(tmp_path, monkeypatch):
    path = tmp_path / "alive"
    monkeypatch.setenv("SIGN_OF_LIFE", str(path))
    return path


def test_without_a_file_to_touch_nothing_is_left_anywhere(monkeypatch, tmp_path):
    monkeypatch.delenv("SIGN_OF_LIFE", raising=False)
    monkeypatch.chdir(tmp_path)
    life.sign()
    assert list(tmp_path.iterdir()) == []


def test_a_worker_signs_at_each_turn_of_its_loop(sign):
    heartbeat_sent.send(sender=None)
    assert sign.exists()


def test_a_beat_signs_when_a_wake_up_was_taken_and_a_page_that_asks_for_one_does_not(sign):
    after_task_publish.send(sender="notices.deliver")
    assert not sign.exists()
    beat_init.send(sender=None)
    try:
        after_task_publish.send(sender="notices.deliver")
        assert sign.exists()
    finally:
        after_task_publish.disconnect(life.sign)


@pytest.mark.parametrize(("second", "signs"), [("time.monotonic", True), ("time.no_such_sweep", False)])
def test_the_heart_signs_a_pass_in_which_something_went_through(sign, monkeypatch, second, signs):
    monkeypatch.setattr(heart, "SWEEPS", {"one": ("time.no_such_sweep",), "two": (second,)})
    heart.one_pass()
    assert sign.exists() == signs
