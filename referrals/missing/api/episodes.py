"""The doors: who is missing now, one episode, the report, the return, a sighting, a band."""

from dataclasses import replace

from django.core.paginator import Paginator
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.access.sweeps import nudge
from agencies.refusals import Refused
from referrals.children.models import Child
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
        "report_past": "missing.report_past",
        "record_return": "missing.record_return",
        "sight": "missing.sight",
        "set_band": "missing.set_band",
        "correct": "missing.correct",
        "take_back": "missing.take_back",
        "move": "missing.move",
        "join": "missing.join",
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

    @extend_schema(request=news.NewReport, responses={201: shapes.EpisodeShape}, summary="Report a child missing")
    def create(self, request):
        said = self.valid(news.NewReport)
        child = Child.objects.filter(pk=said["child"]).first()
        if child is None:
            raise Refused(["There is no such child among those you may see."])
        episode = actions.report(child=child, told=self._told(said), draft=said["draft"], by=self.by, at=self.at)
        self._nudge()
        return Response(shapes.EpisodeShape(episode).data, status=201)

    @extend_schema(
        request=news.NewPast, responses={201: shapes.EpisodeShape}, summary="Record an absence that is over and was never reported"
    )
    @action(detail=False, methods=["post"], url_path="past")
    def report_past(self, request):
        said = dict(self.valid(news.NewPast))
        child, draft = Child.objects.filter(pk=said.pop("child")).first(), said.pop("draft")
        if child is None:
            raise Refused(["There is no such child among those you may see."])
        words = {"circumstances": said.pop("circumstances"), "unreported": said.pop("unreported")}
        back, noticed_by = actions.Return(**said.pop("back")), dict(said.pop("noticed_by") or {})
        told = actions.Past(back=back, words=words, noticed_by=noticed_by, **said)
        episode = actions.report_past(child=child, told=told, draft=draft, by=self.by, at=self.at)
        self._nudge()
        return Response(shapes.EpisodeShape(episode).data, status=201)

    def _told(self, said) -> actions.Report:
        return actions.Report(
            times=rules.Times(said["last_seen_at"], said["discovered_at"], said["reported_at"] or self.at),
            words={name: said[name] for name in WORDS},
            reporter=dict(said["reporter"] or {}),
            **{name: said[name] for name in PLAIN},
        )

    @extend_schema(request=news.NewReturn, responses=shapes.EpisodeShape, summary="Record that the child is found, and home")
    @action(detail=True, methods=["post"], url_path="return")
    def record_return(self, request, pk):
        said = dict(self.valid(news.NewReturn))
        draft = said.pop("draft")
        episode = actions.record_return(episode=self.row, told=actions.Return(**said), draft=draft, by=self.by, at=self.at)
        self._nudge()
        return Response(shapes.EpisodeShape(episode).data)

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

    @extend_schema(request=news.NewTimes, responses=shapes.CorrectionShape, summary="Correct times; those of before stay on file")
    @action(detail=True, methods=["post"], url_path="correct")
    def correct(self, request, pk):
        said = dict(self.valid(news.NewTimes))
        more = {"reason": said.pop("reason"), "draft": said.pop("draft")}
        now = replace(rules.Times(*self.row.times()), **said)
        return self._corrected(actions.correct(episode=self.row, now=now, **more, by=self.by, at=self.at))

    @extend_schema(request=news.NewReason, responses=shapes.CorrectionShape, summary="There was no such absence: keep it, marked")
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request, pk):
        return self._corrected(actions.take_back(episode=self.row, **self.valid(news.NewReason), by=self.by, at=self.at))

    @extend_schema(request=news.NewMove, responses=shapes.EpisodeShape, summary="Move to the right child; who saw the wrong one is listed")
    @action(detail=True, methods=["post"], url_path="move")
    def move(self, request, pk):
        said = dict(self.valid(news.NewMove))
        child = Child.objects.filter(pk=said.pop("child")).first()
        if child is None:
            raise Refused(["There is no such child among those you may see."])
        moved = actions.move(episode=self.row, child=child, **said, by=self.by, at=self.at)
        self._nudge()
        return Response(shapes.EpisodeShape(moved).data)

    @extend_schema(request=news.NewJoin, responses=shapes.CorrectionShape, summary="Join two records of one absence")
    @action(detail=True, methods=["post"], url_path="join")
    def join(self, request, pk):
        said = dict(self.valid(news.NewJoin))
        kept = Episode.objects.filter(pk=said.pop("kept")).first()
        if kept is None:
            raise Refused(["There is no such episode among those you may see."])
        return self._corrected(actions.join(episode=self.row, kept=kept, **said, by=self.by, at=self.at))

    def _corrected(self, row) -> Response:
        self._nudge()
        return Response(shapes.CorrectionShape(row).data)

    def _nudge(self) -> None:
        nudge("patterns.look_for_patterns")
        nudge("notices.deliver")
