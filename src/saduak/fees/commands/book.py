"""The one way into the book: an event with its lines, and a row for each of them."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from saduak.core.calendars import BANGKOK
from saduak.core.errors import NotFound
from saduak.fees.models import Account, Closing, Invoice, Posting
from saduak.ledger.kinds import EventKind
from saduak.ledger.rows import fresh
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Event, Write


class Move(NamedTuple):
    """So many satang from one account to another."""

    debit: Account
    credit: Account
    satang: int


class Entry(NamedTuple):
    """Lines to be entered: whose book, for what, and on which day of account."""

    agency_id: UUID
    booked_on: date
    moves: tuple[Move, ...]
    invoice: UUID | None = None
    payment: UUID | None = None


def enter(write: Write, ref: Ref, kind: EventKind, entry: Entry, /, *, legal_basis: str = "", **said: Any) -> Event:
    """Record an event and put its lines into the book; lines of nothing are left out."""
    lines = [
        fresh(
            Posting,
            agency_id=entry.agency_id,
            debit=move.debit.value,
            credit=move.credit.value,
            satang=move.satang,
            invoice=entry.invoice,
            payment=entry.payment,
            booked_on=entry.booked_on,
        )
        for move in entry.moves
        if move.satang
    ]
    event = write.append(ref, kind, legal_basis=legal_basis, postings=[_line(line) for line in lines], **said)
    write.insert(*lines)
    return event


LINE = ("agency_id", "debit", "credit", "satang", "invoice", "payment", "booked_on")
"""The columns of a line, by the names under which events tell of them."""


def _line(line: Posting) -> dict[str, Any]:
    return {"id": line.id, **{name: getattr(line, name) for name in LINE}}


def book_of(agency_id: UUID) -> Ref:
    """The stream that every command about an agency's money holds, so that all of it happens in one order."""
    return Ref.of("book", agency_id)


def today(now: datetime) -> date:
    """The day in Thailand."""
    return now.astimezone(BANGKOK).date()


def day_of_account(agency_id: UUID, day: date) -> date:
    """The day itself, or the first after the last day that was closed."""
    last = last_closed(agency_id)
    return day if last is None or day > last else date.fromordinal(last.toordinal() + 1)


def last_closed(agency_id: UUID) -> date | None:
    """The last day of account that an agency has closed."""
    return Closing.objects.filter(agency=agency_id).order_by("-day").values_list("day", flat=True).first()


def held_invoice(write: Write, invoice_id: UUID, *also: Ref) -> Invoice:
    """An invoice with the book of its agency, both held; raises NotFound."""
    found = Invoice.objects.filter(id=invoice_id).first()
    if found is None:
        raise NotFound("not_found", what="invoice")
    write.lock(book_of(found.agency_id), invoice_ref(found), *also)
    return Invoice.objects.get(id=invoice_id)


def invoice_ref(invoice: Invoice) -> Ref:
    """The stream of an invoice."""
    return Ref.of("invoice", invoice.id)


def refs_of(kind: str, ids: Iterable[UUID]) -> list[Ref]:
    """The streams of several documents."""
    return [Ref.of(kind, each) for each in ids]
