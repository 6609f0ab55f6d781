"""Signing in: how guesses are counted, and which account pages there are."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.urls import reverse

from agencies.directory.models import User
from tests.database import building

LOGIN = "/account/login/"
ADDRESS = "asha@northford.example"
SPELLINGS = ["asha", "Asha", "ASHA", " asha ", ADDRESS, "Asha@Northford.example", "aSHa"]
UNKNOWN = ["nobody", "Nobody", "NOBODY", " nobody ", "noBODY"]


@pytest.fixture(autouse=True)
def fresh_minute():
    """Each test has the requests of a whole minute: those of the others are kept in memory."""
    cache.clear()


@pytest.fixture
def asha(cast):
    person = cast.user("Asha")
    with building():
        person.email = ADDRESS
        person.set_password("four plain words together")
        person.save(update_fields=["email", "password"])
    return person


def guess(client, name, password="three wrong words", **more):
    return client.post(LOGIN, {"login": name, "password": password}, **more)


def use_up(client, names):
    return [guess(client, names[turn % len(names)]).status_code for turn in range(10)]


@pytest.mark.parametrize("names", [SPELLINGS, UNKNOWN])
def test_every_spelling_of_a_name_takes_guesses_from_one_budget(client, asha, names):
    assert use_up(client, names) == [200] * 9 + [429]
    assert {guess(client, name).status_code for name in names} == {429}
    assert guess(client, "ivy").status_code == 200


def test_a_paused_person_does_not_get_in_by_another_spelling(client, asha):
    use_up(client, ["asha"])
    for name in SPELLINGS:
        assert guess(client, name, "four plain words together").status_code == 429


def test_a_pause_tells_no_script_whose_address_it_was(client, asha):
    use_up(client, [ADDRESS])
    told = guess(client, ADDRESS, headers={"X-Requested-With": "XMLHttpRequest"})
    assert told.status_code == 429
    assert "asha" not in told.text.lower()


@pytest.mark.parametrize("name", ["a" * 256, "a" * 20_000, "a" * 300 + "@northford.example"])
def test_a_name_longer_than_any_is_a_wrong_name_and_not_a_fault(client, database, name):
    assert guess(client, name).status_code == 200
    assert use_up(client, [name])[-1] == 429


@pytest.mark.parametrize("path", ["email/", "confirm-email/", "login/code/confirm/", "phone/change/", ""])
def test_nobody_changes_their_own_address(web, path):
    assert web("Asha").get(f"/account/{path}").status_code == 404
    assert web("Asha").post(f"/account/{path}", {"email": "ben@northford.example", "action_add": ""}).status_code == 404


def test_nobody_signs_themselves_up(client, database):
    given = {"username": "stranger", "email": "s@example.net", "password1": "four plain words", "password2": "four plain words"}
    assert client.get("/account/signup/").url == LOGIN
    assert client.post("/account/signup/", given).url == LOGIN
    assert not User.objects.filter(username="stranger").exists()


@pytest.mark.parametrize("address", [ADDRESS, "nobody@northford.example"])
def test_who_asks_for_a_new_password_is_answered_alike_whoever_they_are(client, asha, address):
    answer = client.post("/account/password/reset/", {"email": address})
    assert (answer.status_code, answer.url) == (302, "/account/password/reset/done/")
    assert client.get(answer.url).status_code == 200
    assert [letter.to for letter in mail.outbox] == [[address]]


def test_a_password_is_set_anew_by_the_link_in_the_letter(client, asha):
    client.post("/account/password/reset/", {"email": ADDRESS})
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    form = client.get(link, follow=True)
    words = "five other plain words together"
    assert client.post(form.request["PATH_INFO"], {"password1": words, "password2": words}, follow=True).status_code == 200
    assert guess(client, "asha", words).status_code == 302


def test_the_pages_of_ones_own_account_are_served_and_leave_no_address_to_be_proved(client, asha):
    assert guess(client, "asha", "four plain words together").status_code == 302
    for name in ("account_logout", "account_change_password", "account_reauthenticate", "mfa_index", "mfa_activate_totp"):
        assert client.get(reverse(name), follow=True).status_code == 200
    assert not EmailAddress.objects.exists()


def test_who_asked_for_a_new_password_may_still_set_up_the_second_factor(client, asha):
    client.post("/account/password/reset/", {"email": ADDRESS})
    guess(client, "asha", "four plain words together")
    client.post("/account/reauthenticate/", {"password": "four plain words together"})
    assert client.get("/account/second-factor/totp/activate/").status_code == 200


def test_a_wrong_code_of_the_second_step_is_answered_in_our_words(client, asha):
    client.force_login(asha, backend="allauth.account.auth_backends.AuthenticationBackend")
    client.post("/account/reauthenticate/", {"password": "four plain words together"})
    client.get("/account/second-factor/totp/activate/")
    page = client.post("/account/second-factor/totp/activate/", {"code": "000000"})
    assert "This code is wrong or too old. Type the one that shows now" in page.text
