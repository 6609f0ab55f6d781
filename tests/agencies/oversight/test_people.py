"""People and teams: seats are given, changed and ended by another administrator, and what they open follows at once."""

from datetime import date, timedelta

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils.timezone import localdate

from agencies.directory.models import Cover, Membership, User
from tests.agencies.scenes import children_of, log_of
from tests.database import building

JSON = {"content_type": "application/json"}


def seat_of(cast, who, team=None):
    return Membership.objects.get(user=cast.user(who), team=cast.teams[team] if team else cast.team_of(who), ended_at=None)


def groups_of(cast, who):
    return set(cast.user(who).groups.values_list("pk", flat=True))


@pytest.fixture
def adil(web):
    return web("Adil")


def test_an_administrator_sees_the_seats_of_their_own_agency(adil):
    page = adil.get("/people/").text
    assert "Asha Example" in page
    assert "Ben Example" not in page
    assert "Your own seat" in page
    assert "Ivy Example" not in adil.get("/people/", {"q": "asha"}).text


@pytest.mark.parametrize("who", ["Asha", "Max", "Joan", "Ben"])
def test_nobody_else_administers_people(web, cast, who):
    seat = seat_of(cast, "Ivy")
    paths = ["/people/", "/people/join/", f"/seats/{seat.pk}/leave/", f"/seats/{seat.pk}/role/"]
    assert [web(who).get(path).status_code for path in paths] == [403] * 4
    assert web(who).get(f"/seats/{seat.pk}/cover/").status_code in (403, 404)
    assert web(who).get("/api/seats/").status_code == 403


def test_a_seat_is_given_with_its_group_and_its_trail(adil, cast, database):
    front_door = cast.teams["front_door"]
    given = {"user": "asha", "team": front_door.pk, "role": "practitioner", "starts_on": "today", "ends_on": ""}
    answer = adil.post("/people/join/", given)
    assert answer.status_code == 302, answer.text
    assert seat_of(cast, "Asha", "front_door").starts_on == localdate()
    assert front_door.pk in groups_of(cast, "Asha")
    [event] = log_of(database, "verb = 'directory.join' and action = 'alteration'")
    assert (event["resource_id"], event["detail"]["team"]) == (cast.user("Asha").pk, front_door.pk)


def test_a_new_seat_opens_what_the_agency_holds_at_once(adil, cast, web):
    [child] = children_of(cast, "northford", 1)
    adil.post("/people/join/", {"user": "ella", "team": cast.teams["casework"].pk, "role": "practitioner", "starts_on": "today"})
    ella = web("Ella")
    assert ella.get(f"/api/why/identity/{_identity(child)}/").status_code == 404
    ella.post("/act-as/", {"seat": seat_of(cast, "Ella", "casework").pk})
    assert ella.get(f"/api/why/identity/{_identity(child)}/").json()["rule"] == "P1"


def _identity(child):
    with building():
        return type(child)._meta.apps.get_model("referrals", "Identity")._base_manager.get(child=child).pk


def test_nobody_gives_themselves_a_seat(adil, cast):
    answer = adil.post("/people/join/", {"user": "adil", "team": cast.teams["casework"].pk, "role": "manager", "starts_on": "today"})
    assert answer.status_code == 422
    assert "Nobody changes their own seats." in answer.text


def test_nobody_ends_their_own_seat(adil, cast):
    answer = adil.post(f"/seats/{seat_of(cast, 'Adil').pk}/leave/")
    assert answer.status_code == 422
    assert "Nobody changes their own seats." in answer.text


def test_teams_and_seats_of_other_agencies_are_out_of_reach(adil, cast):
    answer = adil.post("/people/join/", {"user": "asha", "team": cast.teams["hill"].pk, "role": "manager", "starts_on": "today"})
    assert answer.status_code == 422
    assert adil.post(f"/seats/{seat_of(cast, 'Ben').pk}/leave/").status_code == 404
    given = {"username": "asha", "team": cast.teams["hill"].pk, "role": "manager", "starts_on": str(localdate())}
    assert adil.post("/api/seats/", given, **JSON).json() == {"reasons": ["Your agency has no such team."]}


def test_somebody_unknown_gets_no_seat(adil, cast):
    given = {"user": "nobody", "team": cast.teams["casework"].pk, "role": "clerk", "starts_on": "today"}
    assert "Nobody signs in with this username." in adil.post("/people/join/", given).text
    api = {"username": "nobody", "team": cast.teams["casework"].pk, "role": "clerk", "starts_on": str(localdate())}
    assert adil.post("/api/seats/", api, **JSON).status_code == 409


def test_an_e_mail_address_which_people_can_change_gives_nobody_a_seat(adil, cast):
    with building():
        User.objects.filter(pk=cast.user("Ella").pk).update(email="asha@northford.example")
    given = {"user": "asha@northford.example", "team": cast.teams["casework"].pk, "role": "clerk", "starts_on": "today"}
    answer = adil.post("/people/join/", given)
    assert answer.status_code == 422
    assert "Nobody signs in with this username." in answer.text
    assert adil.post("/people/join/", given | {"user": " ELLA "}).status_code == 302


@pytest.mark.parametrize("asked", [{"team": "²"}, {"team": "9" * 30}, {"team": "0"}, {"q": "\0"}, {"q": "a" * 121}])
def test_the_list_of_seats_is_not_narrowed_by_nonsense(adil, asked):
    assert adil.get("/people/", asked).status_code == 200
    assert set(adil.get("/api/seats/", asked).json()) == set(asked)


def test_a_seat_is_ended_never_deleted_and_closes_with_the_next_request(adil, cast, web, database):
    ivy, seat = web("Ivy"), seat_of(cast, "Ivy")
    assert ivy.get("/my-looks/").status_code == 200
    assert adil.post(f"/seats/{seat.pk}/leave/").status_code == 302
    assert ivy.get("/my-looks/").url.startswith("/act-as/")
    assert Membership.objects.get(pk=seat.pk).ended_at is not None
    assert groups_of(cast, "Ivy") == set()
    assert "Ivy Example" in adil.get("/people/", {"seats": "ended"}).text
    assert len(log_of(database, "verb = 'directory.leave' and action = 'alteration'")) == 1


def test_a_seat_that_has_ended_cannot_be_ended_again(adil, cast):
    seat = seat_of(cast, "Ivy")
    adil.post(f"/seats/{seat.pk}/leave/")
    assert adil.post(f"/seats/{seat.pk}/leave/").status_code == 404


def test_the_service_cannot_delete_a_seat(cast, as_):
    with pytest.raises(ProgrammingError), as_("Adil"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("delete from agencies_membership")


def test_a_new_role_is_a_new_seat_and_the_old_one_stays_as_it_was(adil, cast):
    old = seat_of(cast, "Ivy")
    assert adil.post(f"/seats/{old.pk}/role/", {"role": "practitioner"}).status_code == 302
    new = seat_of(cast, "Ivy")
    assert (new.role, new.starts_on) == ("practitioner", localdate())
    assert Membership.objects.get(pk=old.pk).role == "clerk"
    assert cast.team_of("Ivy").pk in groups_of(cast, "Ivy")


def test_the_same_role_again_is_refused(adil, cast):
    answer = adil.post(f"/seats/{seat_of(cast, 'Ivy').pk}/role/", {"role": "clerk"})
    assert "This person has that role already." in answer.text


def test_a_seat_that_ran_out_can_be_given_again(adil, cast):
    with building():
        Membership.objects.filter(user=cast.user("Ivy")).update(ends_on=localdate() - timedelta(days=1))
    given = {"user": "ivy", "team": cast.teams["casework"].pk, "role": "clerk", "starts_on": "today"}
    assert adil.post("/people/join/", given).status_code == 302
    assert Membership.objects.filter(user=cast.user("Ivy")).count() == 2


def test_cover_has_a_last_day_and_is_shown(adil, cast):
    seat, last = seat_of(cast, "Asha"), localdate() + timedelta(days=14)
    given = {"covered_by": cast.user("Lena").pk, "starts_on": "today", "ends_on": str(last)}
    assert adil.post(f"/seats/{seat.pk}/cover/", given | {"ends_on": ""}).status_code == 422
    assert adil.post(f"/seats/{seat.pk}/cover/", given).status_code == 302
    assert Cover.objects.get().ends_on == last
    assert "Lena Example covers for Asha Example" in adil.get("/people/").text


def test_nobody_from_another_team_covers(adil, cast):
    given = {"covered_by": "ben", "starts_on": str(localdate()), "ends_on": str(localdate())}
    answer = adil.post(f"/api/seats/{seat_of(cast, 'Asha').pk}/cover/", given, **JSON)
    assert answer.json() == {"reasons": ["Both people need a seat in this team."]}


def test_the_api_gives_changes_and_ends_seats_by_the_same_rules(adil, cast):
    given = {"username": "asha", "team": cast.teams["front_door"].pk, "role": "clerk", "starts_on": str(localdate())}
    made = adil.post("/api/seats/", given, **JSON)
    assert made.status_code == 201
    changed = adil.post(f"/api/seats/{made.json()['id']}/role/", {"role": "manager"}, **JSON).json()
    assert changed["role"] == "manager"
    covered = {"covered_by": "max", "starts_on": str(localdate()), "ends_on": str(localdate())}
    assert adil.post(f"/api/seats/{changed['id']}/cover/", covered, **JSON).status_code == 201
    assert adil.post(f"/api/seats/{changed['id']}/leave/", **JSON).status_code == 204
    listed = adil.get("/api/seats/", {"q": "asha"}).json()["seats"]
    assert [seat["team_name"] for seat in listed] == ["Casework one"]
    assert len(adil.get("/api/seats/", {"ended": "true", "team": cast.teams["front_door"].pk}).json()["seats"]) == 2


def test_a_past_first_day_is_refused(adil, cast):
    given = {"username": "asha", "team": cast.teams["front_door"].pk, "role": "clerk", "starts_on": str(date(2020, 1, 1))}
    assert adil.post("/api/seats/", given, **JSON).json() == {"reasons": ["A seat begins today or later."]}
