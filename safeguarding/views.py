"""Home, health and error pages."""

from django.conf import settings
from django.db import connection
from django.http import JsonResponse
from django.shortcuts import redirect, render

from agencies.access.guard import HOME_OF, actor_of


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
    """The database answers, as a login that cannot bypass the rules."""
    with connection.cursor() as cursor:
        cursor.execute("select rolsuper or rolbypassrls from pg_roles where rolname = current_user")
        bypass = cursor.fetchone()[0]
    return JsonResponse({"status": "refused" if bypass else "ready"}, status=503 if bypass else 200)


def forgery(request, reason=""):
    """The form's token was missing or old: say so, and that drafts are kept."""
    return render(request, "403_form.html", {"desk_phone": settings.DESK_PHONE}, status=403)


def bad_request(request, exception=None):
    return render(request, "400.html", status=400)


def not_found(request, exception=None):
    return render(request, "404.html", status=404)


def forbidden(request, exception=None):
    return render(request, "403.html", status=403)


def broken(request):
    return render(request, "500.html", status=500)
