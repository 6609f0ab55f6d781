"""Three times in thirty days: the sweep sees what no single report shows, the hub acts, and one talk is not had in time."""

from tests.referrals.missing.browsing import text_of
from tests.stories.jake import chapters
from tests.stories.jake.asking import PEOPLE, expected
from tests.stories.jake.chapters import lived

TWICE = "2 within 28 days. Review with the missing coordinator within 2 working days, exploitation screening within 5."
THRICE = "3 within 30 days. Strategy discussion within 1 working day."
AGAIN = """
pages | child                   | now | episode         | work          | risks    | flags
Ben   | Jake seen home          | -   | Jake debts home | -             | -        | -
Asha  | Jake seen home talk RM3 | -   | Jake debts home | Jake talk RM3 | Jake RM3 | Jake home RM3
Ella  | Jake told home          | -   | 404             | Jake          | -        | -
Cara  | Jake seen home          | -   | Jake debts home | -             | -        | -
Finn  | 404                     | -   | 404             | -             | -        | -
Joan  | 403                     | 403 | 403             | 403           | 403      | 403
api  | child                            | now | episode         | work | risks | flags
Ben  | home episodes 2 duties 1         | -   | words 1 bands 1 | -    | -     | -
Asha | home episodes 2 duties 3 flags 1 | -   | words 1 bands 1 | -    | RM3   | RM-03
Ella | home summaries 2                 | -   | 404             | -    | -     | -
Cara | home episodes 2                  | -   | words 1 bands 1 | -    | -     | -
Finn | 404                              | -   | 404             | -    | -     | -
Joan | 403                              | 403 | 403             | 403  | 403   | 403
log  | child          | now     | episode            | work                 | risks          | flags
Ben  | I3/P4 M3/P1    | -       | I3/P4 M3/P1; M3/P1 | -                    | -              | -
Asha | I3/P1 M3/P1+P4 | -       | I3/P1 M3/P4; M3/P4 | I3/P1 M3/P1+P4; -; - | I3/P1 M3/P1+P4 | I3/P1 M3/P1+P4; M3/P1
Ella | I3/P3+P4 M2/P4 | -       | not found          | I3/P3+P4; -; -       | -              | -
Cara | I3/P4 M3/P4    | -       | I3/P4 M3/P4; M3/P4 | -                    | -              | -
Finn | not found      | -       | not found          | -                    | -              | -
Joan | refused        | refused | refused            | refused              | refused        | refused
"""


def test_both_talks_were_had_in_time_and_the_second_absence_raises_a_flag(story):
    lived(story, chapters.again)
    assert story.deeds() == {
        "Ben": "casefile.child I3/P4 M3/P1, 2 duties.done, 2 duties.assign, missing.report, missing.report I1/P4,"
        " 2 duties.discharge, 2 duties.assign, missing.record_return, missing.record_return I1/P4 M3/P1",
        "Asha": "casefile.child I3/P1 M3/P4, 2 duties.done, casefile.my_work I3/P1, casefile.my_work I3/P1 M3/P4, casefile.acknowledge",
    }
    assert story.swept() == "X"
    assert story.told() == expected(AGAIN)


THIRD_TIME = """
pages | child                       | now            | episode              | work              | risks             | flags
Ben   | Jake away seen home         | Jake away      | Jake away debts seen | -                 | Jake away         | -
Asha  | Jake away seen home RM3 RM4 | Jake away      | Jake away debts seen | Jake away RM3 RM4 | Jake away RM3 RM4 | Jake home RM3 RM4
Ella  | Jake away told home         | Jake away told | 404                  | Jake              | -                 | -
Cara  | Jake away seen home         | Jake away      | Jake away debts seen | -                 | Jake away         | -
Finn  | 404                         | -              | 404                  | -                 | -                 | -
Joan  | 403                         | 403            | 403                  | 403               | 403               | 403
api  | child                            | now                    | episode         | work | risks        | flags
Ben  | away episodes 3 duties 2         | episodes 1 summaries 1 | words 1 bands 1 | -    | away         | -
Asha | away episodes 3 duties 3 flags 3 | episodes 1 summaries 1 | words 1 bands 1 | -    | away RM3 RM4 | RM-03 RM-04
Ella | away summaries 3                 | summaries 1            | 404             | -    | -            | -
Cara | away episodes 3                  | episodes 1 summaries 1 | words 1 bands 1 | -    | away         | -
Finn | 404                              | -                      | 404             | -    | -            | -
Joan | 403                              | 403                    | 403             | 403  | 403          | 403
log  | child          | now                       | episode            | work                 | risks          | flags
Ben  | I3/P4 M3/P1    | I3/P4 M3/P1; M3/P1; M2/P1 | I3/P4 M3/P1; M3/P1 | -                    | I3/P4 M3/P1    | -
Asha | I3/P1 M3/P1+P4 | I3/P1 M3/P4; M3/P4; M2/P4 | I3/P1 M3/P4; M3/P4 | I3/P1 M3/P1+P4; -; - | I3/P1 M3/P1+P4 | I3/P1 M3/P1+P4; M3/P1
Ella | I3/P3+P4 M2/P4 | I3/P4 M2/P4; -; M2/P4     | not found          | I3/P3+P4; -; -       | -              | -
Cara | I3/P4 M3/P4    | I3/P4 M3/P4; M3/P4; M2/P4 | I3/P4 M3/P4; M3/P4 | -                    | I3/P4 M3/P4    | -
Finn | not found      | -                         | not found          | -                    | -              | -
Joan | refused        | refused                   | refused            | refused              | refused        | refused
"""


def test_the_third_absence_in_thirty_days_raises_both_flags(story):
    lived(story, chapters.third_time)
    assert story.deeds() == {
        "Ben": "casefile.child I3/P4 M3/P1, 2 duties.done, missing.report I3/P4, missing.report I3/P4 M3/P1,"
        " 2 duties.assign, missing.report, missing.report I1/P4",
        "Nia": "casefile.child I3/P1 M3/P1+P4, duties.done I3/P1, 2 duties.done, duties.done I3/P1, 2 duties.done,"
        " duties.done I3/P1, 2 duties.done, patterns.list M3/P1, patterns.answer I3/P1 M3/P1+P4, patterns.answer, patterns.answer M3/P1",
    }
    assert story.swept() == "X"
    assert story.told() == expected(THIRD_TIME)


def test_each_flag_says_its_rule_and_the_events_it_counted_and_is_raised_once_however_often_it_is_swept(story):
    lived(story, chapters.third_time)
    for _ in range(3):
        chapters.sweep(story, chapters.look_for_patterns)
    first, second, third = story.episodes
    flags = story.get("Nia", "/api/flags/").json()["flags"] + story.get("Nia", "/api/flags/", show="answered").json()["flags"]
    assert {(flag["rule"], flag["says"], *flag["event_ids"]) for flag in flags} == {
        ("RM-03", f"Went missing 2 times from 31 May 2026 to 15 June 2026: RM-03, {TWICE}", first, second),
        ("RM-03", f"Went missing 2 times from 15 June 2026 to 30 June 2026: RM-03, {TWICE}", second, third),
        ("RM-04", f"Went missing 3 times from 31 May 2026 to 30 June 2026: RM-04, {THRICE}", first, second, third),
    }
    assert len(flags) == 3


def test_the_hub_is_told_of_each_flag_and_owes_what_its_rule_asks(story):
    lived(story, chapters.third_time)
    owed = {duty["title"]: duty["due_at"][:16] for duty in story.get("Nia", "/api/duties/").json()}
    assert owed == {
        "Strategy discussion": "2026-07-01T17:00",
        "Review of repeated missing": "2026-07-02T17:00",
        "Exploitation screening": "2026-07-07T17:00",
    }
    told = [notice["says"] for notice in story.get("Nia", "/api/notices/").json()]
    assert told.count("A flag was raised") == 3


OVERDUE = """
pages | child                            | now | episode         | work                   | risks                  | flags
Ben   | Jake seen home                   | -   | Jake debts home | -                      | -                      | -
Asha  | Jake seen home talk late RM3 RM4 | -   | Jake debts home | Jake talk late RM3 RM4 | Jake talk late RM3 RM4 | Jake home RM3 RM4
Ella  | Jake told home                   | -   | 404             | Jake                   | -                      | -
Cara  | Jake seen home                   | -   | Jake debts home | -                      | -                      | -
Finn  | 404                              | -   | 404             | -                      | -                      | -
Joan  | 403                              | 403 | 403             | 403                    | 403                    | 403
api  | child                            | now | episode         | work | risks             | flags
Ben  | home episodes 3                  | -   | words 1 bands 1 | -    | -                 | -
Asha | home episodes 3 duties 1 flags 3 | -   | words 1 bands 1 | -    | talk late RM3 RM4 | RM-03 RM-04
Ella | home summaries 3                 | -   | 404             | -    | -                 | -
Cara | home episodes 3                  | -   | words 1 bands 1 | -    | -                 | -
Finn | 404                              | -   | 404             | -    | -                 | -
Joan | 403                              | 403 | 403             | 403  | 403               | 403
log  | child          | now     | episode            | work                 | risks          | flags
Ben  | I3/P4 M3/P1    | -       | I3/P4 M3/P1; M3/P1 | -                    | -              | -
Asha | I3/P1 M3/P1+P4 | -       | I3/P1 M3/P4; M3/P4 | I3/P1 M3/P1+P4; -; - | I3/P1 M3/P1+P4 | I3/P1 M3/P1+P4; M3/P1
Ella | I3/P3+P4 M2/P4 | -       | not found          | I3/P3+P4; -; -       | -              | -
Cara | I3/P4 M3/P4    | -       | I3/P4 M3/P4; M3/P4 | -                    | -              | -
Finn | not found      | -       | not found          | -                    | -              | -
Joan | refused        | refused | refused            | refused              | refused        | refused
"""


def test_the_talk_that_nobody_had_in_72_hours_is_overdue_for_everybody_who_may_know_of_it(story):
    lived(story, chapters.overdue)
    assert story.deeds() == {
        "Ben": "2 duties.discharge, 2 duties.assign, missing.record_return, missing.record_return I1/P4 M3/P1,"
        " casefile.child I3/P4 M3/P1, 2 duties.done",
        "Nia": "casefile.child I3/P1 M3/P1+P4, duties.done I3/P1, 2 duties.done, duties.done I3/P1, 2 duties.done,"
        " duties.done I3/P1, 2 duties.done",
    }
    assert story.swept() == "X"
    assert story.told() == expected(OVERDUE)


def test_it_climbs_one_step_once_however_often_it_is_swept(story):
    lived(story, chapters.overdue)
    [duty] = story.get("Nia", "/api/duties/").json()
    assert (duty["clock"], duty["stage"], duty["is_overdue"]) == ("RETURN_INTERVIEW", 2, True)
    passed_up = {who: [told for told in story.get(who, "/api/notices/").json() if "overdue" in told["says"]] for who in ("Nia", "Max")}
    assert passed_up["Nia"] == []
    assert [told["about"] for told in passed_up["Max"]] == [duty["id"]]


def test_the_weekly_list_says_why_he_stands_on_it_to_the_council_alone(story):
    lived(story, chapters.overdue)
    reasons = [
        f"Went missing 2 times from 15 June 2026 to 30 June 2026: RM-03, {TWICE}",
        f"Went missing 3 times from 31 May 2026 to 30 June 2026: RM-04, {THRICE}",
        "Return interview: was due 23:00 on 3 July 2026.",
    ]
    answers = {who: story.get(who, "/api/risk-list/").json().get("children") for who in PEOPLE}
    [line] = answers.pop("Asha")
    assert (line["child"], line["reasons"]) == (str(story.child), reasons)
    assert answers == {"Ben": [], "Ella": [], "Cara": [], "Finn": [], "Joan": None}
    page = text_of(story.get("Asha", "/risk-list/"))
    assert [reason for reason in reasons if reason not in page] == []
