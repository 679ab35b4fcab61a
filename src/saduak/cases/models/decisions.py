"""What leads to a decision, and the decision itself (APA s.13, s.30, s.37, s.40)."""

from typing import Any
from uuid import UUID

from django.db import models
from uuid_utils.compat import uuid7

from saduak.cases.models.applications import Case
from saduak.ledger.canonical import canonical
from saduak.ledger.erasure import Erasable


class Consent(Erasable):
    """Another party's consent that a document of the manual stands for (W-5), given by log-in or by a signed link.

    `party` is the number by which the form names it; the secret of the link is derived from the row's id and stands
    nowhere. `state` is "asked", "given" or "declined".
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="consents")
    document = models.CharField(max_length=80)
    party = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    state = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.CharField(max_length=300, blank=True, default="")
    note = models.TextField(blank=True, default="")

    class Meta(Erasable.Meta):
        abstract = False
        indexes = (models.Index(fields=("party",), name="cases_consent_asked", condition=models.Q(state="asked")),)

    def __str__(self) -> str:
        return f"consent {self.id}"


class Interest(Erasable):
    """An officer who may not act in a case because of an own interest (APA s.13 and s.16)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.ForeignKey(Case, models.PROTECT, related_name="interests")
    officer = models.ForeignKey("parties.Officer", models.PROTECT, related_name="+")
    ground = models.CharField(max_length=40)
    note = models.TextField(blank=True, default="")
    declared_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"interest of {self.officer_id}"


class Hearing(Erasable):
    """The chance to answer before an order against somebody (APA s.30): the facts told, until when, what was said.

    Where the Act lets it be left out, `skipped` is the ground (APA s.30 para 2) and `grounds` says why.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    case = models.OneToOneField(Case, models.PROTECT, related_name="hearing")
    told_at = models.DateTimeField()
    answer_by = models.DateField(null=True)
    grounds = models.TextField()
    statement = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    skipped = models.CharField(max_length=40, blank=True, default="")

    def __str__(self) -> str:
        return f"hearing of {self.case_id}"


class Decision(Erasable):
    """The order: drafted by the maker, looked at by the checker, made by the authority.

    `outcome` is "granted", "granted_with_conditions", "partly_granted" or "refused". `lines` holds one object a line
    of the decided group: `{"line", "outcome", "conditions", "reasons"}`. `facts`, `law` and `reasons` are those of APA
    s.37, `appeal` the text of APA s.40. `power` is the source of power as printed: `{"kind", "section", "number",
    "since", "until", "of"}`; that of kind "rule" is an order by which a rule decided, which nobody drafted. `state` is
    "draft", "checked", "sent_back" or "made".
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="decision")
    state = models.CharField(max_length=10)
    outcome = models.CharField(max_length=30)
    lines = models.JSONField(default=list)
    facts = models.TextField(blank=True, default="")
    law = models.TextField(blank=True, default="")
    reasons = models.TextField(blank=True, default="")
    conditions = models.JSONField(default=list)
    appeal = models.TextField(blank=True, default="")
    power = models.JSONField(default=dict)
    note = models.TextField(blank=True, default="")
    drafted_by = models.ForeignKey("parties.Officer", models.PROTECT, null=True, related_name="+")
    drafted_at = models.DateTimeField()
    checked_by = models.ForeignKey("parties.Officer", models.PROTECT, null=True, related_name="+")
    checked_at = models.DateTimeField(null=True)
    made_by = models.ForeignKey("parties.Officer", models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField(null=True)

    class Meta(Erasable.Meta):
        abstract = False
        indexes = (
            models.Index(
                fields=("state",), name="cases_decision_waits", condition=models.Q(state__in=("draft", "checked"))
            ),
        )

    @property
    def drafter(self) -> UUID:
        """The post that drafted it; what a rule decided has none and is never asked."""
        found: UUID | None = self.drafted_by_id
        assert found is not None  # noqa: S101 - asked of drafts only
        return found

    @property
    def line_outcomes(self) -> list[dict[str, Any]]:
        """The lines as an event may hold them: without words."""
        return [{"line": line["line"], "outcome": line["outcome"]} for line in self.lines]

    @property
    def reasoning(self) -> str:
        """All that is said for it, on the whole and line by line, as one text for one digest."""
        return canonical([self.reasons, self.conditions, self.lines])

    def __str__(self) -> str:
        return f"decision of {self.case_id}"
