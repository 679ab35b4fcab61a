"""Money that came in: one payment, one refund, and a statement taken over."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.channels.desk.money.door import Till, at_till, of_till
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.core.errors import DomainError
from saduak.fees.commands import allocate, answer_refund, ask_refund, import_statement, record_refund_paid
from saduak.fees.queries import InvoiceView, Payment, invoice, invoices_found, payment, refund, refunds_of
from saduak.ledger.present import present

LARGEST = 2 * 1_048_576
"""Bytes of a statement that a page takes over while one waits; the command line takes any."""
NOBODY = UUID(int=0)

page_of_money = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@page_of_money
@for_officers()
def one(request: HttpRequest, officer: OnDuty, payment_id: UUID) -> HttpResponse:
    """One payment: what is wrong with it, the invoices that it may belong to, and the way back for the rest."""
    found = payment(officer.actor, payment_id, present())
    till = at_till(request, officer, found.agency_id)
    if till.is_sent:
        said = _done(till, found)
        if till.went_through:
            return till.there(said, "desk:money_payment", payment_id)
        found = payment(till.actor, payment_id, till.now)
    words = request.GET.get("words", "").replace("\x00", "")[:60]
    refunds = refunds_of(found)
    return till.show(
        "payment.html",
        payment=found,
        words=words,
        candidates=_candidates(till, found, words),
        refunds=refunds,
        amount=till.typed("amount") if till.is_sent else f"{found.left // 100}.{found.left % 100:02}",
    )


def _done(till: Till, found: Payment) -> str:
    does = till.typed("do")
    if does == "allocate":
        till.attempt(allocate, payment_id=found.id, invoice_id=till.id_of("invoice") or NOBODY)
        return "money.allocated"
    if does == "refund":
        given = {"reason": till.typed("reason"), "to_account": till.typed("to_account")}
        till.attempt(ask_refund, payment_id=found.id, satang=till.satang("amount"), **given)
        return "money.refund_asked"
    till.refuse(DomainError("deed_missing"))
    return ""


def _candidates(till: Till, found: Payment, words: str) -> list[InvoiceView]:
    """Invoices with something open: the one that the references name, the one in its place, and those looked for."""
    named = _named(till, found.invoice)
    offered = [*named, *(each for one in named for each in _named(till, one.later))]
    sought = invoices_found(till.actor, found.agency_id, words, till.now) if words else ()
    by_id = {each.row.id: each for each in (*offered, *sought) if each.row.open_satang}
    return list(by_id.values())


def _named(till: Till, invoice_id: UUID | None) -> list[InvoiceView]:
    return [invoice(till.actor, invoice_id, till.now)] if invoice_id else []


@never_cache
@page_of_money
@for_officers()
def back(request: HttpRequest, officer: OnDuty, refund_id: UUID) -> HttpResponse:
    """One refund: approved or declined by a second person, then recorded as paid."""
    found = refund(officer.actor, refund_id, present())
    till = at_till(request, officer, found.agency_id)
    if till.is_sent:
        said = _answered(till, refund_id)
        if till.went_through:
            return till.there(said, "desk:money_refund", refund_id)
        found = refund(till.actor, refund_id, till.now)
    people = till.people((found.asked_by, found.answered_by))
    return till.show(
        "refund.html",
        refund=found,
        asked_by=people.get(found.asked_by, ""),
        answered_by=people.get(found.answered_by, "") if found.answered_by else "",
    )


def _answered(till: Till, refund_id: UUID) -> str:
    does = till.typed("do")
    if does in {"agree", "decline"}:
        till.attempt(answer_refund, refund_id=refund_id, agrees=does == "agree")
        return "money.refund_agreed" if does == "agree" else "money.refund_declined"
    if does == "paid":
        till.attempt(record_refund_paid, refund_id=refund_id, transaction=till.typed("transaction"))
        return "money.refund_paid"
    till.refuse(DomainError("deed_missing"))
    return ""


@page_of_money
@of_till
def statement(till: Till) -> HttpResponse:
    """Take over a statement of the bank, and say how many lines did what."""
    if till.is_sent:
        answer = _taken(till)
        if answer is not None:
            return answer
    return till.show("statement.html", label=till.typed("label"))


def _taken(till: Till) -> HttpResponse | None:
    """What came of the file; None after a refusal."""
    sent = till.request.FILES.get("file")
    if sent is None:
        till.refuse(DomainError("statement_empty"), "file")
        return None
    if (sent.size or 0) > LARGEST:
        till.refuse(DomainError("statement_too_large", most=LARGEST // 1_048_576), "file")
        return None
    told = {"content": sent.read(), "label": till.typed("label")[:60]}
    counts = till.attempt(import_statement, agency_id=till.agency.id, **told)
    return till.there("money.taken", "desk:money_work", **counts._asdict()) if counts else None
