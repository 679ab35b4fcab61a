"""The licence, its sealed sheet, and what was ordered about it since."""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from saduak.core.licence_record import LicenceRecord, record_from
from saduak.ledger.canonical import canonical
from saduak.ledger.erasure import Erasable


class LicenceState(models.TextChoices):
    """How a licence stands by what was ordered. That it has expired is no state: the day says it."""

    ISSUED = "issued"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    REPLACED = "replaced"
    CANCELLED = "cancelled"
    LAPSED = "lapsed"


class Licence(Erasable):
    """A licence or certificate.

    `record` holds all that stands on it (`core.licence_record`), `record_digest` its SHA-256; `words` is what the
    register searches, made of the record. They are erased together. `person` or `organisation` holds it and is shown
    nowhere. `code` is the short name under which anybody checks it. `case` is the case that granted it: one licence
    each that was not replaced. `renews` is the licence that it continues, `replaces` the one in whose place it
    is, `replaced_by` the one in its own. `suspended_until` is the last day of a suspension, None for one until things
    are put right. `barred_until` is the last day on which who held a revoked one may not ask anew. `renewal_case` is
    the application to renew it, with the days on which it was filed, paid and decided.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    case = models.UUIDField(null=True, db_index=True)
    service = models.CharField(max_length=120)
    publication = models.UUIDField()
    person = models.ForeignKey("parties.Person", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, null=True, related_name="+")
    number = models.CharField(max_length=80, unique=True)
    form_code = models.CharField(max_length=40)
    record = models.JSONField()
    words = models.TextField(blank=True, default="")
    record_digest = models.CharField(max_length=64, blank=True)
    issued_on = models.DateField()
    expires_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=LicenceState.choices, default=LicenceState.ISSUED)
    state_since = models.DateField()
    suspended_until = models.DateField(null=True)
    barred_until = models.DateField(null=True)
    renews = models.UUIDField(null=True)
    replaces = models.UUIDField(null=True)
    replaced_by = models.UUIDField(null=True)
    renewal_case = models.UUIDField(null=True, db_index=True)
    renewal_filed_on = models.DateField(null=True)
    renewal_paid_on = models.DateField(null=True)
    renewal_decided_on = models.DateField(null=True)
    code = models.CharField(max_length=10, unique=True)
    changed_at = models.DateTimeField()

    class Meta(Erasable.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(fields=("case",), name="licences_one_a_case", condition=~Q(state="replaced")),
        )
        indexes = (
            models.Index(fields=("service", "agency", "number"), name="licences_register"),
            models.Index(fields=("changed_at", "id"), name="licences_feed"),
            models.Index(fields=("expires_on",), name="licences_ending", condition=Q(state="issued")),
            models.Index(fields=("person",), name="licences_of_person", condition=Q(person__isnull=False)),
            models.Index(fields=("organisation",), name="licences_of_body", condition=Q(organisation__isnull=False)),
        )

    def told(self) -> LicenceRecord:
        """The record; ValueError once it is erased."""
        if self.erased_at is not None:
            raise ValueError("an erased licence has no record")
        return record_from(self.record)

    @property
    def said(self) -> str:
        """All that stands on it as the one text whose digest the events hold."""
        return canonical(self.record)

    def __str__(self) -> str:
        return self.number


class LicenceSheet(models.Model):
    """The sealed PDF of a licence: a file, and its SHA-256 (hex)."""

    licence = models.OneToOneField(Licence, models.PROTECT, primary_key=True, related_name="sheet")
    file = models.UUIDField()
    sha256 = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"sheet of {self.licence_id}"


class OrderKind(models.TextChoices):
    """What an order does."""

    SUSPENSION = "suspension"
    LIFT = "lift"
    REVOCATION = "revocation"
    CANCELLATION = "cancellation"
    SUBSTITUTE = "substitute"
    CHANGE = "change"
    LAPSE = "lapse"
    RESTORATION = "restoration"


class LicenceOrder(Erasable):
    """An order about a licence; one against its holder takes effect when it is notified (APA s.42).

    `grounds` is what the holder is told: facts and reasons (APA s.37), erasable. `article` is the law that it rests on.
    `hearing` says how the holder was heard before: "heard", or the ground of APA s.30 on which that was left out; empty
    where nobody had to be. `days` is the length of a suspension, None until things are put right. `letter` is the
    letter by which it is notified, `deemed_on` the day on which a posted one counts as received (APA s.71),
    `in_force_on` the day from which it holds. `other` is the licence in its place.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    licence = models.ForeignKey(Licence, models.PROTECT, related_name="orders")
    kind = models.CharField(max_length=12, choices=OrderKind.choices)
    grounds = models.TextField(blank=True, default="")
    article = models.CharField(max_length=80, blank=True, default="")
    hearing = models.CharField(max_length=40, blank=True, default="")
    days = models.PositiveSmallIntegerField(null=True)
    officer = models.UUIDField(null=True)
    power = models.JSONField(default=dict)
    letter = models.UUIDField(null=True, db_index=True)
    other = models.UUIDField(null=True)
    made_at = models.DateTimeField()
    deemed_on = models.DateField(null=True)
    in_force_on = models.DateField(null=True)

    class Meta(Erasable.Meta):
        abstract = False
        indexes = (
            models.Index(fields=("licence", "made_at"), name="licences_orders"),
            models.Index(fields=("deemed_on",), name="licences_order_posted", condition=Q(in_force_on=None)),
        )

    @property
    def said(self) -> str:
        """Its words as the one text whose digest the events hold."""
        return canonical([self.grounds])

    def __str__(self) -> str:
        return f"{self.kind} of {self.licence_id}"


class Reminder(models.Model):
    """The holder was reminded so many days before the end; each once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    licence = models.ForeignKey(Licence, models.PROTECT, related_name="reminders")
    days = models.PositiveSmallIntegerField()
    letter = models.UUIDField()
    told_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("licence", "days"), name="licences_reminded_once"),)

    def __str__(self) -> str:
        return f"{self.days} days before the end of {self.licence_id}"


class Uncollected(Erasable):
    """A granted case whose fee is not paid: it is kept until the end of `collect_by`, as the licence's own law says.

    After that nothing is issued any more (`lapsed_on`), unless the claim was given back with a reason
    (`restored_on`); then it is kept anew.
    """

    case = models.UUIDField(primary_key=True, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    collect_by = models.DateField()
    lapsed_on = models.DateField(null=True)
    restored_on = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="")

    class Meta(Erasable.Meta):
        abstract = False
        indexes = (models.Index(fields=("collect_by",), name="licences_claims_due", condition=Q(lapsed_on=None)),)

    @property
    def is_lapsed(self) -> bool:
        """Whether it is kept no longer."""
        return self.lapsed_on is not None

    def __str__(self) -> str:
        return f"uncollected: {self.case}"


class FeeWaiver(Erasable):
    """Finance said that nothing is owed for a granted case, and why: where no rule computes the fee, or a part was
    granted."""

    case = models.UUIDField(primary_key=True, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500, blank=True, default="")
    officer = models.UUIDField()
    waived_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"nothing owed for {self.case}"
