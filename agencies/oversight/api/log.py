"""The log: searched by data-protection officers, and everybody's own looks."""

from django.utils.timezone import localdate
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.audit.models import Event
from agencies.oversight import forms
from agencies.oversight.codes import VERDICTS
from agencies.oversight.presenters import handed, log, search
from agencies.oversight.rules import deed_of


class Shown(serializers.Serializer):
    """One child that an event showed: whose record, of which category, at which level, under which rule, agreement and power."""

    child = serializers.UUIDField(source="child_id")
    owner_agency = serializers.IntegerField()
    category = serializers.CharField()
    level = serializers.IntegerField()
    rule = serializers.CharField()
    agreement = serializers.CharField(allow_null=True)
    gateway = serializers.CharField(allow_null=True)


class Recipient(serializers.Serializer):
    """An agency or a team by its number and its name of then, or whom a line of an agreement means by the line's key."""

    kind = serializers.ChoiceField(choices=["agency", "team", "line"])
    number = serializers.IntegerField(required=False)
    name = serializers.CharField(required=False)
    agency = serializers.IntegerField(required=False)
    key = serializers.CharField(required=False)
    says = serializers.CharField()


class LoggedEvent(serializers.Serializer):
    """One look or deed as it was stored: keys and codes, never content. The verdict is the one of then."""

    key = serializers.UUIDField()
    at = serializers.DateTimeField()
    actor = serializers.UUIDField(allow_null=True)
    actor_name = serializers.CharField()
    team = serializers.IntegerField(allow_null=True)
    agency = serializers.IntegerField(allow_null=True)
    role = serializers.CharField()
    verb = serializers.CharField()
    action = serializers.CharField()
    resource_kind = serializers.CharField(allow_null=True)
    resource_id = serializers.UUIDField(allow_null=True)
    child = serializers.UUIDField(source="child_id", allow_null=True)
    owner_agency = serializers.IntegerField(allow_null=True)
    level = serializers.IntegerField(allow_null=True)
    rule = serializers.CharField(allow_null=True)
    agreement = serializers.CharField(allow_null=True)
    purpose = serializers.CharField()
    gateway = serializers.CharField(allow_null=True, help_text="The codes of the powers relied on, with commas between")
    justification = serializers.CharField(allow_null=True, help_text="Why, as the doer gave it; never about the child")
    recipients = Recipient(many=True, source="handed_to")
    deed = serializers.CharField(help_text="What was done, in words")
    verdict = serializers.ChoiceField(choices=VERDICTS, source="outcome", help_text="0 done, 4 refused, 8 not found, 12 failed")
    policy_version = serializers.CharField()
    request = serializers.UUIDField(source="request_id")
    detail = serializers.DictField()
    shown = Shown(many=True)


class EventPage(serializers.Serializer):
    """One page of events, newest first; `after` asks for the next."""

    events = LoggedEvent(many=True)
    after = serializers.CharField(allow_blank=True)


class CountedPage(EventPage):
    """Counted, and by how many people, where one child, person or job was asked for."""

    people = serializers.IntegerField(allow_null=True)
    count = serializers.IntegerField(allow_null=True)


def _with_shown(events):
    shown, recipients = log.exposures_of(events), handed.recipients_of(events)
    for event in events:
        event.shown, event.handed_to = shown[event.pk], recipients[event.pk]
        event.deed = deed_of(event.verb, event.action, event.detail)
    return events


AFTER = OpenApiParameter("after", str, description="Where the page before ended")


class Looks(GuardedResource):
    """The same search as on the page; the search itself is an event too."""

    verbs = {"list": "oversight.looks", "retrieve": "oversight.event"}
    rows = Event.objects
    lookup_value_regex = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"

    @extend_schema(
        summary="Search the log",
        responses=CountedPage,
        parameters=[
            OpenApiParameter("q", str, description="A child's reference or key, or the name or username of somebody who looked"),
            OpenApiParameter("first", OpenApiTypes.DATE, description="First day; thirty days ago where nothing is given"),
            OpenApiParameter("last", OpenApiTypes.DATE, description="Last day; today where nothing is given"),
            OpenApiParameter("verdict", int, description="0 done, 4 refused, 8 not found, 12 failed", enum=[0, 4, 8, 12]),
            OpenApiParameter("agency", int, description="The agency of who looked"),
            AFTER,
        ],
    )
    def list(self, request):
        given = request.query_params.dict()
        after = given.pop("after", "")
        form = forms.Looks(given, today=localdate(self.at))
        if not form.is_valid():
            raise ValidationError(form.errors)
        words, filters = form.cleaned_data["q"], form.filters()
        answer = search.look_up(words, filters, after)
        self.look.detail |= search.trace_of(words, answer.asked, filters)
        counts = {"people": answer.tally.get("people"), "count": answer.tally.get("events")}
        return Response(CountedPage({"events": _with_shown(answer.events), "after": answer.after} | counts).data)

    @extend_schema(responses=LoggedEvent, summary="One look or deed, with everything that was stored")
    def retrieve(self, request, pk):
        [event] = _with_shown([self.row])
        return Response(LoggedEvent(event).data)


class MyLooks(GuardedResource):
    verbs = {"list": "oversight.my_looks"}

    @extend_schema(responses=EventPage, parameters=[AFTER], summary="What you looked at and did")
    def list(self, request):
        own = Event.objects.filter(actor=self.by.user).order_by("-at", "-id")
        events, after = search.page_of(own, request.query_params.get("after", ""))
        return Response(EventPage({"events": _with_shown(events), "after": after}).data)
