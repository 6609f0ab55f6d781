"""Who the child is. The child is a key; what is known about her stands in rows of one category each."""

from operator import attrgetter

from django.db import models
from django.db.models import OuterRef, Q, Subquery

from agencies.access.models import Exclusion, Glass, Guarded, NamedAccess, TeamGrant
from agencies.access.querysets import GuardedManager, GuardedQuerySet
from agencies.directory.models import Agency, Area
from agencies.words import Category, Level
from referrals.children import rules

WEIGHED = 300


class Child(Guarded):
    """A key and a random reference: that a child is known, and which authority answers for her. Nothing else."""

    category, level = Category.IDENTITY, Level.EXISTENCE
    jobs = "select"
    access_columns = {"child": "id"}

    reference = models.CharField(max_length=14, unique=True)
    responsible = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()

    objects = GuardedManager()

    class Meta:
        permissions = [("discover_child", "Knows that the child exists"), ("summary_child", "Sees what was written for readers")]
        indexes = [models.Index(fields=["owner", "-registered_at"], name="child_by_owner")]


class AboutChild(Guarded):
    """A row about one child."""

    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class IdentityQuerySet(GuardedQuerySet):
    def like(self, person: rules.Person, *, fits: str, size: int) -> list["Identity"]:
        """The records that may be this person, the most alike first, one for each child; each carries its `likeness`.

        `fits` names the judgement that lets one in: `is_candidate` before registering, `fits_search` for a search.
        """
        keys = rules.keys_for(person)
        found = self._weighed(rules.narrow(keys), person, fits, size)
        if len(found) < size:
            found += self.exclude(pk__in=[row.pk for row in found])._weighed(keys, person, fits, size)
        first = {row.child_id: row for row in sorted(found, key=attrgetter("likeness.score"))}
        return sorted(first.values(), key=attrgetter("likeness.score"), reverse=True)[:size]

    def _weighed(self, keys, person, fits, size):
        def rank(row):
            row.likeness = rules.compare(person, row.person())
            return row.likeness.score if getattr(row.likeness, fits) else None

        rows = self.filter(pk__in=SearchKey.objects.filter(key__in=list(keys)).keys("identity"))
        held = Identifier.objects.filter(child=OuterRef("child"), owner=OuterRef("owner"))
        numbers = {scheme: Subquery(held.filter(scheme=scheme).keys("value")[:1]) for scheme in ("nhs", "upn")}
        return rows.select_related("child__responsible").annotate(**numbers)[:WEIGHED].best(rank, size=size)


class Identity(AboutChild):
    """The names and the birth of a child, as one agency holds them. Exactly one of born and expected is set."""

    category, level = Category.IDENTITY, Level.FULL
    jobs = "select (id, child_id, owner_id, born_on, recorded_at)"  # a rule counts the age of a child; it reads no name

    given_names = models.CharField(max_length=120, blank=True)
    family_name = models.CharField(max_length=120, blank=True)
    known_as = models.CharField(max_length=120, blank=True)
    born_on = models.DateField(null=True)
    born_estimated = models.BooleanField(default=False)
    expected_on = models.DateField(null=True)
    sex = models.CharField(max_length=1)
    ethnicity = models.CharField(max_length=4, blank=True)
    language = models.CharField(max_length=60, blank=True)
    safety_note = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()

    objects = GuardedManager.from_queryset(IdentityQuerySet)()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["child", "owner"], name="one_identity_per_child_and_agency"),
            models.CheckConstraint(condition=Q(born_on=None) | Q(expected_on=None), name="born_or_expected_never_both"),
            models.CheckConstraint(condition=~Q(given_names="", family_name="", known_as=""), name="a_child_has_some_name"),
        ]

    def person(self) -> rules.Person:
        """The child as a matcher sees her, with the numbers that the query brought along."""
        numbers = {scheme: getattr(self, scheme, None) or "" for scheme in ("nhs", "upn")}
        return rules.person_of({field: getattr(self, field) for field in rules.WHO}, numbers=numbers)

    def facts(self) -> dict:
        """The fields that registering and correcting take."""
        return {field: getattr(self, field) for field in rules.FIELDS}


class SearchKey(AboutChild):
    """A stored phonetic, n-gram or date key of one identity: equality on plain text, which every index can serve."""

    category, level = Category.IDENTITY, Level.FULL

    identity = models.ForeignKey(Identity, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=80)

    objects = GuardedManager()

    class Meta:
        indexes = [models.Index(fields=["key"], name="search_by_key")]


class Address(AboutChild):
    """Where a child lives or stays, for a time. A protected address is marked very restricted."""

    category, level = Category.ADDRESS, Level.FULL

    lines = models.CharField(max_length=200)
    postcode = models.CharField(max_length=8, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, null=True, related_name="+")
    setting = models.CharField(max_length=20)
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    objects = GuardedManager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(to_on=None) | Q(to_on__gte=models.F("from_on")), name="address_ends_after_it_starts")
        ]


class Identifier(AboutChild):
    """A number by which one agency knows the child. Two agencies may hold the same one: that goes to the matching list."""

    category, level = Category.IDENTITY, Level.FULL

    scheme = models.CharField(max_length=10)
    value = models.CharField(max_length=20)

    objects = GuardedManager()

    class Meta:
        indexes = [models.Index(fields=["scheme", "value"], name="identifier_by_value")]


class Care(AboutChild):
    """That a child is looked after, by which legal status, from a day to a day."""

    category, level = Category.SAFEGUARDING, Level.FULL

    status = models.CharField(max_length=10)
    from_on = models.DateField()
    to_on = models.DateField(null=True)

    objects = GuardedManager()


class ChildTeamGrant(TeamGrant):
    """A team's dated sight of one category about one child. An involvement of category identity is the link to the child."""

    access_table = "child_grant"

    content_object = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+", db_column="child_id")
    category = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "content_object", "category", "basis", "valid_from"], name="one_child_grant_a_day")
        ]
        indexes = [models.Index(fields=["content_object", "group", "category"], include=["level", "valid_to"], name="child_grant_probe")]


class ChildNamedAccess(NamedAccess):
    """A person named on a child: sees all of it, sealed or not."""

    access_table = "child_name"
    access_columns = {"user": "user_id", "child": "child_id", "naming_agency": "naming_agency_id"}

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
    naming_agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")


class ChildExclusion(Exclusion):
    access_table = "child_exclusion"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")

    class Meta(Exclusion.Meta):
        pass


class ChildGlass(Glass):
    access_table = "child_glass"

    child = models.ForeignKey(Child, on_delete=models.CASCADE, related_name="+")
