"""Looking for a child, registering one, recording a birth and putting a record right, through the other door."""

from uuid import UUID

from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.directory.models import Agency
from agencies.refusals import Refused
from agencies.words import Kind, Marking
from referrals.children import actions, codes, presenters, rules
from referrals.children.models import Child
from referrals.clocks import local_day

NO_SUCH_CHILD = "There is no such child among those you may see."
PAIRS = {name: [(row.code, row.label) for row in rows] for name, rows in (("sex", codes.SEXES), ("ethnicity", codes.ETHNICITIES))}


def child_of(key: UUID) -> Child:
    """The child of this key, for the doors of later rooms. Raises `Refused`: absent and hidden are the same."""
    child = Child.objects.filter(pk=key).first()
    if child is None:
        raise Refused([NO_SUCH_CHILD])
    return child


class Search(serializers.Serializer):
    """Whatever is known. At least one thing."""

    given_names = serializers.CharField(max_length=120, default="")
    family_name = serializers.CharField(max_length=120, default="")
    born_on = serializers.DateField(default=None, allow_null=True)
    number = serializers.CharField(max_length=40, default="", help_text="NHS number, pupil number, another number, or our reference")

    def validate(self, given):
        if not any(given.values()):
            raise serializers.ValidationError("Give a name, a date of birth, a number or a reference.")
        return given


class ChildLine(serializers.Serializer):
    """One child in a list, as far as you may see her. `reasons` say why she may be the one."""

    id = serializers.UUIDField(source="child.pk")
    reference = serializers.CharField(source="child.reference")
    responsible = serializers.CharField(source="child.responsible.name")
    name = serializers.CharField()
    age = serializers.CharField()
    is_own = serializers.BooleanField()
    band = serializers.CharField()
    reasons = serializers.ListField(child=serializers.CharField())


class Who(serializers.Serializer):
    """Who a child is. A date of birth or an expected date: one, never both. An estimate is written as the 15th."""

    given_names = serializers.CharField(max_length=120, allow_blank=True, default="")
    family_name = serializers.CharField(max_length=120, allow_blank=True, default="")
    known_as = serializers.CharField(max_length=120, allow_blank=True, default="")
    born_on = serializers.DateField(allow_null=True, default=None)
    born_estimated = serializers.BooleanField(default=False)
    expected_on = serializers.DateField(allow_null=True, default=None)
    sex = serializers.ChoiceField(choices=PAIRS["sex"])
    ethnicity = serializers.ChoiceField(choices=PAIRS["ethnicity"], allow_blank=True, default="")
    language = serializers.CharField(max_length=60, allow_blank=True, default="")


class Place(serializers.Serializer):
    """Where the child lives from today on. `protected`: only the address desk of your agency sees it."""

    lines = serializers.CharField(max_length=200)
    postcode = serializers.CharField(max_length=10, allow_blank=True, default="")
    setting = serializers.ChoiceField(choices=[(row.code, row.label) for row in codes.SETTINGS], default="not_known")
    protected = serializers.BooleanField(default=False)

    def validate_postcode(self, typed):
        if typed and not rules.normal_postcode(typed):
            raise serializers.ValidationError("That is not written like a postcode.")
        return rules.normal_postcode(typed)


class NewChild(serializers.Serializer):
    """A child whom the search did not show. `not_same` says that a person has looked at every child who resembles this one."""

    who = Who()
    identifiers = serializers.DictField(
        child=serializers.CharField(max_length=20), default=dict, help_text="By scheme: nhs, upn, uln, police, local"
    )
    address = Place(allow_null=True, default=None)
    responsible = serializers.PrimaryKeyRelatedField(queryset=Agency.objects.filter(kind=Kind.COUNCIL))
    not_same = serializers.BooleanField(default=False)
    key = serializers.UUIDField(allow_null=True, default=None, help_text="The same key registers nobody twice")

    def validate_identifiers(self, given):
        if given.keys() - {row.code for row in codes.SCHEMES}:
            raise serializers.ValidationError("Choose a scheme from the list.")
        return given


class Registered(serializers.Serializer):
    id = serializers.UUIDField(source="pk")
    reference = serializers.CharField()


class Birth(serializers.Serializer):
    """The birth of a child who was expected."""

    born_on = serializers.DateField()
    born_estimated = serializers.BooleanField(default=False)
    sex = serializers.ChoiceField(choices=PAIRS["sex"])
    given_names = serializers.CharField(max_length=120, required=False)
    family_name = serializers.CharField(max_length=120, required=False)


class Children(GuardedResource):
    verbs = {
        "search": "children.find",
        "resembling": "children.register",
        "create": "children.register",
        "born": "children.born",
        "correct": "children.correct",
    }
    rows = Child.objects

    @extend_schema(request=Search, responses=ChildLine(many=True), summary="Look for a child among those you may see")
    @action(detail=False, methods=["post"])
    def search(self, request):
        given = self.valid(Search)
        number = rules.compact(given["number"])
        asked = {**given, "number": number, "reference": rules.normal_reference(number)}
        self.look.detail["search"] = presenters.searched(asked)
        person = rules.person_of(given, numbers=rules.schemes_of(number))
        return Response(ChildLine(presenters.found(asked, person, self.by, self.at), many=True).data)

    @extend_schema(request=NewChild, responses=ChildLine(many=True), summary="Who resembles the child you are about to register")
    @action(detail=False, methods=["post"])
    def resembling(self, request):
        given = self.valid(NewChild)
        person = rules.person_of(given["who"], numbers=given["identifiers"])
        self.look.detail["search"] = presenters.searched(vars(person) | {"number": person.nhs_number or person.upn})
        return Response(ChildLine(presenters.resembling(person, self.by, self.at), many=True).data)

    @extend_schema(request=NewChild, responses={201: Registered}, summary="Register a child. 409 while others resemble her")
    def create(self, request):
        given = dict(self.valid(NewChild))
        given["address"] = self._address(given["address"])
        child = actions.register(told=actions.Registration(**given), by=self.by, at=self.at)
        return Response(Registered(child).data, status=201)

    def _address(self, place):
        if place is None:
            return None
        marking = Marking.VERY_RESTRICTED if place["protected"] else Marking.NORMAL
        kept = {name: place[name] for name in ("lines", "postcode", "setting")}
        return kept | {"from_on": local_day(self.at), "marking": marking}

    @extend_schema(request=Birth, responses={204: None}, summary="Record the birth of a child who was expected")
    @action(detail=True, methods=["post"])
    def born(self, request, pk):
        actions.born(child=self.row, who=dict(self.valid(Birth)), by=self.by, at=self.at)
        return Response(status=204)

    @extend_schema(request=Who, responses={204: None}, summary="Put right what your agency holds about who a child is")
    @action(detail=True, methods=["post"])
    def correct(self, request, pk):
        actions.correct(child=self.row, who=dict(self.valid(Who)), by=self.by, at=self.at)
        return Response(status=204)
