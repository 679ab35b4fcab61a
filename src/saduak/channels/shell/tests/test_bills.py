"""The pay-in slip and the receipt on paper: their codes read back from the print, and their text from its layer."""

from datetime import datetime
from io import BytesIO
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pytest
import zxingcpp
from django.utils import translation

from saduak.channels.shell.bills import barcode_in_words, pay_in_sheet, receipt_sheet
from saduak.core.thaiqr import bill_qr, pay_in_barcode
from saduak.fees import commands, queries
from saduak.fees.models import Receipt
from saduak.fees.queries import InvoiceView
from saduak.fees.tests.till import BILLER, DAY, MONDAY, Till, bill, line, open_till, state
from saduak.ledger.present import set_business_time
from saduak.parties.tests.town import key

CHARGES: tuple[dict[str, Any], ...] = (
    {"fee": "a", "name_th": "ค่าใบอนุญาตน้ำแข็ง ปิ่น ฐานู ฝุ่น กำ ก็ ผู้ที่ จำกัด", "name_en": "Licence fee", "satang": 120_000},
    {"fee": "b", "name_th": "ค่าเก็บขนมูลฝอย", "name_en": "Waste collection", "satang": 35_050},
)


@pytest.fixture
def till(settings: Any, db: None) -> Till:
    """An agency with an account."""
    settings.DEMO = True
    set_business_time(MONDAY)
    return open_till()


def invoiced(till: Till) -> InvoiceView:
    """An invoice of two lines."""
    return queries.invoice(till.citizen, bill(till, charges=CHARGES).id, MONDAY)


def text_of(sheet: Any) -> str:
    """The text layer of all pages."""
    document = pypdfium2.PdfDocument(sheet.content)
    return "\n".join(page.get_textpage().get_text_range() for page in document)


def test_the_codes_on_the_pay_in_slip_read_back_from_the_print(till: Till) -> None:
    view = invoiced(till)
    row = view.row
    page = pypdfium2.PdfDocument(pay_in_sheet(view).content)[0].render(scale=4).to_pil()
    read = {found.format: found.text for found in zxingcpp.read_barcodes(page, text_mode=zxingcpp.TextMode.Plain)}
    assert read == {
        zxingcpp.BarcodeFormat.QRCode: bill_qr(BILLER, row.ref1, row.ref2, row.satang),
        zxingcpp.BarcodeFormat.Code128: pay_in_barcode(BILLER, row.ref1, row.ref2, row.satang),
    }


def test_the_text_of_the_pay_in_slip_can_be_copied(till: Till) -> None:
    view = invoiced(till)
    text = text_of(pay_in_sheet(view))
    for said in ("ใบนำจ่าย", CHARGES[0]["name_th"], "หนึ่งพันห้าร้อยห้าสิบบาทห้าสิบสตางค์", "1,550.50", barcode_in_words(view)):
        assert said in text, said
    with translation.override("en"):
        english = text_of(pay_in_sheet(view))
    assert "Pay-in slip" in english
    assert "one thousand five hundred and fifty baht and fifty satang" in english


def printing(till: Till, actor: Any, now: datetime) -> Any:
    """Print the one receipt, and fetch it."""
    receipt = Receipt.objects.get()
    number = commands.print_receipt(actor=actor, receipt_id=receipt.id, now=now, key=key())
    return receipt_sheet(queries.printed(actor, receipt.id, number, now))


def test_the_first_receipt_is_the_original_and_the_next_says_what_it_is(till: Till) -> None:
    view, now = invoiced(till), MONDAY + DAY
    commands.name_helper(
        actor=till.finance.actor, invoice_id=view.row.id, helper="นางหลาน ตัวอย่าง", now=MONDAY, key=key()
    )
    state(till, line(view.row, channel="counter"))
    original, copy = text_of(printing(till, till.citizen, now)), text_of(printing(till, till.finance.actor, now))
    for said in ("ใบเสร็จรับเงิน", "เล่มที่ E1 ปีงบประมาณ 2570 เลขที่ 1", "ชำระแทนโดย นางหลาน ตัวอย่าง", "เคาน์เตอร์ธนาคาร"):
        assert said in original, said
        assert said in copy, said
    assert "ต้นฉบับ" in original
    assert "สำเนา ฉบับที่ 1" not in original
    assert "สำเนา ฉบับที่ 1" in copy
    assert "พิมพ์ได้ครั้งเดียว" not in copy


def test_a_paid_invoice_has_no_codes_to_print(till: Till) -> None:
    view = invoiced(till)
    state(till, line(view.row))
    later = queries.invoice(till.citizen, view.row.id, MONDAY + DAY)
    page = pypdfium2.PdfDocument(pay_in_sheet(later).content)[0].render(scale=3).to_pil()
    assert zxingcpp.read_barcodes(page) == []
    assert BytesIO(pay_in_sheet(later).content).read(5) == b"%PDF-"
