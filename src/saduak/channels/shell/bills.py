"""Money on pages and paper: what a payer scans, the pay-in slip, and the receipt.

The portal gives them to who pays, and the counter to who has no telephone; both print the same sheets.
"""

from collections.abc import Iterator
from io import BytesIO
from itertools import groupby
from typing import Any
from uuid import UUID

import segno
import zxingcpp
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from saduak.catalogue.queries import typeset
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.money import baht_in_words
from saduak.fees.queries import Invoice, InvoiceView, Payment, Receipt, ReceiptPrint, payments_of
from saduak.ledger.present import present
from saduak.parties.queries import letter_office, person_of_user, post_of

HIGH, QUIET = 50, 10
"""Height of a bar, and the empty room on both sides of all of them, in widths of the narrowest bar."""
INK = "#1b2526"


def qr_drawn(view: InvoiceView) -> SafeString:
    """The Thai QR of an invoice as a drawing, with words for those who cannot see it; empty where it has none."""
    if not view.qr:
        return SafeString("")
    title = say("bill.qr_says", language_of_page(), ref1=view.row.ref1, satang=_baht(view.row.satang))
    drawn = _qr(view).svg_inline(border=4, omitsize=True, dark=INK, light="#fff", title=title, svgclass="qr")
    return mark_safe(drawn)  # noqa: S308 - segno escapes the title, and nothing else in it is text


def qr_picture(view: InvoiceView) -> bytes:
    """The same as a picture to be kept in a telephone and opened by the bank's app."""
    kept = BytesIO()
    _qr(view).save(kept, kind="png", scale=12, border=4)
    return kept.getvalue()


def _qr(view: InvoiceView) -> segno.QRCode:
    return segno.make(view.qr, error="m", micro=False)


def barcode_drawn(view: InvoiceView) -> SafeString:
    """The pay-in barcode as a drawing (Code 128); empty where the invoice has none."""
    if not view.barcode:
        return SafeString("")
    bars = list(_bars(view.barcode))
    wide = QUIET * 2 + sum(width for width, _ in bars)
    path, place = [], QUIET
    for width, is_dark in bars:
        path += [f"M{place} 0h{width}v{HIGH}h-{width}z"] if is_dark else []
        place += width
    box = f"0 0 {wide} {HIGH}"
    title = say("bill.barcode_says", language_of_page())
    drawing = '<svg class="bars" viewBox="{}" preserveAspectRatio="none" role="img"><title>{}</title>'
    return format_html(drawing + '<path fill="{}" d="{}"/></svg>', box, title, INK, "".join(path))


def _bars(text: str) -> Iterator[tuple[int, bool]]:
    """Widths, and whether each is dark, from the first bar to the last."""
    made: Any = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128).to_image(scale=1, add_quiet_zones=False)
    rows: list[list[int]] = memoryview(made).tolist()  # type: ignore[assignment]
    yield from ((len(list(run)), is_dark) for is_dark, run in groupby(rows[0], key=lambda point: point < 128))


def barcode_in_words(view: InvoiceView) -> str:
    """What stands under the bars, to be typed where a reader fails."""
    return view.barcode.replace("\r", " ")


def pay_in_sheet(view: InvoiceView) -> HttpResponse:
    """The pay-in slip as PDF. Raises Unavailable."""
    row, language = view.row, language_of_page()
    context = {
        **_of_invoice(row),
        "view": view,
        "qr": qr_drawn(view),
        "bars": barcode_drawn(view),
        "under": barcode_in_words(view),
    }
    made = typeset(
        render_to_string("shell/paper/pay_in.html", context),
        title=say("bill.pay_in_of", language, number=row.ref1),
        language=language,
        dated=row.raised_at,
        author=context["office"].name,
    )
    return _pdf(made, f"pay-in-{row.ref1}")


def receipt_sheet(printing: ReceiptPrint) -> HttpResponse:
    """One printing of a receipt as PDF: the original, or a copy that says by whom and when. Raises Unavailable."""
    receipt: Receipt = printing.receipt
    language, number = language_of_page(), receipt_number(receipt)
    context = {
        **_of_invoice(receipt.invoice),
        "receipt": receipt,
        "number": number,
        "printing": printing,
        "printed_by": printed_by(printing),
        "payment": _payment_of(receipt),
    }
    made = typeset(
        render_to_string("shell/paper/fee_receipt.html", context),
        title=say("bill.receipt_of", language, number=number),
        language=language,
        dated=printing.printed_at,
        author=context["office"].name,
    )
    return _pdf(made, f"receipt-{number}".replace("/", "-"))


def receipt_number(receipt: Receipt) -> str:
    """Book, fiscal year and number, as people say it."""
    return f"{receipt.book}/{receipt.year}/{receipt.number}"


def printed_by(printing: ReceiptPrint) -> str:
    """Who printed: the post of an officer, the name of a payer, nobody for what the system did."""
    kind, _, written = printing.printed_by.partition(":")
    if kind != "user":
        return say("bill.by_system", language_of_page())
    user_id = UUID(written)
    post = post_of(user_id, printing.receipt.agency_id, present())
    person = None if post else person_of_user(user_id)
    return post.position if post else person.name if person else say("bill.by_system", language_of_page())


def _of_invoice(row: Invoice) -> dict[str, Any]:
    language = language_of_page()
    return {
        "row": row,
        "language": language,
        "office": letter_office(row.agency_id, language),
        "charges": charges_of(row),
        "words": baht_in_words(row.satang, language),
    }


def charges_of(row: Invoice) -> list[tuple[str, int]]:
    """What an invoice asks, line by line: name and satang."""
    name = f"name_{language_of_page()}"
    return [(charge[name] or charge["name_th"], charge["satang"]) for charge in row.charges]


def _payment_of(receipt: Receipt) -> Payment | None:
    """The money for which a receipt was given; None where its references named another invoice."""
    return next((each for each in payments_of(receipt.invoice) if each.id == receipt.payment), None)


def _baht(satang: int) -> str:
    return f"{satang / 100:,.2f}"


def _pdf(made: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(made, content_type="application/pdf", headers=headers)
