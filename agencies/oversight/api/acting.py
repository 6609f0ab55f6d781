"""Choosing the team to act for."""

from django.middleware.csrf import get_token
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.viewsets import ViewSet

from agencies.access.guard import actor_of, take_seat
from agencies.oversight import actions
from agencies.oversight.presenters import people

TOKEN = OpenApiParameter(
    "X-CSRFToken",
    str,
    OpenApiParameter.HEADER,
    response=True,
    description="A header. What changes something sends it back under the same name. It is good until this person signs in again",
)


class OwnSeat(serializers.Serializer):
    """A seat that the signed-in person may act from today."""

    team = serializers.IntegerField(source="team_id")
    team_name = serializers.CharField(source="team.name")
    agency = serializers.CharField(source="team.agency.name")
    role = serializers.CharField()


class Choice(serializers.Serializer):
    team = serializers.IntegerField()


class Capacity(serializers.Serializer):
    """In which capacity this session acts."""

    name = serializers.CharField()
    team = serializers.IntegerField()
    team_name = serializers.CharField()
    agency_name = serializers.CharField()
    role = serializers.CharField()
    purpose = serializers.CharField()


class Acting(ViewSet):
    """No verb, as on the page: before the choice there is no actor whose role could be asked. Only one's own seats are offered."""

    permission_classes = [IsAuthenticated]

    def _seats(self, request):
        return people.seats_of(request.user, request.at)

    @extend_schema(parameters=[TOKEN], responses=OwnSeat(many=True), summary="The teams you may act for today, and the token for changes")
    def list(self, request):
        return Response(OwnSeat(self._seats(request), many=True).data, headers={TOKEN.name: get_token(request)})

    @extend_schema(request=Choice, responses=Capacity, summary="Act for one of your teams from now on")
    def create(self, request):
        choice = Choice(data=request.data)
        choice.is_valid(raise_exception=True)
        seat = self._seats(request).filter(team=choice.validated_data["team"]).first()
        if seat is None:
            raise ValidationError({"team": ["You have no seat in this team today."]})
        actor = take_seat(request._request, seat.team_id)
        actions.act_for(by=actor, at=request.at)
        return Response(Capacity(actor_of(request._request)).data)
