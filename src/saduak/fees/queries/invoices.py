"""What was billed: one invoice as it stands, what a case or a payer owes, and what finance bills by hand."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet, Sum

from saduak.cases.queries import whole_case
from saduak.cases.queries.granted import Granted, granted_since
from saduak.catalogue.queries import pinned
from saduak.core.calendars import BANGKOK
from saduak.core.errors import LawError, NotFound
from saduak.core.fees import bill
from saduak.core.formlogic import classes_of
from saduak.core.money import baht_in_words
from saduak.core.reasons import Language
from saduak.core.thaiqr import bill_qr, pay_in_barcode
from saduak.fees.commands.book import today
from saduak.fees.models import BankAccount, Invoice, InvoiceState, Payment, Receipt, Slip
from saduak.fees.policy import Till, is_payer, may, visible_to
from saduak.ledger.actors import REACTION, Actor
from saduak.parties.policy import standing_of

MOST = 50
BY_HAND = timedelta(days=90)
"""How long after the grant a case that nobody billed is still put before finance."""


@dataclass(frozen=True, slots=True)
class InvoiceView:
    """An invoice as it stands today. `qr` and `barcode` are texts to be drawn; empty once it cannot be paid that way:
    it is paid, void or over, some money came already, or the agency has named no account."""

    row: Invoice
    is_over: bool
    qr: str
    barcode: str
    biller: str
    receipt: UUID | None
    slips: int
    """Slips shown of which no bank has told."""
    lying: int
    """Satang that came with its references and belong to no invoice yet: too little, too late, twice or too much."""
    later: UUID | None
    """The invoice that stands in its place."""

    def words(self, language: Language) -> str:
        """The amount written out."""
        return baht_in_words(self.row.satang, language)

    @property
    def came(self) -> int:
        """Satang that came in for it, counted towards it or not."""
        return self.row.credited + self.lying

    @property
    def is_wanting(self) -> bool:
        """Whether something is still owed, in time or too late."""
        return self.row.state == InvoiceState.OPEN

    @property
    def standing(self) -> str:
        """How it stands, for people: "paid", "void", "over", "part" (somebody looks at what came), "to_pay"."""
        if self.row.state != InvoiceState.OPEN:
            return self.row.state
        if self.row.credited or self.lying:
            return "part"
        return "over" if self.is_over else "to_pay"

    @property
    def mark(self) -> str:
        """Changes whenever the page of its payer has something new to say."""
        return (
            f"{self.standing}-{self.row.credited}-{self.lying}-{self.slips}-{self.receipt.hex if self.receipt else 0}"
        )


def invoice(actor: Actor, invoice_id: UUID, now: datetime) -> InvoiceView:
    """An invoice for who may see it; raises NotFound."""
    row = visible_to(actor, _joined(Invoice.objects.filter(id=invoice_id)), now).first()
    if row is None:
        raise NotFound("not_found", what="invoice")
    return _viewed(row, now)


def owed_invoice(actor: Actor, invoice_id: UUID, now: datetime) -> InvoiceView:
    """An invoice for who owes it, or acts for who does; raises NotFound for all others, officers too."""
    found = invoice(actor, invoice_id, now)
    if not is_payer(standing_of(actor, now), found.row):
        raise NotFound("not_found", what="invoice")
    return found


def invoices_of_case(actor: Actor, case_id: UUID, now: datetime) -> tuple[InvoiceView, ...]:
    """What a case was billed, the latest first, as far as the actor may see it."""
    rows = visible_to(actor, _joined(Invoice.objects.filter(case=case_id)), now).order_by("-raised_at", "-id")
    return tuple(_viewed(row, now) for row in rows)


def invoices_owed(actor: Actor, now: datetime) -> tuple[InvoiceView, ...]:
    """What a payer, and those for whom they act, have still to pay, the first due first."""
    who = standing_of(actor, now)
    open_ones = _joined(Invoice.objects.filter(state=InvoiceState.OPEN))
    rows = visible_to(actor, open_ones, now).order_by("pay_by", "id")[:MOST]
    return tuple(_viewed(row, now) for row in rows if is_payer(who, row))


def invoices_found(actor: Actor, agency_id: UUID, words: str, now: datetime) -> tuple[InvoiceView, ...]:
    """Invoices of an agency by the beginning of a reference or of the number of the case; without words those that
    are open, the first due first."""
    rows = visible_to(actor, _joined(Invoice.objects.filter(agency=agency_id)), now)
    wanted = words.strip().upper()[:40]
    found = _named(rows, wanted) if wanted else rows.filter(state=InvoiceState.OPEN).order_by("pay_by", "id")
    return tuple(_viewed(row, now) for row in found[:MOST])


def _named(rows: QuerySet[Invoice], wanted: str) -> QuerySet[Invoice]:
    by = Q(ref1__startswith=wanted) | Q(case_number__startswith=wanted)
    return rows.filter(by).order_by("-raised_at", "-id")


def _joined(rows: QuerySet[Invoice]) -> QuerySet[Invoice]:
    return rows.select_related("agency")


def _viewed(row: Invoice, now: datetime) -> InvoiceView:
    is_over = row.state == InvoiceState.OPEN and today(now) > row.pay_by
    account = BankAccount.objects.filter(agency=row.agency_id).first()
    lying = Payment.objects.filter(invoice=row.id, left__gt=0).aggregate(Sum("left"))["left__sum"] or 0
    is_awaited = row.state == InvoiceState.OPEN and not (is_over or row.credited or lying)
    told = (account.biller, row.ref1, row.ref2, row.satang) if is_awaited and account else None
    receipt = Receipt.objects.filter(invoice=row, voided_at=None).values_list("id", flat=True).first()
    unseen = Slip.objects.filter(invoice=row, payment=None).count()
    later = Invoice.objects.filter(replaces=row.id).values_list("id", flat=True).first()
    return InvoiceView(
        row=row,
        is_over=is_over,
        qr=bill_qr(*told) if told else "",
        barcode=pay_in_barcode(*told) if told else "",
        biller=account.biller if account else "",
        receipt=receipt,
        slips=unseen,
        lying=lying,
        later=later if row.state == InvoiceState.VOID else None,
    )


def payments_of(row: Invoice) -> tuple[Payment, ...]:
    """The money whose references named an invoice, the first first; ask only for who may see the invoice."""
    return tuple(Payment.objects.filter(invoice=row.id).order_by("paid_at", "id"))


def is_settled(case_id: UUID) -> bool:
    """Whether nothing is owed for a case: it was never billed, or all of its invoices are paid or void."""
    return not Invoice.objects.filter(case=case_id, state=InvoiceState.OPEN).exists()


def bank_account(agency_id: UUID) -> BankAccount | None:
    """Where an agency is paid, as every invoice says; None while it has not said so."""
    return BankAccount.objects.filter(agency=agency_id).first()


class Unbilled(NamedTuple):
    """A case that was granted and for which nothing was asked. `why` is "partly_granted", "fee_unclear" (it cannot be
    computed), "figures_of_another" (a sample) or "not_billed"."""

    case: Granted
    why: str


def cases_to_bill(actor: Actor, agency_id: UUID, now: datetime) -> tuple[Unbilled, ...]:
    """The cases that finance bills by hand, the first granted first; none for others."""
    if not may(actor, "take_statement", Till(agency_id), now).allowed:
        return ()
    granted = granted_since(agency_id, now - BY_HAND)
    asked = Invoice.objects.filter(case__in=[each.id for each in granted]).exclude(state=InvoiceState.VOID)
    billed = set(asked.values_list("case", flat=True))
    open_ones = [each for each in reversed(granted) if each.id not in billed]
    found = ((each, _why_unbilled(each, now)) for each in open_ones)
    return tuple(Unbilled(each, why) for each, why in found if why)[:MOST]


def _why_unbilled(granted: Granted, now: datetime) -> str:
    """Why no invoice came by itself; empty where nothing is to be asked."""
    package = pinned(granted.publication_id)
    if package.fees.fees == "none":
        return ""
    if granted.outcome == "partly_granted":
        return "partly_granted"
    case = whole_case(REACTION, granted.id, now)
    day, classes = granted.decided_at.astimezone(BANGKOK).date(), classes_of(package.form, package.code_lists)
    try:
        found = bill(package.fees, case.answers, day, form=package.form, classes=classes)
    except LawError:
        return "fee_unclear"
    if not found.total:
        return ""
    return "not_billed" if found.billable or settings.DEMO else "figures_of_another"
