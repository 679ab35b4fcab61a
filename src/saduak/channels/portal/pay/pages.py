"""The page on which one pays: what for, how much, until when and why; the code to scan; a slip; then the receipt.

Nothing here makes an invoice paid: that is the bank's word alone, and the page tells it as soon as it is known.
"""

from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from saduak.channels.entrance.citizens import see
from saduak.channels.portal.filed.readers import typed
from saduak.channels.portal.pay.payers import Payer, for_payers
from saduak.channels.shell.bills import pay_in_sheet, qr_drawn, qr_picture, receipt_number, receipt_sheet
from saduak.channels.shell.pages import asks_for_a_part
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotFound
from saduak.fees.commands import print_receipt, renew_invoice, show_slip, show_slip_picture
from saduak.fees.queries import printed, receipt

SOON = timedelta(days=7)
LONGEST_SLIP = 2_000
LARGEST_PICTURE = 10 * 1_048_576
"""Letters of a slip's code and bytes of its picture that are looked at."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_payers
def pay(payer: Payer) -> HttpResponse:
    """The page, and what is done on it: show a slip, ask for a new invoice, print the receipt."""
    if payer.request.method == "POST":
        answer = _done(payer)
        if answer is not None:
            return answer
    elif asks_for_a_part(payer.request):
        return _news(payer)
    bill, today = payer.bill, payer.now.astimezone(BANGKOK).date()
    given = receipt(payer.actor, bill.receipt, payer.now) if bill.receipt else None
    return payer.show(
        qr=qr_drawn(payer.bill),
        days=(bill.row.pay_by - today).days,
        is_soon=bill.row.pay_by - today <= SOON,
        receipt=given,
        receipt_number=receipt_number(given) if given else "",
        slip=payer.request.POST.get("slip", "")[:LONGEST_SLIP],
        bank=_demo_bank(payer.bill.qr),
    )


def _demo_bank(qr: str) -> str:
    """Where a demonstration lets a bill be paid; empty in earnest."""
    return f"{settings.DEMO_BANK}/?{urlencode({'qr': qr})}" if settings.DEMO_BANK and qr else ""


def _news(payer: Payer) -> HttpResponse:
    """What the page asks by itself from time to time: nothing new, or that it be read again."""
    if payer.request.GET.get("mark", "") == payer.bill.mark:
        return HttpResponse(status=204)
    return HttpResponse(headers={"HX-Refresh": "true"})


def _done(payer: Payer) -> HttpResponse | None:
    """What a form of the page does; None after a refusal."""
    does, row = payer.request.POST.get("do", ""), payer.bill.row
    if does == "renew":
        later = payer.attempt(renew_invoice, invoice_id=row.id)
        return payer.done("pay.renewed", later) if later else None
    if does == "print" and payer.bill.receipt:
        number = payer.attempt(print_receipt, receipt_id=payer.bill.receipt)
        return None if number is None else see(reverse("portal:pay_receipt", args=[row.id, number]))
    if does == "slip":
        return payer.done("pay.slip_shown", row.id) if _slip(payer) else None
    payer.refuse(DomainError("deed_missing"))
    return None


def _slip(payer: Payer) -> object:
    """Take a slip as a picture, else as the text of its code."""
    picture, row = payer.request.FILES.get("picture"), payer.bill.row
    if picture is None:
        return payer.attempt(show_slip, "slip", invoice_id=row.id, text=typed(payer.request, "slip"))
    if (picture.size or 0) > LARGEST_PICTURE:
        payer.refuse(DomainError("slip_picture_unreadable"), "picture")
        return None
    return payer.attempt(show_slip_picture, "picture", invoice_id=row.id, picture=picture.read())


@require_GET
@for_payers
def code(payer: Payer) -> HttpResponse:
    """The Thai QR as a picture to keep. Raises NotFound once it can no longer be paid with."""
    if not payer.bill.qr:
        raise NotFound("not_found", what="invoice")
    headers = {"Content-Disposition": f'attachment; filename="thai-qr-{payer.bill.row.ref1}.png"'}
    return HttpResponse(qr_picture(payer.bill), content_type="image/png", headers=headers)


@require_GET
@for_payers
def pay_in(payer: Payer) -> HttpResponse:
    """The pay-in slip as PDF. Raises NotFound once it can no longer be paid with."""
    if not payer.bill.barcode:
        raise NotFound("not_found", what="invoice")
    return pay_in_sheet(payer.bill)


@require_GET
@for_payers
def receipt_pdf(payer: Payer, number: int) -> HttpResponse:
    """A printing of the receipt, for who has just asked for it. Raises NotFound, WrongState("printing_over")."""
    if payer.bill.receipt is None:
        raise NotFound("not_found", what="receipt")
    return receipt_sheet(printed(payer.actor, payer.bill.receipt, number, payer.now))
