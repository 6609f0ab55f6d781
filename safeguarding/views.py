"""Home, health and error pages."""

from django.conf import settings
from django.db import DatabaseError
from django.http import JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render

from agencies.access.guard import HOME_OF, actor_of
from safeguarding import health, waiting

OF_THE_PAGE = ("csrfmiddlewaretoken", waiting.WAITING)


def home(request):
    """The first page of a shift: what the role works with most."""
    actor = actor_of(request)
    if actor is None:
        return redirect("oversight:act_as")
    return redirect(HOME_OF.get(actor.role, "casefile:my_work"))


def alive(request):
    """The process answers."""
    return JsonResponse({"status": "alive"})


def ready(request):
    """The database answers, has every migration and whole walls, and knows us as a login that cannot bypass them.

    It says whose answer it is where it was told a name for itself.
    """
    try:
        status = ("ready" if health.is_migrated() else "not migrated") if health.is_safe() else "refused"
    except DatabaseError:
        status = "no database"
    whose = {"instance": settings.INSTANCE} if settings.INSTANCE else {}
    return JsonResponse({"status": status} | whose, status=200 if status == "ready" else 503)


def jobs(request):
    """Whether the automatic checks keep up. Without Redis the second heart does them: degraded, and still in time."""
    try:
        checks, broker = health.checks(), health.broker()
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    is_late = any(check.is_late for check in checks)
    status = "late" if is_late else "degraded" if broker == "gone" else "in time"
    lines = {
        check.name: {"ran": check.last_ok_at is not None, "behind_since": check.behind_since, "stuck": check.stuck} for check in checks
    }
    return JsonResponse({"status": status, "redis": broker, "checks": lines}, status=503 if is_late else 200)


def typed_in(request):
    """What stood in the form that was sent, to be given back. Nothing where a secret was typed, or where another site sent the form."""
    if request.method != "POST" or not waiting.is_ours(request) or request.path.startswith("/account/"):
        return {}
    typed = [(name, value) for name, values in request.POST.lists() for value in values if name not in OF_THE_PAGE]
    return {"typed": typed, "prose": [value for _, value in typed if " " in value.strip()], "token": _token(request)}


def _token(request):
    """The page about a fault must not fail itself: without a session there is none, and the next answer gives a fresh one."""
    try:
        return get_token(request)
    except DatabaseError:
        return ""


def forgery(request, reason=""):
    """The form's token was missing or old: nothing was done, and the words stand ready to be sent again."""
    return render(request, "403_form.html", {"desk_phone": settings.DESK_PHONE} | typed_in(request), status=403)


def signed_out(request):
    """A form came in after the session had ended: its words wait on this page until its writer has signed in again."""
    typed = typed_in(request)
    return render(request, "signed_out.html", typed | {"word": waiting.give(request) if typed else ""}, status=401)


def not_signed_in(request):
    """The API's answer to a program without a session, in the shape of its other refusals."""
    says = "Nobody is signed in. Sign in at /account/login/ first."
    return JsonResponse({"detail": says}, status=401, headers={"WWW-Authenticate": "Session"})


def second_step_missing(request):
    says = "The second step of signing in is not set up. Set it up at /account/second-factor/ first."
    return JsonResponse({"detail": says}, status=403)


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def not_found(request, exception=None):
    """The same page for an address that leads nowhere and for a record that is hidden: who is signed in keeps the frame of both."""
    if getattr(request, "by", None) is None and request.user.is_authenticated:
        request.by = actor_of(request)
    return render(request, "404.html", status=404)


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def unlogged(request):
    """The trail could not be written, so nothing is shown."""
    return render(request, "503.html", typed_in(request), status=503)


def broken(request):
    return render(request, "500.html", typed_in(request), status=500)
