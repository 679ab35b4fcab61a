"""One invoice at the desk: the code to show at the counter, who pays, slips, and what finance does; billing by hand."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saduak.cases.policy import STAFF as CASE_STAFF
from saduak.channels.desk.money.door import Till, at_till
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.bills import pay_in_sheet, qr_drawn
from saduak.core.errors import DomainError, NotFound
from saduak.fees.commands import (
    bill_case,
    name_helper,
    renew_invoice,
    show_slip,
    show_slip_picture,
    void_invoice,
)
from saduak.fees.queries import InvoiceView, Unbilled, cases_to_bill, invoice, payments_of
from saduak.ledger.present import present
from saduak.parties.policy import Role

LARGEST_PICTURE = 10 * 1_048_576
LINES = (1, 2, 3, 4, 5)
"""Lines of an invoice that is written by hand."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def one(request: HttpRequest, officer: OnDuty, invoice_id: UUID) -> HttpResponse:
    """One invoice, and what is done with it. Raises NotFound for who does not work where it was raised."""
    found = invoice(officer.actor, invoice_id, present())
    till = at_till(request, officer, found.row.agency_id)
    if till.is_sent:
        said, later = _done(till, found)
        if till.went_through:
            return till.there(said, "desk:money_invoice", later or invoice_id)
        found = invoice(till.actor, invoice_id, till.now)
    return till.show(
        "invoice.html",
        bill=found,
        row=found.row,
        qr=qr_drawn(found) if till.holds(Role.FINANCE, Role.INTAKE) else "",
        payments=payments_of(found.row),
        opens_case=till.holds(*CASE_STAFF),
    )


def _done(till: Till, found: InvoiceView) -> tuple[str, UUID | None]:
    """What a form of the page does: the word for it, and the invoice in whose place one now stands."""
    does, given = till.typed("do"), {"invoice_id": found.row.id}
    if does == "renew":
        return "money.renewed", till.attempt(renew_invoice, **given)
    if does == "void":
        till.attempt(void_invoice, **given, reason=till.typed("reason"))
        return "money.voided", None
    if does == "helper":
        till.attempt(name_helper, **given, helper=till.typed("helper"))
        return "money.helper_kept", None
    if does == "slip":
        _slip(till, found)
        return "money.slip_shown", None
    till.refuse(DomainError("deed_missing"))
    return "", None


def _slip(till: Till, found: InvoiceView) -> None:
    """A slip that the payer shows at the counter, as a picture, else as the text of its code."""
    picture = till.request.FILES.get("picture")
    if picture is None:
        till.attempt(show_slip, invoice_id=found.row.id, text=till.typed("slip"))
    elif (picture.size or 0) > LARGEST_PICTURE:
        till.refuse(DomainError("slip_picture_unreadable"), "picture")
    else:
        till.attempt(show_slip_picture, invoice_id=found.row.id, picture=picture.read())


@require_GET
@for_officers()
def pay_in(request: HttpRequest, officer: OnDuty, invoice_id: UUID) -> HttpResponse:
    """The pay-in slip as PDF, to be handed over. Raises NotFound once it can no longer be paid with."""
    found = invoice(officer.actor, invoice_id, present())
    at_till(request, officer, found.row.agency_id)
    if not found.barcode:
        raise NotFound("not_found", what="invoice")
    return pay_in_sheet(found)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers(Role.FINANCE)
def by_hand(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Bill a case that nobody billed. Raises NotFound for any other."""
    till, found = _unbilled(request, officer, case_id)
    if till.is_sent:
        charges = tuple(_charges(till))
        made = till.attempt(bill_case, case_id=case_id, charges=charges)
        if till.went_through:
            return till.there("money.billed", "desk:money_invoice", made)
    lines = [(number, till.typed(f"name-{number}"), till.typed(f"amount-{number}")) for number in LINES]
    return till.show("bill.html", found=found, lines=lines)


def _unbilled(request: HttpRequest, officer: OnDuty, case_id: UUID) -> tuple[Till, Unbilled]:
    now = present()
    for agency in dict.fromkeys(officer.agencies(Role.FINANCE)):
        found = next((each for each in cases_to_bill(officer.actor, agency, now) if each.case.id == case_id), None)
        if found:
            return at_till(request, officer, agency), found
    raise NotFound("not_found", what="case")


def _charges(till: Till) -> Iterator[dict[str, Any]]:
    """The lines that were filled in; a line with a name or an amount alone refuses the form."""
    for number in LINES:
        name, amount = till.typed(f"name-{number}"), till.typed(f"amount-{number}")
        if name or amount:
            satang = till.satang(f"amount-{number}")
            yield {"fee": "by_hand", "name_th": name[:200], "name_en": name[:200], "satang": satang}
