"""Putting an episode right through the API: its times, the right child, an absence that never was, one recorded twice."""

from dataclasses import replace

from drf_spectacular.utils import extend_schema
from rest_framework.decorators import action
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.access.sweeps import nudge
from agencies.refusals import Refused
from referrals.children.api import child_of
from referrals.missing import actions, rules
from referrals.missing.api import news, shapes
from referrals.missing.models import Episode, EpisodeCorrection


class Corrections(GuardedResource):
    """Each by the key of the episode that is wrong. What was put right stands with the episode."""

    verbs = {
        "retrieve": "missing.read",
        "correct": "missing.correct",
        "take_back": "missing.take_back",
        "move": "missing.move",
        "join": "missing.join",
    }
    rows = Episode.objects

    @extend_schema(responses=shapes.CorrectionsShape, summary="What was put right on an episode, the latest first")
    def retrieve(self, request, pk):
        rows = EpisodeCorrection.objects.filter(episode=self.row).order_by("-corrected_at", "pk")
        return Response(shapes.CorrectionsShape({"corrections": rows}).data)

    @extend_schema(request=news.NewTimes, responses=shapes.CorrectionShape, summary="Correct times; those of before stay on file")
    @action(detail=True, methods=["post"], url_path="times")
    def correct(self, request, pk):
        said = dict(self.valid(news.NewTimes))
        more = {"reason": said.pop("reason"), "draft": said.pop("draft")}
        now = replace(rules.Times(*self.row.times()), **said)
        return self._corrected(actions.correct(episode=self.row, now=now, **more, by=self.by, at=self.at))

    @extend_schema(request=news.NewCorrection, responses=shapes.CorrectionShape, summary="There was no such absence: keep it, marked")
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request, pk):
        return self._corrected(actions.take_back(episode=self.row, **self.valid(news.NewCorrection), by=self.by, at=self.at))

    @extend_schema(request=news.NewMove, responses=shapes.EpisodeShape, summary="Move to the right child; who saw the wrong one is listed")
    @action(detail=True, methods=["post"], url_path="move")
    def move(self, request, pk):
        said = dict(self.valid(news.NewMove))
        child = child_of(said.pop("child"))
        moved = actions.move(episode=self.row, child=child, **said, by=self.by, at=self.at)
        nudge("patterns.look_for_patterns", "notices.deliver")
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
        nudge("patterns.look_for_patterns", "notices.deliver")
        return Response(shapes.CorrectionShape(row).data)
