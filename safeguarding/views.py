"""Home, health and error pages."""

from django.conf import settings
from django.db import DatabaseError
from django.http import JsonResponse
from django.shortcuts import redirect, render

from agencies.access.guard import HOME_OF, actor_of
from safeguarding import health


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
    """The database answers, has every migration, and knows us as a login that cannot bypass the rules."""
    try:
        status = ("ready" if health.is_migrated() else "not migrated") if health.is_safe() else "refused"
    except DatabaseError:
        status = "no database"
    return JsonResponse({"status": status}, status=200 if status == "ready" else 503)


def jobs(request):
    """Whether the automatic checks keep up. Without Redis the second heart does them: degraded, and still in time."""
    try:
        checks, broker = health.checks(), health.broker()
    except DatabaseError:
        return JsonResponse({"status": "no database"}, status=503)
    is_late = any(check.is_late for check in checks)
    status = "late" if is_late else "degraded" if broker == "gone" else "in time"
    lines = {check.name: {"ran": check.ran, "behind_since": check.behind_since, "stuck": check.stuck} for check in checks}
    return JsonResponse({"status": status, "redis": broker, "checks": lines}, status=503 if is_late else 200)


def forgery(request, reason=""):
    """The form's token was missing or old: say so, and that drafts are kept."""
    return render(request, "403_form.html", {"desk_phone": settings.DESK_PHONE}, status=403)


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def not_found(request, exception=None):
    """The same page for an address that leads nowhere and for a record that is hidden: who is signed in keeps the frame of both."""
    if getattr(request, "by", None) is None and request.user.is_authenticated:
        request.by = actor_of(request)
    return render(request, "404.html", status=404)


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def broken(request):
    return render(request, "500.html", status=500)
