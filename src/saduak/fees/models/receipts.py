"""Receipts, each printing of one, and the close of a day."""

from django.db import models
from uuid_utils.compat import uuid7

from saduak.ledger.erasure import Erasable


class Receipt(Erasable):
    """A receipt, numbered by book and fiscal year (Buddhist era), never edited: voided, with a new one in its place.

    `payer` and `void_reason` may be erased. `prints` counts printings: the first is the original.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    book = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    invoice = models.ForeignKey("fees.Invoice", models.PROTECT, related_name="receipts")
    payment = models.UUIDField()
    satang = models.PositiveBigIntegerField()
    payer = models.CharField(max_length=300, blank=True, default="")
    issued_at = models.DateTimeField()
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, blank=True, default="")
    replaces = models.UUIDField(null=True)
    prints = models.PositiveIntegerField(default=0)

    class Meta(Erasable.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(fields=("agency", "book", "year", "number"), name="fees_receipt_number"),
            models.UniqueConstraint(
                fields=("invoice",), name="fees_receipt_one_valid", condition=models.Q(voided_at=None)
            ),
        )

    def __str__(self) -> str:
        return f"{self.book}/{self.year}/{self.number}"


class ReceiptPrint(models.Model):
    """One printing: number 0 is the original, those after it are copies, by whom and when."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    receipt = models.ForeignKey(Receipt, models.PROTECT, related_name="printings")
    number = models.PositiveIntegerField()
    printed_by = models.CharField(max_length=80)
    printed_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("receipt", "number"), name="fees_print_once"),)

    def __str__(self) -> str:
        return f"printing {self.number} of {self.receipt_id}"


class Closing(Erasable):
    """The close of a day: what came in by channel and what statements show of it, signed by a second person.

    `totals` maps a channel to `{"received", "confirmed", "payments"}`; `difference` is what no statement shows yet,
    and `note` says why there is one.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    day = models.DateField()
    totals = models.JSONField()
    difference = models.PositiveBigIntegerField()
    note = models.CharField(max_length=500, blank=True, default="")
    made_by = models.UUIDField()
    made_at = models.DateTimeField()
    signed_by = models.UUIDField(null=True)
    signed_at = models.DateTimeField(null=True)

    class Meta(Erasable.Meta):
        abstract = False
        constraints = (models.UniqueConstraint(fields=("agency", "day"), name="fees_closing_once"),)

    def __str__(self) -> str:
        return f"close of {self.day}"
