"""The pages as an officer meets them, without script: Missing now, the report, the return in three screens, sightings and bands."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from referrals.children import actions as children
from referrals.children.models import Child, Identity
from referrals.drafts.models import Draft
from referrals.missing.models import Episode, RiskBand, Sighting
from tests.database import building
from tests.factories import child_of
from tests.referrals.missing.absences import bring_home, report
from tests.referrals.missing.browsing import fields_of, text_of

NIGHT = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)
SEEN = datetime(2026, 11, 21, 17, 52, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def kai(cast):
    return child_of(cast, "northford", "Kai", "Moss", reference="SG-1003")


@pytest.fixture
def missing(cast, kai, clock):
    clock.set(NIGHT)
    return report(cast, "Ben", kai, SEEN, words={"circumstances": "Argued.", "clothing": "Blue parka"})


@pytest.fixture
def ben(web):
    return web("Ben")


def test_missing_now_shows_who_since_when_where_how_often_and_what_to_do(ben, missing):
    page = text_of(ben.get("/missing/"))
    for words in ("Kai Moss, 15", "Missing 9 h 20 min", "Last seen 17:52 Sat 21 Nov 2026, Bus station", "First time", "Medium"):
        assert words in page, words
    assert "Record return" in page and "Add sighting" in page
    assert "The desk, day and night" in page


def test_missing_now_counts_the_times_of_twelve_weeks(cast, ben, kai, clock):
    clock.set(NIGHT)
    for days in (200, 20, 10):
        bring_home(cast, "Ben", report(cast, "Ben", kai, SEEN - timedelta(days=days)), SEEN - timedelta(days=days) + 5 * HOUR)
    report(cast, "Ben", kai, SEEN)
    page = text_of(ben.get("/missing/"))
    assert "3rd time in 12 weeks" in page
    assert "First time" not in page


def test_missing_now_takes_twelve_queries_at_most_whatever_its_length(cast, ben, clock):
    clock.set(NIGHT)
    counts = []
    for number in range(6):
        report(cast, "Ben", child_of(cast, "northford", f"Kai{number}", "Moss", reference=f"SG-{number}"), SEEN)
        if number in (0, 5):
            with CaptureQueriesContext(
                connection,
            ) as queries:
                ben.get("/missing/")
            rows = [one["sql"] for one in queries if "referrals_" in one["sql"]]
            counts.append(len(rows))
    assert counts[0] == counts[1] <= 12


def test_the_list_alone_holds_the_same_cards_as_the_page(ben, missing):
    fragment = ben.get("/missing/list/").text
    assert 'id="missing-now"' in fragment
    assert "Kai Moss" in fragment
    assert "<html" not in fragment
    assert 'data-refresh-url="/missing/list/?page=1"' in ben.get("/missing/").text


def test_who_may_not_see_the_name_gets_the_reference(cast, web, kai, clock):
    clock.set(NIGHT)
    with building():
        Identity._base_manager.filter(child=kai).update(marking=2)
    report(cast, "Ben", kai, SEEN)
    page = text_of(web("Ben").get("/missing/"))
    assert "SG-1003" in page
    assert "Moss" not in page


def found(page, **answers):
    """The form as it stands in the page, with answers given."""
    return fields_of(page) | {"where": "home", "hurt": "no", "with_now": "me"} | answers


CHECKED = (
    *("Is this right?", "Kai Moss", "15, born 27 Mar 2011", "Blue parka", "No photo"),
    *("03:12 Sun 22 Nov 2026", "Bus stn, Eastvale"),
)
RECORDED = ("Return recorded", "SG-1003", "Front door, Northford Council, told 03:12", "Wed 25 Nov 2026 (72 hours)", "Record another")


def test_a_return_takes_three_screens_and_no_script(ben, missing):
    path = f"/missing/{missing.pk}/return/"
    form = ben.get(path)
    assert "Just now, 03:12" in text_of(form)
    check = ben.post(path, found(form, where="elsewhere", place="Bus stn, Eastvale", destination="home"))
    assert [words for words in CHECKED if words not in text_of(check)] == []
    done = ben.post(path, fields_of(check) | {"confirmed": "yes"}, follow=True)
    assert done.redirect_chain == [(f"/missing/{missing.pk}/returned/", 302)]
    assert [words for words in RECORDED if words not in text_of(done)] == []
    assert "Kai" not in re.search(r"<textarea.*?</textarea>", done.text, re.S)[0]


def test_a_second_press_says_when_it_was_recorded(ben, missing, clock):
    path = f"/missing/{missing.pk}/return/"
    check = fields_of(ben.post(path, found(ben.get(path)))) | {"confirmed": "yes"}
    ben.post(path, check)
    clock.forward(minutes=8)
    again = ben.post(path, check, follow=True)
    assert "Already recorded at 03:12." in text_of(again)
    assert "Return recorded" in text_of(again)


def test_just_now_stays_the_moment_in_which_the_form_was_opened(cast, ben, missing, clock):
    path = f"/missing/{missing.pk}/return/"
    form = ben.get(path)
    clock.forward(minutes=11)
    check = ben.post(path, found(form))
    clock.forward(minutes=5)
    ben.post(path, fields_of(check) | {"confirmed": "yes"})
    with cast.acting("Ben"):
        assert abs(Episode.objects.get(pk=missing.pk).found_at - NIGHT) < timedelta(minutes=1)


def test_places_where_the_child_was_found_before_are_one_press_and_only_from_episodes_one_may_see(cast, ben, web, kai, clock):
    clock.set(NIGHT)
    for days, place in ((30, "Gran's flat"), (20, "Pier"), (10, "Gran's flat")):
        bring_home(cast, "Ben", report(cast, "Ben", kai, SEEN - timedelta(days=days)), SEEN - timedelta(days=days) + 5 * HOUR, place=place)
    episode = report(cast, "Ben", kai, SEEN)
    path = f"/missing/{episode.pk}/return/"
    form = ben.get(path)
    chips = re.findall(r'name="where" value="(.*?)"', form.text)
    assert [unescape(chip) for chip in chips] == ["home", "before:Gran's flat", "before:Pier", "elsewhere"]
    check = ben.post(path, found(form, where="before:Pier"))
    assert "Pier" in text_of(check)
    assert "Not home yet" in text_of(check)


def test_found_first_and_home_later_are_two_forms_of_one_absence(cast, ben, missing, clock):
    path = f"/missing/{missing.pk}/return/"
    check = ben.post(path, found(ben.get(path), where="elsewhere", place="Pier"))
    done = ben.post(path, fields_of(check) | {"confirmed": "yes"}, follow=True)
    assert "begin when the child is home" in text_of(done)
    assert "Found, not home yet" in text_of(ben.get("/missing/"))
    clock.forward(hours=2)
    form = ben.get(path)
    assert "When was the child back home?" in text_of(form)
    check = ben.post(path, fields_of(form) | {"destination": "placement", "with_now": "placement"})
    ben.post(path, fields_of(check) | {"confirmed": "yes"})
    with cast.acting("Ben"):
        episode = Episode.objects.get(pk=missing.pk)
    assert episode.found_place == "Pier"
    assert timedelta(hours=2) <= episode.returned_at - episode.found_at < timedelta(hours=2, minutes=1)


def test_wrong_answers_come_back_with_their_words_and_a_sentence(ben, missing):
    path = f"/missing/{missing.pk}/return/"
    answers = {"found_when": "other", "found_on": "31 Feb", "found_clock": "3:12", "where": "elsewhere", "tonight": "Ask her aunt."}
    answer = ben.post(path, found(ben.get(path), **answers))
    assert answer.status_code == 422
    said = text_of(answer)
    assert "There is no such day." in said
    assert "Say where the child was found." in said
    assert "Ask her aunt." in answer.text and "31 Feb" in answer.text


def test_a_time_that_has_not_come_is_asked_for_again(ben, missing):
    path = f"/missing/{missing.pk}/return/"
    answer = ben.post(path, found(ben.get(path), found_when="today", found_clock="23:50"))
    assert answer.status_code == 422
    assert "Was it another day?" in text_of(answer)


def test_every_press_keeps_the_words_and_they_stand_there_again(cast, ben, missing, clock):
    path = f"/missing/{missing.pk}/return/"
    form = ben.get(path)
    ben.post(path, fields_of(form) | {"tonight": "Ask her aunt.", "hurt": "minor"})
    with cast.acting("Ben"):
        held = Draft.objects.get(form="missing.record_return")
        assert held.words["tonight"] == "Ask her aunt."
    clock.forward(hours=1)
    again = ben.get(path)
    assert "You began this at 03:12" in text_of(again)
    assert "Ask her aunt." in again.text
    assert fields_of(again)["draft"] == str(held.pk)
    assert "Just now, 03:12" in text_of(again)


def test_changing_an_answer_leads_back_to_the_form_with_every_word(ben, missing):
    path = f"/missing/{missing.pk}/return/"
    check = ben.post(path, found(ben.get(path), tonight="Ask her aunt."))
    back = ben.post(path, fields_of(check) | {"change": "yes"})
    assert back.status_code == 200
    assert fields_of(back)["tonight"] == "Ask her aunt."


def test_who_does_not_hold_the_episode_is_told_who_does(web, missing):
    answer = web("Cara").get(f"/missing/{missing.pk}/return/")
    assert answer.status_code == 403
    assert "Northshire Police holds this episode" in text_of(answer)
    assert "01632 960 555" in answer.text


def test_a_return_that_is_recorded_has_no_form_any_more(cast, ben, missing):
    bring_home(cast, "Ben", missing, NIGHT - HOUR)
    assert ben.get(f"/missing/{missing.pk}/return/").url == f"/missing/{missing.pk}/returned/"


REPORT = {"last_seen_when": "other", "last_seen_on": "21 Nov", "last_seen_clock": "1752", "place": "Bus station, Eastvale"}
REPORT |= {"circumstances": "Left after an argument.", "band": "HIGH", "band_reason": "Medication left at home."}


def test_a_report_takes_a_form_a_check_and_a_done_page(cast, ben, kai, clock):
    clock.set(NIGHT)
    path = f"/children/{kai.pk}/report-missing/"
    check = ben.post(path, fields_of(ben.get(path)) | REPORT)
    for words in ("Is this right?", "Kai Moss", "17:52 Sat 21 Nov 2026", "High: Medication left at home."):
        assert words in text_of(check), words
    done = ben.post(path, fields_of(check) | {"confirmed": "yes"}, follow=True)
    assert "Reported missing" in text_of(done)
    assert "Finding the child is with your missing desk" in text_of(done)
    with cast.acting("Ben"):
        episode = Episode.objects.get(child=kai.pk)
        assert (episode.last_seen_at, episode.last_seen_place) == (SEEN, "Bus station, Eastvale")
        assert RiskBand.objects.get(episode=episode).band == "HIGH"


def test_a_report_without_what_it_needs_names_each_box(ben, kai, clock):
    clock.set(NIGHT)
    path = f"/children/{kai.pk}/report-missing/"
    answer = ben.post(path, fields_of(ben.get(path)) | {"clothing": "Blue parka"})
    assert answer.status_code == 422
    assert "Give the time, such as 03:12." in text_of(answer)
    assert "“Risk band” needs an answer." in text_of(answer)
    assert "Blue parka" in answer.text


def test_a_report_inside_an_absence_that_the_officer_may_see_is_told_so_before_the_check(cast, ben, kai, clock):
    clock.set(NIGHT)
    bring_home(cast, "Ben", report(cast, "Ben", kai, SEEN - HOUR), SEEN + HOUR)
    path = f"/children/{kai.pk}/report-missing/"
    answer = ben.post(path, fields_of(ben.get(path)) | REPORT)
    assert answer.status_code == 422
    assert "The child was still missing then, until 18:52 on 21 Nov. Correct the time last seen." in text_of(answer)
    assert "Left after an argument." in answer.text


def test_a_time_found_that_is_before_the_report_is_refused_where_it_can_be_changed(ben, missing):
    path = f"/missing/{missing.pk}/return/"
    early = ben.post(path, found(ben.get(path), found_when="other", found_on="21 Nov", found_clock="18:00"))
    assert early.status_code == 422
    assert "That is before the report, made at 18:52 on 21 Nov. Correct the time found." in text_of(early)
    assert fields_of(early)["found_clock"] == "18:00"


def test_a_school_that_gets_the_summary_alone_is_told_that_its_pupil_is_missing(cast, web, kai, clock):
    clock.set(NIGHT)
    with cast.acting("Asha") as asha:
        pupil = Child.objects.get(pk=kai.pk)
        children.involve(child=pupil, team=cast.teams["hill"], until=None, reason="At this school", by=asha, at=NIGHT)
    ella, episode = web("Ella"), report(cast, "Ben", kai, SEEN)
    now, page = text_of(ella.get("/missing/")), text_of(ella.get(f"/children/{kai.pk}/"))
    assert "1 child missing, of those you may see." in now
    assert "Went missing on 21 Nov 2026" in now and "Bus station" not in now
    assert "Missing now." in page
    bring_home(cast, "Ben", episode, NIGHT)
    assert "0 children missing" in text_of(ella.get("/missing/"))
    assert "Missing now." not in text_of(ella.get(f"/children/{kai.pk}/"))


def test_a_child_whose_open_episode_one_may_see_leads_to_it(ben, kai, missing):
    answer = ben.get(f"/children/{kai.pk}/report-missing/", follow=True)
    assert answer.redirect_chain == [(f"/missing/{missing.pk}/", 302)]
    assert "reported missing already" in text_of(answer)


def test_the_page_of_a_child_still_missing_begins_with_what_helps_to_find_the_child(cast, ben, kai, clock):
    clock.set(NIGHT)
    before = SEEN - timedelta(days=9)
    bring_home(cast, "Ben", report(cast, "Ben", kai, before), before + 5 * HOUR)
    now = report(cast, "Ben", kai, SEEN, words={"circumstances": "Argued.", "clothing": "Blue parka"})
    page = text_of(ben.get(f"/missing/{now.pk}/"))
    assert page.index("Found before at: ") < page.index("Blue parka") < page.index("Argued.") < page.index("Last seen")
    for about_the_return in ("Harm while missing", "Where the child went", "Hurt or unwell", "With the child then", "Council type"):
        assert about_the_return not in page


def test_the_page_of_an_episode_tells_five_times_its_bands_and_why_one_sees_it(cast, web, missing):
    bring_home(cast, "Ben", missing, NIGHT)
    page = text_of(web("Asha").get(f"/missing/{missing.pk}/"))
    for words in (
        "Last seen",
        "Found to be missing",
        "Reported",
        "Found",
        "Home",
        "Why can I see this?",
        "ISA",
        "Blue parka",
        "First checks made.",
    ):
        assert words in page, words
    assert "Record return" not in page


def test_a_sighting_is_added_from_the_episode(cast, web, missing):
    cara, path = web("Cara"), f"/missing/{missing.pk}/sighting/"
    answer = cara.post(path, fields_of(cara.get(path)) | {"place": "Pier", "words": "Alone."}, follow=True)
    assert "The sighting is recorded" in text_of(answer)
    assert "Cara Example, Southmoor Police" in text_of(answer)
    with cast.acting("Ben"):
        assert Sighting.objects.get(episode=missing.pk).place == "Pier"


def test_a_sighting_pressed_twice_is_one_sighting(cast, ben, missing):
    path = f"/missing/{missing.pk}/sighting/"
    said = fields_of(ben.get(path)) | {"place": "Pier"}
    ben.post(path, said)
    assert "Already recorded at 03:12." in text_of(ben.post(path, said, follow=True))
    with cast.acting("Ben"):
        assert Sighting.objects.filter(episode=missing.pk).count() == 1


def test_a_band_is_set_with_a_reason_and_the_earlier_one_stays(ben, web, missing):
    path = f"/missing/{missing.pk}/band/"
    form = ben.get(path)
    assert ben.post(path, fields_of(form) | {"band": "HIGH"}).status_code == 422
    page = text_of(ben.post(path, fields_of(form) | {"band": "HIGH", "reason": "Medication left at home."}, follow=True))
    assert "Medication left at home." in page
    assert "First checks made." in page
    assert web("Cara").get(path).status_code == 403


@pytest.mark.parametrize("path", ["", "return/", "sighting/", "band/", "returned/"])
def test_an_episode_one_may_not_see_is_not_there(web, missing, path):
    ella, no_such = web("Ella"), "00000000-0000-4000-8000-000000000000"
    hidden, absent = ella.get(f"/missing/{missing.pk}/{path}"), ella.get(f"/missing/{no_such}/{path}")
    assert hidden.status_code == absent.status_code == (403 if path in ("return/", "band/") else 404)


@pytest.mark.parametrize(("who", "status"), [("Ella", 403), ("Dev", 403), ("Hugo", 403), ("Ben", 200), ("Asha", 200)])
def test_police_and_social_care_report_a_child_missing(web, cast, kai, who, status):
    for team in ("hill", "nurses", "intelligence", "missing_desk", "casework"):
        cast.link(team, kai.pk)
    assert web(who).get(f"/children/{kai.pk}/report-missing/").status_code == status


@pytest.mark.parametrize("key", ["", "no key"])
def test_a_form_without_a_readable_key_still_works(cast, ben, missing, key):
    answers = {"seen_when": "now", "place": "Pier", "draft": key}
    answer = ben.post(f"/missing/{missing.pk}/sighting/", answers)
    assert answer.status_code == (422 if key else 302)


def test_a_report_and_a_band_pressed_twice_are_made_once(cast, ben, kai, clock):
    clock.set(NIGHT)
    path = f"/children/{kai.pk}/report-missing/"
    check = fields_of(ben.post(path, fields_of(ben.get(path)) | REPORT)) | {"confirmed": "yes"}
    ben.post(path, check)
    again = ben.post(path, check, follow=True)
    assert "Already recorded at 03:12." in text_of(again)
    with cast.acting("Ben"):
        episode = Episode.objects.get(child=kai.pk)
    path = f"/missing/{episode.pk}/band/"
    said = fields_of(ben.get(path)) | {"band": "LOW", "reason": "Seen near home."}
    ben.post(path, said)
    assert "Already recorded at 03:12." in text_of(ben.post(path, said, follow=True))
    with cast.acting("Ben"):
        assert RiskBand.objects.filter(episode=episode).count() == 2


def test_an_absence_of_our_own_with_whereabouts_known_may_turn_into_missing(cast, web, kai, clock):
    clock.set(NIGHT)
    away = report(cast, "Asha", kai, SEEN, council_type="A")
    asha, path = web("Asha"), f"/children/{kai.pk}/report-missing/"
    assert "Away, whereabouts known" in text_of(asha.get("/missing/"))
    lost = REPORT | {"last_seen_clock": "2300", "council_type": "M"}
    check = asha.post(path, fields_of(asha.get(path)) | lost)
    asha.post(path, fields_of(check) | {"confirmed": "yes"})
    with cast.acting("Asha"):
        assert Episode.objects.get(pk=away.pk).returned_at is not None
        assert Episode.objects.open().get(child=kai.pk).council_type == "M"


def test_no_band_is_chosen_before_the_officer_chooses_one(ben, kai, clock):
    clock.set(NIGHT)
    assert fields_of(ben.get(f"/children/{kai.pk}/report-missing/"))["band"] == ""


def test_a_band_that_nobody_looked_at_again_in_time_says_so_on_the_card_and_on_the_episode(ben, missing, clock):
    assert "The band is reviewed by 06:52 Sun 22 Nov 2026." in text_of(ben.get(f"/missing/{missing.pk}/"))
    clock.set(NIGHT + 4 * HOUR)
    assert "Band to be reviewed" in text_of(ben.get("/missing/"))
    assert "The band was to be reviewed by 06:52 Sun 22 Nov 2026." in text_of(ben.get(f"/missing/{missing.pk}/"))


def test_from_an_absence_with_whereabouts_known_one_press_leads_to_the_report_once_sight_is_lost(cast, web, kai, clock):
    clock.set(NIGHT)
    away = report(cast, "Asha", kai, SEEN, council_type="A")
    page = web("Asha").get(f"/missing/{away.pk}/")
    assert "Sight is lost: report missing" in text_of(page) and f'href="/children/{kai.pk}/report-missing/"' in page.text


def test_a_box_that_must_be_filled_where_it_shows_is_not_called_optional(ben, kai, missing):
    back = text_of(ben.get(f"/missing/{missing.pk}/return/"))
    for asked in ("Time found", "Day found", "Which place?"):
        assert f"{asked} (optional)" not in back and asked in back
    assert "Time back home (optional)" in back


def test_a_report_asks_for_day_and_time_last_seen_and_leaves_the_other_times_open(ben, kai, clock):
    clock.set(NIGHT)
    page = text_of(ben.get(f"/children/{kai.pk}/report-missing/"))
    assert "Day last seen For example" in page and "Time last seen For example" in page
    assert "Time found to be missing (optional)" in page


def test_after_a_report_and_after_a_return_there_are_ways_on(cast, ben, missing):
    for done in ("reported", "returned"):
        page = ben.get(f"/missing/{missing.pk}/{done}/").text
        for way in (f'href="/children/{missing.child_id}/"', 'href="/missing/"', 'href="/my-work/"'):
            assert way in page, (done, way)
        bring_home(cast, "Ben", missing, NIGHT) if done == "reported" else None
