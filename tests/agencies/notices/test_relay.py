"""The relay: one mail for one notice, without a word about anybody; a refusal loses nothing."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.core.mail.backends import locmem

from agencies.audit.models import Heartbeat
from agencies.notices import actions
from agencies.notices.models import Notice
from agencies.notices.tasks import deliver
from tests.database import building
from tests.factories.missing import all_of, now_of

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
REFUSING = "tests.agencies.notices.test_relay.Refusing"


class Refusing(locmem.EmailBackend):
    def send_messages(self, messages):
        raise ConnectionRefusedError


class Dying(locmem.EmailBackend):
    """Takes the mail, and the process dies before it can be noted."""

    def send_messages(self, messages):
        super().send_messages(messages)
        raise SystemExit


@pytest.fixture
def relay(job_login):
    def relay():
        with job_login():
            deliver()

    return relay


@pytest.fixture
def notice(cast, clock):
    clock.set(NOW)
    return told(cast, "duty:1:0")


def told(cast, key, *, who=None):
    team = cast.team_of(who) if who else cast.teams["front_door"]
    with building() as build:
        return build(
            Notice(
                key=key,
                kind="duty.overdue",
                recipient_key=f"user:{cast.user(who).pk}" if who else f"team:{team.pk}",
                team=team,
                user=cast.user(who) if who else None,
                about_kind="Duty",
                about_id=uuid4(),
                told_at=NOW,
                next_try_at=NOW,
            )
        )


def test_a_notice_is_mailed_once_to_its_team_and_noted(relay, notice):
    for _ in range(5):
        relay()
    [letter] = mail.outbox
    assert letter.to == ["front_door@northford.example"]
    assert now_of(Notice, notice.pk).sent_at - NOW < timedelta(minutes=1)


def test_a_mail_says_nothing_about_anybody(cast, relay, notice):
    told(cast, "duty:2:1", who="Max")
    relay()
    assert {letter.subject for letter in mail.outbox} == {"You have an item to look at"}
    assert len({letter.body.partition("/told/")[0] for letter in mail.outbox}) == 1
    assert not [word for word in ("duty", "overdue", "Max", "missing") if word in mail.outbox[0].body]


def test_a_person_who_has_left_gets_no_mail_and_the_notice_does_not_wait(cast, relay, notice):
    left = told(cast, "duty:2:1", who="Kit")
    relay()
    assert len(mail.outbox) == 1
    assert now_of(Notice, left.pk).sent_at


def test_a_refusing_server_loses_nothing_and_is_asked_more_and_more_rarely(cast, relay, notice, clock, settings):
    told(cast, "duty:2:0")
    settings.EMAIL_BACKEND = REFUSING
    waits = []
    for _ in range(6):
        relay()
        held = now_of(Notice, notice.pk)
        waits.append(round((held.next_try_at - clock_of(clock)).total_seconds() / 60))
        clock.set(held.next_try_at + timedelta(seconds=1))
    assert waits == [1, 2, 4, 8, 16, 16]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    relay()
    assert len(mail.outbox) == 2
    [sign] = all_of(Heartbeat, sweep="notices.relay")
    assert (sign.taken, sign.failed) == (2, 0)


def clock_of(clock):
    return datetime.now(tz=UTC) + clock.shift


def test_what_was_refused_eight_times_is_shown_and_tried_all_the_same(relay, notice, clock, settings):
    settings.EMAIL_BACKEND = REFUSING
    for _ in range(9):
        relay()
        clock.forward(minutes=17)
    assert now_of(Notice, notice.pk).quarantined_at
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    relay()
    held = now_of(Notice, notice.pk)
    assert (len(mail.outbox), held.quarantined_at, held.sent_at is None) == (1, None, False)


def test_a_relay_that_dies_after_sending_sends_the_same_message_again(relay, notice, clock, settings):
    settings.EMAIL_BACKEND = "tests.agencies.notices.test_relay.Dying"
    with pytest.raises(SystemExit):
        relay()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    relay()
    assert len(mail.outbox) == 1
    clock.forward(minutes=2, seconds=1)
    relay()
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_two_recipients_of_one_event_get_two_messages(cast, relay, notice):
    told(cast, "duty:1:0", who="Max")
    relay()
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 2


def test_a_leased_notice_is_not_taken_by_a_second_relay(notice, job_login):
    with job_login():
        assert actions.lease(at=NOW + timedelta(seconds=1)) == [notice]
        assert actions.lease(at=NOW + timedelta(seconds=2)) == []


def test_telling_the_same_twice_leaves_one_notice(cast, clock):
    clock.set(NOW)
    child = uuid4()
    with cast.acting("Nia") as nia:
        for _ in range(2):
            actions.tell(key="x:1", kind="duty.overdue", team=cast.teams["front_door"], about=_About(child), by=nia, at=NOW)
    assert len(all_of(Notice)) == 1


class _About:
    def __init__(self, pk):
        self.pk = pk


def test_a_recipient_acknowledges_once(cast, notice):
    with cast.acting("Nia") as nia:
        for minutes in (1, 2):
            actions.acknowledge(notice=notice, by=nia, at=NOW + timedelta(minutes=minutes))
    assert now_of(Notice, notice.pk).acknowledged_at == NOW + timedelta(minutes=1)


def test_a_storm_leaves_every_notice_and_sends_each_recipient_one_message(cast, relay, notice, monkeypatch, caplog):
    monkeypatch.setattr(actions, "STORM", 5)
    for number in range(8):
        told(cast, f"duty:1{number}:0")
    for number in range(2):
        told(cast, f"duty:2{number}:0", who="Max")
    relay()
    assert sorted(letter.to[0] for letter in mail.outbox) == ["front_door@northford.example", *["max@people.example"] * 2]
    assert all(row.sent_at for row in all_of(Notice))
    assert "storm" in caplog.text


def test_a_storm_that_was_sent_and_not_noted_is_sent_again_under_the_same_name(cast, relay, notice, clock, settings, monkeypatch):
    monkeypatch.setattr(actions, "STORM", 2)
    told(cast, "duty:2:0"), told(cast, "duty:3:0")
    settings.EMAIL_BACKEND = "tests.agencies.notices.test_relay.Dying"
    with pytest.raises(SystemExit):
        relay()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    clock.forward(minutes=2, seconds=1)
    relay()
    assert len(mail.outbox) == 2
    assert len({letter.extra_headers["Message-ID"] for letter in mail.outbox}) == 1
