"""How long a session has left, for the tab in which nobody is: another tab of the same session may be in use."""

from django.conf import settings
from django.http import JsonResponse

BUSY_AT = "busy_at"


def time_left(request):
    """Whole seconds until the session ends if nobody comes back to it. None are left of what has ended."""
    ends = request.session.get(BUSY_AT, 0) + settings.IDLE_MINUTES * 60
    left = ends - request.at.timestamp() if request.user.is_authenticated else 0
    return JsonResponse({"seconds": max(0, int(left))})
