"""The first time: reported, seen by the neighbouring force, brought home, and the talk that is owed.

Six people, one child. After each step: what the pages say, what the API answers, and what the log kept of asking.
"""

from datetime import datetime, timedelta

from agencies.notices.models import Notice
from tests.access.fences import differing
from tests.database import building
from tests.referrals.missing.browsing import text_of
from tests.stories.jake import chapters
from tests.stories.jake.asking import expected
from tests.stories.jake.chapters import lived

REPORTED = """
pages | child          | now            | episode         | work      | risks     | flags
Ben   | Jake away      | Jake away      | Jake away debts | -         | Jake away | -
Asha  | Jake away      | Jake away      | Jake away debts | Jake away | Jake away | -
Ella  | Jake away told | Jake away told | 404             | Jake      | -         | -
Cara  | Jake away      | Jake away      | Jake away debts | -         | Jake away | -
Finn  | 404            | -              | 404             | -         | -         | -
Joan  | 403            | 403            | 403             | 403       | 403       | 403
api  | child                    | now                    | episode         | work | risks | flags
Ben  | away episodes 1 duties 2 | episodes 1 summaries 1 | words 1 bands 1 | -    | away  | -
Asha | away episodes 1          | episodes 1 summaries 1 | words 1 bands 1 | -    | away  | -
Ella | away summaries 1         | summaries 1            | 404             | -    | -     | -
Cara | away episodes 1          | episodes 1 summaries 1 | words 1 bands 1 | -    | away  | -
Finn | 404                      | -                      | 404             | -    | -     | -
Joan | 403                      | 403                    | 403             | 403  | 403   | 403
log  | child          | now                       | episode            | work              | risks       | flags
Ben  | I3/P4 M3/P1    | I3/P4 M3/P1; M3/P1; M2/P1 | I3/P4 M3/P1; M3/P1 | -                 | I3/P4 M3/P1 | -
Asha | I3/P1 M3/P4    | I3/P1 M3/P4; M3/P4; M2/P4 | I3/P1 M3/P4; M3/P4 | I3/P1 M3/P4; -; - | I3/P1 M3/P4 | -
Ella | I3/P3+P4 M2/P4 | I3/P4 M2/P4; -; M2/P4     | not found          | I3/P3+P4; -; -    | -           | -
Cara | I3/P4 M3/P4    | I3/P4 M3/P4; M3/P4; M2/P4 | I3/P4 M3/P4; M3/P4 | -                 | I3/P4 M3/P4 | -
Finn | not found      | -                         | not found          | -                 | -           | -
Joan | refused        | refused                   | refused            | refused           | refused     | refused
"""


def test_ben_reports_jake_missing_on_the_page(story):
    lived(story, chapters.reported)
    assert story.deeds() == {
        "Ben": "2 missing.report I3/P4, duties.assign, children.involve, duties.assign, missing.report, missing.report I1/P4"
    }
    assert story.told() == expected(REPORTED)


def test_the_hub_is_told_at_once_and_every_fence_says_the_same(story, cast):
    lived(story, chapters.reported)
    assert [notice["says"] for notice in story.get("Nia", "/api/notices/").json()] == ["A child is reported missing"]
    assert [duty["title"] for duty in story.get("Nia", "/api/duties/").json()] == []
    assert differing(cast) == []


SIGHTED = """
pages | child          | now            | episode              | work      | risks     | flags
Ben   | Jake away      | Jake away      | Jake away debts seen | -         | Jake away | -
Asha  | Jake away      | Jake away      | Jake away debts seen | Jake away | Jake away | -
Ella  | Jake away told | Jake away told | 404                  | Jake      | -         | -
Cara  | Jake away      | Jake away      | Jake away debts seen | -         | Jake away | -
Finn  | 404            | -              | 404                  | -         | -         | -
Joan  | 403            | 403            | 403                  | 403       | 403       | 403
api  | child                    | now                    | episode                     | work | risks | flags
Ben  | away episodes 1 duties 2 | episodes 1 summaries 1 | words 1 bands 1 sightings 1 | -    | away  | -
Asha | away episodes 1          | episodes 1 summaries 1 | words 1 bands 1 sightings 1 | -    | away  | -
Ella | away summaries 1         | summaries 1            | 404                         | -    | -     | -
Cara | away episodes 1          | episodes 1 summaries 1 | words 1 bands 1 sightings 1 | -    | away  | -
Finn | 404                      | -                      | 404                         | -    | -     | -
Joan | 403                      | 403                    | 403                         | 403  | 403   | 403
log  | child          | now                       | episode                  | work              | risks       | flags
Ben  | I3/P4 M3/P1    | I3/P4 M3/P1; M3/P1; M2/P1 | I3/P4 M3/P1; M3/P1       | -                 | I3/P4 M3/P1 | -
Asha | I3/P1 M3/P4    | I3/P1 M3/P4; M3/P4; M2/P4 | I3/P1 M3/P4; M3/P4       | I3/P1 M3/P4; -; - | I3/P1 M3/P4 | -
Ella | I3/P3+P4 M2/P4 | I3/P4 M2/P4; -; M2/P4     | not found                | I3/P3+P4; -; -    | -           | -
Cara | I3/P4 M3/P4    | I3/P4 M3/P4; M3/P4; M2/P4 | I3/P4 M3/P4; M3/P4       | -                 | I3/P4 M3/P4 | -
Finn | not found      | -                         | not found                | -                 | -           | -
Joan | refused        | refused                   | refused                  | refused           | refused     | refused
"""


def test_the_neighbouring_force_writes_a_sighting_beside_the_episode(story, cast):
    lived(story, chapters.sighted)
    assert story.deeds() == {"Cara": "missing.sight, missing.sight M3/P4"}
    assert story.told() == expected(SIGHTED)
    with building():
        assert Notice.objects.filter(kind="missing.sighted", team=cast.teams["missing_desk"]).count() == 1


def test_the_neighbouring_force_cannot_record_the_return_through_either_door(story):
    lived(story, chapters.sighted)
    story.turn()
    refused = story.posts("Cara", "/api/episodes/{episode}/return/", **chapters.home_at(story.at(2026, 6, 1, 4, 0)))
    assert (refused.status_code, refused.json()["reasons"]) == (
        409,
        ["Northshire Police holds this episode. Ring their desk on 01632 960 555, and add a sighting: they are told at once."],
    )
    assert story.get("Cara", "/missing/{episode}/return/").status_code == 403
    assert story.deeds() == {"Cara": "2 missing.record_return refused"}


RETURNED = """
pages | child               | now | episode              | work      | risks | flags
Ben   | Jake seen home      | -   | Jake debts seen home | -         | -     | -
Asha  | Jake seen home talk | -   | Jake debts seen home | Jake talk | -     | -
Ella  | Jake told home      | -   | 404                  | Jake      | -     | -
Cara  | Jake seen home      | -   | Jake debts seen home | -         | -     | -
Finn  | 404                 | -   | 404                  | -         | -     | -
Joan  | 403                 | 403 | 403                  | 403       | 403   | 403
api  | child                    | now | episode                     | work | risks | flags
Ben  | home episodes 1 duties 1 | -   | words 1 bands 1 sightings 1 | -    | -     | -
Asha | home episodes 1 duties 1 | -   | words 1 bands 1 sightings 1 | -    | -     | -
Ella | home summaries 1         | -   | 404                         | -    | -     | -
Cara | home episodes 1          | -   | words 1 bands 1 sightings 1 | -    | -     | -
Finn | 404                      | -   | 404                         | -    | -     | -
Joan | 403                      | 403 | 403                         | 403  | 403   | 403
log  | child          | now     | episode                  | work              | risks   | flags
Ben  | I3/P4 M3/P1    | -       | I3/P4 M3/P1; M3/P1       | -                 | -       | -
Asha | I3/P1 M3/P4    | -       | I3/P1 M3/P4; M3/P4       | I3/P1 M3/P4; -; - | -       | -
Ella | I3/P3+P4 M2/P4 | -       | not found                | I3/P3+P4; -; -    | -       | -
Cara | I3/P4 M3/P4    | -       | I3/P4 M3/P4; M3/P4       | -                 | -       | -
Finn | not found      | -       | not found                | -                 | -       | -
Joan | refused        | refused | refused                  | refused           | refused | refused
"""


def test_ben_brings_him_home_on_the_page(story):
    lived(story, chapters.returned)
    assert story.deeds() == {
        "Ben": "2 missing.record_return I3/P4 M3/P1, 2 duties.discharge, 2 duties.assign,"
        " missing.record_return, missing.record_return I1/P4 M3/P1"
    }
    assert story.told() == expected(RETURNED)


def test_the_council_has_72_elapsed_hours_from_the_return_to_talk_with_him(story):
    lived(story, chapters.returned)
    [duty] = story.get("Nia", "/api/duties/").json()
    home = story.get("Ben", "/api/episodes/{episode}/").json()["returned_at"]
    assert (duty["title"], duty["team"], duty["is_overdue"]) == ("Return interview", "Front door", False)
    assert datetime.fromisoformat(duty["due_at"]) - datetime.fromisoformat(home) == timedelta(hours=72)
    assert "Return interview, due 05:00 Thu 4 Jun 2026. Front door." in text_of(story.get("Asha", "/children/{child}/"))


HANDED_OVER = """
pages | child               | now | episode              | work      | risks | flags
Ben   | Jake seen home      | -   | Jake debts seen home | -         | -     | -
Asha  | Jake seen home talk | -   | Jake debts seen home | Jake talk | -     | -
Ella  | Jake told home      | -   | 404                  | Jake      | -     | -
Cara  | Jake seen home      | -   | Jake debts seen home | -         | -     | -
Finn  | 404                 | -   | 404                  | -         | -     | -
Joan  | 403                 | 403 | 403                  | 403       | 403   | 403
api  | child                    | now | episode                     | work                                             | risks | flags
Ben  | home episodes 1 duties 1 | -   | words 1 bands 1 sightings 1 | -                                                | -     | -
Asha | home episodes 1 duties 1 | -   | words 1 bands 1 sightings 1 | Return interview, A duty was handed to your team | -     | -
Ella | home summaries 1         | -   | 404                         | -                                                | -     | -
Cara | home episodes 1          | -   | words 1 bands 1 sightings 1 | -                                                | -     | -
Finn | 404                      | -   | 404                         | -                                                | -     | -
Joan | 403                      | 403 | 403                         | 403                                              | 403   | 403
log  | child          | now     | episode                  | work                      | risks   | flags
Ben  | I3/P4 M3/P1    | -       | I3/P4 M3/P1; M3/P1       | -                         | -       | -
Asha | I3/P1 M3/P4    | -       | I3/P1 M3/P4; M3/P4       | I3/P1 M3/P4; I3/P1; I3/P1 | -       | -
Ella | I3/P3+P4 M2/P4 | -       | not found                | I3/P3+P4; -; -            | -       | -
Cara | I3/P4 M3/P4    | -       | I3/P4 M3/P4; M3/P4       | -                         | -       | -
Finn | not found      | -       | not found                | -                         | -       | -
Joan | refused        | refused | refused                  | refused                   | refused | refused
"""


def test_the_hub_hands_the_talk_to_the_social_worker(story):
    lived(story, chapters.handed_over)
    assert story.deeds() == {"Nia": "casefile.my_work I3/P1, duties.hand_over I3/P1, 2 duties.hand_over"}
    assert story.told() == expected(HANDED_OVER)
