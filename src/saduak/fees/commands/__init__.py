"""Everything that can be done with money."""

from saduak.fees.commands.calling import take_call_back
from saduak.fees.commands.claiming import raise_invoice, renew_invoice, set_bank_account, void_invoice
from saduak.fees.commands.closing import close_day, sign_close
from saduak.fees.commands.crediting import allocate
from saduak.fees.commands.following import bill_case, bill_decision, bill_renewal
from saduak.fees.commands.helping import name_helper, show_slip_picture
from saduak.fees.commands.importing import Counts, import_statement
from saduak.fees.commands.projections import PROJECTIONS
from saduak.fees.commands.receipting import print_receipt, show_slip, void_receipt
from saduak.fees.commands.refunding import answer_refund, ask_refund, record_refund_paid
from saduak.fees.commands.taking import AT_ONCE, LINE, announce_payment, take_statement

__all__ = [
    "AT_ONCE",
    "LINE",
    "PROJECTIONS",
    "Counts",
    "allocate",
    "announce_payment",
    "answer_refund",
    "ask_refund",
    "bill_case",
    "bill_decision",
    "bill_renewal",
    "close_day",
    "import_statement",
    "name_helper",
    "print_receipt",
    "raise_invoice",
    "record_refund_paid",
    "renew_invoice",
    "set_bank_account",
    "show_slip",
    "show_slip_picture",
    "sign_close",
    "take_call_back",
    "take_statement",
    "void_invoice",
    "void_receipt",
]
