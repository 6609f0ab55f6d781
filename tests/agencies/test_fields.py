"""Days and times as people write them."""

from datetime import UTC, date, datetime, time

import pytest
from django import forms

from agencies.fields import BirthDate, ClockTime, Day, clock_from, day_from, instant

TODAY = date(2026, 11, 22)


class Written(forms.Form):
    day = Day(label="Day", today=TODAY, required=False)
    clock = ClockTime(label="Time", required=False)
    born = BirthDate(label="Date of birth", required=False)


def faults(**data):
    return Written(data).errors.get_json_data()


@pytest.mark.parametrize(
    "words",
    [
        "1/2/26",
        "01/02/2026",
        "1.2.26",
        "1-2-2026",
        "1 2 26",
        "1 Feb 26",
        "1 Feb 2026",
        "1st February 2026",
        "1 feb, 2026",
        "2026-02-01",
        " 1/2/26 ",
    ],
)
def test_a_date_is_read_however_it_is_written(words):
    assert day_from(words) == date(2026, 2, 1)


def test_the_day_comes_before_the_month():
    assert day_from("3/4/26") == date(2026, 4, 3)


def test_a_day_without_a_year_is_the_last_such_day():
    assert day_from("1 Feb", today=TODAY) == date(2026, 2, 1)
    assert day_from("22/11", today=TODAY) == TODAY
    assert day_from("1 Dec", today=TODAY) == date(2025, 12, 1)


def test_a_day_ahead_without_a_year_is_the_next_such_day():
    assert day_from("1 Feb", today=TODAY, ahead=True) == date(2027, 2, 1)
    assert day_from("1 Dec", today=TODAY, ahead=True) == date(2026, 12, 1)


def test_yesterday_is_understood_where_today_is_known():
    assert day_from("Yesterday", today=TODAY) == date(2026, 11, 21)
    with pytest.raises(ValueError, match="Give a date"):
        day_from("yesterday")


def test_without_today_the_year_is_asked_for():
    with pytest.raises(ValueError, match="Give the year too"):
        day_from("1 Feb")


def test_two_figures_of_a_year_mean_a_person_who_is_alive():
    assert day_from("1/2/98") == date(1998, 2, 1)
    assert day_from("1/2/49") == date(2049, 2, 1)


@pytest.mark.parametrize("words", ["31 Feb 2026", "1 Foo 2026", "0/1/26", "1/13/26"])
def test_a_day_that_does_not_exist_is_named_as_such(words):
    assert faults(day=words)["day"][0]["message"] == "Day: There is no such day."


def test_words_that_are_no_date_get_an_example():
    assert faults(day="soon")["day"][0]["message"] == "Day: Give a date, such as 14 Nov 2026 or 14/11/26."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("0312", time(3, 12)),
        ("312", time(3, 12)),
        ("3:12", time(3, 12)),
        ("3.12", time(3, 12)),
        ("3.12am", time(3, 12)),
        ("3:12 PM", time(15, 12)),
        ("3pm", time(15, 0)),
        ("12am", time(0, 0)),
        ("12.30pm", time(12, 30)),
        ("1512", time(15, 12)),
        ("15:12pm", time(15, 12)),
        ("00:05", time(0, 5)),
        ("01:30 BST", time(1, 30)),
    ],
)
def test_a_time_is_read_however_it_is_written(words, said):
    assert clock_from(words) == said


def test_gmt_means_the_second_of_the_two_hours_when_the_clocks_go_back():
    assert clock_from("01:30 GMT").fold == 1
    assert instant(date(2026, 10, 25), clock_from("01:30")) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert instant(date(2026, 10, 25), clock_from("01:30 GMT")) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


def test_an_hour_that_the_clocks_skip_does_not_exist():
    with pytest.raises(forms.ValidationError, match="go forward"):
        instant(date(2026, 3, 29), time(1, 30))


@pytest.mark.parametrize("words", ["3", "25:00", "3:99", "later", "0am", "15:12am"])
def test_words_that_are_no_time_are_sent_back(words):
    assert faults(clock=words)["clock"][0]["message"].startswith("Time: ")


def test_what_was_typed_wrongly_is_shown_again_as_it_was_typed():
    form = Written({"day": "31 Feb", "clock": "25:00", "born_day": "x", "born_month": "2", "born_year": "2011"})
    page = form.as_div()
    assert all(f'value="{typed}"' in page for typed in ("31 Feb", "25:00", "x"))


def test_a_known_value_is_shown_as_a_person_would_write_it():
    form = Written(initial={"day": date(2026, 2, 1), "clock": time(3, 12), "born": date(2011, 3, 27)})
    page = form.as_div()
    assert all(f'value="{typed}"' in page for typed in ("1 Feb 2026", "03:12", "27", "3", "2011"))


def test_the_three_boxes_of_a_birth_date_make_one_date():
    form = Written({"born_day": "27", "born_month": "Mar", "born_year": "11"})
    assert form.is_valid()
    assert form.cleaned_data == {"day": None, "clock": None, "born": date(2011, 3, 27)}


def test_a_birth_date_that_lacks_a_part_says_which():
    assert faults(born_year="2011")["born"][0]["message"] == "Date of birth must include a day and a month."


@pytest.mark.parametrize("parts", [{"born_day": "31", "born_month": "2"}, {"born_day": "1", "born_month": "Foo"}])
def test_a_birth_date_that_does_not_exist_is_sent_back(parts):
    assert faults(**parts, born_year="2011")["born"][0]["message"] == "Date of birth: there is no such day."


@pytest.mark.parametrize("name", ["born_day", "born_month", "born_year"])
def test_a_number_beyond_every_calendar_is_no_part_of_a_birth_date(name):
    parts = {"born_day": "1", "born_month": "2", "born_year": "2011"} | {name: "9" * 20}
    assert faults(**parts)["born"][0]["message"] == "Date of birth: there is no such day."


def test_values_that_are_dates_already_pass_through():
    assert Day(today=TODAY).clean(TODAY) == TODAY
    assert ClockTime().clean(time(3, 12)) == time(3, 12)
    assert BirthDate().clean(TODAY) == TODAY


def test_nothing_at_all_is_a_missing_answer_where_one_is_needed():
    for field in (Day(today=TODAY), ClockTime(), BirthDate()):
        with pytest.raises(forms.ValidationError):
            field.clean(["", "", ""] if isinstance(field, BirthDate) else "")


def test_the_first_control_of_each_field_has_the_bare_id_that_the_list_of_faults_leads_to():
    page = Written().as_div()
    assert all(f'id="{name}"' in page for name in ("id_day", "id_clock", "id_born"))


def test_an_empty_description_is_never_printed():
    assert 'aria-describedby=""' not in str(Written()["born"].as_field_group())
