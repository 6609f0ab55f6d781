"""An index: the pages of this floor."""

from django.urls import include, path

ROOMS = (
    "drafts",
    "children",
    "duties",
    "intake",
    "decisions",
    "profiles",
    "missing",
    "interviews",
    "patterns",
    "meetings",
    "crossings",
    "casefile",
)

urlpatterns = [path("", include(f"referrals.{room}.urls")) for room in ROOMS]
