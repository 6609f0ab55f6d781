"""Stamps time and request number; lets no answer out before the trail has it."""

import logging
from datetime import timedelta
from uuid import uuid4

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from agencies.audit import trail
from safeguarding import views, waiting
from safeguarding.idle import BUSY_AT

logger = logging.getLogger(__name__)
SIGNED_IN_AT = "signed_in_at"
ASSETS = ("/static/",)


def network_of(request):
    """Where a guess comes from: what our own proxy saw, the one part of that header which a stranger cannot write."""
    told = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.BEHIND_PROXY else ""
    return told.rsplit(",", 1)[-1].strip() or request.META.get("REMOTE_ADDR")


class Stamp:
    """One wall-clock reading and one number per request; everything below is handed both."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.at = timezone.now()
        request.number = uuid4()
        request.looks = []
        return self.get_response(request)


class Trail:
    """No log, no look: what was shown is committed on the audit login before the answer leaves, else the answer is 503."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if request.looks:
            try:
                trail.commit(request.looks)
            except Exception:
                logger.exception("The trail could not be written", extra={"request_id": str(request.number)})
                return _private(views.unlogged(request))
        return response if request.path.startswith(ASSETS) else _private(response)


def _private(response):
    """Nothing that was made for one person is kept by a browser or a proxy."""
    response["Cache-Control"] = "no-store, private"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    patch_vary_headers(response, ["Cookie"])
    if "ETag" in response:
        del response["ETag"]
    return response


class Shift:
    """A session ends when nobody was at it for the idle time, and with the shift, however busy it was.

    A page that refreshes itself is nobody: it must not keep an empty chair signed in.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        was_signed_in = request.user.is_authenticated
        if was_signed_in:
            began = request.session.setdefault(SIGNED_IN_AT, request.at.timestamp())
            if request.at.timestamp() - began > timedelta(hours=settings.SHIFT_HOURS).total_seconds():
                logout(request)
            elif "X-Refresh" not in request.headers:
                request.session[BUSY_AT] = request.at.timestamp()
        response = self.get_response(request)
        if was_signed_in and not request.user.is_authenticated:
            response["Clear-Site-Data"] = '"cookies", "storage"'
        return response


class SignedIn:
    """Sign-in is required everywhere but on a short list; a second factor too, where the deployment asks for it."""

    OPEN = ("/account/", "/livez", "/readyz", "/healthz/", "/static/")

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith(self.OPEN):
            return self.get_response(request)
        if not request.user.is_authenticated:
            return self._led_to_sign_in(request)
        if settings.REQUIRE_SECOND_FACTOR and not is_mfa_enabled(request.user):
            return views.second_step_missing(request) if self._is_for_programs(request) else redirect("mfa_index")
        if waiting.is_back(request):
            request.csrf_processing_done = True
        return self.get_response(request)

    def _led_to_sign_in(self, request):
        if self._is_for_programs(request):
            return views.not_signed_in(request)
        return views.signed_out(request) if request.method == "POST" and request.POST else redirect_to_login(request.get_full_path())

    def _is_for_programs(self, request):
        """A program cannot follow to a page; the API's manual is a page."""
        return request.path.startswith("/api/") and not request.path.startswith("/api/docs/")
