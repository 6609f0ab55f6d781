"""Dates, times, ages and drawings as they stand on a page."""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.template import engines

from safeguarding.templatetags import plots, words

LONDON = ZoneInfo("Europe/London")
AT = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)


def in_page(source, **context):
    return engines["django"].from_string("{% load words plots %}" + source).render(context)


def test_a_day_is_never_written_in_figures_alone():
    assert words.day(date(2026, 11, 4)) == "4 Nov 2026"
    assert words.day(None) == "date not known"


def test_a_day_is_the_local_day_of_its_moment():
    assert words.day(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "2 Jul 2026"


def test_a_moment_is_said_in_local_time_without_the_name_of_the_clock():
    assert words.moment(datetime(2026, 7, 1, 23, 30, tzinfo=UTC)) == "00:30 Thu 2 Jul 2026"
    assert words.moment(AT) == "03:12 Sun 22 Nov 2026"


def test_a_moment_without_a_time_has_no_false_midnight():
    assert words.moment(date(2026, 11, 22)) == "Sun 22 Nov 2026"
    assert words.moment(None) == "time not known"
    assert words.clock(None) == "time not known"


def test_the_hour_that_comes_twice_in_october_says_which_one_it_is():
    first, second = datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert words.moment(first) == "01:30 BST Sun 25 Oct 2026"
    assert words.moment(second) == "01:30 GMT Sun 25 Oct 2026"


def test_a_time_that_came_without_a_zone_is_shown_as_it_is():
    assert words.moment(datetime(2026, 11, 22, 3, 12)) == "03:12 Sun 22 Nov 2026"  # noqa: DTZ001 - the case is a time without a zone


@pytest.mark.parametrize(
    ("elapsed", "said"),
    [
        (timedelta(minutes=40), "40 min"),
        (timedelta(hours=9, minutes=20), "9 h 20 min"),
        (timedelta(hours=47, minutes=59), "47 h 59 min"),
        (timedelta(hours=52, minutes=30), "52 h"),
        (timedelta(hours=-1), "0 min"),
    ],
)
def test_how_long_a_child_is_missing_is_counted_in_elapsed_hours(elapsed, said):
    assert words.hours_since(AT - elapsed, AT) == said


def test_elapsed_hours_do_not_follow_the_clocks_when_they_change():
    before, after = datetime(2026, 10, 24, 22, 0, tzinfo=LONDON), datetime(2026, 10, 25, 6, 0, tzinfo=LONDON)
    assert words.hours_since(before, after.astimezone(UTC)) == "9 h 00 min"


def test_not_knowing_since_when_is_said():
    assert words.hours_since(None, AT) == "not known how long"


def test_a_clock_says_what_is_left_and_then_by_how_much_it_is_overdue():
    assert words.hours_until(AT + timedelta(hours=2), AT) == "in 2 h 00 min"
    assert words.hours_until(AT - timedelta(hours=2), AT) == "2 h 00 min overdue"
    assert words.hours_until(AT - timedelta(hours=47, minutes=59), AT) == "47 h 59 min overdue"
    assert words.hours_until(AT - timedelta(hours=166), AT) == "6 days overdue"
    assert words.hours_until(None, AT) == "no time set"


def test_machines_get_the_same_moment():
    assert words.machine(AT) == "2026-11-22T03:12+00:00"
    assert words.machine(AT.date()) == "2026-11-22"
    assert words.machine(None) == ""


def test_codes_are_spoken_as_words_and_listed_in_order():
    assert words.spoken("hub_lead") == "hub lead"
    assert words.all_spoken(frozenset({"hub_lead", "clerk"})) == "clerk, hub lead"


def strip(**states):
    """Twelve weeks that end on 22 November; states by how many days ago."""
    marks = states.pop("marks", {})
    said = {int(key.removeprefix("ago_")): state for key, state in states.items()}
    return [(AT.date() - timedelta(days=ago), said.get(ago, ""), marks.get(ago, [])) for ago in reversed(range(84))]


def test_a_strip_says_in_one_sentence_how_many_days_and_how_many_lately():
    days = strip(ago_1="missing", ago_13="missing", ago_14="missing", ago_60="missing", ago_30="away")
    assert plots.strip_sentence(days) == "4 days missing in 12 weeks, 2 of them in the last fortnight."


def test_a_strip_without_absence_says_so_and_counts_other_marks():
    assert plots.strip_sentence(strip(marks={3: ["injury"], 9: ["injury", "arrest"]})) == (
        "No day missing in 12 weeks. 1 day with arrest. 2 days with injury."
    )
    assert plots.strip_sentence([]) == "No days to show."


def test_a_strip_is_a_picture_with_a_label_and_carries_no_style_of_its_own():
    page = in_page("{% missing_strip days 'Last 12 weeks' %}", days=strip(ago_2="missing"))
    assert page.count("h4v16h-4z") == 1
    assert 'class="strip-none" d="M0 14h420"' in page
    assert "strip-missing" in page
    assert 'role="img"' in page
    assert 'aria-label="1 day missing in 12 weeks, 1 of them in the last fortnight."' in page
    assert "style" not in page
    assert " id=" not in page


def test_a_strip_has_a_table_of_the_same_facts_newest_first():
    page = in_page("{% missing_strip days %}", days=strip(ago_2="away", ago_9="missing", marks={9: ["injury"], 20: ["arrest"]}))
    assert "Show as table" in page
    places = [page.index(said) for said in ("Away, whereabouts known", "Missing, injury", "Arrest")]
    assert places == sorted(places)


def test_what_is_said_of_several_days_is_said_once_with_all_of_them_the_newest_first():
    page = in_page("{% missing_strip days %}", days=strip(ago_4="missing", ago_3="missing", ago_2="missing", ago_9="missing"))
    assert re.findall(r'<th scope="row"[^>]*>([^<]*)<', page) == ["Missing"]
    assert "18 Nov 2026 to 20 Nov 2026, 13 Nov 2026" in page


def test_a_strip_of_quiet_weeks_needs_no_table():
    assert "Show as table" not in in_page("{% missing_strip days %}", days=strip())


def test_a_drawing_of_a_library_loses_its_heading_and_nothing_else():
    assert plots.inline_svg('<?xml version="1.0"?>\n<svg><path d="M0 0"/></svg>') == '<svg><path d="M0 0"/></svg>'
