"""The API's front door: both floors' routers, the schema and its pages."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import IsAuthenticated
from rest_framework.routers import SimpleRouter

import agencies.api
import referrals.api
from safeguarding import jobs, manual

router = SimpleRouter()
agencies.api.register(router)
referrals.api.register(router)
router.register("jobs", jobs.JobsResource, basename="jobs")

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(permission_classes=[IsAuthenticated]), name="schema"),
    path("docs/", manual.Index.as_view(), name="docs"),
    path("docs/<slug:room>/", manual.Room.as_view(), name="docs_room"),
    path("", include(router.urls)),
]
