"""Correct this record, as an officer meets it on the pages and a machine through the API."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from referrals.children.rules import make_reference
from referrals.missing.models import Episode, EpisodeCorrection
from tests.factories import child_of
from tests.factories.missing import all_of, now_of
from tests.referrals.missing.absences import bring_home, report
from tests.referrals.missing.browsing import fields_of, text_of

SEEN = datetime(2026, 6, 1, 17, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
HOME = SEEN + 9 * HOUR
ADA = make_reference(bytes(range(10)))
JSON = {"content_type": "application/json"}


@pytest.fixture
def jake(cast):
    return child_of(cast, "northford", "Jake", "Arden", reference="7Q2MX-9K4TB-W")


@pytest.fixture
def ada(cast):
    return child_of(cast, "northford", "Ada", "Birch", reference=ADA)


@pytest.fixture
def home(cast, clock, jake):
    episode = bring_home(cast, "Ben", report(cast, "Ben", jake, SEEN), HOME)
    clock.set(HOME + 3 * HOUR)
    return episode


@pytest.fixture
def ben(web):
    return web("Ben")


def sent(client, path, **answers):
    """The form filled in, checked and confirmed: the check page, and the page after it."""
    check = client.post(path, fields_of(client.get(path)) | answers)
    return check, client.post(path, fields_of(check) | {"confirmed": "yes"}, follow=True)


def test_a_wrong_time_is_corrected_with_the_old_one_beside_it(ben, home):
    check, done = sent(ben, f"/missing/{home.pk}/correct/", last_seen_clock="1630", reason="The clock was misread.")
    assert "16:30 Mon 1 Jun 2026, before: 18:00 on 1 Jun 2026" in text_of(check)
    assert "Found" not in text_of(check).split("Is this right?")[1].split("What was wrong")[0]
    page = text_of(done)
    assert "The times are corrected." in page
    assert "Last seen: 16:30 on 1 Jun 2026, before: 18:00 on 1 Jun 2026." in page
    assert now_of(Episode, home.pk).last_seen_at == SEEN - timedelta(minutes=90)


def test_a_time_that_keeps_its_minute_keeps_its_seconds(cast, ben, clock, jake):
    seen = SEEN + timedelta(seconds=31)
    episode = report(cast, "Ben", jake, seen)
    clock.set(seen + 3 * HOUR)
    sent(ben, f"/missing/{episode.pk}/correct/", discovered_on="1 Jun", discovered_clock="1805", reason="The carer noticed then.")
    assert now_of(Episode, episode.pk).times()[:2] == (seen, SEEN + timedelta(minutes=5))


def test_a_time_on_file_is_not_emptied_and_nothing_changed_is_no_correction(ben, home):
    path = f"/missing/{home.pk}/correct/"
    same = ben.post(path, fields_of(ben.get(path)) | {"reason": "Wrong."})
    assert same.status_code == 422 and "nothing would be corrected" in text_of(same)
    empty = ben.post(path, fields_of(same) | {"last_seen_on": "", "last_seen_clock": ""})
    assert empty.status_code == 422 and "This time is on file" in text_of(empty)


def test_a_return_recorded_by_mistake_is_taken_back(ben, home):
    _, done = sent(ben, f"/missing/{home.pk}/correct/", not_found="on", reason="It was another girl.")
    assert "Record return" in text_of(done)
    assert now_of(Episode, home.pk).found_at is None


def test_a_child_found_and_not_home_after_all(ben, home):
    sent(ben, f"/missing/{home.pk}/correct/", returned_on="", returned_clock="", reason="Still at the station.")
    assert (now_of(Episode, home.pk).found_at, now_of(Episode, home.pk).returned_at) == (HOME, None)


def test_the_times_of_an_open_episode_have_no_boxes_for_the_return(cast, ben, clock, jake):
    episode = report(cast, "Ben", jake, SEEN)
    clock.set(SEEN + 3 * HOUR)
    page = text_of(ben.get(f"/missing/{episode.pk}/correct/"))
    assert "Time last seen" in page and "Time back home" not in page and "recorded by mistake" not in page


def test_before_a_move_both_children_stand_on_the_check_page(ben, home, jake, ada):
    path = f"/missing/{home.pk}/move/"
    check, done = sent(ben, path, reference=ADA.lower().replace("-", " "), reason="She gave her sister's name.")
    said = text_of(check)
    assert said.index("Jake Arden") < said.index("The child to whom it belongs") < said.index("Ada Birch")
    assert "listed for your data-protection officer" in said
    page = text_of(done)
    assert "Ada Birch" in page and "Moved here from the record of another child" in page
    assert "The record of before, kept and restricted" in page
    old = text_of(ben.get(f"/missing/{home.pk}/"))
    assert "Recorded in error." in old
    assert "Who had read it while it stood wrong Ben Example, Northshire Police" in old
    assert "Record return" not in old and "Add sighting" not in old


def test_a_move_pressed_twice_is_one_move_and_a_reference_of_nobody_is_refused(ben, home, ada):
    path = f"/missing/{home.pk}/move/"
    nobody = ben.post(path, fields_of(ben.get(path)) | {"reference": "NOBODY", "reason": "Wrong."})
    assert nobody.status_code == 422 and "There is no such child among those you may see." in text_of(nobody)
    check = fields_of(ben.post(path, fields_of(ben.get(path)) | {"reference": ada.reference, "reason": "Wrong."})) | {"confirmed": "yes"}
    ben.post(path, check)
    assert "Already recorded at" in text_of(ben.post(path, check, follow=True))
    assert len(all_of(Episode, child=ada)) == 1


def test_an_absence_that_never_was_is_marked_on_a_page_that_says_what_follows(ben, home, jake):
    check, done = sent(ben, f"/missing/{home.pk}/take-back/", reason="He was at school all day.")
    assert "It stays on file, marked, and is counted nowhere." in text_of(check)
    assert "Recorded in error." in text_of(done) and "Correct this record" not in text_of(done)
    assert "Went missing" not in text_of(ben.get(f"/children/{jake.pk}/"))
    assert ben.get(f"/missing/{home.pk}/take-back/").url == f"/missing/{home.pk}/"


def test_two_records_of_one_absence_are_joined(cast, ben, clock, jake, home):
    second = report(cast, "Ben", jake, HOME + HOUR)
    path = f"/missing/{second.pk}/join/"
    assert "Last seen 18:00 Mon 1 Jun 2026" in text_of(ben.get(path))
    _, done = sent(ben, path, kept=str(home.pk), reason="She never came home.")
    assert "Both records are one absence now." in text_of(done)
    assert now_of(Episode, home.pk).returned_at is None


def test_a_record_under_another_child_is_joined_by_her_reference(cast, ben, clock, jake, ada, home):
    right = report(cast, "Ben", ada, SEEN + HOUR)
    path = f"/missing/{home.pk}/join/"
    for reference in ("NOBODY", jake.reference):
        answer = ben.post(path, fields_of(ben.get(path)) | {"kept": "other", "reference": reference, "reason": "Sisters."})
        assert answer.status_code == 422
    check, _ = sent(ben, path, kept="other", reference=ada.reference, reason="Sisters.")
    assert "The child to whom it belongs" in text_of(check)
    assert now_of(Episode, right.pk).returned_at == HOME


@pytest.mark.parametrize("page", ["correct", "move", "take-back", "join"])
def test_who_does_not_hold_the_episode_is_told_who_does(web, home, page):
    answer = web("Cara").get(f"/missing/{home.pk}/{page}/")
    assert answer.status_code == 403
    assert "Northshire Police holds this episode" in text_of(answer)


def api(client, episode, verb, **said):
    return client.post(f"/api/corrections/{episode.pk}/{verb}/", said, **JSON)


def test_the_api_corrects_only_the_times_that_it_names(ben, home):
    draft = str(uuid4())
    said = {"found_at": (HOME - HOUR).isoformat(), "reason": "The log of the car says so.", "draft": draft}
    first, second = (api(ben, home, "times", **said) for _ in range(2))
    assert first.status_code == second.status_code == 200
    assert first.json()["id"] == second.json()["id"]
    whole = ben.get(f"/api/episodes/{home.pk}/").json()
    corrections = ben.get(f"/api/corrections/{home.pk}/").json()["corrections"]
    assert [row["was"]["found_at"] for row in corrections] == [HOME.isoformat()]
    assert datetime.fromisoformat(whole["returned_at"]) == HOME
    assert api(ben, home, "times", returned_at=None, found_at=None, reason="Never home.").status_code == 200
    assert api(ben, home, "times", last_seen_at=SEEN.isoformat(), reason=".").status_code == 409


def test_the_api_moves_and_refuses_a_child_of_nobody_and_one_out_of_sight_alike(cast, ben, home, ada):
    hidden = child_of(cast, "northford", "Sealed", "Example", reference="SEALED", seal=2)
    nobody, sealed = (api(ben, home, "move", child=key, reason="Wrong.") for key in (str(uuid4()), str(hidden.pk)))
    assert (nobody.status_code, nobody.json()) == (sealed.status_code, sealed.json())
    moved = api(ben, home, "move", child=str(ada.pk), reason="Wrong.")
    assert (moved.status_code, moved.json()["child"]) == (200, str(ada.pk))
    assert ben.get(f"/api/episodes/{home.pk}/").json()["mistaken_as"] == "moved"
    assert [row.kind for row in all_of(EpisodeCorrection, episode=home)] == ["moved"]


def test_the_api_takes_back_and_joins(cast, ben, jake, home):
    second = report(cast, "Ben", jake, HOME + HOUR)
    assert api(ben, second, "join", kept=str(uuid4()), reason="Same.").status_code == 409
    joined = api(ben, second, "join", kept=str(home.pk), reason="Same.")
    assert (joined.status_code, joined.json()["other"]) == (200, str(home.pk))
    assert api(ben, home, "take-back", reason="He was at school.").json()["kind"] == "mistake"
    assert api(ben, home, "take-back", reason="He was at school.").status_code == 409
