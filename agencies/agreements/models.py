"""Why agencies may share: agreements with their lines, and the powers they rely on."""

from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q

from agencies.agreements.codes import gateway_for
from agencies.directory.models import Agency, User
from agencies.words import Level, Marking


class LegalGatewayQuerySet(models.QuerySet):
    def usual_for(self, agency: Agency, *, on: date) -> "LegalGateway | None":
        """The power on which such an agency usually rests what it shares, if it holds that day."""
        held = self.filter(Q(valid_to=None) | Q(valid_to__gte=on), code=gateway_for(agency.kind, agency.nation), valid_from__lte=on)
        return held.order_by("pk").first()


class LegalGateway(models.Model):
    """A power or duty to share, with the days on which it holds and who may rely on it or receive under it."""

    code = models.CharField(max_length=40)
    provision = models.CharField(max_length=200)
    nation = models.CharField(max_length=10, blank=True)
    is_duty = models.BooleanField(default=False)
    rely_kinds = models.JSONField(default=list)
    receive_kinds = models.JSONField(default=list)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = LegalGatewayQuerySet.as_manager()

    def __str__(self):
        return self.code


class AgreementQuerySet(models.QuerySet):
    def concerning(self, agency: int, recipient_keys: Iterable[str]) -> "AgreementQuerySet":
        """What the agency shares, drafts included, and what it receives or received under once that was ratified."""
        received = AgreementLine.objects.filter(recipient_key__in=list(recipient_keys)).values("agreement")
        mine = Q(owner=agency) | Q(pk__in=received, ratified_at__isnull=False)
        return self.filter(mine).select_related("owner", "gateway", "ratified_by").prefetch_related("lines").order_by("number")


class Agreement(models.Model):
    """An information-sharing agreement: a number, an owner agency, a first and a last day. Shared only once ratified."""

    number = models.CharField(max_length=30, unique=True)
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="+")
    gateway = models.ForeignKey(LegalGateway, on_delete=models.PROTECT, related_name="+", null=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    ratified_at = models.DateTimeField(null=True)
    ratified_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", null=True)
    revoked_at = models.DateTimeField(null=True)
    review_on = models.DateField(null=True)

    objects = AgreementQuerySet.as_manager()

    def __str__(self):
        return self.number


class AgreementLine(models.Model):
    """What one agreement lets one kind of recipient see: a category, a level, a highest marking, for a purpose."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="lines")
    recipient_key = models.CharField(max_length=60)
    category = models.CharField(max_length=20)
    purpose = models.CharField(max_length=20)
    level = models.SmallIntegerField()
    max_marking = models.SmallIntegerField(default=Marking.NORMAL)
    scope = models.CharField(max_length=10, default="linked")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "recipient_key", "category", "purpose"], name="one_line_per_recipient_and_category"
            ),
            models.CheckConstraint(condition=Q(level__gte=Level.EXISTENCE, level__lte=Level.FULL), name="a_line_shares_something"),
            models.CheckConstraint(condition=Q(scope__in=["any", "linked"]), name="a_line_has_a_scope"),
        ]

    def __str__(self):
        return f"{self.agreement_id}: {self.category}"


class ShareQuerySet(models.QuerySet):
    def between(self, *, owner: int, keys: Iterable[str], on: date) -> "ShareQuerySet":
        """What an agency shares that day with whoever goes by one of these names."""
        dated = Q(valid_from__lte=on) & (Q(valid_to=None) | Q(valid_to__gte=on))
        return self.filter(dated, owner=owner, recipient_key__in=list(keys))

    def opened_by_link(self, *, owner: int, keys: Iterable[str], on: date) -> tuple[str, str]:
        """What a link to a child opens of the owner's to these recipients: the numbers of the agreements and the codes of their powers."""
        lines = self.between(owner=owner, keys=keys, on=on).filter(scope="linked")
        held = set(lines.values_list("agreement__number", "agreement__gateway__code"))
        numbers, gateways = {number for number, _ in held}, {code for _, code in held if code}
        return ", ".join(sorted(numbers)), ", ".join(sorted(gateways))


class Share(models.Model):
    """Agreement lines in force, flattened for the rules: one row per owner, recipient, category and purpose."""

    access_table = "share"

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="+")
    owner = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    recipient_key = models.CharField(max_length=60)
    category = models.CharField(max_length=20)
    purpose = models.CharField(max_length=20)
    level = models.SmallIntegerField()
    max_marking = models.SmallIntegerField()
    scope = models.CharField(max_length=10)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)

    objects = ShareQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["owner", "category", "recipient_key"], name="share_by_owner")]
        constraints = [
            models.CheckConstraint(condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")), name="share_ends_after_it_starts")
        ]

    def __str__(self):
        return f"share {self.pk}"
