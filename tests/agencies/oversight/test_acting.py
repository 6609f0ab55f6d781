"""For which team do you act? One capacity per session, chosen from one's own seats of today."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from agencies.access.guard import TEAM_KEY
from agencies.directory.models import Membership, User
from tests.agencies.scenes import log_of
from tests.database import building

URL = "/act-as/"
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def browser(cast):
    """Signed in, but no team chosen yet."""

    def signed_in(who: str) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(cast.user(who), backend=BACKEND)
        return client

    return signed_in


@pytest.fixture
def second_seat(cast):
    """Asha also sits in the front door."""
    with building() as build:
        return build(Membership(user=cast.user("Asha"), team=cast.teams["front_door"], role="manager", starts_on=date(2020, 1, 1)))


def test_who_has_one_seat_has_nothing_to_choose(browser):
    client = browser("Asha")
    assert client.get(reverse("oversight:my_looks")).status_code == 200


def test_who_has_two_seats_is_asked_and_goes_on_where_they_were_going(browser, second_seat):
    client = browser("Asha")
    answer = client.get(reverse("oversight:my_looks") + "?after=x")
    assert answer.status_code == 302
    page = client.get(answer.url)
    assert "Front door, Northford Council, as team manager" in page.text
    done = client.post(URL, {"seat": second_seat.pk, "next": "/my-looks/?after=x"})
    assert (done.status_code, done.url) == (302, "/my-looks/?after=x")
    assert client.session[TEAM_KEY] == second_seat.team_id


def test_the_choice_is_in_the_trail_under_a_new_session_key(browser, second_seat, database):
    client = browser("Asha")
    client.get(URL)
    before = client.session.session_key
    client.post(URL, {"seat": second_seat.pk})
    assert client.session.session_key != before
    [event] = log_of(database, "verb = 'oversight.act_as'")
    assert (event["actor_name"], event["team"], event["role"]) == ("Asha Example", second_seat.team_id, "manager")


def test_nobody_is_sent_out_of_the_house(browser, second_seat):
    answer = browser("Asha").post(URL, {"seat": second_seat.pk, "next": "https://elsewhere.example/"})
    assert (answer.status_code, answer.url) == (302, "/")


@pytest.mark.parametrize("who", ["Gita", "Ben"])
def test_only_ones_own_seats_can_be_chosen(browser, second_seat, who, database):
    answer = browser(who).post(URL, {"seat": second_seat.pk})
    assert answer.status_code == 422
    assert log_of(database, "verb = 'oversight.act_as'") == []


def test_a_seat_that_ended_yesterday_cannot_be_chosen(browser, cast):
    with building() as build:
        over = build(
            Membership(
                user=cast.user("Ben"),
                team=cast.teams["front_door"],
                role="officer",
                starts_on=date(2020, 1, 1),
                ends_on=localdate() - timedelta(days=1),
            )
        )
    assert browser("Ben").post(URL, {"seat": over.pk}).status_code == 422


def test_choosing_nothing_says_so(browser, second_seat):
    answer = browser("Asha").post(URL, {})
    assert answer.status_code == 422
    assert "“Team” needs an answer." in answer.text


def test_who_has_no_seat_today_is_told_whom_to_ask(browser, cast):
    with building():
        Membership.objects.filter(user=cast.user("Asha")).update(ends_on=localdate() - timedelta(days=1))
    client = browser("Asha")
    assert client.get("/", follow=True).redirect_chain[-1][0] == URL
    page = client.get(URL).text
    assert "You have no seat in a team today" in page
    assert "Adil Example" in page


def test_the_api_offers_the_same_seats_and_takes_one_of_them(browser, second_seat, cast):
    client = browser("Asha")
    offered = client.get("/api/acting/").json()
    assert {seat["team_name"] for seat in offered} == {"Casework one", "Front door"}
    taken = client.post("/api/acting/", {"team": second_seat.team_id}, content_type="application/json")
    assert (taken.status_code, taken.json()["role"]) == (200, "manager")
    refused = client.post("/api/acting/", {"team": cast.teams["hill"].pk}, content_type="application/json")
    assert refused.status_code == 400
    assert client.session[TEAM_KEY] == second_seat.team_id


def test_nobody_chooses_before_signing_in(database):
    assert Client().get(URL).status_code == 302


def test_who_never_had_a_seat_is_told_to_ask_and_given_the_desk(database):
    with building() as build:
        newcomer = build(User(username="newcomer", full_name="Noor Example", email="noor@people.example"))
    client = Client()
    client.force_login(newcomer, backend=BACKEND)
    page = client.get(URL).text
    assert "Ask an administrator of your agency." in page
    assert "01632 960 555" in page
