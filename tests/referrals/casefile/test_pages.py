"""My work and the child's page: whose duty it is, by what name, and who opens no file at all."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from agencies.directory.models import Membership
from agencies.notices.models import Notice
from referrals.children import actions as children
from referrals.children.models import Child, Identity
from referrals.clocks import Clock
from referrals.duties import actions as duties
from referrals.missing import actions as missing
from tests.database import building
from tests.factories import child_of
from tests.referrals.missing.absences import report
from tests.referrals.missing.browsing import text_of

NIGHT = datetime(2026, 11, 22, 3, 12, tzinfo=UTC)


@pytest.fixture
def kai(cast, clock):
    clock.set(NIGHT)
    return child_of(cast, "northford", "Kai", "Moss", reference="SG-1003")


@pytest.fixture
def due(cast, kai):
    """The casework team works with Kai; the front door owes his return interview."""
    with cast.acting("Asha") as asha:
        child = Child.objects.get(pk=kai.pk)
        children.involve(child=child, team=cast.teams["casework"], until=None, reason="Lead", by=asha, at=NIGHT)
        about = type("About", (), {"pk": kai.pk, "child_id": kai.pk})()
        started = NIGHT - timedelta(hours=100)
        duties.assign(about=about, clock=Clock.RETURN_INTERVIEW, start=started, team=cast.teams["front_door"], by=asha, at=NIGHT)


def test_what_another_team_owes_on_our_child_stands_on_my_work_with_name_time_and_team(web, due):
    page = text_of(web("Asha").get("/my-work/"))
    assert "Due on your team's children, from other teams" in page
    assert "Return interview: Kai Moss, due 23:12 Fri 20 Nov 2026, Front door Overdue" in page


def test_the_team_that_owes_it_reads_the_name_too(web, due):
    page = text_of(web("Nia").get("/my-work/"))
    assert "Needs your team (1)" in page
    assert "Kai Moss" in page
    assert "from other teams" not in page


def test_the_childs_page_says_which_team_owes_what(web, due, kai):
    asha, nia = (text_of(web(who).get(f"/children/{kai.pk}/")) for who in ("Asha", "Nia"))
    assert "Return interview, due 23:12 Fri 20 Nov 2026: overdue. Front door." in asha
    assert "Record it" in nia and "Record it" not in asha


def test_what_a_desk_is_told_stands_on_my_work_until_somebody_has_seen_it(web, cast, kai):
    report(cast, "Ben", kai, NIGHT - timedelta(hours=5))
    nia, other = web("Nia"), web("Ella")
    page = nia.get("/my-work/").text
    assert "A child is reported missing: Kai Moss." in text_of(nia.get("/my-work/"))
    [told] = nia.get("/api/notices/").json()
    assert f"/missing/{told['about']}/" in page
    assert other.post(f"/told/{told['id']}/seen/").status_code == 404
    assert other.get("/api/notices/").json() == []
    assert nia.post(f"/told/{told['id']}/seen/").status_code == 302
    assert "Told to you" not in text_of(nia.get("/my-work/"))
    assert nia.post(f"/api/notices/{uuid4()}/seen/").status_code == 404


def test_a_sighting_by_another_force_reaches_the_desk_that_holds_the_episode(web, cast, kai):
    episode = report(cast, "Ben", kai, NIGHT - timedelta(hours=5))
    with cast.acting("Cara") as cara:
        seen = {"seen_at": NIGHT - timedelta(hours=1), "place": "Harbour", "area": None, "words": "Alone."}
        missing.sight(episode=episode, **seen, by=cara, at=NIGHT)
    with building():
        desk = Notice.objects.get(kind="missing.sighted").team_id
        Membership.objects.filter(user=cast.user("Ben")).update(team=desk)
    ben = Client()
    ben.force_login(cast.user("Ben"), backend="allauth.account.auth_backends.AuthenticationBackend")
    session = ben.session
    session["acting_team"] = desk
    session.save()
    assert "A missing child was seen: Kai Moss." in text_of(ben.get("/my-work/"))


def test_the_api_gives_of_a_child_what_the_page_gives(web, due, kai):
    file = web("Nia").get(f"/api/child-files/{kai.pk}/").json()
    assert (file["name"], file["age"], file["is_missing"], file["addresses"]) == ("Kai Moss", "15", False, [])
    assert [(row["title"], row["team"], row["is_overdue"]) for row in file["duties"]] == [("Return interview", "Front door", True)]
    assert web("Ivy").get(f"/api/child-files/{kai.pk}/").json()["duties"] == []


@pytest.mark.parametrize("estimated", [True, False])
def test_a_day_of_birth_that_is_an_estimate_is_never_shown_as_a_fact(web, kai, estimated):
    with building():
        Identity._base_manager.filter(child=kai).update(born_estimated=estimated)
    page = text_of(web("Asha").get(f"/children/{kai.pk}/"))
    assert ("about 15" in page, ", born " in page) == (estimated, not estimated)


def test_a_child_who_is_not_born_has_that_for_an_age(web, kai):
    with building():
        Identity._base_manager.filter(child=kai).update(born_on=None, expected_on=NIGHT.date() + timedelta(days=60))
    page = text_of(web("Asha").get(f"/children/{kai.pk}/"))
    assert "not yet born" in page
    assert "age not known" not in page


@pytest.mark.parametrize("who", ["Adil", "Joan", "Pia"])
def test_administration_and_data_protection_open_no_childs_file(web, due, kai, who):
    assert web(who).get(f"/children/{kai.pk}/").status_code == 403
    assert web(who).get(f"/api/child-files/{kai.pk}/").status_code == 403


def test_a_clerk_finds_the_child_and_reads_no_casework(web, due, kai):
    page = text_of(web("Ivy").get(f"/children/{kai.pk}/"))
    assert "Kai Moss" in page
    assert "Return interview" not in page


def test_no_duty_and_no_child_of_a_long_list_is_left_without_a_way_to_it(web, cast, clock):
    clock.set(NIGHT)
    kais = [child_of(cast, "northford", f"Kai{number:02}", "Moss", reference=f"SG-{number}") for number in range(27)]
    with cast.acting("Asha") as asha:
        for number, kai in enumerate(kais):
            child = Child.objects.get(pk=kai.pk)
            children.involve(child=child, team=cast.teams["casework"], until=None, reason="Lead", by=asha, at=NIGHT)
            about = type("About", (), {"pk": child.pk, "child_id": child.pk})()
            started = NIGHT + timedelta(hours=number)
            duties.assign(about=about, clock=Clock.RETURN_INTERVIEW, start=started, team=cast.teams["casework"], by=asha, at=NIGHT)
    asha = web("Asha")
    pages = [text_of(asha.get(f"/my-work/{query}")) for query in ("", "?page=2", "?children=2", "?page=nonsense")]
    assert all("Needs your team (27)" in page and "Children of your team (27)" in page for page in pages)
    assert "Due after" in pages[0] and "Due before" in pages[1]
    due = [page.split("Needs your team")[1].split("Open flags")[0] for page in pages[:2]]
    listed = [page.split("Children of your team")[1] for page in (pages[0], pages[2])]
    for found in (due, listed):
        assert all((f"Kai{number:02} Moss" in found[0]) != (f"Kai{number:02} Moss" in found[1]) for number in range(27))


def begin(client, form, about, **words):
    draft = {"draft": str(uuid4()), "form": form, "about": str(about) if about else None, "version": 0, "words": words}
    assert client.post("/drafts/save/", draft, content_type="application/json").status_code == 200
    return draft["draft"]


def test_what_somebody_began_and_did_not_send_stands_on_my_work_until_it_is_sent_or_forgotten(web, kai):
    asha = web("Asha")
    begin(asha, "children.register", None, given_names="Zora")
    key = begin(asha, "intake.receive", kai.pk, worry="He was hungry.")
    page = asha.get("/my-work/").text
    assert "A referral: Kai Moss" in page and f'href="/children/{kai.pk}/refer/"' in page and 'href="/children/register/"' in page
    assert "You began" not in web("Nia").get("/my-work/").text
    assert asha.post(f"/drafts/{key}/discard/", {"next": "/my-work/"})["Location"] == "/my-work/"
    assert "A referral: Kai Moss" not in asha.get("/my-work/").text


def test_words_about_a_child_whom_the_writer_sees_no_more_name_her_no_more(web, kai):
    max_ = web("Ella")
    begin(max_, "intake.receive", kai.pk, worry="He was hungry.")
    page = text_of(max_.get("/my-work/"))
    assert ("A referral, 03:12" in page, "Kai Moss" in page) == (True, False)


DEEDS = ("", "return/", "sighting/", "band/", "reported/", "returned/")


@pytest.mark.parametrize("deed", DEEDS)
def test_every_page_about_an_episode_says_why_it_can_be_seen(web, cast, kai, deed):
    episode = report(cast, "Ben", kai, NIGHT - timedelta(hours=5))
    page = text_of(web("Ben").get(f"/missing/{episode.pk}/{deed}", follow=True))
    assert "Why can I see this?" in page
    assert "You see this in full because" in page


@pytest.mark.parametrize("path", ["", "correct/", "report-missing/", "refer/", "why/"])
def test_every_page_about_a_child_says_why_she_can_be_seen(web, kai, path):
    page = text_of(web("Asha").get(f"/children/{kai.pk}/{path}"))
    assert "Why can I see this?" in page
    assert "You see this in full because" in page


def test_the_reasons_part_by_part_name_kind_holder_and_rule_on_page_and_through_the_api(web, cast, kai):
    report(cast, "Ben", kai, NIGHT - timedelta(hours=5))
    nia = web("Nia")
    parts = {row["what"]: (row["holder"], row["why"]["rule"]) for row in nia.get(f"/api/child-files/{kai.pk}/why/").json()}
    assert parts["Identity"] == ("Northford Council", "P1")
    assert parts["Missing episodes"] == ("Northshire Police", "P4")
    page = text_of(nia.get(f"/children/{kai.pk}/why/"))
    assert "Missing episodes held by Northshire Police" in page
    assert web("Finn").get(f"/children/{kai.pk}/why/").status_code == 404


def test_the_childs_page_says_what_is_seen_and_what_is_not(web, cast, kai):
    report(cast, "Ben", kai, NIGHT - timedelta(hours=5))
    assert "You see: Identity, Missing episodes." in text_of(web("Nia").get(f"/children/{kai.pk}/"))
