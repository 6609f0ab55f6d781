"""What was written for readers who do not get the whole."""

from django.core.paginator import Paginator
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.words import Category
from referrals.information.models import Summary
from referrals.missing.api import shapes

PAGE = 50


class MissingSummaries(GuardedResource):
    """Level two of every episode that the reader may see at all."""

    verbs = {"list": "missing.now"}

    @extend_schema(
        responses=shapes.SummaryPageShape,
        parameters=[OpenApiParameter("page", int)],
        summary="Summaries of missing episodes, the last written first",
    )
    def list(self, request):
        rows = Summary.objects.filter(category=Category.MISSING).order_by("-written_at", "-pk")
        page = Paginator(rows, PAGE).get_page(request.query_params.get("page"))
        whole = {"summaries": page.object_list, "count": page.paginator.count, "pages": page.paginator.num_pages}
        return Response(shapes.SummaryPageShape(whole).data)
