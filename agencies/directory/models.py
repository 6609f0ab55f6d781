"""Agencies, the areas they serve, their teams, the people in them and the days the courts are closed."""

import uuid

from django.contrib.auth.models import AbstractUser, Group
from django.db import models
from django.db.models import F, Q

from agencies.directory import codes


class Area(models.Model):
    """A nation, a local authority or a police force area. Force and council areas do not nest."""

    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=codes.AREA_KINDS)
    nation = models.CharField(max_length=10, choices=codes.NATIONS)
    row = models.SmallIntegerField(default=0)
    column = models.SmallIntegerField(default=0)

    def __str__(self):
        return self.name


class Agency(models.Model):
    """A body that holds its own records and answers for them: a council, a force, a trust, a school, a charity."""

    access_table = "agency"
    access_columns = {"key": "id"}

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=codes.KINDS)
    nation = models.CharField(max_length=10, choices=codes.NATIONS)
    areas = models.ManyToManyField(Area, related_name="+")
    statutory = models.BooleanField(default=False)
    lookup_opt_out = models.BooleanField(default=False)
    desk_phone = models.CharField(max_length=30, blank=True)
    outside_codes = models.JSONField(default=dict, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name"], name="one_agency_of_a_name")]

    def __str__(self):
        return self.name


class TeamQuerySet(models.QuerySet):
    def desk_of(self, agency):
        """The team that answers for an agency at any hour: its front door, else its first team."""
        return self.filter(agency=agency).order_by(models.Case(models.When(kind="front_door", then=0), default=1), "pk").first()

    def missing_desk_of(self, agency):
        """The team that follows missing episodes in an agency, else its desk."""
        return self.filter(agency=agency, kind="missing").order_by("pk").first() or self.desk_of(agency)


class Team(models.Model):
    """Grants go to teams, never to jobs; each team owns one permission group, and shares its key."""

    group = models.OneToOneField(Group, on_delete=models.PROTECT, primary_key=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=codes.TEAM_KINDS)
    seat = models.CharField(max_length=10, blank=True, choices=codes.SEATS)
    seat_area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    phone = models.CharField(max_length=30, blank=True)
    email = models.EmailField(blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="one_team_of_a_name_in_an_agency")]

    def __str__(self):
        return f"{self.name}, {self.agency.name}"


class User(AbstractUser):
    """A person who signs in. Rights come from memberships; `is_superuser` opens nothing about any child."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField(max_length=120)
    phone = models.CharField(max_length=30, blank=True)
    clearance = models.SmallIntegerField(default=0, choices=codes.CLEARANCES)
    demo_note = models.CharField(max_length=200, blank=True)

    def __str__(self):
        return self.full_name

    def get_full_name(self):
        return self.full_name


class MembershipQuerySet(models.QuerySet):
    def current(self, *, on):
        return self.not_over(on=on).filter(starts_on__lte=on)

    def not_over(self, *, on):
        """Seats that are held today or begin later."""
        return self.filter(ended_at=None).filter(Q(ends_on=None) | Q(ends_on__gte=on))

    def of_agency(self, agency):
        return self.filter(team__agency=agency).select_related("user", "team__agency")


class Membership(models.Model):
    """A person's seat in a team: a role, from a day, to a day. It is ended, never deleted."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="memberships")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30, choices=codes.ROLES)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user", "team"], condition=Q(ended_at=None), name="one_open_membership_of_a_team"),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="membership_ends_after_it_starts"),
        ]

    def __str__(self):
        return f"{self.role} {self.pk}"


class CoverQuerySet(models.QuerySet):
    def of_agency(self, agency, *, on):
        """Cover that runs today or later in the agency's teams."""
        return self.filter(team__agency=agency, ends_on__gte=on).select_related("away", "covered_by", "team")


class Cover(models.Model):
    """While a person is away, another answers for them. Every absence has a last day."""

    away = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    covered_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField()

    objects = CoverQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="cover_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(away=F("covered_by")), name="nobody_covers_themselves"),
        ]

    def __str__(self):
        return f"cover {self.pk}"


class TeamHoursQuerySet(models.QuerySet):
    def of(self, team, *, on):
        """The hours that hold for a team on a day: the latest row that began by then. None where nobody has set any."""
        return self.of_teams([team], on=on).last()

    def of_teams(self, teams, *, on):
        """The rows that began by then, the latest of each team last."""
        return self.filter(team__in=teams, valid_from__lte=on).select_related("on_call__agency").order_by("valid_from")


class TeamHours(models.Model):
    """When a team works, from a day on, and which team of its agency hears of what cannot wait while it does not."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    valid_from = models.DateField()
    opens = models.TimeField()
    closes = models.TimeField()
    days = models.CharField(max_length=7)
    on_call = models.ForeignKey(Team, on_delete=models.PROTECT, null=True, related_name="+")

    objects = TeamHoursQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["team", "valid_from"], name="one_set_of_hours_a_day"),
            models.CheckConstraint(condition=Q(closes__gt=F("opens")), name="a_team_closes_after_it_opens"),
        ]

    def __str__(self):
        return f"hours {self.pk}"


class Holiday(models.Model):
    """A day on which working-day clocks stand still. Data, because one-off holidays happen."""

    nation = models.CharField(max_length=10, choices=codes.NATIONS)
    on = models.DateField()
    name = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["nation", "on"], name="one_holiday_a_day")]

    def __str__(self):
        return self.name


class LocalSetting(models.Model):
    """A number or a switch that the local partnership owns, from a day on."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    value = models.JSONField()
    valid_from = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "name", "valid_from"], name="one_value_a_day")]

    def __str__(self):
        return self.name
