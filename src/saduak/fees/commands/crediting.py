"""A payment counted towards an invoice, and the receipt that follows when nothing is left to pay."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from saduak.core.errors import NotFound, WrongState
from saduak.core.payments import Found, fiscal_year
from saduak.fees.commands import events
from saduak.fees.commands.book import Entry, Move, book_of, day_of_account, enter, invoice_ref, today
from saduak.fees.commands.claiming import account_of
from saduak.fees.models import Account, Invoice, InvoiceState, Payment, Receipt
from saduak.fees.policy import require
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.rows import fresh
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write


def credit(write: Write, invoice: Invoice, payment: Payment, part: int, book: str) -> None:
    """Count `part` satang of a payment towards an invoice; with the last of them it is paid and has its receipt in this
    book."""
    invoice.credited += part
    if invoice.credited == invoice.satang:
        invoice.state, invoice.paid_at = InvoiceState.PAID.value, payment.paid_at
    write.append(
        invoice_ref(invoice),
        events.INVOICE_CREDITED,
        payment=payment.id,
        part=part,
        credited=invoice.credited,
        state=invoice.state,
        paid_at=invoice.paid_at,
    )
    write.update(invoice, "credited", "state", "paid_at")
    if invoice.state == InvoiceState.PAID:
        issue(write, invoice, payment.id, book)


def issue(write: Write, invoice: Invoice, payment_id: UUID, book: str, *, replaces: UUID | None = None) -> UUID:
    """Give the receipt of a paid invoice, under the next number of its book and fiscal year, which is drawn last of
    all; its id."""
    receipt = fresh(
        Receipt,
        agency_id=invoice.agency_id,
        book=book,
        year=fiscal_year(today(write.now)),
        invoice=invoice,
        payment=payment_id,
        satang=invoice.satang,
        payer=invoice.payer,
        issued_at=write.now,
        replaces=replaces,
    )

    def numbered(number: int) -> None:
        receipt.number = number
        ref = Ref.of("receipt", receipt.id)
        write.begin(ref)
        write.append(ref, events.RECEIPT_ISSUED, invoice=invoice.id, agency=invoice.agency_id, **_said(receipt))
        write.insert(receipt)

    write.draw_last(f"receipt:{receipt.agency_id}:{book}:{receipt.year}", numbered)
    return receipt.id


def _said(receipt: Receipt) -> Mapping[str, Any]:
    told = {name: getattr(receipt, name) for name in ("book", "year", "number", "payment", "satang", "replaces")}
    return {**told, "payer": receipt.digest(receipt.payer)}


def held_payment(write: Write, payment_id: UUID, *also: Ref) -> Payment:
    """A payment with the book of its agency, both held; raises NotFound."""
    found = Payment.objects.filter(id=payment_id).first()
    if found is None:
        raise NotFound("not_found", what="payment")
    write.lock(book_of(found.agency_id), payment_ref(payment_id), *also)
    return Payment.objects.get(id=payment_id)


def payment_ref(payment_id: UUID) -> Ref:
    """The stream of a payment."""
    return Ref.of("payment", payment_id)


@command()
def allocate(write: Write, *, actor: Actor, payment_id: UUID, invoice_id: UUID, now: datetime, key: str) -> None:
    """Count money that lies there towards an invoice, as far as it reaches: what came late, too little, or with
    references that nobody knows.

    Raises NotFound, also for an invoice of another agency; NotAllowed("not_finance"), WrongState("nothing_left",
    "invoice_paid", "invoice_void", "bank_account_missing").
    """
    payment = held_payment(write, payment_id, Ref.of("invoice", invoice_id))
    require(actor, "allocate", payment, now)
    invoice = Invoice.objects.filter(id=invoice_id, agency=payment.agency_id).first()
    if invoice is None:
        raise NotFound("not_found", what="invoice")
    if not payment.left:
        raise WrongState("nothing_left")
    if not invoice.open_satang:
        raise WrongState("invoice_void" if invoice.state == InvoiceState.VOID else "invoice_paid")
    book = account_of(payment.agency_id).receipt_book
    part = min(payment.left, invoice.open_satang)
    payment.left -= part
    enter(
        write,
        payment_ref(payment.id),
        events.PAYMENT_ALLOCATED,
        Entry(
            payment.agency_id,
            day_of_account(payment.agency_id, today(write.now)),
            (Move(Account.UNALLOCATED, Account.RECEIVABLE, part),),
            invoice=invoice.id,
            payment=payment.id,
        ),
        invoice=invoice.id,
        part=part,
        left=payment.left,
    )
    write.update(payment, "left")
    credit(write, invoice, payment, part, book)


def counted(found: Found, invoice: Invoice | None, satang: int) -> int:
    """How much of a payment counts towards its invoice by itself: what is exact, and the open part of too much."""
    if invoice is None or found not in {Found.EXACT, Found.TOO_MUCH}:
        return 0
    return min(satang, invoice.open_satang)
