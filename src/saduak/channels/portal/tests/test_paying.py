"""What a payer sees of an invoice: how to pay, what the bank's word alone changes, and the receipt."""

from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saduak.channels.portal.tests.visitors import browser, words
from saduak.core.thaiqr import bill_qr
from saduak.fees.models import Invoice, ReceiptPrint, Slip
from saduak.fees.tests.test_counter_and_slips import picture
from saduak.fees.tests.test_payments import SLIP
from saduak.fees.tests.till import BILLER, DAY, MONDAY, Till, announce, bill, line, open_till, state
from saduak.ledger.present import set_business_time
from saduak.parties.tests import town

HTMX = {"HX-Request": "true"}


@pytest.fixture
def till(db: None) -> Till:
    """An agency with an account, and somebody who owes."""
    return open_till()


def at(owed: Invoice, part: str = "") -> str:
    """The address of an invoice."""
    return f"/my/pay/{owed.id}/{part}"


def do(client: Client, owed: Invoice, **fields: Any) -> Any:
    """Send a form of the page."""
    return client.post(at(owed), {"key": UUID(int=len(fields)).hex, **fields})


def test_the_payer_sees_what_for_how_much_until_when_and_why(till: Till) -> None:
    owed = bill(till)
    page = words(browser(till.citizen).get(at(owed)))
    for said in ("1,200 บาท", "หนึ่งพันสองร้อยบาทถ้วน", "ค่าใบอนุญาต", "เหลือ 29 วัน", owed.ref1, owed.ref2, BILLER):
        assert said in page, said
    assert "<svg" in page
    assert "มาตรา 7" in page
    english = words(browser(till.citizen).get(f"/en{at(owed)}"))
    for said in ("1,200 baht", "one thousand two hundred baht", "Licence fee", "29 days left"):
        assert said in english, said


@pytest.mark.parametrize("part", ["", "qr.png", "pay-in.pdf", "receipt/0.pdf"])
def test_nobody_else_sees_an_invoice(till: Till, part: str) -> None:
    owed = bill(till)
    stranger, _ = town.citizen("stranger")
    assert browser(stranger).get(at(owed, part)).status_code == 404
    assert Client().get(at(owed, part)).status_code == 302
    assert browser(till.finance.actor).get(at(owed, part)).status_code in {302, 404}


def test_the_code_can_be_kept_as_a_picture_that_reads_back(till: Till) -> None:
    from io import BytesIO

    import zxingcpp
    from PIL import Image

    owed = bill(till)
    answer = browser(till.citizen).get(at(owed, "qr.png"))
    assert answer.headers["Content-Type"] == "image/png"
    assert "attachment" in answer.headers["Content-Disposition"]
    [read] = zxingcpp.read_barcodes(Image.open(BytesIO(answer.content)))
    assert read.text == bill_qr(BILLER, owed.ref1, owed.ref2, owed.satang)


def test_the_page_tells_by_itself_that_the_bank_was_heard(till: Till) -> None:
    owed, client = bill(till), browser(till.citizen)
    page = words(client.get(at(owed)))
    mark = page.split("?mark=")[1].split('"')[0]
    asked = f"{at(owed)}?mark={mark}"
    assert client.get(asked, headers=HTMX).status_code == 204
    announce(till, line(owed), now=MONDAY + DAY)
    told = client.get(asked, headers=HTMX)
    assert (told.status_code, told.headers["HX-Refresh"]) == (200, "true")
    paid = words(client.get(at(owed)))
    assert "ชำระครบแล้ว" in paid
    assert "?mark=" not in paid
    assert "สแกนจ่าย" not in paid


def test_what_the_browser_says_pays_nothing(till: Till) -> None:
    owed, client = bill(till), browser(till.citizen)
    for sent in ({"status": "success"}, {"do": "paid"}, {"paid": "1", "do": "print"}):
        assert client.post(at(owed), sent).status_code == 422
    client.get(f"{at(owed)}?status=1&result=success")
    assert Invoice.objects.get().state == "open"


def test_a_slip_is_shown_once_and_stays_unconfirmed(till: Till) -> None:
    owed, client = bill(till), browser(till.citizen)
    assert do(client, owed, do="slip", slip=SLIP).status_code == 303
    page = words(client.get(at(owed)))
    assert "ยังไม่ยืนยัน" in page
    assert Invoice.objects.get().state == "open"
    other = bill(till)
    again = do(client, other, do="slip", slip=SLIP, more="x")
    assert again.status_code == 303 or "สลิปนี้ถูกใช้แล้ว" in words(again)


def test_a_picture_of_a_slip_is_read_and_not_kept(till: Till) -> None:
    owed, client = bill(till), browser(till.citizen)
    sent = SimpleUploadedFile("slip.png", picture(SLIP), "image/png")
    assert do(client, owed, do="slip", picture=sent).status_code == 303
    assert Slip.objects.get().transaction in SLIP


@pytest.mark.parametrize(("field", "value"), [("slip", "not a slip"), ("slip", ""), ("slip", "0" * 5_000)])
def test_what_is_no_slip_is_kept_on_the_page_with_a_sentence(till: Till, field: str, value: str) -> None:
    owed = bill(till)
    answer = do(browser(till.citizen), owed, do="slip", **{field: value})
    assert answer.status_code == 422
    assert "อ่านคิวอาร์ของสลิปไม่ได้" in words(answer)
    assert value[:2_000] in words(answer)


def test_a_picture_that_is_none_is_refused(till: Till) -> None:
    owed = bill(till)
    answer = do(browser(till.citizen), owed, do="slip", picture=SimpleUploadedFile("a.png", b"no", "image/png"))
    assert answer.status_code == 422
    assert "อ่านภาพนี้ไม่ได้" in words(answer)


def test_when_the_time_is_over_the_payer_asks_for_a_new_invoice(till: Till) -> None:
    owed, client = bill(till), browser(till.citizen)
    early = do(client, owed, do="renew")
    assert early.status_code == 409
    set_business_time(MONDAY + 40 * DAY)
    page = words(client.get(at(owed)))
    assert "พ้นกำหนดชำระ" in page
    assert "<svg" not in page
    assert client.get(at(owed, "qr.png")).status_code == 404
    answer = client.post(at(owed), {"do": "renew", "key": "a" * 32})
    new = Invoice.objects.get(replaces=owed.id)
    assert answer.headers["Location"] == at(new)
    assert "<svg" in words(client.get(at(new)))
    assert at(new) in words(client.get(at(owed)))


def test_too_little_is_told_and_nobody_is_asked_for_more(till: Till) -> None:
    owed = bill(till)
    state(till, line(owed, satang=owed.satang - 1))
    page = words(browser(till.citizen).get(at(owed)))
    assert "หน่วยงานกำลังตรวจ" in page
    assert "1,199.99 บาท" in page
    assert "<svg" not in page


def test_the_original_of_a_receipt_is_printed_once(till: Till) -> None:
    owed, client = bill(till), browser(till.citizen)
    announce(till, line(owed), now=MONDAY + DAY)
    first = client.post(at(owed), {"do": "print", "key": "a" * 32})
    twice = client.post(at(owed), {"do": "print", "key": "a" * 32})
    assert first.headers["Location"] == twice.headers["Location"] == at(owed, "receipt/0.pdf")
    assert "พิมพ์สำเนาฉบับที่ 1" in words(client.get(at(owed)))
    second = client.post(at(owed), {"do": "print", "key": "b" * 32})
    assert second.headers["Location"] == at(owed, "receipt/1.pdf")
    assert ReceiptPrint.objects.count() == 2
    for part in ("receipt/0.pdf", "receipt/1.pdf"):
        sheet = client.get(at(owed, part))
        assert (sheet.status_code, sheet.content[:5]) == (200, b"%PDF-")
    assert client.get(at(owed, "receipt/2.pdf")).status_code == 404
    set_business_time(MONDAY + DAY * 3)
    assert client.get(at(owed, "receipt/0.pdf")).status_code == 409


def test_the_pay_in_slip_is_a_sheet_while_it_can_be_paid_with(till: Till) -> None:
    owed, client = bill(till), browser(till.citizen)
    sheet = client.get(at(owed, "pay-in.pdf"))
    assert (sheet.status_code, sheet.content[:5]) == (200, b"%PDF-")
    announce(till, line(owed), now=MONDAY + DAY)
    assert client.get(at(owed, "pay-in.pdf")).status_code == 404


def test_the_first_page_says_what_is_to_be_paid(till: Till) -> None:
    owed, client = bill(till), browser(till.citizen)
    assert at(owed) in words(client.get("/my/"))
    announce(till, line(owed), now=MONDAY + DAY)
    assert at(owed) not in words(client.get("/my/"))
