"""How a child was found: with whom, with what, how far away; all of it beside the necessary, and some of it a rule's business."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from agencies.refusals import Refused
from referrals.children.rules import make_reference
from referrals.missing import actions, rules
from referrals.missing.models import Companion, Episode, EpisodeNarrative
from referrals.patterns.models import Flag
from referrals.patterns.tasks import look_for_patterns
from tests.factories import child_of
from tests.factories.missing import all_of, now_of
from tests.referrals.missing.absences import bring_home, report, told_return
from tests.referrals.missing.browsing import fields_of, text_of

SEEN = datetime(2026, 6, 1, 17, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOME = SEEN + 5 * HOUR
ADA = make_reference(bytes(range(10)))


@pytest.fixture
def jake(cast):
    return child_of(cast, "northford", "Jake", "Arden", reference="7Q2MX-9K4TB-W")


@pytest.fixture
def ada(cast):
    return child_of(cast, "northford", "Ada", "Birch", reference=ADA)


@pytest.fixture
def missing(cast, clock, jake):
    clock.set(HOME)
    return report(cast, "Ben", jake, SEEN)


@pytest.fixture
def ben(web):
    return web("Ben")


NECESSARY = {"where": "elsewhere", "place": "Pier", "hurt": "no", "with_now": "me"}
BESIDES = {"found_with": "unknown_adult", "carried": ["CASH", "NEW_PHONE"], "miles_away": "31", "explained": "doubted"}
BESIDES |= {"explanation": "A friend drove me.", "companion_words": "A man called D."}


def test_what_is_told_beside_the_necessary_is_read_back_kept_and_shown(ben, missing, ada):
    path = f"/missing/{missing.pk}/return/"
    check = ben.post(path, fields_of(ben.get(path)) | NECESSARY | BESIDES | {"companions": ADA.lower()})
    read_back = text_of(check)
    ben.post(path, fields_of(check) | {"confirmed": "yes", "carried": BESIDES["carried"]})
    kept = now_of(Episode, missing.pk)
    assert (kept.found_with, kept.carried, kept.miles_away, kept.explained) == ("unknown_adult", ["CASH", "NEW_PHONE"], 31, "doubted")
    assert {row.kind: row.words for row in all_of(EpisodeNarrative, episode=missing)}["with"] == "A man called D."
    page = text_of(ben.get(f"/missing/{missing.pk}/"))
    for words in ("An adult the carers do not know", "Money that nobody can explain", "31", ADA, "A friend drove me.", "A man called D."):
        assert words in read_back and words in page, words


def test_home_later_unsays_nothing_of_what_was_said_when_found(cast, ben, missing, ada):
    found = told_return(HOME - HOUR, carried=["DRUGS"], found_with="alone", miles_away=3, explained="none", companions=[ada.pk])
    with cast.acting("Ben") as ben_himself:
        actions.record_return(episode=missing, told=found, by=ben_himself, at=HOME)
    said = {"found_at": (HOME - HOUR).isoformat(), "returned_at": HOME.isoformat(), "place": "Pier", "hurt": "no", "destination": "home"}
    answer = ben.post(f"/api/episodes/{missing.pk}/return/", said | {"harms": ["NOT_KNOWN"], "with_now": "me"}, "application/json")
    assert answer.status_code == 200
    kept = now_of(Episode, missing.pk)
    assert (kept.carried, kept.found_with, kept.miles_away, kept.explained, kept.destination) == (["DRUGS"], "alone", 3, "none", "home")
    assert [row.child_id for row in all_of(Companion)] == [ada.pk]


def test_who_may_not_see_the_other_child_gets_no_row_of_hers(cast, web, missing, ada):
    bring_home(cast, "Ben", missing, HOME, companions=[ada.pk])
    cast.exclude("Nia", ada.pk)
    for who, sees in (("Asha", True), ("Nia", False)):
        page, said = web(who).get(f"/missing/{missing.pk}/"), web(who).get(f"/api/episodes/{missing.pk}/").json()
        assert (ADA in page.text, said["companions"]) == (sees, [str(ada.pk)] if sees else [])
        assert page.status_code == 200


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"carried": ["BOMB"]}, "Choose what the child carried from the list."),
        ({"carried": ["NOTHING", "CASH"]}, "Nothing of this stands alone."),
        ({"found_with": "ghost"}, "Choose from the list with whom the child was."),
        ({"explained": "maybe"}, "Choose from the list whether the child explains it."),
        ({"companions": [uuid4()]}, "One of the children named as companions is not among those you may see."),
    ],
)
def test_what_is_in_no_list_is_refused(cast, missing, more, says):
    with pytest.raises(Refused) as refused:
        bring_home(cast, "Ben", missing, HOME, **more)
    assert refused.value.reasons == [says]
    assert rules.objections_to_findings(["CASH"], "", "", HOME) == []


def test_a_child_is_not_their_own_companion_and_a_reference_of_nobody_is_said_at_its_box(cast, ben, jake, missing):
    with pytest.raises(Refused) as refused:
        bring_home(cast, "Ben", missing, HOME, companions=[jake.pk])
    assert refused.value.reasons == ["A child is not their own companion."]
    path = f"/missing/{missing.pk}/return/"
    answer = ben.post(path, fields_of(ben.get(path)) | NECESSARY | {"companions": "NOBODY"})
    assert answer.status_code == 422 and "There is no such child among those you may see." in text_of(answer)


def test_the_api_takes_what_the_page_takes(ben, missing, ada):
    said = {"found_at": HOME.isoformat(), "place": "Pier", "hurt": "no", "harms": ["NOT_KNOWN"], "with_now": "me"}
    said |= {"carried": ["NOTHING"], "miles_away": 0, "companions": [str(ada.pk)], "explained": "accepted"}
    answer = ben.post(f"/api/episodes/{missing.pk}/return/", said, content_type="application/json")
    assert answer.status_code == 200
    whole = ben.get(f"/api/episodes/{missing.pk}/").json()
    assert (whole["carried"], whole["miles_away"], whole["explained"]) == (["NOTHING"], 0, "accepted")


def raised(job_login):
    with job_login():
        look_for_patterns()
    return {(flag.rule, flag.child_id) for flag in all_of(Flag)}


@pytest.mark.parametrize(
    ("more", "rule", "fires"),
    [
        ({"miles_away": 21}, "RM-10", True),
        ({"miles_away": 20}, "RM-10", False),
        ({"miles_away": 21, "explained": "accepted"}, "RM-10", False),
        ({"miles_away": 21, "explained": "doubted"}, "RM-10", True),
        ({"carried": ["NEW_PHONE"]}, "RM-11", True),
        ({"carried": ["TICKETS"]}, "RM-11", False),
        ({"found_with": "unknown_adult"}, "RM-11", True),
        ({"found_with": "known_adult"}, "RM-11", False),
    ],
)
def test_the_rules_know_how_far_with_what_and_with_whom(cast, jake, missing, job_login, more, rule, fires):
    bring_home(cast, "Ben", missing, HOME, **more)
    assert ((rule, jake.pk) in raised(job_login)) is fires


def test_rm_14_knows_a_companion_who_was_found_somewhere_else(cast, jake, ada, missing, job_login):
    bring_home(cast, "Ben", report(cast, "Ben", ada, SEEN + HOUR), HOME, place="Pier")
    bring_home(cast, "Ben", missing, HOME, companions=[ada.pk], place="Gran's flat")
    assert {("RM-14", jake.pk), ("RM-14", ada.pk)} <= raised(job_login)
    assert len({flag.meeting_place for flag in all_of(Flag, rule="RM-14")}) == 1


def test_rm_14_knows_a_third_child_with_whom_both_were(cast, jake, ada, missing, job_login):
    third = child_of(cast, "northford", "Kai", "Moss", reference="KAI")
    bring_home(cast, "Ben", report(cast, "Ben", ada, SEEN + HOUR), HOME, place="Home or placement", companions=[third.pk])
    bring_home(cast, "Ben", missing, HOME, companions=[third.pk], place="Home or placement")
    assert {child for rule, child in raised(job_login) if rule == "RM-14"} == {jake.pk, ada.pk}
