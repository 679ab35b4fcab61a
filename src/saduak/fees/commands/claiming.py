"""Where an agency is paid, and what it asks for."""

import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.core.errors import DomainError, WrongState
from saduak.core.payments import BUDDHIST, first_reference, second_reference
from saduak.core.thai import normal
from saduak.core.thaiqr import BILLER, LARGEST
from saduak.fees.commands import events
from saduak.fees.commands.book import Entry, Move, book_of, day_of_account, enter, held_invoice, invoice_ref, today
from saduak.fees.models import Account, BankAccount, Invoice, InvoiceState
from saduak.fees.policy import Till, require
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write

TIME_TO_PAY = timedelta(days=30)
"""No law met sets it: what follows from not paying is the licence's own law, which counts for itself."""
LATEST = timedelta(days=366)
BOOK = re.compile(r"[A-Z0-9-]{1,12}")
LONGEST_REASON = 500


@command(book="agency_id")
def set_bank_account(
    write: Write, *, actor: Actor, agency_id: UUID, biller: str, receipt_book: str, now: datetime, key: str
) -> None:
    """Say where an agency is paid: its 15-digit number as a biller, and the book in which its receipts are numbered.

    Raises NotAllowed("not_agency_admin"), DomainError("biller_invalid", "biller_taken", "receipt_book_invalid").
    """
    require(actor, "set_bank_account", Till(agency_id), now)
    if not BILLER.fullmatch(biller):
        raise DomainError("biller_invalid")
    if not BOOK.fullmatch(receipt_book):
        raise DomainError("receipt_book_invalid")
    if BankAccount.objects.filter(biller=biller).exclude(agency=agency_id).exists():
        raise DomainError("biller_taken")
    BankAccount.objects.update_or_create(agency_id=agency_id, defaults={"biller": biller, "receipt_book": receipt_book})
    write.append(book_of(agency_id), events.ACCOUNT_SET, biller=biller, receipt_book=receipt_book)


@command(book="agency_id")
def raise_invoice(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    case_id: UUID,
    case_number: str,
    service: str,
    person_id: UUID | None,
    organisation_id: UUID | None,
    payer: str,
    charges: tuple[Mapping[str, Any], ...],
    sample: bool,
    pay_by: date | None,
    now: datetime,
    key: str,
) -> UUID:
    """Bill a case: `charges` are `{"fee", "name_th", "name_en", "satang"}`; the invoice's id. Without `pay_by` there
    are thirty days.

    Raises NotAllowed("not_finance", "not_case_of_agency"), DomainError("charges_missing", "charge_invalid",
    "pay_by_invalid"), WrongState("invoice_open") while another invoice of the case is.
    """
    require(actor, "raise_invoice", Till(agency_id, case_id), now)
    total = _total(charges)
    last = pay_by or today(now) + TIME_TO_PAY
    if not today(now) <= last <= today(now) + LATEST:
        raise DomainError("pay_by_invalid")
    if Invoice.objects.filter(case=case_id, state=InvoiceState.OPEN).exists():
        raise WrongState("invoice_open")
    return _raised(
        write,
        Invoice(
            agency_id=agency_id,
            case=case_id,
            case_number=case_number,
            service=service,
            person_id=person_id,
            organisation_id=organisation_id,
            payer=normal(payer)[:300],
            charges=[dict(charge) for charge in charges],
            satang=total,
            sample=sample,
            pay_by=last,
        ),
    )


def _total(charges: tuple[Mapping[str, Any], ...]) -> int:
    if not charges:
        raise DomainError("charges_missing")
    for charge in charges:
        is_whole = charge.keys() == {"fee", "name_th", "name_en", "satang"} and isinstance(charge["satang"], int)
        if not is_whole or charge["satang"] < 0 or not charge["name_th"]:
            raise DomainError("charge_invalid")
    total: int = sum(charge["satang"] for charge in charges)
    if not 0 < total <= LARGEST:
        raise DomainError("charge_invalid")
    return total


def _raised(write: Write, invoice: Invoice) -> UUID:
    """Give a new invoice its references, record it and enter what is owed; its id. Draws a number: lock before."""
    year = today(write.now).year
    invoice.id, invoice.raised_at = uuid7(), write.now
    invoice.ref1 = first_reference(year, write.draw(f"invoice:{(year + BUDDHIST) % 100:02}"))
    invoice.ref2 = second_reference(invoice.ref1, invoice.pay_by, invoice.satang)
    write.begin(invoice_ref(invoice))
    enter(
        write,
        invoice_ref(invoice),
        events.INVOICE_RAISED,
        _owing(invoice, Move(Account.RECEIVABLE, Account.REVENUE, invoice.satang), today(write.now)),
        legal_basis="EPA s.7",
        agency=invoice.agency_id,
        case=invoice.case,
        person=invoice.person_id,
        organisation=invoice.organisation_id,
        payer=invoice.digest(invoice.payer),
        **{name: getattr(invoice, name) for name in SAID},
    )
    write.insert(invoice)
    return invoice.id


SAID = ("case_number", "service", "ref1", "ref2", "satang", "pay_by", "charges", "sample", "replaces", "state")


def _owing(invoice: Invoice, move: Move, day: date) -> Entry:
    return Entry(invoice.agency_id, day_of_account(invoice.agency_id, day), (move,), invoice=invoice.id)


@command()
def void_invoice(write: Write, *, actor: Actor, invoice_id: UUID, reason: str, now: datetime, key: str) -> None:
    """Cancel an invoice of which nothing was paid.

    Raises NotFound, NotAllowed("not_finance"), DomainError("money_reason_missing", "money_reason_too_long"),
    WrongState("invoice_credited", "invoice_void").
    """
    invoice = held_invoice(write, invoice_id)
    require(actor, "void_invoice", invoice, now)
    _void(write, invoice, reason_of(reason))


def reason_of(reason: str) -> str:
    """The reason as it is kept; raises DomainError("money_reason_missing", "money_reason_too_long")."""
    kept = normal(reason)
    if not kept:
        raise DomainError("money_reason_missing")
    if len(kept) > LONGEST_REASON:
        raise DomainError("money_reason_too_long", longest=LONGEST_REASON)
    return kept


def _void(write: Write, invoice: Invoice, reason: str) -> None:
    if invoice.state == InvoiceState.VOID:
        raise WrongState("invoice_void")
    if invoice.credited:
        raise WrongState("invoice_credited")
    invoice.state, invoice.void_reason = InvoiceState.VOID.value, reason
    enter(
        write,
        invoice_ref(invoice),
        events.INVOICE_VOIDED,
        _owing(invoice, Move(Account.REVENUE, Account.RECEIVABLE, invoice.satang), today(write.now)),
        state=invoice.state,
        void_reason=invoice.digest(reason),
    )
    write.update(invoice, "state", "void_reason")


@command()
def renew_invoice(write: Write, *, actor: Actor, invoice_id: UUID, now: datetime, key: str) -> UUID:
    """Put a new invoice in the place of one whose time to pay is over: the same charges, new references; its id.

    Raises NotFound, NotAllowed("not_payer"), WrongState("invoice_credited", "invoice_void",
    "invoice_not_over").
    """
    old = held_invoice(write, invoice_id)
    require(actor, "renew_invoice", old, now)
    if old.state == InvoiceState.OPEN and today(now) <= old.pay_by:
        raise WrongState("invoice_not_over")
    _void(write, old, RENEWED)
    write.transaction.write_rows()  # the case may have one open invoice only
    same = ("agency_id", "case", "case_number", "service", "person_id", "organisation_id")
    told = {name: getattr(old, name) for name in (*same, "payer", "charges", "satang", "sample")}
    return _raised(write, Invoice(**told, pay_by=today(now) + TIME_TO_PAY, replaces=old.id))


RENEWED = "พ้นกำหนดชำระ ออกใบแจ้งใหม่แทน · Its time was over; another stands in its place."


def account_of(agency_id: UUID) -> BankAccount:
    """Where an agency is paid; raises WrongState("bank_account_missing")."""
    found = BankAccount.objects.filter(agency=agency_id).first()
    if found is None:
        raise WrongState("bank_account_missing")
    return found
