"""Money that came in, slips that say so, and money that goes back."""

from django.db import models
from django.db.models import F, Q
from uuid_utils.compat import uuid7

from saduak.core.payments import Found
from saduak.ledger.erasure import Erasable


class Payment(Erasable):
    """Money that a bank received for an agency; `transaction` is the bank's own number, which counts once.

    `shown_as` is its number on the statement where that is another one, `shown_at` the time stamp there.

    `paid_at` is the bank's time stamp, `booked_on` the day of account: that of the stamp, or the first day that was not
    closed. `announced_at` says when a call-back told of it, `confirmed_at` when a statement showed it. `left` is what
    belongs to no invoice and is not being paid back: while it is more than nothing, somebody has to look at it, and
    `what` says why. `invoice` is the one that its references name.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    transaction = models.CharField(max_length=60)
    shown_as = models.CharField(max_length=60, blank=True, default="")
    shown_at = models.DateTimeField(null=True)
    channel = models.CharField(max_length=20)
    ref1 = models.CharField(max_length=20, blank=True, default="")
    ref2 = models.CharField(max_length=20, blank=True, default="")
    satang = models.PositiveBigIntegerField()
    left = models.PositiveBigIntegerField()
    what = models.CharField(max_length=20, choices=[(found.value, found.value) for found in Found])
    invoice = models.UUIDField(null=True)
    payer = models.CharField(max_length=300, blank=True, default="")
    paid_at = models.DateTimeField()
    booked_on = models.DateField()
    announced_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)

    class Meta(Erasable.Meta):
        abstract = False
        constraints = (
            models.UniqueConstraint(fields=("agency", "transaction"), name="fees_payment_once"),
            models.UniqueConstraint(fields=("agency", "shown_as"), name="fees_shown_once", condition=~Q(shown_as="")),
            models.CheckConstraint(condition=Q(satang__gt=0), name="fees_payment_of_something"),
            models.CheckConstraint(condition=Q(left__lte=F("satang")), name="fees_payment_not_more_left"),
        )
        indexes = (
            models.Index(fields=("agency", "booked_on"), name="fees_payment_day"),
            models.Index(fields=("agency", "paid_at"), name="fees_payment_left", condition=Q(left__gt=0)),
            models.Index(
                fields=("agency", "ref1", "ref2"), name="fees_payment_pending", condition=Q(confirmed_at=None)
            ),
        )

    def __str__(self) -> str:
        return self.transaction


class RefundState(models.TextChoices):
    """How a refund stands."""

    ASKED = "asked"
    APPROVED = "approved"
    DECLINED = "declined"
    PAID = "paid"


class Refund(Erasable):
    """Money to be paid back: asked for by one person, approved by another, then paid by the bank.

    `reason` and `to_account` may be erased; `transaction` is the bank's number of the payment out.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    payment = models.ForeignKey(Payment, models.PROTECT, related_name="refunds")
    satang = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=RefundState.choices)
    reason = models.CharField(max_length=500)
    to_account = models.CharField(max_length=200)
    asked_by = models.UUIDField()
    asked_at = models.DateTimeField()
    answered_by = models.UUIDField(null=True)
    answered_at = models.DateTimeField(null=True)
    transaction = models.CharField(max_length=60, blank=True, default="")

    class Meta(Erasable.Meta):
        abstract = False
        constraints = (models.CheckConstraint(condition=Q(satang__gt=0), name="fees_refund_of_something"),)

    def __str__(self) -> str:
        return f"refund of {self.payment_id}"


class Slip(models.Model):
    """A slip that somebody showed for an invoice: proves nothing until a statement shows its transaction.

    A payer shows a transaction once; of several payers who show it the statement says whose it is. `payment` is what
    the bank then told of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agency = models.ForeignKey("parties.Agency", models.PROTECT, related_name="+")
    invoice = models.ForeignKey("fees.Invoice", models.PROTECT, related_name="slips")
    bank = models.CharField(max_length=10)
    transaction = models.CharField(max_length=60)
    shown_at = models.DateTimeField()
    payment = models.UUIDField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("bank", "transaction", "invoice"), name="fees_slip_once"),)
        indexes = (models.Index(fields=("agency", "transaction"), name="fees_slip_unseen", condition=Q(payment=None)),)

    def __str__(self) -> str:
        return f"slip {self.transaction}"
