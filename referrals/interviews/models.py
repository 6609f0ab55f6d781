"""The child is back, and somebody listens: the interview, what became of it step by step, the child's words, and what they mention."""

from django.db import models
from django.db.models import F, Q

from agencies.access.querysets import GuardedManager, GuardedQuerySet
from agencies.directory.models import Agency, Team, User
from agencies.words import Category, Level
from referrals.information.models import InRecord
from referrals.intake.models import Referral
from referrals.missing.models import Episode


class InterviewQuerySet(GuardedQuerySet):
    def open(self):
        return self.filter(ended_at=None)


class Interview(InRecord):
    """One interview that the responsible authority owes after one return. `due_at` never moves; the team is the one that owes it."""

    category, level = Category.RHI, Level.FULL
    jobs = "select (id, child_id, owner_id, episode_id, returned_at)"

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="+")
    returned_at = models.DateTimeField()
    due_at = models.DateTimeField()
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True)

    objects = GuardedManager.from_queryset(InterviewQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "episode"], name="one_interview_per_return_and_authority"),
            models.CheckConstraint(condition=Q(due_at__gte=F("returned_at")), name="interview_due_after_the_return"),
        ]
        indexes = [
            models.Index(fields=["child", "-returned_at"], name="interview_by_child"),
            models.Index(fields=["owner", "due_at"], condition=Q(ended_at=None), name="interview_owed"),
        ]


class InterviewStep(InRecord):
    """What became of it: who recorded which status when, and why. `held_in` is another interview that answered for this return too.

    The sweep that counts refusals reads statuses, and no word that was said.
    """

    append_only = True
    category, level = Category.RHI, Level.FULL
    jobs = "select (id, child_id, owner_id, interview_id, status, recorded_at)"

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(max_length=20)
    reason = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)
    happened_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(null=True)
    place = models.CharField(max_length=200, blank=True)
    interviewer = models.CharField(max_length=120, blank=True)
    tie = models.CharField(max_length=20, blank=True)
    asked = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")
    held_in = models.ForeignKey(Interview, on_delete=models.PROTECT, null=True, related_name="+")
    referral = models.ForeignKey(Referral, on_delete=models.PROTECT, null=True, related_name="+")

    objects = GuardedManager()

    class Meta:
        indexes = [models.Index(fields=["interview", "recorded_at"], name="step_by_interview")]


class InterviewNarrative(InRecord):
    """The child's own words, and what carers know. No statement to the police, and never part of the safety summary."""

    append_only = True
    category, level = Category.RHI, Level.FULL

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    words = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager()

    class Meta:
        indexes = [models.Index(fields=["interview"], name="words_by_interview")]


class Mention(InRecord):
    """A person, a place, a phone or a vehicle that was named: entered once, for whoever maps and links them."""

    append_only = True
    category, level = Category.RHI, Level.FULL

    interview = models.ForeignKey(Interview, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    said = models.CharField(max_length=200)
    written_at = models.DateTimeField()

    objects = GuardedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["interview", "kind", "said"], name="a_mention_is_entered_once")]
