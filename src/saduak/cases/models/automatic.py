"""Decisions by rule: the authority's order that adopted the rule, what the rule found, and the audit of a sample."""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from saduak.cases.models.applications import Case
from saduak.ledger.erasure import Erasable


class RuleAdoption(models.Model):
    """The order by which the authority adopted a named rule for a service (คำสั่งให้ใช้กติกา), from when to when.

    `share` is how many in a hundred of what the rule decides are looked at by a person afterwards. A later order takes
    the place of an earlier one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    service = models.CharField(max_length=120)
    rule = models.CharField(max_length=80)
    number = models.CharField(max_length=200)
    ordered_on = models.DateField()
    since = models.DateField()
    until = models.DateField(null=True)
    share = models.PositiveSmallIntegerField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("agency", "service"), name="cases_rule_adoption"),)

    def __str__(self) -> str:
        return f"{self.rule} at {self.agency_id}"


class RuleFinding(Erasable):
    """What the rule found in a case. `state` is "waiting" (for a consent, or for the moment of legal receipt), "person"
    or "decided".

    `failed` lists each failed condition as `{"line", "condition"}`, line 0 for the whole. `sampled` says whether the
    case was drawn for audit; `finding` is then "sound" or "unsound", with a `note`.
    """

    case = models.OneToOneField(Case, models.PROTECT, primary_key=True, related_name="rule_finding")
    adoption = models.ForeignKey(RuleAdoption, models.PROTECT, related_name="+")
    state = models.CharField(max_length=10)
    failed = models.JSONField(default=list)
    tried_at = models.DateTimeField()
    look_at = models.DateTimeField(null=True)
    sampled = models.BooleanField(default=False)
    finding = models.CharField(max_length=10, blank=True, default="")
    note = models.TextField(blank=True, default="")
    audited_by = models.ForeignKey("parties.Officer", models.PROTECT, null=True, related_name="+")
    audited_at = models.DateTimeField(null=True)

    class Meta(Erasable.Meta):
        abstract = False
        indexes = (models.Index(fields=("look_at",), name="cases_rule_look", condition=Q(look_at__isnull=False)),)

    def __str__(self) -> str:
        return f"finding on {self.case_id}"
