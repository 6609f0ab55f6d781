"""An absence that is over, through the API."""

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.access.sweeps import nudge
from referrals.children.api import child_of
from referrals.missing import actions
from referrals.missing.api import news, shapes


class PastAbsences(GuardedResource):
    """From last seen to home in one deed, and why nobody reported it."""

    verbs = {"create": "missing.report_past"}

    @extend_schema(request=news.NewPast, responses={201: shapes.EpisodeShape}, summary="An absence that is over, and was never reported")
    def create(self, request):
        said = dict(self.valid(news.NewPast))
        child, draft = child_of(said.pop("child")), said.pop("draft")
        words = {"circumstances": said.pop("circumstances"), "unreported": said.pop("unreported")}
        back, noticed_by = actions.Return(**said.pop("back")), dict(said.pop("noticed_by") or {})
        told = actions.Past(back=back, words=words, noticed_by=noticed_by, **said)
        episode = actions.report_past(child=child, told=told, draft=draft, by=self.by, at=self.at)
        nudge("patterns.look_for_patterns", "notices.deliver")
        return Response(shapes.EpisodeShape(episode).data, status=201)
