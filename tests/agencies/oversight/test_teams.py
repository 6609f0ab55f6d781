"""When teams work, who is on call and who covers: arranged by the administrator, and by a manager in the own team."""

from datetime import time

import pytest
from django.utils.timezone import localdate

from agencies.directory.models import Cover, Membership, TeamHours

JSON = {"content_type": "application/json"}


def hours(cast, team="front_door"):
    return TeamHours.objects.filter(team=cast.teams[team]).last()


def typed(**more):
    return {"opens": "0800", "closes": "1900", "days": ["0", "1", "5"], "on_call": ""} | more


def test_an_administrator_sees_all_teams_of_the_agency_and_a_manager_the_own(web):
    adil, max_ = web("Adil").get("/teams/").text, web("Max").get("/teams/").text
    assert "Front door" in adil and "Casework one" in adil
    assert "Front door" in max_ and "Casework one" not in max_
    assert "nobody has set hours" in max_
    assert "Response" not in adil


@pytest.mark.parametrize("who", ["Asha", "Nia", "Joan", "Ben"])
def test_nobody_else_arranges_hours(web, cast, who):
    team = cast.teams["front_door"].pk
    assert [web(who).get(path).status_code for path in ("/teams/", f"/teams/{team}/hours/")] == [403, 403]
    assert web(who).get("/api/teams/").status_code == 403


def test_hours_hold_from_today_and_show_with_who_is_on_call(web, cast):
    page = f"/teams/{cast.teams['front_door'].pk}/hours/"
    max_ = web("Max")
    assert "09:00" in max_.get(page).text
    assert max_.post(page, typed(on_call=cast.teams["casework"].pk)).status_code == 302
    row = hours(cast)
    assert (row.opens, row.closes, row.days, row.valid_from) == (time(8), time(19), "015", localdate())
    shown = max_.get("/teams/").text
    assert "08:00 to 19:00, Monday, Tuesday, Saturday" in shown and "On call: Casework one" in shown
    assert "08:00" in max_.get(page).text
    assert max_.post(page, typed()).status_code == 302
    assert "Nobody is on call" in max_.get("/teams/").text


def test_hours_that_make_no_sense_come_back_with_the_typed_words(web, cast):
    answer = web("Max").post(f"/teams/{cast.teams['front_door'].pk}/hours/", typed(closes="0700"))
    assert (answer.status_code, "closes after it opens" in answer.text, "0800" in answer.text) == (422, True, True)
    assert hours(cast) is None


def test_a_team_of_somebody_else_is_not_there(web, cast):
    assert web("Max").get(f"/teams/{cast.teams['casework'].pk}/hours/").status_code == 404
    assert web("Adil").get(f"/teams/{cast.teams['response'].pk}/hours/").status_code == 404


def test_the_same_through_the_api(web, cast):
    adil, team = web("Adil"), cast.teams["front_door"].pk
    given = {"opens": "08:00", "closes": "20:00", "days": "0123456", "on_call": cast.teams["casework"].pk}
    assert adil.post(f"/api/teams/{team}/hours/", given, **JSON).status_code == 204
    row = next(row for row in adil.get("/api/teams/").json() if row["id"] == team)
    assert (row["opens"], row["days"], row["on_call"], row["covers"]) == ("08:00:00", "0123456", cast.teams["casework"].pk, [])
    assert adil.post(f"/api/teams/{team}/hours/", given | {"on_call": None}, **JSON).status_code == 204
    assert adil.post(f"/api/teams/{team}/hours/", given | {"on_call": 10**9}, **JSON).status_code == 409
    assert adil.post(f"/api/teams/{team}/hours/", given | {"days": "9"}, **JSON).status_code == 409


def test_a_manager_arranges_cover_in_the_own_team_and_nowhere_else(web, cast):
    seats = {who: Membership.objects.get(user=cast.user(who)) for who in ("Nia", "Asha")}
    max_, given = web("Max"), {"covered_by": cast.user("Max").pk, "starts_on": "today", "ends_on": str(localdate())}
    assert f"/seats/{seats['Nia'].pk}/cover/" in max_.get("/teams/").text
    assert max_.post(f"/seats/{seats['Nia'].pk}/cover/", given).status_code == 302
    assert "Max Example covers for Nia Example" in max_.get("/teams/").text
    assert max_.get(f"/seats/{seats['Asha'].pk}/cover/").status_code == 404
    assert Cover.objects.count() == 1
