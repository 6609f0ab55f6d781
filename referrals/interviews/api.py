"""Return interviews through the other door: the same verbs, the same rules, the same trail."""

from drf_spectacular.utils import OpenApiParameter, PolymorphicProxySerializer, extend_schema
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from agencies.access.guard import GuardedResource
from agencies.access.pages import page_asked
from agencies.access.sweeps import nudge
from agencies.directory.models import Team
from agencies.refusals import Refused
from agencies.words import Category
from referrals.duties.models import Duty
from referrals.information.models import Record
from referrals.interviews import actions, codes, presenters, rules
from referrals.interviews.models import Interview


def _pairs(rows, only=None):
    return [(row.code, row.label) for row in rows if only is None or row.code in only]


def _words(length: int) -> serializers.CharField:
    return serializers.CharField(max_length=length, required=False, allow_blank=True, default="")


class InterviewShape(serializers.ModelSerializer):
    """An interview without its words and steps."""

    class Meta:
        model = Interview
        fields = ["id", "child", "owner", "episode", "returned_at", "due_at", "opened_at", "ended_at"]
        read_only_fields = fields


class StepShape(serializers.Serializer):
    title = serializers.CharField()
    at = serializers.DateTimeField()
    who = serializers.CharField()
    text = serializers.CharField()


class NamedShape(serializers.Serializer):
    kind = serializers.CharField(source="key")
    said = serializers.CharField(source="value")


class WholeInterview(serializers.Serializer):
    """One interview in full: the child's words too. `status` is the last one recorded; overdue stands beside it."""

    id = serializers.UUIDField(source="record.pk")
    holder = serializers.CharField(source="holder.name")
    safety = serializers.CharField(source="told")
    interview = InterviewShape()
    status = serializers.ChoiceField(choices=_pairs(codes.STATUSES))
    is_overdue = serializers.BooleanField()
    offered = serializers.CharField(help_text="Y, N or NA, as Annex A asks")
    accepted = serializers.CharField(help_text="Y, N or NA, as Annex A asks")
    steps = StepShape(many=True)
    words = StepShape(many=True)
    mentions = NamedShape(many=True)
    referral = serializers.UUIDField(allow_null=True)


class WithheldInterview(serializers.Serializer):
    value = serializers.CharField(allow_null=True)
    withheld = serializers.DictField(child=serializers.CharField())


class InterviewSummary(serializers.Serializer):
    """What a reader gets who does not get the whole: the safety summary, and the mark of the rest."""

    id = serializers.UUIDField(source="record.pk")
    holder = serializers.CharField(source="holder.name")
    safety = serializers.CharField(source="told")
    interview = serializers.SerializerMethodField()

    def get_interview(self, page) -> WithheldInterview:
        return {"value": None, "withheld": {"category": str(Category.RHI), "rule": f"{page.seen.seen_under}/{int(page.seen.level)}"}}


class OwedShape(serializers.Serializer):
    """An interview that your team owes, or was asked to hold. `interview` is there once it was opened."""

    duty = serializers.UUIDField(source="duty.pk", default=None, allow_null=True)
    interview = serializers.UUIDField(source="interview.pk", default=None, allow_null=True)
    name = serializers.CharField()
    status = serializers.CharField()
    returned_at = serializers.DateTimeField()
    due_at = serializers.DateTimeField()
    is_overdue = serializers.BooleanField()


class InterviewLists(serializers.Serializer):
    owed = OwedShape(many=True)
    count = serializers.IntegerField(help_text="How many your team owes in all")
    asked = OwedShape(many=True)


class Drafted(serializers.Serializer):
    draft = serializers.UUIDField(required=False, allow_null=True, default=None, help_text="The same key makes nothing twice")


class NewInterview(serializers.Serializer):
    duty = serializers.UUIDField(help_text="The duty that asks for the interview")


class NewOffer(Drafted):
    status = serializers.ChoiceField(choices=_pairs(codes.STATUSES, rules.FOLLOWED))
    happened_at = serializers.DateTimeField()
    words = _words(2000)
    reason = serializers.ChoiceField(choices=["", *(row.code for row in codes.REASONS)], required=False, default="")


class NewRefusal(Drafted):
    status = serializers.ChoiceField(choices=_pairs(codes.STATUSES, rules.DECLINES))
    happened_at = serializers.DateTimeField()
    words = serializers.CharField(max_length=2000)


class NewBooking(Drafted):
    planned_at = serializers.DateTimeField()
    place = serializers.CharField(max_length=200)
    interviewer = serializers.CharField(max_length=120)
    tie = serializers.ChoiceField(choices=_pairs(codes.TIES))


class NewMention(serializers.Serializer):
    kind = serializers.ChoiceField(choices=_pairs(codes.MENTIONS))
    said = serializers.CharField(max_length=200)


class NewTalk(Drafted):
    """`words` are the child's and stay with those who get the whole; `harm` opens a referral; `also`: other absences it answered for."""

    held_at = serializers.DateTimeField()
    place = serializers.CharField(max_length=200)
    interviewer = serializers.CharField(max_length=120)
    tie = serializers.ChoiceField(choices=_pairs(codes.TIES))
    words = serializers.CharField(max_length=20000)
    safety = serializers.CharField(max_length=4000)
    mentions = NewMention(many=True, required=False, default=list)
    harm = _words(10000)
    also = serializers.ListField(child=serializers.UUIDField(), required=False, default=list)


class NewCarers(Drafted):
    words = serializers.CharField(max_length=10000)
    safety = _words(4000)


class NewReason(Drafted):
    reason = serializers.CharField(max_length=1000)


class NewAsk(NewReason):
    team = serializers.PrimaryKeyRelatedField(queryset=Team.objects.all())


class Interviews(GuardedResource):
    verbs = {
        "list": "interviews.list",
        "create": "interviews.begin",
        "retrieve": "interviews.read",
        "offer": "interviews.offer",
        "book": "interviews.book",
        "complete": "interviews.complete",
        "decline": "interviews.decline",
        "ask_carers": "interviews.ask_carers",
        "delegate": "interviews.delegate",
        "take_back": "interviews.take_back",
    }

    @property
    def rows(self):
        return Record.objects.filter(category=Category.RHI, kind="interview") if self.action == "retrieve" else Interview.objects

    @extend_schema(
        responses=InterviewLists,
        parameters=[OpenApiParameter("page", int), OpenApiParameter("show", str, enum=[code for code, _ in codes.SHOW])],
        summary="The interviews that your team owes, the longest overdue first, and those it was asked to hold",
    )
    def list(self, request):
        show = request.query_params.get("show", codes.OWED)
        owed, count = presenters.owed_by(self.by, self.at, page_asked(request.query_params), show)
        return Response(InterviewLists({"owed": owed, "count": count, "asked": presenters.asked_for(self.by, self.at)}).data)

    @extend_schema(request=NewInterview, responses={201: InterviewShape}, summary="Open the interview that a duty asks for, once")
    def create(self, request):
        duty = Duty.objects.filter(pk=self.valid(NewInterview)["duty"]).first()
        if duty is None:
            raise Refused(["There is no such duty among those you may see."])
        return Response(InterviewShape(actions.begin(duty=duty, by=self.by, at=self.at)).data, status=201)

    @extend_schema(
        responses=PolymorphicProxySerializer("InterviewPage", [WholeInterview, InterviewSummary], resource_type_field_name=None),
        summary="One interview, as far as you may see it: in full, or its safety summary",
    )
    def retrieve(self, request, pk):
        page = presenters.page_of(self.row, self.by, self.at)
        return Response((WholeInterview if page.interview else InterviewSummary)(page).data)

    @extend_schema(request=NewOffer, responses=InterviewShape, summary="Offered, accepted, no answer, or not possible")
    @action(detail=True, methods=["post"])
    def offer(self, request, pk):
        return self._told(NewOffer, actions.offer, actions.Happened)

    @extend_schema(request=NewRefusal, responses=InterviewShape, summary="The child or a parent does not want it")
    @action(detail=True, methods=["post"])
    def decline(self, request, pk):
        return self._told(NewRefusal, actions.decline, actions.Happened)

    @extend_schema(request=NewBooking, responses=InterviewShape, summary="Book the talk; the 72 hours stay")
    @action(detail=True, methods=["post"])
    def book(self, request, pk):
        return self._told(NewBooking, actions.book, actions.Booking)

    @extend_schema(request=NewTalk, responses=InterviewShape, summary="Record the talk as held: the duty is done")
    @action(detail=True, methods=["post"])
    def complete(self, request, pk):
        return self._told(NewTalk, actions.complete, _talk)

    @extend_schema(request=NewCarers, responses=InterviewShape, summary="What parents or carers know, after a refusal")
    @action(detail=True, methods=["post"], url_path="carers")
    def ask_carers(self, request, pk):
        return self._done(actions.ask_carers, **self.valid(NewCarers))

    @extend_schema(request=NewReason, responses=InterviewShape, summary="Take it back from the team that was asked to hold it")
    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request, pk):
        return self._done(actions.take_back, **self.valid(NewReason))

    @extend_schema(request=NewAsk, responses=InterviewShape, summary="Ask the host authority or a charity to hold it")
    @action(detail=True, methods=["post"])
    def delegate(self, request, pk):
        return self._done(actions.delegate, **self.valid(NewAsk))

    def _told(self, shape, deed, told):
        said = dict(self.valid(shape))
        return self._done(deed, draft=said.pop("draft"), told=told(**said))

    def _done(self, deed, **said):
        interview = deed(interview=self.row, **said, by=self.by, at=self.at)
        nudge("notices.deliver")
        return Response(InterviewShape(interview).data)


def _talk(*, mentions, also, **said) -> actions.Told:
    return actions.Told(mentions=tuple((row["kind"], row["said"]) for row in mentions), also=tuple(also), **said)
