"""Appeals against an order, the order that takes the place of another, and who decides appeals of an agency."""

from typing import Any

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from saduak.cases.models.applications import Case
from saduak.ledger.canonical import canonical
from saduak.ledger.erasure import Erasable


class AppealBody(models.Model):
    """Who decides the appeals against orders of an agency (ผู้มีอำนาจพิจารณาอุทธรณ์), in one service or in all of them
    (`service` empty), since when, and by what order or law; a later record takes its place."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    service = models.CharField(max_length=120, blank=True, default="")
    superior = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    number = models.CharField(max_length=200)
    since = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("agency", "since"), name="cases_appeal_body"),)

    def __str__(self) -> str:
        return f"appeals of {self.agency_id} to {self.superior_id}"


class Appeal(Erasable):
    """One appeal against the decision of a case, or against its return (อุทธรณ์).

    `against` is one of `core.appeals.Against`, `order_letter` the letter that told the order: each order may be
    appealed once. `stage` is one of `core.appeals.Stage`. `told_on` is the day on which the order counted as notified
    (U14), `last_on` the last day to appeal, None where it could not be counted. `papers` are the ids of files. `view`
    is what who made the order thought: "agrees", "agrees_partly", "disagrees", "late", or "not_ours" where a licence's
    own law sends appeals straight to another body; `report` says why. `result` is that of the end: "revoked",
    "altered", "dismissed", "refused_late", or "reopened" for a return that was revoked, with facts, law, reasons and
    source of power. `warned` are the looks already taken in this stage.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="appeals")
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    superior = models.ForeignKey("parties.Agency", models.PROTECT, null=True, related_name="+")
    against = models.CharField(max_length=10, default="decision")
    order_letter = models.UUIDField(null=True)
    stage = models.CharField(max_length=10)
    channel = models.CharField(max_length=12)
    entered_at = models.DateTimeField()
    received_at = models.DateTimeField()
    told_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    is_late = models.BooleanField(default=False)
    grounds = models.TextField()
    papers = models.JSONField(default=list)
    act_by = models.DateField()
    due_on = models.DateField()
    forwarded_at = models.DateTimeField(null=True)
    extended = models.PositiveSmallIntegerField(default=0)
    view = models.CharField(max_length=20, blank=True, default="")
    report = models.TextField(blank=True, default="")
    result = models.CharField(max_length=20, blank=True, default="")
    facts = models.TextField(blank=True, default="")
    law = models.TextField(blank=True, default="")
    reasons = models.TextField(blank=True, default="")
    power = models.JSONField(default=dict)
    decided_by = models.ForeignKey("parties.Officer", models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    warned = models.JSONField(default=list)
    next_look_at = models.DateTimeField(null=True)

    class Meta(Erasable.Meta):
        abstract = False
        indexes = (
            models.Index(fields=("agency", "act_by"), name="cases_appeal_maker", condition=Q(stage="maker")),
            models.Index(fields=("superior", "act_by"), name="cases_appeal_superior", condition=Q(stage="superior")),
            models.Index(fields=("next_look_at",), name="cases_appeal_look", condition=Q(next_look_at__isnull=False)),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("case", "order_letter"), name="cases_appeal_of_order", condition=~Q(stage="withdrawn")
            ),
        )

    def __str__(self) -> str:
        return f"appeal {self.id}"


class NewOrder(Erasable):
    """An order that takes the place of an earlier one, because of an appeal: made by who made the first, or by the
    superior (`agency`). Outcome, lines, conditions, facts, law, reasons and power as in `Decision`."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="new_orders")
    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="orders")
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=30)
    lines = models.JSONField(default=list)
    conditions = models.JSONField(default=list)
    facts = models.TextField(blank=True, default="")
    law = models.TextField(blank=True, default="")
    reasons = models.TextField(blank=True, default="")
    power = models.JSONField(default=dict)
    made_by = models.ForeignKey("parties.Officer", models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    @property
    def line_outcomes(self) -> list[dict[str, Any]]:
        """The lines as an event may hold them: without words."""
        return [{"line": line["line"], "outcome": line["outcome"]} for line in self.lines]

    @property
    def reasoning(self) -> str:
        """All that is said for it as one text for one digest."""
        return canonical([self.reasons, self.conditions, self.lines])

    def __str__(self) -> str:
        return f"order {self.id}"
