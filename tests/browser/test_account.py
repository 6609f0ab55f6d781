"""Signing in, changing a password and the second factor, as they look and work in a real browser."""

import pytest

from tests.browser import harness, nu

pytestmark = pytest.mark.xdist_group("browser")

MINUTE = 60_000
KEY = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True, "isUserVerified": True}
WORDS = "four plain words together"
OPEN = ["login/", "logout/", "password/reset/"]
OWN = [
    "logout/",
    "password/change/",
    "second-factor/",
    "second-factor/totp/activate/",
    "second-factor/webauthn/",
    "second-factor/webauthn/add/",
    "second-factor/recovery-codes/generate/",
]


@pytest.fixture
def asha(cast):
    person = cast.user("Asha")
    person.set_password(WORDS)
    person.save(update_fields=["password"])
    return person


def press(visit, name):
    visit.press(visit.page.get_by_role("main").get_by_role("button", name=name))


def sign_in(visit, service, person):
    visit.open(f"{service}/account/login/")
    visit.page.fill("#id_login", person.username)
    visit.page.fill("#id_password", WORDS)
    press(visit, "Sign in")


@pytest.mark.parametrize("path", OPEN)
def test_pages_before_signing_in_are_sound(any_width, service, path):
    any_width.open(f"{service}/account/{path}")
    assert any_width.faults() == []
    assert any_width.too_heavy(harness.RETURN_PAGE) == ""


def test_a_wrong_password_keeps_the_name_and_says_what_is_wrong(any_width, service, asha):
    any_width.open(f"{service}/account/login/")
    any_width.page.fill("#id_login", asha.username)
    any_width.page.fill("#id_password", "three wrong words")
    press(any_width, "Sign in")
    assert any_width.faults() == []
    assert harness.focus_is_on_error_summary(any_width.page)
    assert any_width.page.input_value("#id_login") == asha.username


def test_pages_of_ones_own_account_are_sound(any_width, service, asha):
    sign_in(any_width, service, asha)
    for path in OWN:
        any_width.open(f"{service}/account/{path}")
        assert (path, any_width.faults()) == (path, [])


def test_a_later_view_is_light(visit, service, asha):
    sign_in(visit, service, asha)
    visit.open(f"{service}/account/password/change/")
    assert visit.too_heavy(harness.LATER_VIEW) == ""


def test_account_pages_are_valid_html(web, asha, database, tmp_path):
    client, pages = web("Asha"), []
    for place, path in enumerate([*OPEN, *OWN]):
        pages.append(tmp_path / f"{place}.html")
        pages[-1].write_bytes(client.get(f"/account/{path}", follow=True).content)
    assert nu.faults(pages) == []


def test_a_tab_that_is_in_use_keeps_an_idle_one_of_the_same_session_signed_in(visit, service, asha, clock):
    time = visit.context.clock
    time.install()
    sign_in(visit, service, asha)
    idle, busy = visit.page, visit.context.new_page()
    busy.goto(f"{service}/account/password/change/")
    for _ in range(16):
        clock.forward(minutes=1)
        time.run_for(MINUTE)
        busy.keyboard.press("Shift")
    assert not idle.locator("dialog[open]").count()
    busy.goto(f"{service}/account/password/change/")
    assert busy.url.endswith("/account/password/change/")


def test_when_nobody_is_at_any_tab_each_is_covered(visit, service, asha, clock):
    time = visit.context.clock
    time.install()
    sign_in(visit, service, asha)
    other = visit.context.new_page()
    other.goto(f"{service}/account/password/change/")
    clock.forward(minutes=16)
    time.run_for(16 * MINUTE)
    for page in (visit.page, other):
        page.get_by_text("You have been signed out").wait_for()


@pytest.fixture
def key(visit):
    """A security key in this browser, that is touched whenever it is asked for."""
    visit.wire.send("WebAuthn.enable")
    visit.wire.send("WebAuthn.addVirtualAuthenticator", {"options": KEY | {"automaticPresenceSimulation": True}})


def test_where_a_second_step_is_asked_a_key_is_added_and_signs_in(visit, service, asha, key, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    service = service.replace("127.0.0.1", "localhost")  # a key belongs to a name, never to a number
    sign_in(visit, service, asha)
    assert visit.page.url == f"{service}/account/second-factor/"
    visit.press(visit.page.get_by_role("link", name="Add a key"))
    visit.page.fill("#id_password", WORDS)
    press(visit, "Go on")
    visit.page.get_by_role("main").get_by_role("textbox").fill("Desk key")
    press(visit, "Add the key")
    visit.context.clear_cookies()
    sign_in(visit, service, asha)
    visit.open(f"{service}/my-work/")
    assert visit.page.url.startswith(f"{service}/account/second-factor/authenticate/")  # the password alone opens nothing
    press(visit, "Use a security key")
    visit.open(f"{service}/my-work/")
    assert visit.page.url == f"{service}/my-work/"
