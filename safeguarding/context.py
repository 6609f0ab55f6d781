"""What the frame of every page shows: who acts for whom, where one can go, and whether the automatic checks are late."""

from django.conf import settings
from django.urls import reverse

from agencies.access.guard import may
from agencies.words import Outcome
from safeguarding import health

PLACES = (
    ("casefile:my_work", "My work", "casefile.my_work"),
    ("children:find", "Children", "children.find"),
    ("missing:now", "Missing now", "missing.now"),
    ("interviews:list", "Return interviews", "interviews.list"),
    ("intake:referrals", "Referrals", "intake.list"),
    ("meetings:risk_list", "Risk list", "meetings.risk_list"),
    ("patterns:flags", "Flags", "patterns.list"),
    ("oversight:looks", "Access search", "oversight.looks"),
    ("oversight:people", "People", "oversight.people"),
    ("oversight:teams", "Teams", "oversight.teams"),
    ("automatic", "Automatic checks", "oversight.jobs"),
    ("oversight:agreements", "Agreements", "agreements.ratify"),
)


def _look_of(request) -> str:
    """The number of the look that draws this page, for when it is printed. A page about a fault shows nobody, and is the same each time."""
    return str(request.number) if request.looks and request.looks[-1].outcome == Outcome.DONE else ""


def frame(request):
    """The words of the frame. Navigation shows only what the role may use."""
    actor = getattr(request, "by", None)
    return {
        "service_name": settings.SERVICE_NAME,
        "partnership_name": settings.PARTNERSHIP_NAME,
        "desk_phone": settings.DESK_PHONE,
        "idle_minutes": settings.IDLE_MINUTES,
        "is_demo": settings.IS_DEMO,
        "look": _look_of(request) if actor else "",
        "jobs_late": health.behind() if actor else None,
        "acting": actor,
        "navigation": [
            {"text": text, "url": reverse(name), "active": request.path.startswith(reverse(name))}
            for name, text, verb in PLACES
            if actor and may(actor, verb)
        ],
    }
