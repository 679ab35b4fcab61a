"""What can happen to money. `postings` are the lines that an event put into the book."""

from saduak.ledger.kinds import event_kind

ACCOUNT_SET = event_kind(
    "fees.account_set",
    "An agency said where it is paid and in which book its receipts stand.",
    "biller",
    "receipt_book",
)
INVOICE_RAISED = event_kind(
    "invoice.raised",
    "A case was billed.",
    *("agency", "case", "case_number", "service", "person", "organisation", "ref1", "ref2", "satang", "pay_by"),
    *("charges", "sample", "replaces", "state", "postings"),
    digests=("payer",),
)
INVOICE_VOIDED = event_kind(
    "invoice.voided", "An invoice that nobody has paid was cancelled.", *("state", "postings"), digests=("void_reason",)
)
INVOICE_CREDITED = event_kind(
    "invoice.credited",
    "A payment was counted towards an invoice; with the whole amount it is paid.",
    *("payment", "part", "credited", "state", "paid_at"),
)
INVOICE_HELPED = event_kind("invoice.helped", "The counter stored who pays in the payer's stead.", digests=("helper",))
PAYMENT = ("agency", "transaction", "channel", "satang", "left", "what", "invoice")
PAYMENT_ANNOUNCED = event_kind(
    "payment.announced",
    "A bank told by a signed call-back that an invoice was paid.",
    *PAYMENT,
    *("ref1", "ref2", "paid_at", "booked_on", "announced_at", "postings"),
    digests=("payer",),
)
PAYMENT_RECEIVED = event_kind(
    "payment.received",
    "A statement showed money that nobody had announced.",
    *PAYMENT,
    *("paid_at", "booked_on", "confirmed_at", "statement", "postings"),
    digests=("ref1", "ref2", "payer"),  # a payer writes there what they like; those that are right `invoice` names
    version=2,
)
PAYMENT_CONFIRMED = event_kind(
    "payment.confirmed",
    "A statement showed money that the bank had announced.",
    *("confirmed_at", "statement", "shown_as", "shown_at", "postings"),
)
PAYMENT_PARTED = event_kind(
    "payment.parted",
    "A statement showed what had been announced by its own number: what another had shown was money of its own.",
    *("statement", "shown_as", "shown_at"),
)
PAYMENT_ALLOCATED = event_kind(
    "payment.allocated",
    "An officer counted money that lay there towards an invoice.",
    *("invoice", "part", "left", "postings"),
)
REFUND_ASKED = event_kind(
    "refund.asked",
    "One person asked for money to be paid back.",
    *("refund", "agency", "payment", "satang", "state", "asked_by", "left", "postings"),
    digests=("reason", "to_account"),
)
REFUND_ANSWERED = event_kind(
    "refund.answered",
    "Another person approved a refund, or declined it.",
    *("refund", "state", "answered_by", "left", "postings"),
)
REFUND_PAID = event_kind(
    "refund.paid", "Money was paid back by the bank.", *("refund", "state", "transaction", "postings")
)
SLIP_SHOWN = event_kind(
    "slip.shown",
    "A slip was shown for an invoice; it proves nothing before a statement does.",
    *("agency", "invoice", "bank", "transaction", "payment"),
)
SLIP_SEEN = event_kind("slip.seen", "The bank told of the transaction that a slip had named.", "payment")
RECEIPT_ISSUED = event_kind(
    "receipt.issued",
    "A receipt was given for a paid invoice.",
    *("agency", "book", "year", "number", "invoice", "payment", "satang", "replaces"),
    digests=("payer",),
)
RECEIPT_VOIDED = event_kind(
    "receipt.voided", "A receipt was voided; another stands in its place.", "voided_at", digests=("void_reason",)
)
RECEIPT_PRINTED = event_kind(
    "receipt.printed",
    "A receipt was printed: the original once, then copies with a number.",
    *("print", "receipt", "number", "prints", "printed_by"),
)
STATEMENT_TAKEN = event_kind(
    "fees.statement_taken",
    "Lines of a bank statement were taken over.",
    *("statement", "lines", "received", "confirmed", "repeated", "unclear"),
)
DAY_CLOSED = event_kind(
    "fees.day_closed",
    "A day of account was closed.",
    *("closing", "agency", "day", "totals", "difference", "made_by"),
    digests=("note",),
)
DAY_SIGNED = event_kind("fees.day_signed", "A second person signed the close of a day.", *("closing", "signed_by"))
