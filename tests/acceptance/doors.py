"""Doors of the tests' own through the real guard: a list, an export, a page that fails after reading, and the same list in the API."""

import csv

from django.http import HttpResponse
from django.urls import include, path
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from agencies.access.guard import GuardedPage, GuardedResource
from referrals.children.models import Child, Identity


class Listed(GuardedPage):
    verb = "oversight.my_looks"

    def get(self, request):
        return HttpResponse("\n".join(child.reference for child in Child.objects.all()))


class Exported(GuardedPage):
    """Row by row, as a long file is written."""

    verb = "oversight.my_looks"

    def get(self, request):
        self.look.action = "disclosure"
        answer = HttpResponse(content_type="text/csv")
        writer = csv.writer(answer)
        for identity in Identity.objects.order_by("pk").iterator(chunk_size=10):
            writer.writerow([identity.family_name])
        return answer


class Broken(GuardedPage):
    """Reads a child, then fails."""

    verb = "oversight.my_looks"
    rows = Child.objects

    def get(self, request, pk):
        list(Identity.objects.filter(child=self.row))
        raise RuntimeError("The page failed after reading.")


class Forbidden(GuardedPage):
    verb = "oversight.looks"

    def get(self, request):
        return HttpResponse("never reached")


class ListedInTheApi(GuardedResource):
    verbs = {"list": "oversight.my_looks"}

    @extend_schema(exclude=True)
    def list(self, request):
        return Response([child.reference for child in Child.objects.all()])


urlpatterns = [
    path("listed/", Listed.as_view()),
    path("exported/", Exported.as_view()),
    path("broken/<uuid:pk>/", Broken.as_view()),
    path("forbidden/", Forbidden.as_view()),
    path("listed-in-the-api/", ListedInTheApi.as_view({"get": "list"})),
    path("", include("safeguarding.urls")),
]
