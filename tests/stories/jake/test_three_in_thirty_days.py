"""Three times in thirty days: the sweep sees what no single report shows, the hub acts, and one talk is not had in time."""

from tests.referrals.missing.browsing import text_of
from tests.stories.jake import chapters
from tests.stories.jake.asking import HEARD, PEOPLE, SAFETY, expected
from tests.stories.jake.chapters import lived

TWICE = "2 within 28 days. Review with the missing coordinator within 2 working days, exploitation screening within 5."
THRICE = "3 within 30 days. Strategy discussion within 1 working day."
IN_90_DAYS = (
    "3 within 90 days. Multi-agency missing meeting within 5 working days, and the child is named for the next exploitation meeting."
)
AGAIN = """
pages | child                 | now | episode         | work        | risks  | flags
Ben   | Jake seen home        | -   | Jake debts home | -           | -      | -
Asha  | Jake seen home talk 3 | -   | Jake debts home | Jake talk 3 | Jake 3 | Jake home 3
Ella  | Jake told home        | -   | 404             | Jake        | -      | -
Cara  | Jake seen home        | -   | Jake debts home | -           | -      | -
Finn  | 404                   | -   | 404             | -           | -      | -
Joan  | 403                   | 403 | 403             | 403         | 403    | 403
api  | child                                         | now | episode         | work | risks | flags
Ben  | home episodes 2 duties 1                      | -   | words 1 bands 1 | -    | -     | -
Asha | home episodes 2 interviews 1 duties 3 flags 1 | -   | words 1 bands 1 | -    | 3     | RM-03
Ella | home summaries 2                              | -   | 404             | -    | -     | -
Cara | home episodes 2                               | -   | words 1 bands 1 | -    | -     | -
Finn | 404                                           | -   | 404             | -    | -     | -
Joan | 403                                           | 403 | 403             | 403  | 403   | 403
log  | child                | now     | episode            | work                 | risks          | flags
Ben  | I3/P4 M3/P1          | -       | I3/P4 M3/P1; M3/P1 | -                    | -              | -
Asha | I3/P1 M3/P1+P4 T3/P1 | -       | I3/P1 M3/P4; M3/P4 | I3/P1 M3/P1+P4; -; - | I3/P1 M3/P1+P4 | I3/P1 M3/P1+P4; M3/P1
Ella | I3/P3+P4 M2/P4       | -       | not found          | I3/P3+P4; -; -       | -              | -
Cara | I3/P4 M3/P4          | -       | I3/P4 M3/P4; M3/P4 | -                    | -              | -
Finn | not found            | -       | not found          | -                    | -              | -
Joan | refused              | refused | refused            | refused              | refused        | refused
"""


def test_both_talks_were_had_in_time_and_the_second_absence_raises_a_flag(story):
    lived(story, chapters.again)
    assert story.deeds() == {
        "Ben": "casefile.child I3/P4 M3/P1, 2 duties.done, 2 duties.assign, missing.report, missing.report I1/P4,"
        " 2 duties.discharge, 2 duties.assign, missing.record_return, missing.record_return I1/P4 M3/P1",
        "Asha": "interviews.list I3/P1, interviews.begin, interviews.begin I1/P1 M1/P4, duties.discharge, interviews.complete,"
        " interviews.complete T3/P1, casefile.my_work I3/P1, casefile.my_work I3/P1 M3/P4, casefile.acknowledge",
    }
    assert story.swept() == "2 duties.assign, 5 patterns.look I3 M3 T3, patterns.raise_flag"
    assert story.told() == expected(AGAIN)


def test_what_he_said_in_the_talk_is_read_by_the_council_alone_through_both_doors(story):
    lived(story, chapters.again)
    [talk] = story.get("Asha", "/api/child-files/{child}/").json()["interviews"]
    pages = {who: story.get(who, f"/interviews/{talk}/") for who in PEOPLE}
    doors = {who: story.get(who, f"/api/interviews/{talk}/") for who in PEOPLE}
    statuses = {"Ben": 404, "Asha": 200, "Ella": 404, "Cara": 404, "Finn": 404, "Joan": 403}
    assert {who: page.status_code for who, page in pages.items()} == statuses
    assert {who: door.status_code for who, door in doors.items()} == statuses
    for words in (HEARD, SAFETY):
        assert [who for who in PEOPLE if words in pages[who].text] == [who for who in PEOPLE if words in doors[who].text] == ["Asha"]


THIRD_TIME = """
pages | child                          | now            | episode              | work            | risks           | flags
Ben   | Jake away seen home            | Jake away      | Jake away debts seen | -               | Jake away       | -
Asha  | Jake away seen home talk 3 4 5 | Jake away      | Jake away debts seen | Jake away 3 4 5 | Jake away 3 4 5 | Jake home 3 4 5
Ella  | Jake away told home            | Jake away told | 404                  | Jake            | -               | -
Cara  | Jake away seen home            | Jake away      | Jake away debts seen | -               | Jake away       | -
Finn  | 404                            | -              | 404                  | -               | -               | -
Joan  | 403                            | 403            | 403                  | 403             | 403             | 403
api  | child                                         | now                    | episode         | work | risks      | flags
Ben  | away episodes 3 duties 2                      | episodes 1 summaries 1 | words 1 bands 1 | -    | away       | -
Asha | away episodes 3 interviews 2 duties 5 flags 4 | episodes 1 summaries 1 | words 1 bands 1 | -    | away 3 4 5 | RM-03 RM-04 RM-05
Ella | away summaries 3                              | summaries 1            | 404             | -    | -          | -
Cara | away episodes 3                               | episodes 1 summaries 1 | words 1 bands 1 | -    | away       | -
Finn | 404                                           | -                      | 404             | -    | -          | -
Joan | 403                                           | 403                    | 403             | 403  | 403        | 403
log  | child                | now                       | episode            | work                 | risks          | flags
Ben  | I3/P4 M3/P1          | I3/P4 M3/P1; M3/P1; M2/P1 | I3/P4 M3/P1; M3/P1 | -                    | I3/P4 M3/P1    | -
Asha | I3/P1 M3/P1+P4 T3/P1 | I3/P1 M3/P4; M3/P4; M2/P4 | I3/P1 M3/P4; M3/P4 | I3/P1 M3/P1+P4; -; - | I3/P1 M3/P1+P4 | I3/P1 M3/P1+P4; M3/P1
Ella | I3/P3+P4 M2/P4       | I3/P4 M2/P4; -; M2/P4     | not found          | I3/P3+P4; -; -       | -              | -
Cara | I3/P4 M3/P4          | I3/P4 M3/P4; M3/P4; M2/P4 | I3/P4 M3/P4; M3/P4 | -                    | I3/P4 M3/P4    | -
Finn | not found            | -                         | not found          | -                    | -              | -
Joan | refused              | refused                   | refused            | refused              | refused        | refused
"""


def test_the_third_absence_in_thirty_days_raises_its_flags(story):
    lived(story, chapters.third_time)
    assert story.deeds() == {
        "Ben": "casefile.child I3/P4 M3/P1, 2 duties.done, 2 missing.report I3/P4 M3/P1,"
        " 2 duties.assign, missing.report, missing.report I1/P4 M3/P1",
        "Nia": "interviews.list I3/P1, interviews.begin I3/P1, interviews.begin, interviews.begin I1/P1 M1/P4,"
        " interviews.complete I3/P1 T3/P1, duties.discharge, interviews.complete, interviews.complete T3/P1,"
        " casefile.child I3/P1 M3/P1+P4 T3/P1, duties.done I3/P1, 2 duties.done, duties.done I3/P1, 2 duties.done,"
        " patterns.list M3/P1, patterns.answer I3/P1 M3/P1+P4, patterns.answer, patterns.answer M3/P1",
    }
    assert story.swept() == "5 duties.assign, 2 patterns.look I3 M3 T3, 3 patterns.raise_flag"
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
        ("RM-05", f"Went missing 3 times from 31 May 2026 to 30 June 2026: RM-05, {IN_90_DAYS}", first, second, third),
    }
    assert len(flags) == 4


def test_the_hub_has_one_line_about_the_child_and_owes_what_each_rule_asks(story):
    lived(story, chapters.third_time)
    owed = {duty["title"]: duty["due_at"][:16] for duty in story.get("Nia", "/api/duties/").json()}
    assert owed == {
        "Strategy discussion": "2026-07-01T17:00",
        "Review of repeated missing": "2026-07-02T17:00",
        "Exploitation screening": "2026-07-07T17:00",
        "Multi-agency missing meeting": "2026-07-07T17:00",
        "Name the child for the exploitation meeting": "2026-07-07T17:00",
    }
    told = [notice["says"].partition(": ")[::2] for notice in story.get("Nia", "/api/notices/").json() if "lag" in notice["says"]]
    assert [(words, set(rules.split(", "))) for words, rules in told] == [
        ("Flags were raised by one event", {"RM-03", "RM-04", "RM-05"}),
    ]


OVERDUE = """
pages | child                          | now | episode         | work                 | risks                | flags
Ben   | Jake seen home                 | -   | Jake debts home | -                    | -                    | -
Asha  | Jake seen home talk late 3 4 5 | -   | Jake debts home | Jake talk late 3 4 5 | Jake talk late 3 4 5 | Jake home 3 4 5
Ella  | Jake told home                 | -   | 404             | Jake                 | -                    | -
Cara  | Jake seen home                 | -   | Jake debts home | -                    | -                    | -
Finn  | 404                            | -   | 404             | -                    | -                    | -
Joan  | 403                            | 403 | 403             | 403                  | 403                  | 403
api  | child                                         | now | episode         | work | risks           | flags
Ben  | home episodes 3                               | -   | words 1 bands 1 | -    | -               | -
Asha | home episodes 3 interviews 2 duties 3 flags 4 | -   | words 1 bands 1 | -    | talk late 3 4 5 | RM-03 RM-04 RM-05
Ella | home summaries 3                              | -   | 404             | -    | -               | -
Cara | home episodes 3                               | -   | words 1 bands 1 | -    | -               | -
Finn | 404                                           | -   | 404             | -    | -               | -
Joan | 403                                           | 403 | 403             | 403  | 403             | 403
log  | child                | now     | episode            | work                 | risks          | flags
Ben  | I3/P4 M3/P1          | -       | I3/P4 M3/P1; M3/P1 | -                    | -              | -
Asha | I3/P1 M3/P1+P4 T3/P1 | -       | I3/P1 M3/P4; M3/P4 | I3/P1 M3/P1+P4; -; - | I3/P1 M3/P1+P4 | I3/P1 M3/P1+P4; M3/P1
Ella | I3/P3+P4 M2/P4       | -       | not found          | I3/P3+P4; -; -       | -              | -
Cara | I3/P4 M3/P4          | -       | I3/P4 M3/P4; M3/P4 | -                    | -              | -
Finn | not found            | -       | not found          | -                    | -              | -
Joan | refused              | refused | refused            | refused              | refused        | refused
"""


def test_the_talk_that_nobody_had_in_72_hours_is_overdue_for_everybody_who_may_know_of_it(story):
    lived(story, chapters.overdue)
    assert story.deeds() == {
        "Ben": "2 duties.discharge, 2 duties.assign, missing.record_return, missing.record_return I1/P4 M3/P1,"
        " casefile.child I3/P4 M3/P1, 2 duties.done",
        "Nia": "casefile.child I3/P1 M3/P1+P4 T3/P1, duties.done I3/P1, 2 duties.done, duties.done I3/P1, 2 duties.done,"
        " duties.done I3/P1, 2 duties.done",
    }
    assert story.swept() == "escalation.climb, escalation.ladder"
    assert story.told() == expected(OVERDUE)


def test_it_climbs_one_step_once_however_often_it_is_swept(story):
    lived(story, chapters.overdue)
    [duty] = [duty for duty in story.get("Nia", "/api/duties/").json() if duty["is_overdue"]]
    assert (duty["clock"], duty["stage"], duty["is_overdue"]) == ("RETURN_INTERVIEW", 2, True)
    passed_up = {who: [told for told in story.get(who, "/api/notices/").json() if "overdue" in told["says"]] for who in ("Nia", "Max")}
    assert passed_up["Nia"] == []
    assert [told["about"] for told in passed_up["Max"]] == [duty["id"]]


def test_the_weekly_list_says_why_he_stands_on_it_to_the_council_alone(story):
    lived(story, chapters.overdue)
    reasons = [
        f"Went missing 2 times from 15 June 2026 to 30 June 2026: RM-03, {TWICE}",
        f"Went missing 3 times from 31 May 2026 to 30 June 2026: RM-04, {THRICE}",
        f"Went missing 3 times from 31 May 2026 to 30 June 2026: RM-05, {IN_90_DAYS}",
        "Return interview: was due 23:00 on 3 July 2026.",
    ]
    answers = {who: story.get(who, "/api/risk-list/").json().get("children") for who in PEOPLE}
    [line] = answers.pop("Asha")
    assert (line["child"], line["reasons"]) == (str(story.child), reasons)
    assert answers == {"Ben": [], "Ella": [], "Cara": [], "Finn": [], "Joan": None}
    page = text_of(story.get("Asha", "/risk-list/"))
    assert [reason for reason in reasons if reason not in page] == []
