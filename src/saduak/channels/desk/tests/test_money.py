"""The money of an agency at the desk: what needs a hand, two people for each refund and close, help at the counter."""

import re
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from saduak.cases.tests import desk
from saduak.channels.desk.tests.officers import at_desk, hidden, words
from saduak.core.money import figures
from saduak.fees import commands
from saduak.fees.models import BankAccount, Closing, Invoice, Payment, Receipt, Refund, Slip
from saduak.fees.tests.test_billing import granted
from saduak.fees.tests.test_counter_and_slips import picture
from saduak.fees.tests.test_payments import SLIP
from saduak.fees.tests.till import DAY, MONDAY, OWED, Till, announce, bill, line, open_till, pay, standing, state
from saduak.ledger.models import Event
from saduak.ledger.present import set_business_time
from saduak.parties.models import Agency
from saduak.parties.tests import town
from saduak.parties.tests.town import key

HEAD = "transaction,paid_at,channel,ref1,ref2,amount,payer\n"


@pytest.fixture
def till(db: None) -> Till:
    """An agency with an account, people of finance and their superior."""
    found = open_till()
    Agency.objects.filter(id=found.agency).update(slug="till")
    set_business_time(MONDAY + 2 * DAY)
    return found


@pytest.fixture
def finance(till: Till) -> Client:
    """The finance officer's browser."""
    return at_desk(till.finance.actor)


def send(client: Client, address: str, **fields: Any) -> Any:
    """Open a page and send a form of it."""
    return client.post(address, {**hidden(client, address), **fields})


def test_every_kind_of_money_that_does_not_fit_is_listed_with_what_to_do(till: Till, finance: Client) -> None:
    owed = bill(till)
    lines = (
        line(owed, satang=OWED + 500),
        line(owed),
        line(bill(till), satang=OWED - 1),
        line(bill(till, pay_by=MONDAY.date()), paid_at=MONDAY + DAY),
        line(),
    )
    state(till, *lines)
    page = words(finance.get("/desk/money/till/"))
    for said in ("เงินเกิน", "ชำระซ้ำ", "เงินขาด", "ชำระหลังพ้นกำหนด", "ไม่พบรหัสอ้างอิง", "คืนส่วนที่เกินให้ผู้ชำระ"):
        assert said in page, said
    assert page.count("ตรวจรายการนี้") == 5
    for money in (500, OWED, OWED - 1, 5_000):
        assert figures(money) in page
    assert "ยังไม่ปิดยอด 2 วัน" in page
    assert "Too much" in words(finance.get("/en/desk/money/till/"))


def test_the_only_agency_opens_at_once(till: Till, finance: Client) -> None:
    answer = finance.get("/desk/money/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/desk/money/till/")


def test_who_handles_money_alone_begins_there(finance: Client) -> None:
    assert finance.get("/desk/").headers["Location"] == "/desk/money/"


PAGES = ("", "invoices/", "receipts/", "statement/", "close/", "closings.csv")


@pytest.mark.parametrize("page", PAGES)
def test_only_finance_its_superior_and_the_auditor_see_the_money(till: Till, page: str) -> None:
    other = open_till("099400016550101", "elsewhere")
    auditor = town.officer(other.agency, "auditor", "auditor")
    address = f"/desk/money/till/{page}"
    for post, status in (
        (till.finance, 200),
        (till.supervisor, 200),
        (auditor, 200),
        (till.officer, 403),
        (other.finance, 404),
    ):
        assert at_desk(post.actor).get(address).status_code == status, post


def test_documents_of_another_agency_are_not_there(till: Till) -> None:
    state(till, line(owed := bill(till)), line())
    left = Payment.objects.get(left__gt=0)
    other = at_desk(open_till("099400016550101", "elsewhere").finance.actor)
    receipt = Receipt.objects.get()
    for page in (
        f"invoice/{owed.id}/",
        f"payment/{left.id}/",
        f"receipt/{receipt.id}/",
        f"invoice/{owed.id}/pay-in.pdf",
    ):
        assert other.get(f"/desk/money/{page}").status_code == 404, page


def test_money_that_came_late_is_counted_towards_the_invoice_in_its_place(till: Till, finance: Client) -> None:
    owed = bill(till, pay_by=MONDAY.date())
    late = pay(till, line(owed, paid_at=MONDAY + DAY))
    new = commands.renew_invoice(actor=till.citizen, invoice_id=owed.id, now=MONDAY + DAY, key=key())
    address = f"/desk/money/payment/{late.id}/"
    assert str(new) in words(finance.get(address))
    answer = send(finance, address, do="allocate", invoice=str(new))
    assert answer.status_code == 303
    assert (Invoice.objects.get(id=new).state, Receipt.objects.count()) == ("paid", 1)
    assert "ไม่ต้องทำอะไรต่อ" in words(finance.get(address))


def test_an_invoice_is_found_for_money_with_unknown_references(till: Till, finance: Client) -> None:
    owed, lost = bill(till, case_number="KK-69-00001"), pay(till, line(satang=OWED))
    address = f"/desk/money/payment/{lost.id}/"
    assert "ไม่มีใบแจ้งที่ตรงกับเงินนี้" in words(finance.get(address))
    assert str(owed.id) in words(finance.get(f"{address}?words={owed.case_number}"))
    forged = send(finance, address, do="allocate", invoice="nothing")
    assert forged.status_code == 404
    assert send(finance, address, do="allocate", invoice=str(owed.id)).status_code == 303


def test_money_goes_back_through_two_people(till: Till, finance: Client) -> None:
    lost = pay(till, line())
    address = f"/desk/money/payment/{lost.id}/"
    empty = send(finance, address, do="refund", amount="50", reason="", to_account="ธนาคารตัวอย่าง 1")
    assert empty.status_code == 422
    assert "ธนาคารตัวอย่าง 1" in words(empty)
    words_for_money = send(finance, address, do="refund", amount="ห้าสิบ", reason="ชำระผิด", to_account="ก")
    assert words_for_money.status_code == 422
    too_much = send(finance, address, do="refund", amount="50.01", reason="ชำระผิด", to_account="ก")
    assert too_much.status_code == 409
    good = send(finance, address, do="refund", amount="๕๐.00", reason="ชำระผิด", to_account="ธนาคารตัวอย่าง 1")
    assert good.status_code == 303
    refund = f"/desk/money/refund/{Refund.objects.get().id}/"
    assert send(finance, refund, do="agree").status_code == 403
    superior = at_desk(till.supervisor.actor)
    assert send(superior, refund, do="agree").status_code == 303
    assert send(finance, refund, do="paid", transaction="OUT1").status_code == 303
    assert (Refund.objects.get().state, standing(till)) == ("paid", {})


def test_the_counter_shows_the_code_and_stores_who_pays(till: Till) -> None:
    owed = bill(till)
    clerk = at_desk(town.officer(till.agency, "clerk", "intake").actor)
    address = f"/desk/money/invoice/{owed.id}/"
    assert "<svg" in words(clerk.get(address))
    assert clerk.get(f"{address}pay-in.pdf").content[:5] == b"%PDF-"
    assert send(clerk, address, do="helper", helper="นางหลาน ตัวอย่าง").status_code == 303
    assert "นางหลาน ตัวอย่าง" in words(clerk.get(address))
    sent = SimpleUploadedFile("slip.png", picture(SLIP), "image/png")
    assert send(clerk, address, do="slip", picture=sent).status_code == 303
    assert Slip.objects.count() == 1
    assert send(clerk, address, do="void", reason="ผิด").status_code == 403
    officer = words(at_desk(till.officer.actor).get(address))
    assert "<svg" not in officer
    assert "ผู้อื่นชำระแทน" not in officer


def test_an_invoice_is_cancelled_with_a_reason_and_not_once_money_came(till: Till, finance: Client) -> None:
    owed, other = bill(till), bill(till)
    address = f"/desk/money/invoice/{owed.id}/"
    assert send(finance, address, do="void", reason=" ").status_code == 422
    assert send(finance, address, do="void", reason="เรียกเก็บผิด").status_code == 303
    assert Invoice.objects.get(id=owed.id).state == "void"
    pay(till, line(other))
    told = {"do": "void", "reason": "เรียกเก็บผิด", "key": "a" * 32}
    assert finance.post(f"/desk/money/invoice/{other.id}/", told).status_code == 409


def statement(*lines: dict[str, Any]) -> SimpleUploadedFile:
    """A statement as CSV."""
    rows = [
        f"{each['transaction']},{each['paid_at'].isoformat()},{each['channel']},{each['ref1']},{each['ref2']},"
        f"{each['satang'] / 100:.2f},{each['payer']}\n"
        for each in lines
    ]
    return SimpleUploadedFile("statement.csv", (HEAD + "".join(rows)).encode(), "text/csv")


def test_a_statement_is_taken_over_and_its_counts_are_told(till: Till, finance: Client) -> None:
    owed, told = bill(till), line()
    announced = line(owed)
    announce(till, announced, now=MONDAY + DAY)
    address = "/desk/money/till/statement/"
    answer = send(finance, address, file=statement(announced, told), label="")
    assert answer.status_code == 303
    assert "ใหม่ 1 ยืนยัน 1 ซ้ำ 0 ต้องตรวจ 1" in words(finance.get("/desk/money/till/"))
    taken = Event.objects.get(kind="fees.statement_taken").payload
    assert re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2} \(2\)", taken["statement"])
    send(finance, address, file=statement(announced, told), label="อีกครั้ง")
    assert "ใหม่ 0 ยืนยัน 0 ซ้ำ 2 ต้องตรวจ 0" in words(finance.get("/desk/money/till/"))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"hello", "ระบบไม่รู้จักรูปแบบของแฟ้มนี้"),
        (f"{HEAD}T1,yesterday,mobile,1,1,10,x\n".encode(), "อ่านแฟ้มรายการเดินบัญชีไม่ได้ที่บรรทัด 2"),
        (HEAD.encode(), "ไม่มีรายการรับเงิน"),
        (b"x" * (2 * 1_048_576 + 1), "แฟ้มใหญ่เกิน 2 เมกะไบต์"),
        (None, "ไม่มีรายการรับเงิน"),
    ],
)
def test_what_is_no_statement_is_refused(till: Till, finance: Client, content: bytes | None, said: str) -> None:
    sent = {} if content is None else {"file": SimpleUploadedFile("a.csv", content, "text/csv")}
    answer = send(finance, "/desk/money/till/statement/", label="ป้ายที่พิมพ์ไว้", **sent)
    assert (answer.status_code, said in words(answer)) == (422, True)
    assert "ป้ายที่พิมพ์ไว้" in words(answer)
    assert not Payment.objects.exists()


def test_a_day_is_closed_with_its_difference_and_signed_by_another(till: Till, finance: Client) -> None:
    announce(till, line(bill(till)), now=MONDAY + DAY)
    pay(till, line(bill(till), channel="counter"))
    address = "/desk/money/till/close/"
    page = words(finance.get(address))
    assert "ผลต่าง" in page
    assert "เคาน์เตอร์ธนาคาร" in page
    refused = send(finance, address, do="close", day="2/11/2569", note="")
    assert refused.status_code == 422
    assert 'value="2/11/2569"' in words(refused)
    assert send(finance, address, do="close", day="2/11/2569", note="=รอแฟ้ม").status_code == 303
    closing = Closing.objects.get()
    assert send(finance, address, do="sign", closing=str(closing.id)).status_code == 403
    assert send(at_desk(till.other.actor), address, do="sign", closing=str(closing.id)).status_code == 303
    assert Closing.objects.get().signed_by is not None
    answer = finance.get("/desk/money/till/closings.csv")
    text = answer.content.decode("utf-8-sig")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "2026-11-02,counter,1200.00,1200.00,1,1200.00,'=รอแฟ้ม" in text
    assert "2026-11-02,mobile,1200.00,0.00,1" in text
    today = send(finance, address, do="close", day="4/11/2569", note="x")
    assert today.status_code == 409


def test_a_receipt_is_printed_and_voided_at_the_desk(till: Till, finance: Client) -> None:
    pay(till, line(bill(till)))
    receipt = Receipt.objects.get()
    address = f"/desk/money/receipt/{receipt.id}/"
    printed = send(finance, address, do="print")
    assert printed.headers["Location"] == f"{address}0.pdf"
    assert finance.get(f"{address}0.pdf").content[:5] == b"%PDF-"
    assert at_desk(till.other.actor).get(f"{address}0.pdf").status_code == 404
    voided = send(finance, address, do="void", reason="ชื่อผิด", payer="นางสาวสมมติ ตัวอย่าง")
    new = Receipt.objects.get(voided_at=None)
    assert voided.headers["Location"] == f"/desk/money/receipt/{new.id}/"
    assert "E1/2570/2" in words(finance.get("/desk/money/till/receipts/?words=E1/2570/2"))
    old = words(finance.get(address))
    assert "ยกเลิกแล้ว" in old
    assert "พิมพ์สำเนา" not in old


def test_the_administrator_says_where_the_agency_is_paid(till: Till) -> None:
    admin = at_desk(town.officer(till.agency, "admin", "agency_admin").actor)
    address = "/desk/office/till/account/"
    wrong = send(admin, address, biller="12", receipt_book="E1")
    assert wrong.status_code == 422
    assert 'value="12"' in words(wrong)
    assert send(admin, address, biller="0994 0001 6550 109", receipt_book="e2").status_code == 303
    kept = BankAccount.objects.get(agency=till.agency)
    assert (kept.biller, kept.receipt_book) == ("099400016550109", "E2")
    assert at_desk(till.finance.actor).get(address).status_code == 403


def test_a_payer_who_is_an_officer_elsewhere_pays_at_the_portal(till: Till) -> None:
    owed = bill(till)
    other = open_till("099400016550101", "elsewhere")
    client = at_desk(other.officer.actor)
    assert client.get(f"/desk/money/invoice/{owed.id}/").status_code == 404


def test_no_page_of_money_shows_a_number_of_13_digits_but_the_billers(till: Till, finance: Client) -> None:
    owed = bill(till)
    state(till, line(owed), line())
    pages = ("till/", "till/invoices/", "till/receipts/", f"invoice/{owed.id}/")
    found = [re.findall(r"(?<![\d-])\d{13}(?!\d)", words(finance.get(f"/desk/money/{page}"))) for page in pages]
    assert found == [[], [], [], []]


def test_finance_bills_by_hand_what_could_not_be_billed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A case granted with figures of another body, which bill nobody in earnest."""
    here, case_id = granted()
    desk.decide(here, case_id)
    with monkeypatch.context() as earnest:
        earnest.setattr(django_settings, "DEMO", False)
        desk.work()
    set_business_time(desk.WEDNESDAY + DAY)
    finance, other = (town.officer(here.agency, name, "finance").actor for name in ("cashier", "cashier-2"))
    client, slug = at_desk(finance), here.slug
    list_of_work, address = f"/desk/money/{slug}/", f"/desk/money/bill/{case_id}/"
    assert address in words(client.get(list_of_work))
    assert "ยังไม่ได้ออกใบแจ้ง" in words(client.get(address))
    half = send(client, address, **{"name-1": "ค่าใบอนุญาต", "amount-1": "หนึ่งพัน"})
    assert half.status_code == 422
    assert 'value="ค่าใบอนุญาต"' in words(half)
    assert send(client, address, **{"amount-1": "1,000"}).status_code == 422
    assert send(client, address).status_code == 422
    lines = {"name-1": "ค่าใบอนุญาต", "amount-1": "1,000", "name-3": "ค่าขนมูลฝอย", "amount-3": "๕๐.๒๕"}
    assert send(client, address, **lines).status_code == 303
    owed = Invoice.objects.get(case=case_id)
    assert (owed.satang, owed.state, len(owed.charges)) == (105_025, "open", 2)
    assert address not in words(at_desk(other).get(list_of_work))
    assert client.get(address).status_code == 404
    page = words(at_desk(here.officer.actor).get(f"/desk/case/{case_id}/"))
    assert f"/desk/money/invoice/{owed.id}/" in page
