"""At the counter who pays for the payer is named (P-7); a slip may be shown as a picture (P-4)."""

from datetime import datetime
from importlib import import_module
from uuid import UUID

from django.conf import settings

from saduak.core.errors import DomainError, WrongState
from saduak.core.thai import normal
from saduak.core.thaiqr import read_slip
from saduak.fees.commands import events
from saduak.fees.commands.book import held_invoice, invoice_ref
from saduak.fees.commands.receipting import show_slip
from saduak.fees.models import InvoiceState
from saduak.fees.policy import require
from saduak.fees.ports import SlipReader
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write

LONGEST_NAME = 200


@command()
def name_helper(write: Write, *, actor: Actor, invoice_id: UUID, helper: str, now: datetime, key: str) -> None:
    """Store at the counter who pays in the payer's stead, with a telephone of their own say (P-7). It pays nothing.

    Raises NotFound, NotAllowed("not_finance"), DomainError("helper_missing"), WrongState("invoice_paid",
    "invoice_void").
    """
    invoice = held_invoice(write, invoice_id)
    require(actor, "name_helper", invoice, now)
    name = normal(helper)
    if not 0 < len(name) <= LONGEST_NAME:
        raise DomainError("helper_missing", longest=LONGEST_NAME)
    if invoice.state != InvoiceState.OPEN:
        raise WrongState("invoice_void" if invoice.state == InvoiceState.VOID else "invoice_paid")
    invoice.helper = name
    write.append(invoice_ref(invoice), events.INVOICE_HELPED, helper=invoice.digest(name))
    write.update(invoice, "helper")


def show_slip_picture(*, actor: Actor, invoice_id: UUID, picture: bytes, now: datetime, key: str) -> UUID:
    """Take what the small QR on a picture of a slip says, as `show_slip` does; the picture itself is not kept.

    Raises DomainError("slip_picture_unreadable", "slip_unreadable"), and as `show_slip`.
    """
    reader: SlipReader = import_module(settings.WIRING).SLIP_READER
    slips = [text for text in reader.texts(picture) if _is_slip(text)]
    if len(slips) != 1:
        raise DomainError("slip_unreadable")
    return show_slip(actor=actor, invoice_id=invoice_id, text=slips[0], now=now, key=key)


def _is_slip(text: str) -> bool:
    try:
        read_slip(text)
    except DomainError:
        return False
    return True
