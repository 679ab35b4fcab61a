"""The defect record at the portal: item by item, until the deadline and no longer, by words, a file or the form."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile as Upload

from saduak.cases import commands
from saduak.cases.models import DefectItem, DefectRecord, DefectReply
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import CITY, FACTORY, FOOD_LARGE, INDUSTRY, MONDAY, RESTAURANT, WASTE, key
from saduak.channels.portal.tests.test_after_filing import HOSTILE, sent
from saduak.channels.portal.tests.visitors import browser, typed, words
from saduak.files.tests.papers import PDF
from saduak.ledger.present import present, set_business_time
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

LEASE = {"about": "document:right_to_place", "found": "ไม่มีสัญญาเช่า", "mend": "แนบสัญญาเช่าที่ลงนามแล้ว"}
AREA = {"about": "field:place.area", "found": "พื้นที่ไม่ตรงกับแผนผัง", "mend": "แก้พื้นที่ให้ตรง"}


@pytest.fixture
def city() -> office.Office:
    """The public health office of a city."""
    return office.office(CITY)


@pytest.fixture
def case_id(city: office.Office) -> UUID:
    """A licence filed without its lease, with a record of two items to be mended within seven days."""
    needed = office.papers_needed(office.publication(city.slug, FOOD_LARGE), RESTAURANT)
    papers = tuple(paper for paper in needed if paper["document"] != "right_to_place")
    found = office.file(city, FOOD_LARGE, RESTAURANT, papers=papers)
    record(city, found, LEASE, AREA)
    return found


def record(at: office.Office, case_id: UUID, *items: Mapping[str, str]) -> None:
    commands.record_defect(
        actor=at.officer.actor,
        case_id=case_id,
        items=items,
        amount=7,
        unit="day",
        acknowledgement="electronic",
        proof="",
        seen=None,
        now=MONDAY,
        key=key(),
    )


def item(case_id: UUID, number: int) -> DefectItem:
    return DefectItem.objects.get(record=case_id, number=number)


def page_of(case_id: UUID) -> str:
    return f"/my/case/{case_id}/defect/"


def judged(at: office.Office, case_id: UUID, accepted: bool, note: str = "") -> None:
    reply = DefectReply.objects.filter(item__record=case_id, accepted=None).order_by("id").last()
    assert reply is not None
    commands.judge_answer(
        actor=at.officer.actor,
        case_id=case_id,
        reply_id=reply.id,
        accepted=accepted,
        note=note,
        seen=None,
        now=present(),
        key=key(),
    )


def test_each_item_says_what_was_found_what_to_do_and_until_when(city: office.Office, case_id: UUID) -> None:
    page = words(browser(city.citizen).get(page_of(case_id)))
    for told in (*LEASE.values(), *AREA.values()):
        assert told in page or told.startswith(("document:", "field:"))
    assert "ท่านมีเวลาแก้ไขอีก 6 วัน" in page
    assert "9 พฤศจิกายน 2569" in page
    home = words(browser(city.citizen).get("/my/"))
    assert f"/my/case/{case_id}/defect/" in home


def test_the_record_is_confirmed_without_an_answer(city: office.Office, case_id: UUID) -> None:
    assert sent(browser(city.citizen), page_of(case_id), do="acknowledge").status_code == 303
    assert DefectRecord.objects.get(case=case_id).acknowledgement == "electronic"
    again = sent(browser(city.citizen), page_of(case_id), do="acknowledge")
    assert again.status_code == 409


def test_an_item_is_answered_by_words_or_a_file(city: office.Office, case_id: UUID) -> None:
    client, lease = browser(city.citizen), str(item(case_id, 1).id)
    assert sent(client, page_of(case_id), item=lease, text=" ").status_code == 422
    answer = sent(client, page_of(case_id), item=lease, text="แนบแล้ว", file=Upload("สัญญาเช่า.pdf", PDF))
    assert answer.status_code == 303
    page = words(client.get(page_of(case_id)))
    assert "ส่งแล้ว รอตรวจ" in page
    assert "สัญญาเช่า.pdf" in page
    assert DefectRecord.objects.get(case=case_id).acknowledgement == "electronic"


def test_a_file_that_is_not_what_it_says_keeps_the_words(city: office.Office, case_id: UUID) -> None:
    lease = str(item(case_id, 1).id)
    answer = sent(
        browser(city.citizen), page_of(case_id), item=lease, text="คำอธิบายของข้าพเจ้า", file=Upload("a.pdf", b"<html>x")
    )
    assert answer.status_code == 422
    assert "คำอธิบายของข้าพเจ้า" in words(answer)
    assert DefectReply.objects.count() == 0


def test_an_item_that_is_still_open_comes_back_with_the_note_and_can_be_answered_again(
    city: office.Office, case_id: UUID
) -> None:
    client, lease = browser(city.citizen), str(item(case_id, 1).id)
    sent(client, page_of(case_id), item=lease, text="แนบแล้ว")
    judged(city, case_id, accepted=False, note="สัญญาไม่มีลายมือชื่อผู้ให้เช่า")
    page = words(client.get(page_of(case_id)))
    assert "สัญญาไม่มีลายมือชื่อผู้ให้เช่า" in page
    assert "ยังไม่ครบ แก้ไขได้อีกจนถึงกำหนด" in page
    assert sent(client, page_of(case_id), item=lease, text="ลงชื่อแล้ว").status_code == 303


def test_answers_of_the_form_are_corrected_in_the_form(city: office.Office, case_id: UUID) -> None:
    client, area = browser(city.citizen), item(case_id, 2)
    address = f"{page_of(case_id)}{area.id}/"
    assert "220.00" in words(client.get(address))
    given = {**typed(RESTAURANT), "place.area": "ไม่ทราบ"}
    wrong = sent(client, address, **given)
    assert wrong.status_code == 422
    assert "ไม่ทราบ" in words(wrong)
    same = sent(client, address, **typed(RESTAURANT))
    assert same.status_code == 422
    assert sent(client, address, **{**given, "place.area": "230.00"}).status_code == 303
    assert '"230.00"' in office.case(case_id).words.answers
    assert "ครัวตัวอย่าง" in office.case(case_id).words.answers
    assert client.get(f"{page_of(case_id)}{item(case_id, 1).id}/").status_code == 404


def test_every_line_of_a_waste_permit_stands_in_the_form_to_be_corrected() -> None:
    industry = office.office(INDUSTRY)
    case_id = office.file(industry, WASTE, {**FACTORY, "waste": desk.waste_lines(3)})
    about = {"about": "field:waste.tonnes", "found": "ไม่ตรงกับใบชั่ง", "mend": "โปรดแก้"}
    record(industry, case_id, about)
    shown = browser(industry.citizen).get(f"{page_of(case_id)}{item(case_id, 1).id}/").content.decode()
    assert [shown.count(f'name="waste.{line}.tonnes"') for line in range(4)] == [1, 1, 1, 0]
    assert shown.count('value="12.500"') == 3


def test_once_everything_is_mended_the_application_is_complete(city: office.Office, case_id: UUID) -> None:
    client = browser(city.citizen)
    for number, came in ((1, {"file": Upload("สัญญาเช่า.pdf", PDF)}), (2, {})):
        sent(client, page_of(case_id), item=str(item(case_id, number).id), text="แก้แล้ว", **came)
        judged(city, case_id, accepted=True)
    assert office.case(case_id).state == "complete"
    page = words(client.get(page_of(case_id)))
    assert "เรื่องนี้ผ่านขั้นแก้ไขแล้ว" in page
    assert sent_to_closed(client, case_id) == 409


def sent_to_closed(client: Any, case_id: UUID) -> int:
    said = {"item": str(item(case_id, 1).id), "text": "อีกครั้ง", "seen": "99", "key": "d" * 32}
    return int(client.post(page_of(case_id), said).status_code)


def test_the_last_day_after_hours_is_in_time_and_the_next_day_is_not(city: office.Office, case_id: UUID) -> None:
    client, lease = browser(city.citizen), str(item(case_id, 1).id)
    set_business_time(MONDAY + timedelta(days=7, hours=13))  # 23:00 in Thailand, Monday 9 November
    assert "วันนี้เป็นวันสุดท้าย" in words(client.get(page_of(case_id)))
    assert sent(client, page_of(case_id), item=lease, text="แนบแล้ว").status_code == 303
    set_business_time(MONDAY + timedelta(days=8))
    page = words(client.get(page_of(case_id)))
    assert "พ้นกำหนดแก้ไขแล้ว" in page
    assert "ขอให้หน่วยงานขยายเวลาได้" in page
    assert "<textarea" not in page
    late = client.post(page_of(case_id), {"item": lease, "text": "ช้าไป", "seen": "99", "key": "e" * 32})
    assert late.status_code == 409


def test_nobody_else_answers(city: office.Office, case_id: UUID) -> None:
    stranger, _ = town.citizen("stranger")
    said = {"item": str(item(case_id, 1).id), "text": "x", "key": "f" * 32}
    for address in (page_of(case_id), f"{page_of(case_id)}{item(case_id, 2).id}/"):
        assert browser(stranger).get(address).status_code == 404
        assert browser(stranger).post(address, said).status_code == 404


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_kept_as_words_or_refused(city: office.Office, case_id: UUID, text: str) -> None:
    shown = text.encode("utf-8", "replace").decode()
    client, lease = browser(city.citizen), str(item(case_id, 1).id)
    answer = sent(client, page_of(case_id), item=lease, text=shown)
    assert answer.status_code in {303, 422}
    assert "<script>alert" not in words(client.get(page_of(case_id)))
    odd = client.post(page_of(case_id), dict.fromkeys(("item", "text", "do", "seen", "key"), shown))
    assert odd.status_code in {303, 404, 409, 422}
    form = client.post(f"{page_of(case_id)}{item(case_id, 2).id}/", {"place.area": shown, "do": shown})
    assert form.status_code in {200, 409, 422}


def test_a_case_without_a_record_has_no_such_page(city: office.Office) -> None:
    found = office.file(city, FOOD_LARGE, RESTAURANT)
    assert browser(city.citizen).get(page_of(found)).status_code == 404
