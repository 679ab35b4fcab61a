"""An appeal at the portal: until when and why, its form and its own page, for its party alone."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile as Upload
from django.test import Client

from saduak.cases.models import Appeal
from saduak.cases.tests import desk, office
from saduak.cases.tests.test_appeals import consider, superior_of, waste_refused
from saduak.channels.portal.tests.test_after_filing import sent
from saduak.channels.portal.tests.visitors import browser, words
from saduak.files.tests.papers import PDF
from saduak.ledger.present import set_business_time
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db
GROUNDS = "ผู้รับดำเนินการได้รับใบอนุญาตแล้วตั้งแต่ต้นปี"


@pytest.fixture
def at(settings: object) -> office.Office:
    settings.DEMO = True  # type: ignore[attr-defined]
    set_business_time(desk.WEDNESDAY + timedelta(days=2))
    return desk.with_letter_code(office.office(office.INDUSTRY))


@pytest.fixture
def refused(at: office.Office) -> UUID:
    return waste_refused(at)


def citizen(at: office.Office) -> Client:
    return browser(at.citizen, "ial_2")


def test_the_page_of_the_case_says_until_when_and_why(at: office.Office, refused: UUID) -> None:
    page = words(citizen(at).get(f"/my/case/{refused}/"))
    assert "อุทธรณ์คำสั่งนี้ได้ถึง" in page
    assert "19 พฤศจิกายน 2569" in page
    assert "มาตรา 44" in page
    english = words(citizen(at).get(f"/en/my/case/{refused}/"))
    assert "You may appeal until" in english


def test_an_appeal_is_filed_with_papers_and_has_a_page_of_its_own(at: office.Office, refused: UUID) -> None:
    client, address = citizen(at), f"/my/case/{refused}/appeal/"
    form = words(client.get(address))
    assert "เข้ากล่องหนังสือ" in form
    answer = sent(client, address, grounds=GROUNDS, sure="yes", do="file", **{"file-1": Upload("photo.pdf", PDF)})
    assert (answer.status_code, answer.headers["Location"]) == (303, address)
    row = Appeal.objects.get(case=refused)
    assert (row.grounds, len(row.papers)) == (GROUNDS, 1)
    page = words(client.get(address))
    for told in (GROUNDS, "อยู่ที่ผู้ทำคำสั่ง", "photo.pdf", "มาตรา 45", "6 ธันวาคม 2569"):
        assert told in page
    assert client.get(f"{address}file/{row.papers[0]}/").status_code == 200
    assert words(client.get(f"/en{address}")).count("With who made the order") >= 1
    next_up = words(client.get(f"/my/case/{refused}/")).split("เส้นทางของคำขอ")[0]
    assert "ผู้ทำคำสั่งกำลังพิจารณาอุทธรณ์ของท่าน" in next_up
    assert "ไม่มีสิ่งใดค้าง" not in next_up


def test_without_grounds_or_the_box_ticked_nothing_is_filed_and_nothing_lost(at: office.Office, refused: UUID) -> None:
    client, address = citizen(at), f"/my/case/{refused}/appeal/"
    unsure = sent(client, address, grounds=GROUNDS, do="file")
    assert unsure.status_code == 422
    assert GROUNDS in words(unsure)
    empty = sent(client, address, grounds=" ", sure="yes", do="file")
    assert empty.status_code == 422
    assert not Appeal.objects.exists()


def test_who_comes_late_is_told_so_and_may_file_all_the_same(at: office.Office, refused: UUID) -> None:
    set_business_time(datetime(2026, 11, 23, 3, 0, tzinfo=UTC))
    client, address = citizen(at), f"/my/case/{refused}/appeal/"
    assert "พ้นกำหนดแล้ว" in words(client.get(address))
    assert sent(client, address, grounds=GROUNDS, sure="yes", do="file").status_code == 303
    assert "ยื่นเมื่อพ้นกำหนด" in words(client.get(address))


def test_it_is_taken_back_and_filed_again(at: office.Office, refused: UUID) -> None:
    client, address = citizen(at), f"/my/case/{refused}/appeal/"
    sent(client, address, grounds=GROUNDS, sure="yes", do="file")
    assert sent(client, address, reason="", do="withdraw").status_code == 422
    assert sent(client, address, reason="", sure="yes", do="withdraw").status_code == 303
    assert sent(client, address, grounds=GROUNDS, sure="yes", do="file").status_code == 303
    assert sorted(Appeal.objects.values_list("stage", flat=True)) == ["maker", "withdrawn"]


def test_what_who_made_the_order_thinks_is_shown_once_it_is_reported(at: office.Office, refused: UUID) -> None:
    superior_of(at)
    client, address = citizen(at), f"/my/case/{refused}/appeal/"
    sent(client, address, grounds=GROUNDS, sure="yes", do="file")
    consider(at, refused, "disagrees", desk.WEDNESDAY + timedelta(days=2), report="ใบอนุญาตไม่ครอบคลุมวิธีนี้")
    page = words(client.get(address))
    assert "อยู่ที่ผู้มีอำนาจพิจารณาอุทธรณ์" in page
    assert "ใบอนุญาตไม่ครอบคลุมวิธีนี้" in page


def test_nobody_else_finds_it(at: office.Office, refused: UUID) -> None:
    stranger, _ = town.citizen("stranger")
    for who in (stranger, at.officer.actor):
        assert browser(who, "ial_2").get(f"/my/case/{refused}/appeal/").status_code in {302, 303, 403, 404}


def test_a_case_without_an_order_has_nothing_to_appeal(at: office.Office) -> None:
    case_id = office.file(at, office.WASTE, office.FACTORY)
    assert citizen(at).get(f"/my/case/{case_id}/appeal/").status_code == 404
    assert "อุทธรณ์คำสั่งนี้" not in words(citizen(at).get(f"/my/case/{case_id}/"))
