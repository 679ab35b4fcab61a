"""A notification at the portal: it is notified, not applied for, and its receipt says from when one may begin."""

import pytest
from django.test import Client

from saduak.cases import commands
from saduak.cases.models import Case
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import CITY, FOOD_SMALL, MONDAY, Office, key
from saduak.cases.tests.test_letters import SMALL
from saduak.channels.portal.tests.visitors import applicant, begin, submit, words, write

pytestmark = pytest.mark.django_db
START = "/my/apply/health/food-small/khon-kaen-city/"


@pytest.fixture
def city(db: None) -> Office:
    """The municipality, whose letters name its address."""
    return desk.with_letter_code(office.office(CITY))


def pages(client: Client, case_id: object) -> tuple[str, str]:
    """The receipt and the page of the case."""
    return words(client.get(f"/my/receipt/{case_id}/")), words(client.get(f"/my/case/{case_id}/"))


def test_a_notification_is_notified_not_applied_for(city: Office) -> None:
    client = applicant(city)
    draft = begin(client, START)
    write(client, draft, SMALL)
    page = words(client.get(f"{draft}check/"))
    assert ">แจ้ง</button>" in page
    assert "ยื่นคำขอ</button>" not in page
    receipt = words(client.get(submit(client, draft).headers["Location"]))
    assert "ได้รับการแจ้งของท่านแล้ว" in receipt
    assert "ยังเริ่มไม่ได้" in receipt, "its papers are missing"
    assert str(Case.objects.get().id) in receipt


def test_the_receipt_tells_from_when_one_may_begin_and_leads_to_its_paper(city: Office) -> None:
    case_id = office.file(city, FOOD_SMALL, SMALL)
    client = applicant(city)
    assert all("กำลังออกใบรับแจ้ง" in page for page in pages(client, case_id))
    desk.work(MONDAY)
    (letter,) = desk.letters(case_id)
    for page in pages(client, case_id):
        assert "ท่านเริ่มได้ตั้งแต่วันจันทร์ที่ 2 พฤศจิกายน 2569" in page
        assert "พ.ร.บ. การสาธารณสุขฯ มาตรา 48" in page
        assert "ออกใบรับแจ้งในวันที่รับ ผู้แจ้งเปิดกิจการได้ทันที" in page
        assert f'href="/my/letters/{letter.id}/"' in page
    pdf = client.get(f"/my/receipt/{case_id}.pdf")
    assert pdf.content.startswith(b"%PDF")


def test_on_paper_one_may_begin_when_the_paper_is_there(city: Office) -> None:
    case_id = office.file(city, FOOD_SMALL, SMALL, reply="paper")
    desk.work(MONDAY)
    for page in pages(applicant(city), case_id):
        assert "ท่านเริ่มได้ตั้งแต่วันที่ได้รับใบรับแจ้ง" in page


def test_who_took_a_notification_back_may_not_begin_upon_it(city: Office) -> None:
    case_id = office.file(city, FOOD_SMALL, SMALL)
    desk.work(MONDAY)
    commands.withdraw(actor=city.citizen, case_id=case_id, ground="", seen=None, now=MONDAY, key=key())
    for page in pages(applicant(city), case_id):
        assert "ประกอบการตามการแจ้งนี้ไม่ได้" in page


def test_an_application_says_nothing_of_a_receipt_that_lets_one_begin(city: Office) -> None:
    case_id = office.file(city, office.FOOD_LARGE, office.RESTAURANT)
    for page in pages(applicant(city), case_id):
        assert "เริ่มประกอบการได้เมื่อใด" not in page
