"""What was written for readers who do not get the whole."""

from uuid import UUID

from django.core.paginator import Paginator
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
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
        parameters=[
            OpenApiParameter("child", UUID, description="Every episode of this child, those that are over too"),
            OpenApiParameter("page", int),
        ],
        summary="Summaries of the children missing now, or of all episodes of one child; the last written first",
    )
    def list(self, request):
        child = _key(request.query_params.get("child"))
        rows = Summary.objects.filter(category=Category.MISSING, **({"child": child} if child else {"goes_on": True}))
        page = Paginator(rows.order_by("-written_at", "-pk"), PAGE).get_page(request.query_params.get("page"))
        whole = {"summaries": page.object_list, "count": page.paginator.count, "pages": page.paginator.num_pages}
        return Response(shapes.SummaryPageShape(whole).data)


def _key(said: str | None) -> UUID | None:
    try:
        return UUID(said) if said else None
    except ValueError:
        raise ValidationError({"child": ["Give the child's key."]}) from None
