"""Hours, on call and cover of teams, through the other door."""

from django.utils.timezone import localdate
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.directory import actions
from agencies.directory.models import Team
from agencies.directory.rules import Week
from agencies.oversight.api.people import CoverRow
from agencies.oversight.presenters import teams
from agencies.refusals import Refused


class TeamRow(serializers.Serializer):
    """A team with its hours as they stand today; empty where the usual ones of a hub hold. Days: Monday is 0."""

    id = serializers.IntegerField(source="team.pk")
    name = serializers.CharField(source="team.name")
    opens = serializers.TimeField(source="hours.opens", default=None)
    closes = serializers.TimeField(source="hours.closes", default=None)
    days = serializers.CharField(source="hours.days", default="")
    on_call = serializers.IntegerField(source="hours.on_call_id", default=None)
    covers = CoverRow(many=True)


class HoursShape(serializers.Serializer):
    opens = serializers.TimeField()
    closes = serializers.TimeField()
    days = serializers.CharField(max_length=7, help_text="The days of work, Monday being 0: 01234")
    on_call = serializers.IntegerField(allow_null=True, default=None)


class Teams(GuardedResource):
    """The teams whose hours and cover you arrange."""

    verbs = {"list": "oversight.teams", "hours": "directory.set_hours"}
    lookup_value_regex = "[0-9]{1,9}"

    @property
    def rows(self):
        return teams.arranged_by(self.by)

    @extend_schema(responses=TeamRow(many=True), summary="Hours, on call and cover of the teams that you arrange")
    def list(self, request):
        return Response(TeamRow(teams.teams_of(self.by, self.at), many=True).data)

    @extend_schema(request=HoursShape, responses={204: None}, summary="Set a team's hours from today on")
    @action(detail=True, methods=["post"])
    def hours(self, request, pk):
        given = dict(self.valid(HoursShape))
        on_call = Team.objects.filter(pk=given.pop("on_call")).first()
        if on_call is None and self.request.data.get("on_call") is not None:
            raise Refused(["There is no such team to be on call."])
        actions.set_hours(team=self.row, week=Week(**given), on_call=on_call, valid_from=localdate(self.at), by=self.by, at=self.at)
        return Response(status=204)
