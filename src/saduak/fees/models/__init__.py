"""The book, and the documents from which it is written."""

from saduak.fees.models.book import Account, Posting
from saduak.fees.models.claims import BankAccount, Invoice, InvoiceState
from saduak.fees.models.receipts import Closing, Receipt, ReceiptPrint
from saduak.fees.models.takings import Payment, Refund, RefundState, Slip

__all__ = [
    "Account",
    "BankAccount",
    "Closing",
    "Invoice",
    "InvoiceState",
    "Payment",
    "Posting",
    "Receipt",
    "ReceiptPrint",
    "Refund",
    "RefundState",
    "Slip",
]
