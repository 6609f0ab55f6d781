"""Times as officers give them, and the answers that follow from one another."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from referrals.missing import forms

LONDON = ZoneInfo("Europe/London")
AT = datetime(2026, 3, 29, 9, 0, tzinfo=LONDON)
FOUND = {"found_when": "now", "where": "home", "hurt": "no", "with_now": "me", "harms": ["NOT_KNOWN"]}


def local(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.fixture
def form(cast):
    def make(at=AT, **answers):
        return forms.RecordReturn(FOUND | answers, at=at, places=["Pier"])

    return make


def told(form):
    assert form.is_valid(), form.errors
    return form.told()


def test_just_now_without_a_readable_moment_of_opening_is_the_moment_of_sending(form):
    for now_at in ("", "soon", "2026-02-31T09:00", "2026-03-29T08:00", local("2026-03-29 10:00").isoformat()):
        assert told(form(now_at=now_at)).found_at == AT


@pytest.mark.parametrize(
    "now_at",
    ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00+00:00", "9999-12-31T23:59:59-14:00"],
)
def test_a_moment_of_opening_at_either_end_of_the_calendar_is_the_moment_of_sending(form, now_at):
    assert told(form(now_at=now_at)).found_at == AT


def test_just_now_is_the_moment_in_which_the_form_was_opened(form):
    opened = local("2026-03-28 23:50")
    page = form(now_at=opened.isoformat())
    assert told(page).found_at == opened
    assert page.fields["found_when"].choices[0] == ("now", "Just now, 23:50 on 28 Mar")


def test_an_hour_that_the_clocks_skip_is_refused(form):
    page = form(found_when="today", found_clock="1:30")
    assert not page.is_valid()
    assert "this time does not exist" in page.errors["found_clock"][0]


@pytest.mark.parametrize(
    ("when", "day", "clock", "field"),
    [("today", "", "", "found_clock"), ("other", "", "0312", "found_on"), ("today", "", "2350", "found_clock")],
)
def test_what_a_time_lacks_is_asked_for_at_its_box(form, when, day, clock, field):
    page = form(found_when=when, found_on=day, found_clock=clock)
    assert not page.is_valid()
    assert list(page.errors) == [field]


def test_another_day_is_read_as_people_write_it(form):
    assert told(form(found_when="other", found_on="yesterday", found_clock="5.52pm")).found_at == local("2026-03-28 17:52")


def test_whoever_is_found_at_home_is_home(form):
    said = told(form())
    assert (said.returned_at, said.destination, said.place) == (AT, "home", "Home or placement")


def test_whoever_is_found_elsewhere_is_not_home_unless_it_is_said(form):
    assert told(form(where="before:Pier")).returned_at is None
    assert told(form(where="before:Pier", destination="hospital")).returned_at is None
    assert told(form(where="before:Pier", destination="placement")).returned_at == AT


def test_home_may_be_later_than_found(form):
    times = {"found_when": "other", "found_on": "27 Mar", "found_clock": "2200", "where": "elsewhere", "place": "Station"}
    assert told(form(**times, destination="home", home_clock="2340")).returned_at == local("2026-03-27 23:40")
    assert told(form(**times, destination="home", home_on="28 Mar", home_clock="0110")).returned_at == local("2026-03-28 01:10")


def test_a_time_back_home_needs_a_home(form):
    page = form(where="before:Pier", home_clock="0830")
    assert not page.is_valid()
    assert list(page.errors) == ["destination"]


def test_a_place_that_is_no_chip_of_this_child_is_refused(form):
    assert not form(where="before:Elsewhere").is_valid()


def test_nobody_is_a_reporter_without_a_name_or_a_number(cast):
    said = {
        "last_seen_when": "now",
        "place": "Pier",
        "circumstances": "Argued.",
        "band": "LOW",
        "band_reason": "Near.",
        "relationship": "parent",
    }
    assert told(forms.ReportMissing(said, at=AT)).reporter == {}
    named = told(forms.ReportMissing(said | {"reporter_name": "Carer Example"}, at=AT))
    assert named.reporter == {"name": "Carer Example", "phone": "", "relationship": "parent"}


def test_a_report_may_have_reached_us_before_it_is_written(cast):
    said = {"last_seen_when": "other", "last_seen_on": "28 Mar", "last_seen_clock": "1800", "place": "Pier", "circumstances": "Argued."}
    said |= {"band": "LOW", "band_reason": "Near.", "relationship": "parent", "reported_on": "28 Mar", "reported_clock": "2030"}
    page = forms.ReportMissing(said | {"discovered_on": "28 Mar"}, at=AT)
    assert list(page.errors) == ["discovered_clock"]
    assert told(forms.ReportMissing(said, at=AT)).times.reported_at == local("2026-03-28 20:30")
