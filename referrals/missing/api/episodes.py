"""The doors: who is missing now, one episode, the report, the return, a sighting, a band."""

from django.core.paginator import Paginator
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.access.sweeps import nudge
from referrals.children.api import child_of
from referrals.missing import actions, rules
from referrals.missing.api import news, shapes
from referrals.missing.models import Episode

PAGE = 50
WORDS = ("circumstances", "clothing", "companions", "carer_actions")
PLAIN = ("place", "council_type", "police_reference", "is_retrospective", "band", "band_reason", "factors", "may_be_at", "may_be_with")


class Episodes(GuardedResource):
    verbs = {
        "list": "missing.now",
        "retrieve": "missing.read",
        "create": "missing.report",
        "record_return": "missing.record_return",
        "sight": "missing.sight",
        "set_band": "missing.set_band",
    }
    rows = Episode.objects

    @extend_schema(
        responses=shapes.EpisodePageShape,
        parameters=[OpenApiParameter("page", int)],
        summary="Who is missing now, the longest absence first",
    )
    def list(self, request):
        page = Paginator(Episode.objects.open().order_by("last_seen_at", "pk"), PAGE).get_page(request.query_params.get("page"))
        whole = {"episodes": page.object_list, "count": page.paginator.count, "pages": page.paginator.num_pages}
        return Response(shapes.EpisodePageShape(whole).data)

    @extend_schema(responses=shapes.WholeEpisodeShape, summary="One episode, with its bands, sightings and words")
    def retrieve(self, request, pk):
        return Response(shapes.WholeEpisodeShape(self.row).data)

    @extend_schema(request=news.NewReport, responses={201: shapes.AbsenceShape}, summary="Report a child missing")
    def create(self, request):
        said = self.valid(news.NewReport)
        episode = actions.report(child=child_of(said["child"]), told=self._told(said), draft=said["draft"], by=self.by, at=self.at)
        nudge("patterns.look_for_patterns", "notices.deliver")
        return Response(shapes.AbsenceShape(episode).data, status=201)

    def _told(self, said) -> actions.Report:
        return actions.Report(
            times=rules.Times(said["last_seen_at"], said["discovered_at"], said["reported_at"] or self.at),
            words={name: said[name] for name in WORDS},
            reporter=dict(said["reporter"] or {}),
            **{name: said[name] for name in PLAIN},
        )

    @extend_schema(request=news.NewReturn, responses=shapes.AbsenceShape, summary="Record that the child is found, and home")
    @action(detail=True, methods=["post"], url_path="return")
    def record_return(self, request, pk):
        said = dict(self.valid(news.NewReturn))
        draft = said.pop("draft")
        episode = actions.record_return(episode=self.row, told=actions.Return(**said), draft=draft, by=self.by, at=self.at)
        nudge("patterns.look_for_patterns", "notices.deliver")
        return Response(shapes.AbsenceShape(episode).data)

    @extend_schema(request=news.NewSighting, responses={201: shapes.SightingShape}, summary="Add a sighting beside the episode")
    @action(detail=True, methods=["post"], url_path="sighting")
    def sight(self, request, pk):
        sighting = actions.sight(episode=self.row, **self.valid(news.NewSighting), by=self.by, at=self.at)
        nudge("notices.deliver")
        return Response(shapes.SightingShape(sighting).data, status=201)

    @extend_schema(request=news.NewBand, responses={201: shapes.BandShape}, summary="Set another risk band; the earlier one stays")
    @action(detail=True, methods=["post"], url_path="band")
    def set_band(self, request, pk):
        band = actions.set_band(episode=self.row, **self.valid(news.NewBand), by=self.by, at=self.at)
        return Response(shapes.BandShape(band).data, status=201)
