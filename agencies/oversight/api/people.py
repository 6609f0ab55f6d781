"""Seats and cover, for the administrators of an agency."""

from django.utils.timezone import localdate
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.directory import actions
from agencies.directory.codes import ROLES
from agencies.directory.models import Membership, Team, User
from agencies.oversight import forms
from agencies.oversight.presenters import people
from agencies.oversight.presenters.teams import arranged_by
from agencies.refusals import Refused


class Seat(serializers.Serializer):
    """A person's seat in a team. It is ended, never deleted."""

    id = serializers.IntegerField()
    username = serializers.CharField(source="user.username")
    name = serializers.CharField(source="user.full_name")
    team = serializers.IntegerField(source="team_id")
    team_name = serializers.CharField(source="team.name")
    role = serializers.ChoiceField(choices=ROLES)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)


class SeatPage(serializers.Serializer):
    seats = Seat(many=True)
    pages = serializers.IntegerField()


class NewSeat(serializers.Serializer):
    username = serializers.CharField()
    team = serializers.IntegerField()
    role = serializers.ChoiceField(choices=ROLES)
    starts_on = serializers.DateField()
    ends_on = serializers.DateField(allow_null=True, default=None)


class NewRole(serializers.Serializer):
    role = serializers.ChoiceField(choices=ROLES)


class NewCover(serializers.Serializer):
    covered_by = serializers.CharField(help_text="The username of who covers")
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class CoverRow(serializers.Serializer):
    away = serializers.CharField(source="away.username")
    covered_by = serializers.CharField(source="covered_by.username")
    team = serializers.IntegerField(source="team_id")
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


def _person(username):
    person = User.objects.filter(username__iexact=username).first()
    if person is None:
        raise Refused(["Nobody signs in with this username."])
    return person


class Seats(GuardedResource):
    """The seats in the teams of the administrator's own agency; for cover, those in a manager's own team too."""

    verbs = {
        "list": "oversight.people",
        "create": "directory.join",
        "leave": "directory.leave",
        "change_role": "directory.change_role",
        "cover": "directory.cover",
    }
    lookup_value_regex = "[0-9]{1,18}"

    @property
    def rows(self):
        return Membership.objects.of_agency(self.by.agency).not_over(on=localdate(self.at)).filter(team__in=arranged_by(self.by))

    @extend_schema(
        responses=SeatPage,
        summary="Seats in your agency's teams",
        parameters=[
            OpenApiParameter("q", str, description="Part of a name or username"),
            OpenApiParameter("team", int),
            OpenApiParameter("ended", bool, description="Seats that are over instead of those held or to come"),
            OpenApiParameter("page", int),
        ],
    )
    def list(self, request):
        asked = request.query_params
        form = forms.People(asked, agency=self.by.agency)
        if not form.is_valid():
            raise ValidationError(form.errors)
        team = form.cleaned_data["team"]
        seats = people.seats_in(
            self.by.agency,
            words=form.cleaned_data["q"],
            team=team and team.pk,
            ended=asked.get("ended") == "true",
            on=localdate(self.at),
        )
        page = people.page_of(seats, asked.get("page", "1"))
        return Response(SeatPage({"seats": page.object_list, "pages": page.paginator.num_pages}).data)

    @extend_schema(request=NewSeat, responses={201: Seat}, summary="Give a person a seat")
    def create(self, request):
        given = dict(self.valid(NewSeat))
        user, team = _person(given.pop("username")), Team.objects.filter(agency=self.by.agency, pk=given.pop("team")).first()
        if team is None:
            raise Refused(["Your agency has no such team."])
        seat = actions.join(user=user, team=team, **given, by=self.by, at=self.at)
        return Response(Seat(seat).data, status=201)

    @extend_schema(request=None, responses={204: None}, summary="End a seat now")
    @action(detail=True, methods=["post"])
    def leave(self, request, pk):
        actions.leave(seat=self.row, by=self.by, at=self.at)
        return Response(status=204)

    @extend_schema(request=NewRole, responses=Seat, summary="Change a role: the old seat ends, a new one begins")
    @action(detail=True, methods=["post"], url_path="role")
    def change_role(self, request, pk):
        return Response(Seat(actions.change_role(seat=self.row, **self.valid(NewRole), by=self.by, at=self.at)).data)

    @extend_schema(request=NewCover, responses={201: CoverRow}, summary="Let somebody cover for the holder of a seat, until a day")
    @action(detail=True, methods=["post"])
    def cover(self, request, pk):
        given = dict(self.valid(NewCover))
        covered_by = _person(given.pop("covered_by"))
        row = actions.cover(away=self.row.user, covered_by=covered_by, team=self.row.team, **given, by=self.by, at=self.at)
        return Response(CoverRow(row).data, status=201)
