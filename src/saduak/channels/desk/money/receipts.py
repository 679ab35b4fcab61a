"""One receipt at the desk: printed for who stands at the counter, and voided with a new one in its place."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saduak.channels.desk.money.door import Till, at_till
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.bills import printed_by, receipt_number, receipt_sheet
from saduak.core.errors import DomainError
from saduak.fees.commands import print_receipt, void_receipt
from saduak.fees.queries import printed, printings, receipt
from saduak.ledger.present import present


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def one(request: HttpRequest, officer: OnDuty, receipt_id: UUID) -> HttpResponse:
    """One receipt with every printing. Raises NotFound for who does not work where it was given."""
    found = receipt(officer.actor, receipt_id, present())
    till = at_till(request, officer, found.agency_id)
    if till.is_sent:
        answer = _done(till, receipt_id)
        if answer is not None:
            return answer
        found = receipt(till.actor, receipt_id, till.now)
    return till.show(
        "receipt.html",
        receipt=found,
        number=receipt_number(found),
        printings=[(each, printed_by(each)) for each in printings(found)],
        payer=till.typed("payer") if till.is_sent else found.payer,
    )


def _done(till: Till, receipt_id: UUID) -> HttpResponse | None:
    """Print, or void; None after a refusal."""
    does = till.typed("do")
    if does == "print":
        number = till.attempt(print_receipt, receipt_id=receipt_id)
        return None if number is None else till.there("", "desk:money_receipt_pdf", receipt_id, number)
    if does == "void":
        given = {"reason": till.typed("reason"), "payer": till.typed("payer")}
        new = till.attempt(void_receipt, receipt_id=receipt_id, **given)
        return till.there("money.receipt_voided", "desk:money_receipt", new) if new else None
    till.refuse(DomainError("deed_missing"))
    return None


@require_GET
@for_officers()
def sheet(request: HttpRequest, officer: OnDuty, receipt_id: UUID, number: int) -> HttpResponse:
    """A printing, for who has just made it. Raises NotFound, WrongState("printing_over")."""
    found = printed(officer.actor, receipt_id, number, present())
    at_till(request, officer, found.receipt.agency_id)
    return receipt_sheet(found)
