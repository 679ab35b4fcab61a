"""Receipts: found, shown, and handed out as they were printed."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from saduak.core.errors import NotFound, WrongState
from saduak.fees.models import Receipt, ReceiptPrint
from saduak.fees.policy import visible_to
from saduak.ledger.actors import Actor

MOST = 50
TO_FETCH = timedelta(hours=1)
"""How long who printed a receipt may fetch that printing: long enough for a line that breaks, so that the original does
not become two."""


def receipt(actor: Actor, receipt_id: UUID, now: datetime) -> Receipt:
    """A receipt for who may see its invoice; raises NotFound."""
    rows = Receipt.objects.select_related("invoice", "agency").filter(id=receipt_id)
    row = visible_to(actor, rows, now).first()
    if row is None:
        raise NotFound("not_found", what="receipt")
    return row


def receipts_found(actor: Actor, agency_id: UUID, words: str, now: datetime) -> tuple[Receipt, ...]:
    """Receipts of an agency by number (`E1/2570/12`, or `12`) or the number of the case, the latest first."""
    rows = Receipt.objects.select_related("invoice").filter(agency=agency_id)
    found = visible_to(actor, rows, now).filter(_named(words.strip().upper()[:60]))
    return tuple(found.order_by("-issued_at", "-number")[:MOST])


def _named(wanted: str) -> Q:
    book, *rest = wanted.split("/")
    if len(rest) == 2 and all(_is_number(each) for each in rest):
        return Q(book=book, year=int(rest[0]), number=int(rest[1]))
    if _is_number(wanted):
        return Q(number=int(wanted)) | Q(invoice__ref1=wanted)
    return Q(invoice__case_number__startswith=wanted) if wanted else Q()


def _is_number(written: str) -> bool:
    return written.isascii() and written.isdigit() and len(written) <= 9


def printings(row: Receipt) -> tuple[ReceiptPrint, ...]:
    """Every printing of a receipt, the original first; ask only for who may see the receipt."""
    return tuple(row.printings.order_by("number"))


def printed(actor: Actor, receipt_id: UUID, number: int, now: datetime) -> ReceiptPrint:
    """A printing with its receipt, for who made it within the hour.

    Raises NotFound, also for everybody else's printings; WrongState("receipt_void", "printing_over").
    """
    row = receipt(actor, receipt_id, now)
    found = row.printings.filter(number=number, printed_by=str(actor)).first()
    if found is None:
        raise NotFound("not_found", what="receipt")
    if row.voided_at:
        raise WrongState("receipt_void")
    if now - found.printed_at > TO_FETCH:
        raise WrongState("printing_over")
    found.receipt = row
    return found
