"""A child is not where they should be: the episode with its five times, and the words, bands and sightings that belong to it."""

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from agencies.access.models import Swept
from agencies.access.querysets import GuardedManager, GuardedQuerySet
from agencies.directory.models import Agency, Area, User
from agencies.words import Category, Level
from referrals.children.models import Identity
from referrals.clocks import local_day
from referrals.information.models import InRecord
from referrals.missing import rules


class EpisodeQuerySet(GuardedQuerySet):
    def open(self):
        """Whereabouts unknown, or known and not yet home."""
        return self.counted().filter(returned_at=None)

    def counted(self):
        """What is marked as recorded in error stays on file, and is no absence."""
        return self.filter(mistaken_at=None)

    def come_of_age(self, *, at):
        """Missing still on the 18th birthday, by the date that the responsible authority holds, else by any: nobody has been told yet."""
        born, answers = Identity.objects.filter(child=OuterRef("child")).exclude(born_on=None), Q(owner=OuterRef("child__responsible"))
        adult = Q(born_on__lte=rules.born_for_eighteen(local_day(at)))
        theirs, others = Exists(born.filter(answers, adult)), Exists(born.filter(adult)) & ~Exists(born.filter(answers))
        return self.open().filter(theirs | others, adult_told_at=None).order_by("last_seen_at")

    def past_mark(self, *, at):
        return self.open().filter(next_mark_at__lte=at).order_by("next_mark_at")


class Episode(InRecord, Swept):
    """One absence. Last seen, discovered, reported, found and returned are five times and never one."""

    category, level = Category.MISSING, Level.FULL
    jobs = "select, update"

    council_type = models.CharField(max_length=1, blank=True)
    last_seen_at = models.DateTimeField()
    discovered_at = models.DateTimeField(null=True)
    reported_at = models.DateTimeField()
    found_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    is_retrospective = models.BooleanField(default=False)
    last_seen_place = models.CharField(max_length=200, blank=True)
    police_reference = models.CharField(max_length=40, blank=True)
    found_place = models.CharField(max_length=200, blank=True)
    found_area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    hurt = models.CharField(max_length=20, blank=True)
    harms = models.JSONField(default=list)
    with_now = models.CharField(max_length=20, blank=True)
    destination = models.CharField(max_length=20, blank=True)
    found_with = models.CharField(max_length=20, blank=True)
    carried = models.JSONField(default=list)
    miles_away = models.PositiveSmallIntegerField(null=True)
    explained = models.CharField(max_length=20, blank=True)
    not_reported = models.CharField(max_length=20, blank=True)
    factors = models.JSONField(default=list)
    next_mark_at = models.DateTimeField(null=True)
    adult_told_at = models.DateTimeField(null=True)
    mistaken_at = models.DateTimeField(null=True)
    mistaken_as = models.CharField(max_length=20, blank=True)

    objects = GuardedManager.from_queryset(EpisodeQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child"], condition=Q(returned_at=None, mistaken_at=None), name="one_open_episode_per_child"),
            models.CheckConstraint(condition=Q(returned_at=None) | Q(returned_at__gte=F("found_at")), name="home_only_after_found"),
            models.CheckConstraint(condition=Q(found_at=None) | Q(found_at__gte=F("last_seen_at")), name="found_only_after_last_seen"),
            models.CheckConstraint(condition=Q(council_type__in=["", "M", "A"]), name="council_type_is_m_or_a"),
        ]
        indexes = [
            models.Index(fields=["child", "-last_seen_at"], name="episode_by_child"),
            models.Index(fields=["next_mark_at"], condition=Q(returned_at=None), name="episode_mark_due"),
            models.Index(fields=["owner", "-last_seen_at"], name="episode_by_owner"),
        ]

    def times(self):
        """The five times as plain values, for the rules."""
        return self.last_seen_at, self.discovered_at, self.reported_at, self.found_at, self.returned_at


class EpisodeNarrative(InRecord):
    """Words about an episode: circumstances, clothing, companions, what to know tonight."""

    append_only = True
    category, level = Category.MISSING, Level.FULL

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    words = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager()


class Reporter(InRecord):
    """Who told us. A category of its own: partners who see the episode do not see the person."""

    append_only = True
    category, level = Category.SOURCE, Level.FULL

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    relationship = models.CharField(max_length=20)

    objects = GuardedManager()


class RiskBand(InRecord):
    """The band as someone set it, why, and until when it stands. A change is a new row; no row is edited."""

    append_only = True
    category, level = Category.MISSING, Level.FULL

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="+")
    band = models.CharField(max_length=20)
    reason = models.TextField()
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    review_at = models.DateTimeField(null=True)

    objects = GuardedManager()

    class Meta:
        indexes = [models.Index(fields=["episode", "-set_at"], name="band_by_episode")]


class Sighting(InRecord):
    """Somebody saw the child. It belongs to whoever holds the episode, also where another agency writes it: that agency is named then."""

    append_only = True
    category, level = Category.MISSING, Level.FULL

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField()
    place = models.CharField(max_length=200)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    words = models.TextField(blank=True)
    by_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager()


class Companion(InRecord):
    """Another child who was, or may be, with the child of this episode: a row about that other, so that who may not see them gets none."""

    append_only = True
    category, level = Category.MISSING, Level.FULL
    jobs = "select"

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    recorded_at = models.DateTimeField()

    objects = GuardedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["episode", "child", "kind"], name="a_companion_is_named_once")]


class EpisodeCorrection(InRecord):
    """What was put right, by whom and why: the values of before stay here. `seen_by` are those who looked while it stood wrong."""

    append_only = True
    category, level = Category.MISSING, Level.FULL

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    was = models.JSONField(default=dict)
    now = models.JSONField(default=dict)
    reason = models.TextField()
    other = models.ForeignKey(Episode, on_delete=models.PROTECT, null=True, related_name="+")
    seen_by = models.JSONField(default=list)
    corrected_at = models.DateTimeField()
    corrected_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    objects = GuardedManager()

    class Meta:
        indexes = [models.Index(fields=["episode", "-corrected_at"], name="correction_by_episode")]


class ChangeQuerySet(GuardedQuerySet):
    def to_count(self, *, at):
        return self.filter(counted_at=None, look_at__lte=at).order_by("look_at")


class Change(InRecord, Swept):
    """An episode began, ended or was corrected, and the patterns have not counted it yet: that work, as a row."""

    category, level = Category.MISSING, Level.FULL
    jobs = "select, update"

    episode = models.ForeignKey(Episode, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    changed_at = models.DateTimeField()
    look_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True)

    objects = GuardedManager.from_queryset(ChangeQuerySet)()

    class Meta:
        indexes = [models.Index(fields=["look_at"], condition=Q(counted_at=None), name="change_to_count")]
