"""The page of rules: what runs, since when, how often it fired; and a manager who sets a rule for their own authority."""

from datetime import date
from html import unescape

import pytest

from agencies.audit.models import Event
from agencies.directory.models import LocalSetting
from agencies.refusals import Refused
from referrals.patterns import actions
from referrals.patterns.models import Flag
from referrals.patterns.rules import BY_NUMBER, RULES, condition, locally, objections_to_setting, settable
from tests.database import building
from tests.factories.missing import all_of
from tests.referrals.patterns.conftest import flags, switch
from tests.referrals.patterns.facts import at

WIDER = {"is_on": "yes", "window_days": "60", "count": "2"}


def page_of(client, path="/flags/rules/"):
    answer = client.get(path)
    return answer.status_code, " ".join(unescape(answer.content.decode()).split())


def test_every_rule_stands_there_in_words_with_its_source_and_the_flags_page_leads_to_it(web):
    client = web("Asha")
    status, page = page_of(client)
    assert status == 200
    assert all(rule.number in page and rule.source.split(";")[0].split(",")[0] in page for rule in RULES)
    assert "3 absences that begin within 30 days." in page
    assert "/flags/rules/" in client.get("/flags/").content.decode()
    assert "Change" not in page.split("<main")[1].split("RM-01")[1].split("RM-02")[0]


def test_it_counts_the_flags_of_ninety_days_that_the_authority_holds_and_those_that_were_contested(cast, web, absent, look, clock):
    absent("2026-06-01", "2026-06-10")
    look()
    flag = next(iter(flags().values()))
    with cast.acting("Asha") as by:
        words = {"answer": "WRONG_EVENTS", "words": "The second was another boy."}
        actions.answer_flag(flag=Flag.objects.get(pk=flag.pk), **words, by=by, at=at("2026-06-11 10:00"))
    told = {row["number"]: (row["fired"], row["contested"]) for row in web("Asha").get("/api/rules/").json()}
    assert (told["RM-03"], told["RM-04"]) == ((1, 1), (0, 0))
    assert {row["fired"] for row in web("Gita").get("/api/rules/").json()} == {0}
    clock.set(at("2026-09-20 10:00"))
    assert {row["fired"] for row in web("Asha").get("/api/rules/").json()} == {0}


def test_who_answers_for_no_child_reads_the_usual_numbers_and_no_counts(cast, web):
    switch(cast, "RM-03", {"count": 5})
    assert "5 absences that begin within 28 days" in page_of(web("Asha"))[1]
    _, page = page_of(web("Ben"))
    assert "Northshire Police answers for none" in page
    assert "2 absences that begin within 28 days" in page
    assert "In 90 days" not in page


def test_a_manager_sets_a_rule_from_today_and_the_trail_says_what_it_was(web, cast, clock):
    clock.set(at("2026-06-15 10:00"))
    client = web("Max")
    assert client.post("/flags/rules/RM-03/", WIDER).headers["Location"] == "/flags/rules/"
    [row] = all_of_settings()
    assert (row.agency, row.valid_from, row.value["window_days"]) == (cast.agencies["northford"], date(2026, 6, 15), 60)
    assert client.post("/flags/rules/RM-03/", WIDER | {"is_on": "no"}).status_code == 302
    [row] = all_of_settings()
    assert row.value["is_on"] is False
    with building():
        noted = Event.objects.filter(verb="directory.set_locally").order_by("at")
        assert [(event.detail["was"] or {}).get("is_on") for event in noted] == [None, True]
    assert "As Northford Council set it on 15 Jun 2026." in page_of(client)[1]


def all_of_settings():
    with building():
        return list(LocalSetting.objects.select_related("agency"))


def test_a_rule_that_a_manager_set_runs_so_from_that_day(web, absent, look, clock):
    clock.set(at("2026-06-01 10:00"))
    web("Max").post("/flags/rules/RM-03/", WIDER)
    web("Max").post("/flags/rules/RM-15/", {"is_on": "no", "window_days": "28", "count": "2"})
    absent("2026-06-02", "2026-07-25")
    look()
    assert [(flag.rule, flag.ran_as["window_days"]) for flag in all_of(Flag)] == [("RM-03", 60)]


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"window_days": "0"}, "The window is from 1 to 365 days."),
        ({"window_days": "366"}, "The window is from 1 to 365 days."),
        ({"count": "0"}, "The count is from 1 to 50."),
        ({"count": "51"}, "The count is from 1 to 50."),
    ],
)
def test_a_number_out_of_bounds_comes_back_as_a_sentence_and_changes_nothing(web, said, reason):
    answer = web("Max").post("/flags/rules/RM-03/", WIDER | said)
    assert (answer.status_code, reason in answer.content.decode()) == (422, True)
    assert all_of_settings() == []


def test_only_a_manager_sets_a_rule_and_there_is_no_rule_of_another_number(web):
    assert {who: web(who).post("/flags/rules/RM-03/", WIDER).status_code for who in ("Asha", "Nia", "Ben", "Adil")} == dict.fromkeys(
        ("Asha", "Nia", "Ben", "Adil"), 403
    )
    assert web("Max").get("/flags/rules/RM-99/").status_code == 404
    assert page_of(web("Max"), "/flags/rules/RM-12/")[0] == 200
    assert all_of_settings() == []


def test_the_api_sets_the_same_rule_and_refuses_with_the_same_sentences(web):
    client, path = web("Max"), "/api/rules/RM-01/"
    assert client.put(path, {"is_on": True, "under_age": 14}, content_type="application/json").status_code == 204
    assert next(row for row in client.get("/api/rules/").json() if row["number"] == "RM-01")["under_age"] == 14
    answer = client.put(path, {"is_on": True, "count": 3}, content_type="application/json")
    assert (answer.status_code, answer.json()) == (409, {"reasons": ["RM-01 has no such number. Set only what the rule counts."]})
    assert web("Asha").put(path, {"is_on": True}, content_type="application/json").status_code == 403


def test_the_action_itself_refuses_who_is_no_manager(cast):
    with cast.acting("Nia") as nia, pytest.raises(Refused) as refused:
        actions.set_rule(rule=BY_NUMBER["RM-03"], said={"is_on": False}, by=nia, at=at("2026-06-15 10:00"))
    assert refused.value.reasons == ["Only a manager of the agency sets its numbers."]


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_is_switched_off_and_takes_its_numbers_and_no_others(rule):
    assert [locally(rule, said) for said in (False, {"is_on": False})] == [None, None]
    assert locally(rule, rule.ran_as) == rule
    said = dict.fromkeys(settable(rule), 7)
    local = locally(rule, said | {"counts_away": True})
    assert {getattr(local, name) for name in said} <= {7}
    assert "whereabouts known" in condition(local)
    assert objections_to_setting(rule, said) == []
    assert len(objections_to_setting(rule, dict.fromkeys(settable(rule), 0))) == len(settable(rule))


def test_an_agency_that_answers_for_no_child_sets_no_rule():
    [reason] = objections_to_setting(BY_NUMBER["RM-03"], {"is_on": False}, answers_for_children=False)
    assert reason.startswith("Only an authority that answers for children")


def test_the_page_that_answers_says_what_contesting_does(web, absent, look):
    absent("2026-06-01", "2026-06-10")
    look()
    flag = next(iter(flags().values()))
    assert "contests the flag: it stays on file" in page_of(web("Asha"), f"/flags/{flag.pk}/answer/")[1]


def test_a_corrected_flag_says_so_on_its_page_and_leaves_the_risk_list(web, absent, look, correct, clock):
    _, second = absent("2026-06-01", "2026-06-10")
    look()
    flag = next(iter(flags().values()))
    assert "RM-03" in web("Nia").get("/risk-list/").content.decode()
    correct(second, clock.set(at("2026-06-12 09:00")), council_type="A")
    look()
    assert "Its events were corrected on 12 Jun 2026." in page_of(web("Asha"), f"/flags/{flag.pk}/")[1]
    assert "RM-03" not in web("Nia").get("/risk-list/").content.decode()
    assert "Corrected" in page_of(web("Asha"), "/flags/")[1]


def test_the_weekly_list_gives_one_reason_for_each_rule_with_its_newest_words(web, absent, look):
    absent("2026-06-01", "2026-06-10", "2026-06-20")
    look()
    page = page_of(web("Nia"), "/risk-list/")[1]
    assert page.count("RM-03, 2 within 28 days") == 1
    assert "Went missing 3 times from 1 June 2026 to 20 June 2026: RM-03" in page
