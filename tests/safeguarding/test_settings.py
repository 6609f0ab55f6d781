"""A deployment differs by its environment and by nothing else; what guards people is pinned here."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import get_hasher
from django.urls import reverse
from environs import EnvError

from agencies.directory.signin import Argon2
from safeguarding import environment, settings
from safeguarding.middleware import network_of

ORDER = [
    "django.middleware.security.SecurityMiddleware",
    "safeguarding.middleware.Stamp",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "safeguarding.middleware.Shift",
    "safeguarding.middleware.SignedIn",
    "safeguarding.middleware.Trail",
]


def test_the_middleware_stands_in_order():
    assert [name for name in settings.MIDDLEWARE if name in ORDER] == ORDER
    assert settings.MIDDLEWARE[0] == ORDER[0]
    assert settings.MIDDLEWARE[-1] == ORDER[-1]


def test_what_would_be_a_way_past_the_trail_is_not_installed():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert not [name for name in settings.AUTHENTICATION_BACKENDS if "guardian" in name or "ModelBackend" in name]
    assert settings.ANONYMOUS_USER_NAME is None
    assert not settings.GUARDIAN_MONKEY_PATCH_USER


def test_a_page_and_its_rows_are_one_transaction_and_the_trail_is_not_part_of_it():
    assert settings.DATABASES["default"]["ATOMIC_REQUESTS"]
    assert "ATOMIC_REQUESTS" not in settings.DATABASES["audit"]


@pytest.mark.parametrize(("alias", "login"), [("default", "sg_app"), ("job", "sg_job"), ("audit", "sg_audit"), ("owner", "sg_migrate")])
def test_each_address_has_its_own_login(alias, login):
    assert settings.DATABASES[alias]["USER"] == login


def test_the_owner_makes_tables_as_the_role_that_owns_them():
    assert settings.DATABASES["owner"]["OPTIONS"]["assume_role"] == "sg_owner"


def test_a_session_ends_after_a_quarter_of_an_hour_and_with_the_shift():
    assert (settings.IDLE_MINUTES, settings.SHIFT_HOURS, settings.SESSION_COOKIE_AGE) == (15, 10, 900)
    assert settings.SESSION_ENGINE == "django.contrib.sessions.backends.db"


def test_cookies_are_closed_and_forms_carry_a_token_of_the_session():
    assert settings.SESSION_COOKIE_SAMESITE == "Lax"
    assert settings.CSRF_USE_SESSIONS
    assert settings.SESSION_COOKIE_SECURE is not settings.INSECURE_HTTP


def test_guesses_are_slowed_per_person_and_network_so_that_no_stranger_locks_a_night_desk_out():
    assert settings.AXES_LOCKOUT_PARAMETERS == [["username", "ip_address"]]
    assert settings.AXES_FAILURE_LIMIT == 10
    assert timedelta(minutes=5) == settings.AXES_COOLOFF_TIME
    assert settings.ACCOUNT_RATE_LIMITS == {"login_failed": False}


def test_a_stranger_cannot_choose_the_network_that_his_guesses_count_for(rf, settings):
    guess = rf.post("/", headers={"X-Forwarded-For": "192.0.2.1, 198.51.100.7"}, REMOTE_ADDR="203.0.113.9")
    settings.BEHIND_PROXY = False
    assert network_of(guess) == "203.0.113.9"
    settings.BEHIND_PROXY = True
    assert network_of(guess) == "198.51.100.7"
    assert network_of(rf.post("/", REMOTE_ADDR="203.0.113.9")) == "203.0.113.9"


def test_passwords_are_long_and_slow_to_guess(settings):
    settings.PASSWORD_HASHERS = ["agencies.directory.signin.Argon2"]
    assert isinstance(get_hasher(), Argon2)
    assert (Argon2.memory_cost, Argon2.time_cost, Argon2.parallelism) == (19 * 1024, 2, 1)
    assert settings.AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"]["min_length"] == 15


def test_nothing_in_a_page_runs_or_loads_from_elsewhere():
    rules = settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    assert {value for values in rules.values() for value in map(str, values)} <= {"'self'", "'none'", "csp.constants.NONCE"}
    assert str(rules["default-src"][0]) == str(rules["frame-ancestors"][0]) == str(rules["base-uri"][0]) == "'none'"


def test_the_api_speaks_json_and_denies_by_default():
    assert settings.REST_FRAMEWORK["DEFAULT_PERMISSION_CLASSES"] == ["agencies.access.backend.Denied"]
    assert settings.REST_FRAMEWORK["DEFAULT_RENDERER_CLASSES"] == ["rest_framework.renderers.JSONRenderer"]
    assert settings.SPECTACULAR_SETTINGS["OAS_VERSION"].startswith("3.1")


HEADERS = {
    "Cache-Control": "no-store, private",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}


@pytest.mark.parametrize("who", ["Asha", None])
def test_every_answer_tells_browsers_and_proxies_to_keep_nothing(web, client, who):
    answer = web(who).get(reverse("casefile:my_work")) if who else client.get(reverse("account_login"))
    assert answer.status_code == 200
    assert {name: answer.get(name) for name in HEADERS} == HEADERS
    assert "Cookie" in answer["Vary"]
    assert "ETag" not in answer
    assert "'none'" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "camera=()" in answer["Permissions-Policy"]


def test_signing_out_clears_what_the_browser_holds(web):
    assert web("Asha").post(reverse("account_logout"))["Clear-Site-Data"] == '"cookies", "storage"'


def test_a_page_that_refreshes_itself_keeps_nobody_signed_in(web):
    asha = web("Asha")
    assert settings.SESSION_COOKIE_NAME in asha.get(reverse("casefile:my_work")).cookies
    assert settings.SESSION_COOKIE_NAME not in asha.get(reverse("casefile:my_work"), headers={"X-Refresh": "1"}).cookies


def test_a_shift_ends_however_busy_it_was(web, clock):
    asha = web("Asha")
    assert asha.get(reverse("casefile:my_work")).status_code == 200
    clock.forward(hours=10, seconds=1)
    answer = asha.get(reverse("casefile:my_work"))
    assert (answer.status_code, answer.url.split("?")[0]) == (302, reverse("account_login"))


class TestTheEnvironment:
    def test_a_word_may_come_from_a_file(self, monkeypatch, tmp_path):
        (tmp_path / "word").write_text("from the file\n")
        monkeypatch.setenv("A_WORD", "from the environment")
        monkeypatch.setenv("A_WORD_FILE", str(tmp_path / "word"))
        assert environment.secret("A_WORD") == "from the file"

    def test_a_word_that_is_needed_and_missing_is_named(self):
        with pytest.raises(EnvError, match="A_MISSING_WORD"):
            environment.secret("A_MISSING_WORD")

    def test_an_address_may_lead_to_another_machine(self, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "postgresql://sg_app:a%20word@db.example:5433/safe?sslmode=verify-full")
        found = environment.database("DATABASE_URL", ATOMIC_REQUESTS=True)
        assert [found[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")] == ["safe", "sg_app", "a word", "db.example", "5433"]
        assert found["OPTIONS"] == {"sslmode": "verify-full"}
        assert found["ATOMIC_REQUESTS"]

    def test_an_address_may_lead_to_a_socket_and_its_word_to_a_file(self, monkeypatch, tmp_path):
        (tmp_path / "word").write_text("hush")
        monkeypatch.setenv("DATABASE_URL", "postgresql://sg_app@/safe?host=/a/socket%20folder&port=5432")
        monkeypatch.setenv("DATABASE_URL_PASSWORD_FILE", str(tmp_path / "word"))
        found = environment.database("DATABASE_URL", OPTIONS={"assume_role": "sg_owner"})
        assert [found[name] for name in ("PASSWORD", "HOST", "PORT")] == ["hush", "/a/socket folder", "5432"]
        assert found["OPTIONS"] == {"assume_role": "sg_owner"}

    def test_redis_is_reached_with_its_word_or_not_at_all(self, monkeypatch):
        monkeypatch.setenv("REDIS_URL", "redis://redis:6379/0")
        monkeypatch.setenv("REDIS_PASSWORD", "a/word")
        assert environment.redis_address() == "redis://:a%2Fword@redis:6379/0"
        monkeypatch.delenv("REDIS_URL")
        assert environment.redis_address() == ""

    def test_the_secret_key_is_made_once_and_for_its_owner_alone(self, tmp_path):
        key = environment.kept_secret(tmp_path)
        assert len(key) >= 64
        assert environment.kept_secret(tmp_path) == key
        assert (tmp_path / "secret_key").stat().st_mode & 0o077 == 0
