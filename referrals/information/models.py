"""What partners hold about a child, at three levels: that something is held, what was written for readers, and the thing itself."""

from django.db import models

from agencies.access.models import NamedAccess, TeamGrant
from agencies.access.querysets import GuardedManager
from agencies.directory.models import Agency
from agencies.words import Level
from referrals.children.models import AboutChild


class Record(AboutChild):
    """Something is held, by whom and of which kind: no date, no title, no count."""

    level = Level.EXISTENCE
    access_columns = {"record": "id"}

    category = models.CharField(max_length=20)
    kind = models.CharField(max_length=20)
    sender = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")

    objects = GuardedManager()

    class Meta:
        permissions = [("discover_record", "Knows that the record exists"), ("summary_record", "Sees what was written for readers")]
        indexes = [models.Index(fields=["child"], name="record_by_child")]


class InRecord(AboutChild):
    """A row that belongs to a record, and so follows the grants that are given on it."""

    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Summary(InRecord):
    """The text that the owner wrote for readers who do not get the whole."""

    level = Level.REDACTED

    category = models.CharField(max_length=20)
    text = models.TextField()
    written_at = models.DateTimeField()
    goes_on = models.BooleanField(default=False)

    objects = GuardedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["record"], name="one_summary_per_record")]
        indexes = [models.Index(fields=["child"], condition=models.Q(goes_on=True), name="summary_goes_on")]


class RecordTeamGrant(TeamGrant):
    """A team's dated sight of one record."""

    access_table = "record_grant"

    content_object = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+", db_column="record_id")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["group", "content_object", "basis", "valid_from"], name="one_record_grant_a_day")]
        indexes = [models.Index(fields=["content_object", "group"], include=["level", "valid_to"], name="record_grant_probe")]


class RecordNamedAccess(NamedAccess):
    """A person named on one record, for one purpose."""

    access_table = "record_name"
    access_columns = {"user": "user_id", "record": "record_id"}

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="+")
    purpose = models.CharField(max_length=20)
