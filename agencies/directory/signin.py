"""The adapter for sign-in and the second factor. The provider says who; team and role come from our table."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.utils import filter_users_by_email
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

LONGEST_NAME = 150

WRONG = "The user name or the password is wrong. Check both."


class Argon2(Argon2PasswordHasher):
    """argon2id at 19 MiB, two passes: slow for a thief, light enough for twenty people at shift change."""

    memory_cost = 19 * 1024
    time_cost = 2
    parallelism = 1


class Adapter(DefaultAccountAdapter):
    """Nobody signs themselves up: an administrator of the agency invites."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": "This account is closed. Ring the desk if that is a mistake.",
        "email_password_mismatch": WRONG,
        "username_password_mismatch": WRONG,
        "invalid_login": WRONG,
        "enter_current_password": "This is not your password now. Type it again.",
        "incorrect_password": "This is not your password. Type it again.",
        "incorrect_code": "This code is wrong or too old. Type the one that shows now.",
        "invalid_password_reset": "This link does not work any more. Ask for a new one.",
        "unknown_email": "No account has this address. Check how it is written.",
        "too_many_login_attempts": "Too many wrong attempts. Wait five minutes, then try again.",
        "rate_limited": "Too many attempts. Wait a minute, then try again.",
    }

    def is_open_for_signup(self, request):
        return False


class SecondFactor(DefaultMFAAdapter):
    """The second step of signing in, in our words."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": "This code is wrong or too old. Type the one that shows now, or use your key again.",
        "cannot_delete_authenticator": "The second step stays on: this service asks everybody for it.",
        "cannot_generate_recovery_codes": "Set up an app or a key first. Recovery codes stand in for it.",
    }


def counted_as(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """Whose budget a wrong password is taken from: one for each person, by whatever spelling, username or e-mail address.

    What nobody signs in with has its budget too, so that a pause says nothing about who exists.
    """
    said = credentials or {}
    typed = str(said.get("email") or said.get("username") or "").strip().lower()
    holders = filter_users_by_email(typed, prefer_verified=True)
    return min((person.username.lower() for person in holders), default=typed)[:LONGEST_NAME]


def paused(request: HttpRequest, response: HttpResponse | None = None, credentials: dict[str, Any] | None = None) -> HttpResponse:
    """Too many wrong passwords. The same page for every name and every kind of request: it names nobody."""
    return render(request, "account/lockout.html", {"cooloff_timedelta": settings.AXES_COOLOFF_TIME}, status=429)
