"""The API's front door: both floors' routers, the schema and its pages."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView
from rest_framework.permissions import IsAuthenticated
from rest_framework.routers import SimpleRouter

import agencies.api
import referrals.api

router = SimpleRouter()
agencies.api.register(router)
referrals.api.register(router)
signed_in = {"permission_classes": [IsAuthenticated]}

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(**signed_in), name="schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="schema", **signed_in), name="docs"),
    path("", include(router.urls)),
]
