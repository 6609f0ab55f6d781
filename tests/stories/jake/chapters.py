"""What happens, in order. Each chapter is what people do; what everybody sees after it is in the tests."""

from collections.abc import Callable
from datetime import datetime

from referrals.escalation.tasks import climb_overdue
from referrals.patterns.tasks import look_for_patterns
from tests.stories.jake.asking import HEARD, SAFETY, SECRET
from tests.stories.jake.telling import Story, local

WORRY = "He comes to school with a new telephone."
TALK = {"place": "Library", "interviewer": "Rosa Field", "tie": "INDEPENDENT", "words": f"{HEARD}.", "safety": f"{SAFETY}."}
RETURN = {"hurt": "no", "with_now": "me", "destination": "home"}


def reported(story: Story) -> None:
    """Sunday evening: Ben fills in the page, reads it over and reports him missing."""
    story.at(2026, 5, 31, 20, 0)
    _report_on_the_page(story, "1752")


def sighted(story: Story) -> None:
    """At night an officer of the neighbouring force sees him, and her own system says so."""
    at = story.at(2026, 6, 1, 3, 11)
    story.sends("Cara", "/api/episodes/{episode}/sighting/", seen_at=at.isoformat(), place="Eastvale bus station")


def returned(story: Story) -> None:
    """At five Ben brings him home and records it on the page."""
    story.at(2026, 6, 1, 5, 0)
    found = {"found_when": "now", "where": "elsewhere", "place": "Eastvale bus station"}
    check = story.presses("Ben", "/missing/{episode}/return/", **found, **RETURN)
    assert story.goes_on("Ben", check, "/missing/{episode}/return/", confirmed="yes").status_code == 302


def handed_over(story: Story) -> None:
    """In the morning the hub lead hands the talk to the social worker's team."""
    story.at(2026, 6, 1, 9, 0)
    [duty] = story.get("Nia", "/api/duties/").json()
    story.presses("Nia", f"/duties/{duty['id']}/hand-over/", team=story.cast.teams["casework"].pk)


def again(story: Story) -> None:
    """Both talks were had in time. Two weeks later he is gone for a second time: report, return and sweep."""
    story.at(2026, 6, 1, 16, 0)
    _done(story, "Ben", "PREVENTION_INTERVIEW")
    _listened_by_the_api(story, "Asha")
    [told] = story.get("Asha", "/api/notices/").json()
    story.presses("Asha", "/my-work/", then=f"/told/{told['id']}/seen/")
    story.at(2026, 6, 15, 19, 0)
    told = {"last_seen_at": local(2026, 6, 15, 18, 0).isoformat(), "place": "Bus station", "circumstances": SECRET}
    answer = story.sends("Ben", "/api/episodes/", child=str(story.child), band="HIGH", band_reason="The second time", **told)
    story.episodes.append(answer["id"])
    _return_by_the_api(story, 2026, 6, 15, 23, 0)
    sweep(story, look_for_patterns)


def third_time(story: Story) -> None:
    """The hub has done what the flag asked, and answered it. On the last day of June he is gone again; the sweep counts."""
    story.at(2026, 6, 16, 15, 0)
    _done(story, "Ben", "PREVENTION_INTERVIEW")
    _listened_on_the_page(story, "Nia")
    _done(story, "Nia", "REPEAT_MISSING_REVIEW", "EXPLOITATION_SCREENING")
    [flag] = story.get("Nia", "/api/flags/").json()["flags"]
    story.presses("Nia", f"/flags/{flag['id']}/answer/", answer="ACTED", words="We met his carer.")
    story.at(2026, 6, 30, 19, 0)
    _report_on_the_page(story, "1800")
    sweep(story, look_for_patterns)


def overdue(story: Story) -> None:
    """He is home at eleven. All is done but the return talk; 72 hours later the sweep runs ten times."""
    _return_by_the_api(story, 2026, 6, 30, 23, 0)
    story.at(2026, 7, 1, 15, 0)
    _done(story, "Ben", "PREVENTION_INTERVIEW")
    _done(story, "Nia", "STRATEGY_DISCUSSION", "REPEAT_MISSING_REVIEW", "EXPLOITATION_SCREENING")
    story.at(2026, 7, 3, 23, 0, 1)
    for _ in range(10):
        sweep(story, climb_overdue)


def referred(story: Story) -> None:
    """His school is worried: Ella writes, reads it over and sends it."""
    story.at(2026, 7, 4, 10, 0)
    story.presses("Ella", "/children/{child}/refer/", worry=WORRY, source="2A")
    assert story.presses("Ella", "/children/{child}/refer/check/").status_code == 302


CHAPTERS = (reported, sighted, returned, handed_over, again, third_time, overdue, referred)


def lived(story: Story, chapter: Callable[[Story], None]) -> None:
    """Everything up to this chapter, and the chapter."""
    for one in CHAPTERS[: CHAPTERS.index(chapter) + 1]:
        story.turn()
        one(story)


def home_at(at: datetime) -> dict:
    """What another system says when a child is found and home."""
    return {"found_at": at.isoformat(), "returned_at": at.isoformat(), "place": "Station", "harms": ["NOT_KNOWN"], **RETURN}


def sweep(story: Story, task) -> None:
    """As a worker would, on the jobs login."""
    with story.job_login():
        task()


def _report_on_the_page(story: Story, clock: str) -> None:
    said = {"last_seen_when": "today", "last_seen_clock": clock, "place": "Bus station", "circumstances": SECRET}
    check = story.presses("Ben", "/children/{child}/report-missing/", **said, band="MEDIUM", band_reason="First checks made")
    done = story.goes_on("Ben", check, "/children/{child}/report-missing/", confirmed="yes")
    story.episodes.append(done.url.split("/")[2])


def _return_by_the_api(story: Story, *parts: int) -> None:
    story.sends("Ben", "/api/episodes/{episode}/return/", **home_at(story.at(*parts)))


def _listened_by_the_api(story: Story, who: str) -> None:
    [owed] = story.get(who, "/api/interviews/").json()["owed"]
    opened = story.sends(who, "/api/interviews/", duty=owed["duty"])
    story.sends(who, f"/api/interviews/{opened['id']}/complete/", held_at=opened["opened_at"], **TALK)


def _listened_on_the_page(story: Story, who: str) -> None:
    [owed] = story.get(who, "/api/interviews/").json()["owed"]
    page = story.presses(who, f"/duties/{owed['duty']}/interview/").url
    assert story.presses(who, f"{page}complete/", held_when="now", **TALK).status_code == 302


def _done(story: Story, who: str, *clocks: str) -> None:
    """The duties of these clocks, marked as done: by officers and social workers through the API, by the hub on the page."""
    for duty in story.get(who, "/api/child-files/{child}/").json()["duties"]:
        if duty["clock"] in clocks and who == "Nia":
            story.presses(who, f"/duties/{duty['id']}/done/")
        elif duty["clock"] in clocks:
            story.sends(who, f"/api/duties/{duty['id']}/done/")
