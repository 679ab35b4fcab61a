"""What channels and other rooms ask about money."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum

from saduak.core.errors import NotFound
from saduak.core.money import baht_in_words
from saduak.core.reasons import Language
from saduak.core.thaiqr import bill_qr, pay_in_barcode
from saduak.fees.commands.book import today
from saduak.fees.models import (
    Account,
    BankAccount,
    Closing,
    Invoice,
    InvoiceState,
    Payment,
    Posting,
    Receipt,
    Refund,
    RefundState,
    Slip,
)
from saduak.fees.policy import visible_to
from saduak.ledger.actors import Actor


@dataclass(frozen=True, slots=True)
class InvoiceView:
    """An invoice as it stands today. `qr` and `barcode` are texts to be drawn; empty once it cannot be paid that way:
    it is paid, void or over, or the agency has named no account."""

    row: Invoice
    is_over: bool
    qr: str
    barcode: str
    receipt: UUID | None
    slips: int
    """Slips shown of which no bank has told."""

    def words(self, language: Language) -> str:
        """The amount written out."""
        return baht_in_words(self.row.satang, language)


def invoice(actor: Actor, invoice_id: UUID, now: datetime) -> InvoiceView:
    """An invoice for who may see it; raises NotFound."""
    row = visible_to(actor, Invoice.objects.filter(id=invoice_id), now).first()
    if row is None:
        raise NotFound("not_found", what="invoice")
    return _viewed(row, now)


def invoices_of_case(actor: Actor, case_id: UUID, now: datetime) -> tuple[InvoiceView, ...]:
    """What a case was billed, the latest first, as far as the actor may see it."""
    rows = visible_to(actor, Invoice.objects.filter(case=case_id), now).order_by("-raised_at", "-id")
    return tuple(_viewed(row, now) for row in rows)


def _viewed(row: Invoice, now: datetime) -> InvoiceView:
    is_over = row.state == InvoiceState.OPEN and today(now) > row.pay_by
    account = BankAccount.objects.filter(agency=row.agency_id).first()
    to_pay = row.state == InvoiceState.OPEN and not is_over and account is not None and not row.credited
    told = (account.biller, row.ref1, row.ref2, row.satang) if to_pay and account else None
    receipt = Receipt.objects.filter(invoice=row, voided_at=None).values_list("id", flat=True).first()
    unseen = Slip.objects.filter(invoice=row, payment=None).count()
    return InvoiceView(
        row, is_over, bill_qr(*told) if told else "", pay_in_barcode(*told) if told else "", receipt, unseen
    )


def is_settled(case_id: UUID) -> bool:
    """Whether nothing is owed for a case: it was never billed, or all of its invoices are paid or void."""
    return not Invoice.objects.filter(case=case_id, state=InvoiceState.OPEN).exists()


def unclear_payments(actor: Actor, now: datetime) -> tuple[Payment, ...]:
    """The work list: money that belongs to no invoice yet, the oldest first; `what` says why it lies there."""
    return tuple(visible_to(actor, Payment.objects.filter(left__gt=0), now).order_by("paid_at", "id"))


def unconfirmed_payments(actor: Actor, until: date, now: datetime) -> tuple[Payment, ...]:
    """What a bank announced up to a day of account and no statement has shown."""
    rows = Payment.objects.filter(confirmed_at=None, booked_on__lte=until)
    return tuple(visible_to(actor, rows, now).order_by("paid_at", "id"))


def open_refunds(actor: Actor, now: datetime) -> tuple[Refund, ...]:
    """Refunds that wait for the second person, or for the bank."""
    waiting = Q(state=RefundState.ASKED) | Q(state=RefundState.APPROVED)
    return tuple(visible_to(actor, Refund.objects.filter(waiting), now).order_by("asked_at", "id"))


def closings(actor: Actor, now: datetime) -> tuple[Closing, ...]:
    """The days that were closed, the latest first."""
    return tuple(visible_to(actor, Closing.objects.all(), now).order_by("-day"))


def receipt(actor: Actor, receipt_id: UUID, now: datetime) -> Receipt:
    """A receipt for who may see its invoice; raises NotFound."""
    rows = Receipt.objects.select_related("invoice", "agency").filter(id=receipt_id)
    row = visible_to(actor, rows, now).first()
    if row is None:
        raise NotFound("not_found", what="receipt")
    return row


def balances(agency_id: UUID) -> Mapping[Account, int]:
    """What stands on each account of an agency in satang: what came to it less what went from it."""
    found = dict.fromkeys(Account, 0)
    for side, sign in (("debit", 1), ("credit", -1)):
        rows: Any = Posting.objects.filter(agency=agency_id).values_list(side).annotate(Sum("satang"))
        for account, satang in rows:
            found[Account(account)] += sign * int(satang)
    return found
