"""A writer's own words: kept from the first seconds, turned into a record once."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.db import connection

from agencies.refusals import Refused
from referrals.children.models import Child
from referrals.drafts import actions
from referrals.drafts.models import Draft, Words
from tests.database import building
from tests.factories import child_of

JSON = {"content_type": "application/json"}
BEGAN = datetime(2026, 5, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def child(cast):
    return child_of(cast, "northford", "Kai", "Moss", reference="KAI")


def saved(client, draft, words, version, **more):
    return client.post("/drafts/save/", {"draft": str(draft), "form": "f", "version": version, "words": words} | more, **JSON)


def test_words_survive_from_the_first_seconds(web, cast):
    asha, key = web("Asha"), uuid4()
    first = saved(asha, key, {"worry": "He is"}, 0)
    assert (first.status_code, first.json()["version"]) == (200, 1)
    assert saved(asha, key, {"worry": "He is hungry"}, 1).json()["version"] == 2
    [draft] = asha.get("/api/drafts/").json()
    assert (draft["draft"], draft["words"]) == (str(key), {"worry": "He is hungry"})
    assert web("Max").get("/api/drafts/").json() == []


def test_a_clash_shows_both_texts_and_writes_over_neither(web):
    asha, key = web("Asha"), uuid4()
    for version, words in enumerate(("one", "two")):
        saved(asha, key, {"worry": words}, version)
    clash = saved(asha, key, {"worry": "typed in another window"}, 1)
    assert (clash.status_code, clash.json()["words"], clash.json()["version"]) == (409, {"worry": "two"}, 2)
    through_the_api = {"draft": str(key), "form": "f", "version": 0, "words": {"worry": "late"}}
    assert asha.post("/api/drafts/", through_the_api, **JSON).status_code == 409
    assert asha.get("/api/drafts/").json()[0]["words"] == {"worry": "two"}
    assert asha.post("/api/drafts/", through_the_api | {"version": 2}, **JSON).json()["version"] == 3


def test_what_is_recorded_takes_no_more_words(web, cast):
    asha, key = web("Asha"), uuid4()
    saved(asha, key, {"worry": "one"}, 0)
    with cast.acting("Asha"):
        actions.use(draft=key, result=uuid4(), said="words", at=BEGAN)
        assert Draft.objects.get(pk=key).words == {}
        assert actions.unfinished(form="f", about=None) is None
    assert saved(asha, key, {"worry": "two"}, 1).status_code == 410
    assert asha.get("/api/drafts/").json() == []


def press(child, by, **changed):
    asked = {"draft": None, "form": "f", "about": child.pk, "said": "words"} | changed
    return actions.made_before(Child.objects, by=by, at=BEGAN, **asked)


def test_a_key_that_was_never_saved_is_remembered_once_used(cast, child):
    key = uuid4()
    with cast.acting("Asha") as by:
        assert press(child, by) is None
        assert press(child, by, draft=key) is None
        actions.use(draft=key, result=child.pk, said="words", at=BEGAN + timedelta(hours=1))
        assert press(child, by, draft=key) == child


@pytest.mark.parametrize("changed", [{"form": "g"}, {"about": UUID(int=1)}, {"said": "other words"}])
def test_the_same_key_for_something_else_is_refused_and_never_dropped(cast, child, changed):
    key = uuid4()
    with cast.acting("Asha") as by:
        press(child, by, draft=key)
        actions.use(draft=key, result=child.pk, said="words", at=BEGAN)
        with pytest.raises(Refused):
            press(child, by, draft=key, **changed)


def test_a_key_of_somebody_else_is_refused(cast, child):
    key = uuid4()
    with cast.acting("Asha") as by:
        press(child, by, draft=key)
    with cast.acting("Ben") as by, pytest.raises(Refused):
        press(child, by, draft=key)
    with cast.acting("Ben") as by, pytest.raises(Refused):
        actions.save(form="f", words={}, version=0, draft=key, about=None, by=by, at=BEGAN)


def test_characters_that_no_database_keeps_do_not_cost_the_words(web):
    asha, key = web("Asha"), uuid4()
    assert saved(asha, key, {"worry": "out\x00side \ud800 the school"}, 0).status_code == 200
    assert asha.get("/api/drafts/").json()[0]["words"] == {"worry": "outside  the school"}


@pytest.mark.parametrize("body", ["no json", {"form": "f"}, {"form": "f", "version": "x", "words": {}, "draft": None}, [1]])
def test_what_cannot_be_read_is_refused(web, body):
    assert web("Asha").post("/drafts/save/", body, **JSON).status_code == 400


def opened(client, path):
    """The form with what stands in it: the key of its draft, and the page."""
    page = client.get(path).text
    return re.search(r'name="draft" value="([^"]+)"', page)[1], page


def kept(client, path, form, about, words):
    """Somebody opens a form, types, and is called away; a minute later they open it again."""
    key, _ = opened(client, path)
    assert saved(client, key, words, 0, form=form, about=str(about) if about else None).status_code == 200
    again, page = opened(client, path)
    assert (again, "You began this at" in page) == (key, True)
    return key, page


def test_a_half_typed_registration_comes_back_box_by_box(web):
    typed = {"given_names": "Zora", "birth": "known", "born_on_day": "27", "born_on_month": "3", "born_on_year": "2011", "sex": "F"}
    key, page = kept(web("Asha"), "/children/register/", "children.register", None, typed)
    assert 'value="Zora"' in page
    for part, value in (("day", "27"), ("month", "3"), ("year", "2011")):
        assert re.search(rf'name="born_on_{part}"[^>]*value="{value}"|value="{value}"[^>]*name="born_on_{part}"', page), part
    assert re.search(r'name="sex"[^>]*value="F"[^>]*checked', page)


def test_a_registered_child_leaves_no_words_behind(web, cast):
    asha, typed = web("Asha"), {"given_names": "Zora", "family_name": "Quill", "birth": "age", "age": "9", "sex": "F"}
    key, _ = kept(asha, "/children/register/", "children.register", None, typed)
    told = typed | {"draft": key, "responsible": cast.agencies["northford"].pk, "step": "register"}
    assert asha.post("/children/register/", told).status_code == 302
    with cast.acting("Asha"):
        assert Draft.objects.get(pk=key).words == {}
    assert "You began this at" not in asha.get("/children/register/").text


def test_a_search_for_another_child_begins_afresh(web):
    asha = web("Asha")
    kept(asha, "/children/register/", "children.register", None, {"given_names": "Zora"})
    page = asha.post("/children/register/", {"step": "begin", "given_names": "Kai"}).text
    assert ('value="Kai"' in page, "Zora" in page) == (True, False)


def test_words_of_a_correction_come_back_over_what_is_on_file(web, child):
    _, page = kept(web("Asha"), f"/children/{child.pk}/correct/", "children.correct", child.pk, {"known_as": "Ky", "family_name": ""})
    assert ('value="Ky"' in page, 'value="Moss"' in page, 'value="Kai"' in page) == (True, False, True)


def test_who_begins_afresh_gets_an_empty_form_and_the_words_are_gone(web, cast, child):
    asha, path = web("Asha"), f"/children/{child.pk}/correct/"
    key, _ = kept(asha, path, "children.correct", child.pk, {"known_as": "Ky"})
    assert asha.post(f"/drafts/{key}/discard/", {"next": path})["Location"] == path
    assert "You began this at" not in asha.get(path).text
    with cast.acting("Asha"):
        assert Draft.objects.get(pk=key).words == {}
    assert web("Max").post(f"/drafts/{key}/discard/", {"next": path}).status_code == 404


def test_through_the_api_too_whoever_begins_afresh_leaves_no_words(web, cast):
    asha, key = web("Asha"), uuid4()
    saved(asha, key, {"worry": "one"}, 0)
    assert web("Max").delete(f"/api/drafts/{key}/").status_code == 404
    assert asha.delete(f"/api/drafts/{key}/").status_code == 204
    assert asha.get("/api/drafts/").json() == []
    with cast.acting("Asha"):
        assert Draft.objects.get(pk=key).words == {}


def test_beginning_afresh_leads_to_no_other_site(web, child):
    asha = web("Asha")
    key, _ = kept(asha, f"/children/{child.pk}/correct/", "children.correct", child.pk, {"known_as": "Ky"})
    assert asha.post(f"/drafts/{key}/discard/", {"next": "https://elsewhere.example/"})["Location"] == "/"


def test_a_copy_of_the_table_does_not_tell_what_was_written(web):
    key = uuid4()
    saved(web("Asha"), key, {"worry": "He is hungry"}, 0)
    with building(), connection.cursor() as cursor:
        cursor.execute("select words from referrals_draft where id = %s", [key])
        assert "hungry" not in cursor.fetchone()[0]


def test_words_that_were_kept_under_the_key_before_this_one_still_open(settings):
    kept_then = Words().get_prep_value({"worry": "He is hungry"})
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "the key of the year after", [settings.SECRET_KEY]
    assert Words().from_db_value(kept_then, None, None) == {"worry": "He is hungry"}
