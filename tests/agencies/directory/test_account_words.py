"""Signing in and looking after one's own account: what these pages say."""

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.test import Client

from tests.referrals.missing.browsing import text_of

PACKAGE_WORDS = (
    "Login",
    "Password Reset",
    "Reset My Password",
    "Sign Out",
    "Sign In",
    "Sign Up",
    "contact us",
    "Two-Factor",
    "two-factor",
    "Change Password",
    "Current Password",
    "Confirm Access",
    "Security Keys",
    "Recovery Codes",
    "Authenticator App",
    "Are you sure",
)
OPEN = {
    "login/": "Sign in",
    "inactive/": "This account is closed",
    "password/reset/": "Reset your password",
    "password/reset/done/": "Look at your e-mail",
    "password/reset/key/done/": "Your new password is saved",
    "password/reset/key/1-set-password/": "This link does not work any more",
}
OWN = {
    "logout/": "Sign out",
    "reauthenticate/": "Is it still you?",
    "password/change/": "Change your password",
    "second-factor/": "Second step of signing in",
    "second-factor/totp/activate/": "Set up an authenticator app",
    "second-factor/webauthn/": "Security keys",
    "second-factor/webauthn/add/": "Add a security key",
}
WORDS = "four plain words together"


def _of_the_package(said: str) -> list[str]:
    return [words for words in PACKAGE_WORDS if words in said]


@pytest.fixture
def asha(cast):
    person = cast.user("Asha")
    person.set_password(WORDS)
    person.save(update_fields=["password"])
    return person


def _signed_in(person) -> Client:
    """Signed in, and once more with the password, as before a change of the second factor."""
    client = Client()
    client.post("/account/login/", {"login": person.username, "password": WORDS})
    client.post("/account/reauthenticate/", {"password": WORDS})
    return client


@pytest.mark.parametrize(("path", "heading"), OPEN.items())
def test_a_page_before_signing_in_speaks_plainly(database, path, heading):
    said = text_of(Client().get(f"/account/{path}", follow=True))
    assert heading in said
    assert _of_the_package(said) == []


def test_the_pages_of_ones_own_account_speak_plainly(asha):
    client = _signed_in(asha)
    for path, heading in OWN.items():
        said = text_of(client.get(f"/account/{path}", follow=True))
        assert heading in said, path
        assert _of_the_package(said) == [], path


def test_somebody_without_an_account_learns_whom_to_ask(database):
    assert "No account? Ask the desk on 01632 960 555." in text_of(Client().get("/account/login/"))


@pytest.mark.parametrize("name", ["asha", "asha@people.example", "nobody"])
def test_a_wrong_password_says_the_same_whoever_it_is(asha, name):
    said = text_of(Client().post("/account/login/", {"login": name, "password": "three wrong words"}))
    assert "The user name or the password is wrong. Check both." in said


def test_an_empty_field_is_named_as_it_stands_on_the_page(database):
    said = text_of(Client().post("/account/login/", {"login": "", "password": ""}))
    assert "“User name or work e-mail address” needs an answer." in said


def test_the_link_to_a_new_password_comes_in_plain_words(asha):
    Client().post("/account/password/reset/", {"email": asha.email})
    [message] = mail.outbox
    assert message.subject.endswith("Reset your password")
    assert "Your user name is asha." in message.body
    assert "Hello from" not in message.body


def test_an_address_without_an_account_is_sent_to_the_desk_and_not_to_a_sign_up(database):
    Client().post("/account/password/reset/", {"email": "nobody@people.example"})
    [message] = mail.outbox
    assert "No account has this address." in message.body
    assert "sign up" not in message.body


def test_somebody_with_an_app_is_asked_for_its_figures_and_can_ring_the_desk_without_it(asha):
    TOTP.activate(asha, generate_totp_secret())
    RecoveryCodes.activate(asha)
    client = Client()
    asked = text_of(client.post("/account/login/", {"login": "asha", "password": WORDS}, follow=True))
    assert "Type the six figures that your authenticator app shows" in asked
    assert "None of these at hand? Ring the desk on 01632 960 555." in asked
    assert _of_the_package(asked) == []
    said = text_of(client.post("/account/second-factor/authenticate/", {"code": "000"}))
    assert "This code is wrong or too old" in said or "Incorrect code." in said


def test_recovery_codes_and_the_way_out_of_the_app_speak_plainly(asha):
    client = _signed_in(asha)
    TOTP.activate(asha, generate_totp_secret())
    RecoveryCodes.activate(asha)
    for path, words in {
        "": "10 of 10 are not used yet.",
        "recovery-codes/": "10 of 10 codes are not used yet.",
        "totp/deactivate/": "Switch it off",
    }.items():
        said = text_of(client.get(f"/account/second-factor/{path}", follow=True))
        assert words in said, path
        assert _of_the_package(said) == [], path
