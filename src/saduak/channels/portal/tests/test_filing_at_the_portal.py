"""The last look and the receipt: what is asked before it is filed, one application however often it is sent, and what
stands on the receipt at once."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from saduak.cases.models import Case, Consent, Paper
from saduak.cases.tests import office
from saduak.cases.tests.office import CITY, FACTORY, FOOD_LARGE, INDUSTRY, RESTAURANT
from saduak.channels.portal.tests import manuals
from saduak.channels.portal.tests.visitors import (
    WASTE_PAGES,
    WASTE_START,
    applicant,
    begin,
    browser,
    page_of,
    submit,
    typed,
    upload,
    words,
    write,
)
from saduak.files.tests.papers import PDF
from saduak.ledger.present import present, set_business_time
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

FRIDAY_EVENING = datetime(2026, 11, 6, 11, 45, 7, tzinfo=UTC)
"""Seven seconds past 18:45 in Thailand."""
KEY = "1" * 32


@pytest.fixture
def written() -> tuple[Any, str]:
    """A browser and its draft with every page answered."""
    client = applicant(office.office(CITY))
    draft = begin(client)
    write(client, draft, RESTAURANT)
    return client, draft


def filed(client: Client, draft: str, **said: Any) -> str:
    """File it; the address of the receipt."""
    answer = submit(client, draft, **said)
    assert answer.status_code == 303, words(answer)
    return str(answer.headers["Location"])


def test_the_last_look_shows_answers_papers_and_the_fee(written: tuple[Any, str]) -> None:
    client, draft = written
    page = words(client.get(f"{draft}check/"))
    for shown in ("ครัวตัวอย่าง", "220.00", "1,000 บาท", "เอกสารที่ยังขาด", "สัญญาเช่า", "x-xxxx-xxxxx-45-0"):
        assert shown in page, shown
    assert "1101700203450" not in page


def test_without_consent_or_with_missing_papers_unsaid_nothing_is_filed_and_all_ticks_stay(
    written: tuple[Any, str],
) -> None:
    client, draft = written
    answer = client.post(f"{draft}check/", {"reply": "paper", "missing_known": "yes"})
    page = words(answer)
    assert answer.status_code == 422
    assert 'href="#consent"' in page
    assert 'value="paper" checked' in page
    assert 'name="missing_known" value="yes" aria-describedby="missing-hint" checked' in page
    unsaid = client.post(f"{draft}check/", {"consent": "yes"})
    assert 'href="#missing_known"' in words(unsaid)
    assert not Case.objects.exists()


def test_what_is_not_complete_cannot_be_filed_even_by_hand(written: tuple[Any, str]) -> None:
    client, draft = written
    client.post(page_of(draft, "applicant"), {**typed(RESTAURANT), "applicant.telephone": "08x"})
    assert "ยังยื่นไม่ได้" in words(client.get(f"{draft}check/"))
    answer = submit(client, draft)
    assert answer.status_code == 422
    assert not Case.objects.exists()


def test_a_double_click_files_once(written: tuple[Any, str]) -> None:
    client, draft = written
    first = filed(client, draft, key=KEY)
    assert submit(client, draft, key=KEY).headers["Location"] == first
    assert submit(client, draft).headers["Location"] == first
    assert Case.objects.count() == 1


@pytest.mark.parametrize(
    ("reply", "kept"), [("paper", "paper"), ("electronic", "electronic"), ("pigeon", "electronic")]
)
def test_the_applicant_chooses_how_to_be_answered(written: tuple[Any, str], reply: str, kept: str) -> None:
    client, draft = written
    filed(client, draft, reply=reply)
    assert Case.objects.get().reply == kept


def test_the_receipt_says_when_to_the_second_what_counts_and_why(written: tuple[Any, str]) -> None:
    client, draft = written
    upload(client, draft, "right_to_place", ("สัญญาเช่า.pdf", PDF))
    set_business_time(FRIDAY_EVENING)
    receipt = filed(client, draft)
    page = words(client.get(receipt))
    row = Case.objects.get()
    paper = Paper.objects.get(case=row)
    for shown in (
        row.number,
        "วันศุกร์ที่ 6 พฤศจิกายน 2569 เวลา 18.45.",
        "วันจันทร์ที่ 9 พฤศจิกายน 2569 เวลา 08.30.00 น.",
        "พ.ร.บ. ปฏิบัติราชการทางอิเล็กทรอนิกส์ฯ มาตรา 10",
        "สัญญาเช่า.pdf",
        "043-000-000",
        "<svg",
    ):
        assert shown in page, shown
    assert paper.document == "right_to_place"
    assert "1101700203450" not in page


def test_the_receipt_as_pdf_is_the_same_whenever_it_is_asked_for(written: tuple[Any, str]) -> None:
    client, draft = written
    receipt = filed(client, draft)
    answer = client.get(f"{receipt.rstrip('/')}.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    set_business_time(present() + timedelta(days=30))
    assert client.get(f"{receipt.rstrip('/')}.pdf").content == answer.content


def test_only_the_applicant_opens_the_receipt(written: tuple[Any, str]) -> None:
    client, draft = written
    receipt = filed(client, draft)
    other, _ = town.citizen("another")
    for address in (receipt, f"{receipt.rstrip('/')}.pdf"):
        assert browser(other).get(address).status_code == 404
        assert Client().get(address).headers["Location"].startswith("/in/")


def test_the_processor_is_asked_to_consent_once_a_waste_permit_is_filed() -> None:
    client = applicant(office.office(INDUSTRY))
    draft = begin(client, WASTE_START)
    write(client, draft, FACTORY, WASTE_PAGES)
    page = words(client.get(filed(client, draft)))
    assert Consent.objects.get().name == "บริษัท ตัวอย่างรีไซเคิล จำกัด"
    assert "ส่งลิงก์ขอความยินยอมแล้ว" in page


def test_a_paper_that_the_answers_no_longer_ask_for_is_not_filed(written: tuple[Any, str]) -> None:
    client, draft = written
    upload(client, draft, "right_to_place", ("สัญญาเช่า.pdf", PDF))
    own = {**RESTAURANT, "place": {**RESTAURANT["place"], "right": "owner"}}
    client.post(page_of(draft, "business"), typed(own))
    filed(client, draft)
    assert not Paper.objects.exists()


def test_a_new_manual_asks_only_the_difference(written: tuple[Any, str]) -> None:
    client, draft = written
    manuals.with_toilets(CITY, FOOD_LARGE)
    page = words(client.get(draft))
    assert "มีคู่มือฉบับใหม่ระหว่างที่ท่านเขียน" in page
    refused = submit(client, draft)
    assert refused.status_code == 409
    assert "มีคู่มือฉบับใหม่" in words(refused)
    assert client.post(f"{draft}move/").status_code == 303
    page = words(client.get(draft))
    assert "ย้ายมาใช้คู่มือฉบับใหม่แล้ว" in page
    assert page.count("ladder__step--todo") == 2  # the page with the new question, and the papers that are missing
    asked = words(client.get(page_of(draft, "business")))
    assert "ครัวตัวอย่าง" in asked
    assert "จำนวนห้องน้ำ" in asked
    assert "เวลาทำการ" not in asked
    more = {**typed(RESTAURANT), "place.toilets": "2"}
    assert client.post(page_of(draft, "business"), more).status_code == 303
    assert client.get(filed(client, draft)).status_code == 200


def test_before_the_kind_is_answered_no_fee_is_said_to_be_none() -> None:
    client = applicant(office.office(CITY))
    page = words(client.get(f"{begin(client)}check/"))
    assert "ขึ้นอยู่กับคำตอบ" in page
    assert "ไม่มีค่าธรรมเนียม" not in page
