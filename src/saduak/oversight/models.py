"""What was counted of finished cases: one row for each case, and cells in which their marks are added up.

Cells and counted cases say nothing that the events of the cases do not say; `saduak oversight recompute` compares them.
No row here is written in the transaction of a case.
"""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7


class Variant(models.Model):
    """One path that cases of a service take: its activities in order, those out of the manual's place marked by "!"."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    service = models.CharField(max_length=120)
    path = models.TextField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("service", "digest"), name="oversight_variant_once"),)

    def __str__(self) -> str:
        return f"{self.service}: {self.path}"


class CountedCase(models.Model):
    """A finished case as it was counted: what it added to the cells, so that it can be taken out again.

    `month` is the first day of the month in which it ended (in Bangkok), `end` an outcome or a state, `seq` the last
    event that was read, `marks` a list of `[measure, name, value, good]` (see `tallies`). `in_time` and `told_in_time`
    are None where the clock or the decision has no say.
    """

    case = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=40)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    publication = models.ForeignKey("catalogue.PublishedVersion", models.PROTECT, related_name="+")
    service = models.CharField(max_length=120)
    variant = models.ForeignKey(Variant, models.PROTECT, related_name="+")
    channel = models.CharField(max_length=20)
    end = models.CharField(max_length=30)
    month = models.DateField()
    closed_at = models.DateTimeField()
    in_time = models.BooleanField(null=True)
    told_in_time = models.BooleanField(null=True)
    seq = models.PositiveIntegerField()
    marks = models.JSONField(default=list)

    class Meta:
        indexes = (
            models.Index(fields=("closed_at", "case"), name="oversight_by_close"),
            models.Index(fields=("service", "closed_at", "case"), name="oversight_by_service"),
            models.Index(fields=("agency", "service", "closed_at", "case"), name="oversight_by_agency"),
            models.Index(fields=("variant", "closed_at", "case"), name="oversight_by_variant"),
            models.Index(fields=("service", "closed_at", "case"), name="oversight_late", condition=Q(in_time=False)),
            models.Index(
                fields=("service", "closed_at", "case"), name="oversight_told_late", condition=Q(told_in_time=False)
            ),
        )

    def __str__(self) -> str:
        return self.number


class Cell(models.Model):
    """One figure of one agency, manual and month: how many, of those how many good, their sum, and counts by bucket.

    `measure` and `name` are as in `tallies`; `buckets` maps a bucket of `core.spread` to a count.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    publication = models.ForeignKey("catalogue.PublishedVersion", models.PROTECT, related_name="+")
    service = models.CharField(max_length=120)
    month = models.DateField()
    measure = models.CharField(max_length=10)
    name = models.CharField(max_length=140, blank=True, default="")
    count = models.PositiveIntegerField()
    good = models.PositiveIntegerField()
    total = models.BigIntegerField()
    buckets = models.JSONField(default=dict)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("service", "month", "agency", "publication", "measure", "name"), name="oversight_cell_once"
            ),
        )
        indexes = (
            models.Index(fields=("measure", "month"), name="oversight_by_measure"),
            models.Index(fields=("agency", "measure", "month"), name="oversight_by_agency_measure"),
        )

    def __str__(self) -> str:
        return f"{self.measure} {self.name} {self.month:%Y-%m}"


class Reading(models.Model):
    """How far the events were read: one row. `event` is the last one, `at` when it was read (business time)."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    event = models.UUIDField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"read until {self.at}"


class Comparison(models.Model):
    """An agency lets its figures stand beside those of others, by a numbered order, until it ends that (OP-5)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    number = models.CharField(max_length=80)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True)
    end_number = models.CharField(max_length=80, blank=True, default="")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("agency",), condition=Q(until=None), name="oversight_one_comparison"),
        )

    def __str__(self) -> str:
        return self.number
