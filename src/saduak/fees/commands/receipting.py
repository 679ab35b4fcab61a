"""Receipts once given, slips once shown: void never edit, original once then copies, each slip once (P-4, P-5)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.core.errors import NotFound, WrongState
from saduak.core.thai import normal
from saduak.core.thaiqr import read_slip
from saduak.fees.commands import events
from saduak.fees.commands.book import book_of, held_invoice
from saduak.fees.commands.claiming import account_of, reason_of
from saduak.fees.commands.crediting import issue
from saduak.fees.models import Invoice, Payment, Receipt, ReceiptPrint, Slip
from saduak.fees.policy import require
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write


@command()
def void_receipt(
    write: Write, *, actor: Actor, receipt_id: UUID, reason: str, payer: str, now: datetime, key: str
) -> UUID:
    """Void a receipt and give another, with a number of its own, for `payer` where that name was wrong; the new one's
    id. What was paid stays paid.

    Raises NotFound, NotAllowed("not_finance"), DomainError("money_reason_missing", "money_reason_too_long"),
    WrongState("receipt_void", "bank_account_missing").
    """
    receipt = _held(write, receipt_id)
    require(actor, "void_receipt", receipt, now)
    why = reason_of(reason)
    if receipt.voided_at:
        raise WrongState("receipt_void")
    receipt.voided_at, receipt.void_reason = write.now, why
    write.append(
        Ref.of("receipt", receipt.id),
        events.RECEIPT_VOIDED,
        voided_at=receipt.voided_at,
        void_reason=receipt.digest(why),
    )
    write.update(receipt, "voided_at", "void_reason")
    write.transaction.write_rows()  # an invoice has one valid receipt only
    invoice = receipt.invoice
    invoice.payer = normal(payer)[:300] or receipt.payer
    book = account_of(receipt.agency_id).receipt_book
    return issue(write, invoice, receipt.payment, book, replaces=receipt.id)


def _held(write: Write, receipt_id: UUID) -> Receipt:
    """A receipt with the book of its agency, held; raises NotFound."""
    found = Receipt.objects.filter(id=receipt_id).first()
    if found is None:
        raise NotFound("not_found", what="receipt")
    write.lock(book_of(found.agency_id), Ref.of("receipt", receipt_id))
    return Receipt.objects.select_related("invoice").get(id=receipt_id)


@command()
def print_receipt(write: Write, *, actor: Actor, receipt_id: UUID, now: datetime, key: str) -> int:
    """Record that a receipt is printed: 0 for the original, which there is once, then the number of the copy.

    Raises NotFound, NotAllowed("not_payer"), WrongState("receipt_void").
    """
    receipt = _held(write, receipt_id)
    require(actor, "print_receipt", receipt.invoice, now)
    if receipt.voided_at:
        raise WrongState("receipt_void")
    number = receipt.prints
    receipt.prints += 1
    printing = ReceiptPrint(id=uuid7(), receipt=receipt, number=number, printed_by=str(actor), printed_at=write.now)
    write.append(
        Ref.of("receipt", receipt.id),
        events.RECEIPT_PRINTED,
        print=printing.id,
        receipt=receipt.id,
        number=number,
        prints=receipt.prints,
        printed_by=printing.printed_by,
    )
    write.update(receipt, "prints")
    write.insert(printing)
    return number


@command()
def show_slip(write: Write, *, actor: Actor, invoice_id: UUID, text: str, now: datetime, key: str) -> UUID:
    """Take what the small QR of a slip says; its id. It pays nothing: until the bank tells of its transaction it is
    unverified. A payer shows a transaction once. Somebody else who shows it is in nobody's way: the statement says
    whose it is.

    Raises NotFound, NotAllowed("not_payer"), DomainError("slip_unreadable"), WrongState("slip_used").
    """
    invoice = held_invoice(write, invoice_id)
    require(actor, "show_slip", invoice, now)
    code = read_slip(text)
    write.lock(Ref.of("slip_number", f"{code.bank}-{code.transaction}"))
    shown = Slip.objects.filter(bank=code.bank, transaction=code.transaction).select_related("invoice")
    seen = Payment.objects.filter(agency=invoice.agency_id, transaction=code.transaction).first()
    is_of_another = seen is not None and seen.invoice not in {None, invoice.id}
    if is_of_another or any(_payer(each.invoice) == _payer(invoice) for each in shown):
        raise WrongState("slip_used")
    slip = Slip(id=uuid7(), agency_id=invoice.agency_id, invoice=invoice, bank=code.bank, transaction=code.transaction)
    slip.shown_at, slip.payment = write.now, seen.id if seen else None
    ref = Ref.of("slip", slip.id)
    write.begin(ref)
    said: dict[str, Any] = {"bank": slip.bank, "transaction": slip.transaction, "payment": slip.payment}
    write.append(ref, events.SLIP_SHOWN, agency=slip.agency_id, invoice=invoice.id, **said)
    write.insert(slip)
    return slip.id


def _payer(invoice: Invoice) -> tuple[UUID | None, UUID | None]:
    return invoice.person_id, invoice.organisation_id
