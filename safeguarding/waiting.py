"""A form that came in after its writer's time was up waits on a page, and goes through once when the same person is back."""

from secrets import token_urlsafe

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

WAITING = "waiting"
MOST = 10  # forms in other tabs, of one browser


def is_ours(request):
    """Whether a page of this service sent it: a browser says so by itself, and no other site can make it."""
    origin = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Sec-Fetch-Site") == "same-origin" or request.headers.get("Origin") == origin


def give(request):
    """A word for the form that waits: good once, at this address, in this browser, for whoever wrote it. Empty where that is not known."""
    writer = _writer(request)
    if not writer:
        return ""
    word = token_urlsafe(16)
    request.session[WAITING] = [*request.session.get(WAITING, []), [word, request.path, writer]][-MOST:]
    request.session.set_expiry(settings.SHIFT_HOURS * 3600)  # of a session in which nobody is signed in: signing in sets it back
    return word


def is_back(request):
    """Whether this is a form that waited, sent by the person who wrote it. Its token is older than the session; its word is not."""
    if request.method != "POST" or WAITING not in request.session or not is_ours(request):
        return False
    this, waiting = [request.POST.get(WAITING), request.path, str(request.user.pk)], request.session[WAITING]
    request.session[WAITING] = [one for one in waiting if one != this]
    return this in waiting


def _writer(request):
    """Who was signed in until the time was up. A session that was ended by hand is gone, and says nothing."""
    for word, path, writer in request.session.get(WAITING, []):
        if [word, path] == [request.POST.get(WAITING), request.path]:
            return writer
    over = Session.objects.filter(pk=request.COOKIES.get(settings.SESSION_COOKIE_NAME)).first()
    return over.get_decoded().get(SESSION_KEY, "") if over else ""
