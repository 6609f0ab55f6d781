"""The school is worried, and afterwards the data-protection officer asks who looked at him."""

from collections import Counter

from agencies.audit.models import Event
from agencies.words import Outcome
from tests.factories import child_of
from tests.referrals.missing.browsing import text_of
from tests.stories.jake import chapters
from tests.stories.jake.asking import PEOPLE, SECRET, expected
from tests.stories.jake.chapters import lived
from tests.stories.jake.telling import REFERENCE

EVER = {"q": REFERENCE, "first": "", "last": ""}
REFERRED = """
pages | child                                | now | episode         | work                 | risks                | flags
Ben   | Jake seen home                       | -   | Jake debts home | -                    | -                    | -
Asha  | Jake seen home talk late 3 4 5 worry | -   | Jake debts home | Jake talk late 3 4 5 | Jake talk late 3 4 5 | Jake home 3 4 5
Ella  | Jake told home worry                 | -   | 404             | Jake                 | -                    | -
Cara  | Jake seen home                       | -   | Jake debts home | -                    | -                    | -
Finn  | 404                                  | -   | 404             | -                    | -                    | -
Joan  | 403                                  | 403 | 403             | 403                  | 403                  | 403
api  | child                                                     | now | episode         | work | risks           | flags
Ben  | home episodes 3                                           | -   | words 1 bands 1 | -    | -               | -
Asha | home episodes 3 interviews 2 duties 5 flags 4 referrals 1 | -   | words 1 bands 1 | -    | talk late 3 4 5 | RM-03 RM-04 RM-05
Ella | home summaries 3 referrals 1                              | -   | 404             | -    | -               | -
Cara | home episodes 3                                           | -   | words 1 bands 1 | -    | -               | -
Finn | 404                                                       | -   | 404             | -    | -               | -
Joan | 403                                                       | 403 | 403             | 403  | 403             | 403
log  | child                      | now     | episode            | work                 | risks          | flags
Ben  | I3/P4 M3/P1                | -       | I3/P4 M3/P1; M3/P1 | -                    | -              | -
Asha | I3/P1 M3/P1+P4 R3/P1 T3/P1 | -       | I3/P1 M3/P4; M3/P4 | I3/P1 M3/P1+P4; -; - | I3/P1 M3/P1+P4 | I3/P1 M3/P1+P4; M3/P1
Ella | I3/P3+P4 M2/P4 R3/P2       | -       | not found          | I3/P3+P4; -; -       | -              | -
Cara | I3/P4 M3/P4                | -       | I3/P4 M3/P4; M3/P4 | -                    | -              | -
Finn | not found                  | -       | not found          | -                    | -              | -
Joan | refused                    | refused | refused            | refused              | refused        | refused
"""


def test_his_school_refers_him_on_the_page(story):
    lived(story, chapters.referred)
    assert story.deeds() == {
        "Ella": "intake.receive I3/P3+P4, intake.receive I1/P3, intake.receive I3/P3+P4, children.involve, 2 duties.assign,"
        " intake.receive, intake.receive I1/P3"
    }
    assert story.told() == expected(REFERRED)


def test_the_words_of_the_school_are_read_by_the_council_and_by_the_school_alone(story):
    lived(story, chapters.referred)
    [referral] = story.get("Ella", "/api/child-files/{child}/").json()["referrals"]
    pages = {who: story.get(who, f"/referrals/{referral}/") for who in PEOPLE}
    doors = {who: story.get(who, f"/api/referrals/{referral}/").status_code for who in PEOPLE}
    assert doors == {"Ben": 404, "Asha": 200, "Ella": 200, "Cara": 404, "Finn": 404, "Joan": 403}
    assert {who: page.status_code for who, page in pages.items()} == doors
    assert [who for who, page in pages.items() if chapters.WORRY in page.text] == ["Asha", "Ella"]


LOOKED = """
Ben               | missing.report 7, missing.record_return 5, casefile.child 4, duties.assign 3, children.involve 1
Asha              | casefile.my_work 2, interviews.begin 2, interviews.complete 2, casefile.child 1, duties.discharge 1, interviews.list 1
Ella              | intake.receive 5, duties.assign 2, casefile.child 1, children.involve 1
Cara              | casefile.child 1
Joan              | casefile.child 1
Nia               | duties.done 15, duties.hand_over 3, interviews.begin 3, interviews.complete 3, patterns.answer 3
Nia               | casefile.child 2, casefile.my_work 1, duties.discharge 1, interviews.list 1, patterns.list 1
patterns.look     | duties.assign 7, patterns.look 7, patterns.raise_flag 4
escalation.ladder | escalation.climb 1, escalation.ladder 1
"""


def _read(table: str) -> dict[str, int]:
    """Each person's deeds with how often: "Ben missing.report" and 7."""
    rows = [line.split("|") for line in table.strip().splitlines()]
    pairs = [(who.strip(), *deed.split()) for who, deeds in rows for deed in deeds.split(",")]
    return {f"{who} {verb}": int(times) for who, verb, times in pairs}


def _found(story) -> list[dict]:
    """Every page of the officer's search through the API."""
    found, after = [], ""
    while True:
        answer = story.get("Joan", "/api/looks/", **EVER, after=after).json()
        found, after = found + answer["events"], answer["after"]
        if not after:
            return found


def test_the_data_protection_officer_finds_who_looked_at_him_all_of_them_and_nobody_else(story):
    lived(story, chapters.referred)
    for who in PEOPLE:
        story.get(who, "/children/{child}/")
    events = _found(story)
    assert Counter(f"{event['actor_name'].removesuffix(' Example')} {event['verb']}" for event in events) == _read(LOOKED)
    assert [(event["actor_name"], event["resource_id"]) for event in events if event["verdict"]] == [("Joan Example", str(story.child))]


def test_the_page_of_the_search_counts_them_and_names_the_child_by_reference_alone(story):
    lived(story, chapters.referred)
    for who in ("Asha", "Ella", "Finn", "Joan"):
        story.get(who, "/children/{child}/")
    page = text_of(story.get("Joan", "/looks/", **EVER))
    assert "91 looks and deeds by 5 people" in page
    assert "1 of them refused, not found or failed." in page
    assert "Ella Example Safeguarding lead, Safeguarding team, Hill School Opened a child's page 7Q2MX-9K4TB-W" in page
    assert [word for word in ("Jake", "Arden", "Finn", SECRET, chapters.WORRY) if word in page] == []


def test_nobody_else_searches_the_log_and_the_search_itself_is_in_it(story):
    lived(story, chapters.reported)
    story.turn()
    for who in PEOPLE:
        answers = story.get(who, "/looks/", **EVER), story.get(who, "/api/looks/", **EVER)
        assert {answer.status_code for answer in answers} == {200 if who == "Joan" else 403}
    assert story.deeds() == {who: "2 oversight.looks" + ("" if who == "Joan" else " refused") for who in PEOPLE}
    with story.cast.acting("Joan"):
        searches = Event.objects.filter(verb="oversight.looks", outcome=Outcome.DONE)
        assert [search.resource_id for search in searches] == [story.child, story.child]


def test_a_school_that_guesses_a_key_gets_the_answer_of_no_such_child(story, cast):
    hidden = child_of(cast, "northford", "Sealed", "Person", reference="HIDDEN", seal=2)
    story.at(2026, 6, 1, 9, 0)
    one, other = story.get("Ella", f"/children/{hidden.pk}/"), story.get("Ella", "/children/00000000-0000-4000-8000-000000000000/")
    assert (one.status_code, other.status_code) == (404, 404)
    assert text_of(one) == text_of(other)
