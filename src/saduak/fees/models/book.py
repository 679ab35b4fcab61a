"""The book of an agency: each line takes an amount from one account and gives it to another, so it sums to zero."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7


class Account(models.TextChoices):
    """The accounts of every agency."""

    RECEIVABLE = "receivable"
    """What payers owe."""
    REVENUE = "revenue"
    """What was earned."""
    ANNOUNCED = "announced"
    """Money that the bank announced and no statement shows yet."""
    BANK = "bank"
    """Money that a statement shows."""
    UNALLOCATED = "unallocated"
    """Money that belongs to no invoice, as far as anybody knows."""
    REFUNDS = "refunds"
    """Money that is to be paid back."""


class Posting(models.Model):
    """One line of the book, never changed: `satang` from the `credit` account to the `debit` account.

    `booked_on` is the day of account. `invoice` and `payment` say for what. The database refuses a line of nothing, one
    that goes in a circle, and any change.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    debit = models.CharField(max_length=12, choices=Account.choices)
    credit = models.CharField(max_length=12, choices=Account.choices)
    satang = models.PositiveBigIntegerField()
    invoice = models.UUIDField(null=True)
    payment = models.UUIDField(null=True)
    booked_on = models.DateField()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(satang__gt=0), name="fees_posting_of_something"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="fees_posting_between_two"),
        )
        indexes = (
            models.Index(fields=("agency", "booked_on"), name="fees_posting_day"),
            models.Index(fields=("invoice",), name="fees_posting_invoice", condition=Q(invoice__isnull=False)),
            models.Index(fields=("payment",), name="fees_posting_payment", condition=Q(payment__isnull=False)),
        )

    def __str__(self) -> str:
        return f"{self.satang} from {self.credit} to {self.debit}"
