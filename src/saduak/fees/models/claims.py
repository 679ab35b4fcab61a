"""What an agency asks for, and where it may be paid."""

from django.db import models
from django.db.models import Q
from uuid_utils.compat import uuid7

from saduak.ledger.erasure import Erasable


class BankAccount(models.Model):
    """Where an agency is paid: its number as a biller (tax number and suffix) and the book of its receipts."""

    agency = models.OneToOneField("parties.Agency", models.PROTECT, primary_key=True, related_name="+")
    biller = models.CharField(max_length=15, unique=True)
    receipt_book = models.CharField(max_length=12)

    def __str__(self) -> str:
        return self.biller


class InvoiceState(models.TextChoices):
    """How an invoice stands. That its time is over is no state: the day says it."""

    OPEN = "open"
    PAID = "paid"
    VOID = "void"


class Invoice(Erasable):
    """A fixed amount that a case owes, with references that no other invoice has, to be paid by the end of a day.

    `charges` lists `{"fee", "name_th", "name_en", "satang"}`. `credited` is what was paid of it, `paid_at` the bank's
    time stamp of the payment that completed it. `sample` figures belong to another body and are billed in a
    demonstration only. `replaces` is the invoice whose time was over. `helper` is who pays at the counter for the
    payer. `payer`, `helper` and `void_reason` may be erased.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    case = models.UUIDField(db_index=True)
    case_number = models.CharField(max_length=40)
    service = models.CharField(max_length=120)
    person = models.ForeignKey("parties.Person", models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey("parties.Organisation", models.PROTECT, null=True, related_name="+")
    payer = models.CharField(max_length=300, blank=True, default="")
    helper = models.CharField(max_length=200, blank=True, default="")
    ref1 = models.CharField(max_length=20)
    ref2 = models.CharField(max_length=20)
    charges = models.JSONField()
    satang = models.PositiveBigIntegerField()
    credited = models.PositiveBigIntegerField(default=0)
    sample = models.BooleanField(default=False)
    pay_by = models.DateField()
    state = models.CharField(max_length=8, choices=InvoiceState.choices, default=InvoiceState.OPEN)
    raised_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    replaces = models.UUIDField(null=True)
    void_reason = models.CharField(max_length=500, blank=True, default="")

    class Meta(Erasable.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(fields=("ref1", "ref2"), name="fees_invoice_references"),
            models.UniqueConstraint(fields=("case",), name="fees_invoice_one_open", condition=Q(state="open")),
            models.CheckConstraint(condition=Q(satang__gt=0), name="fees_invoice_of_something"),
            models.CheckConstraint(condition=Q(credited__lte=models.F("satang")), name="fees_invoice_not_overpaid"),
        )
        indexes = (models.Index(fields=("agency", "pay_by"), name="fees_invoice_open", condition=Q(state="open")),)

    @property
    def open_satang(self) -> int:
        """What is still to be paid: nothing of a void invoice."""
        return 0 if self.state == InvoiceState.VOID else self.satang - self.credited

    def __str__(self) -> str:
        return f"{self.ref1}/{self.ref2}"
