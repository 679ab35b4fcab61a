"""Which events make which columns: what `saduak ledger rebuild` compares, the book line by line."""

from saduak.fees.commands import events
from saduak.fees.commands.book import LINE
from saduak.fees.models import BankAccount, Closing, Invoice, Payment, Posting, Receipt, ReceiptPrint, Refund, Slip
from saduak.ledger.kinds import KINDS, EventKind
from saduak.ledger.projections import Projection

RENAMED = {"agency": "agency_id", "person": "person_id", "organisation": "organisation_id"}
ENTERED = tuple(name for name, kind in KINDS.items() if "postings" in kind.fields)
"""Events that put lines into the book."""


def _columns(kind: EventKind, *without: str, **renamed: str) -> dict[str, str]:
    names = {**RENAMED, **renamed}
    return {name: names.get(name, name) for name in kind.fields - {"postings", *without}}


PROJECTIONS = (
    Projection(
        Posting,
        "",
        {name: {column: column for column in LINE} for name in ENTERED},
        {},
        dict.fromkeys(ENTERED, "postings"),
    ),
    Projection(BankAccount, "book", {"fees.account_set": _columns(events.ACCOUNT_SET)}, {}),
    Projection(
        Invoice,
        "invoice",
        {
            "invoice.raised": _columns(events.INVOICE_RAISED),
            "invoice.voided": _columns(events.INVOICE_VOIDED),
            "invoice.credited": _columns(events.INVOICE_CREDITED, "payment", "part"),
            "invoice.helped": _columns(events.INVOICE_HELPED),
        },
        {},
    ),
    Projection(
        Payment,
        "payment",
        {
            "payment.announced": _columns(events.PAYMENT_ANNOUNCED),
            "payment.received": _columns(events.PAYMENT_RECEIVED, "statement"),
            "payment.confirmed": _columns(events.PAYMENT_CONFIRMED, "statement"),
            "payment.parted": _columns(events.PAYMENT_PARTED, "statement"),
            "payment.allocated": {"left": "left"},
            "refund.asked": {"left": "left"},
            "refund.answered": {"left": "left"},
        },
        {},
    ),
    Projection(
        Refund,
        "payment",
        {
            "refund.asked": _columns(events.REFUND_ASKED, "refund", "left", payment="payment_id"),
            "refund.answered": _columns(events.REFUND_ANSWERED, "refund", "left"),
            "refund.paid": _columns(events.REFUND_PAID, "refund"),
        },
        dict.fromkeys(("refund.asked", "refund.answered", "refund.paid"), "refund"),
    ),
    Projection(
        Slip,
        "slip",
        {
            "slip.shown": _columns(events.SLIP_SHOWN, invoice="invoice_id"),
            "slip.seen": _columns(events.SLIP_SEEN),
        },
        {},
    ),
    Projection(
        Receipt,
        "receipt",
        {
            "receipt.issued": _columns(events.RECEIPT_ISSUED, invoice="invoice_id"),
            "receipt.voided": _columns(events.RECEIPT_VOIDED),
            "receipt.printed": {"prints": "prints"},
        },
        {},
    ),
    Projection(
        ReceiptPrint,
        "receipt",
        {"receipt.printed": {"receipt": "receipt_id", "number": "number", "printed_by": "printed_by"}},
        {"receipt.printed": "print"},
    ),
    Projection(
        Closing,
        "book",
        {
            "fees.day_closed": _columns(events.DAY_CLOSED, "closing"),
            "fees.day_signed": _columns(events.DAY_SIGNED, "closing"),
        },
        dict.fromkeys(("fees.day_closed", "fees.day_signed"), "closing"),
    ),
)
