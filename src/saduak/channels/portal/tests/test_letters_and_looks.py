"""Letters are read by whom they are for, and every look at somebody's data is shown to them."""

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client
from uuid_utils.compat import uuid7

from saduak.cases.commands import oversee_case
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import CITY, FOOD_LARGE, FOOD_SMALL, MONDAY, RESTAURANT, key
from saduak.channels.portal.tests.test_after_filing import agent_of
from saduak.channels.portal.tests.visitors import browser, words
from saduak.ledger.guard import side_door
from saduak.ledger.models import Event
from saduak.ledger.present import set_business_time
from saduak.linkage import commands as linkage
from saduak.linkage.commands.connecting import wired
from saduak.linkage.models import Look
from saduak.linkage.tests.desk import NUMBER, Shelf
from saduak.messages.models import Letter
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db


@pytest.fixture
def city() -> office.Office:
    """The public health office of a city, with all that its letters say of it."""
    return desk.with_letter_code(office.office(CITY))


@pytest.fixture
def refused(city: office.Office) -> UUID:
    """A licence that was refused, and the letter that says so sent."""
    case_id = desk.restaurant_under_consideration(city)
    desk.draft(city, case_id, **desk.REFUSAL)
    desk.check(city, case_id)
    desk.skip_hearing(city, case_id)
    desk.decide(city, case_id)
    desk.work(desk.WEDNESDAY)
    set_business_time(desk.WEDNESDAY + timedelta(days=1))
    return case_id


def decision(case_id: UUID) -> Letter:
    return Letter.objects.get(case_id=case_id, kind="decision_refused")


def test_opening_a_letter_is_reading_it_once(city: office.Office, refused: UUID) -> None:
    letter, client = decision(refused), browser(city.citizen)
    assert f"/my/letters/{letter.id}/" in words(client.get("/my/"))
    page = words(client.get(f"/my/letters/{letter.id}/"))
    assert letter.subject in page
    letter.refresh_from_db()
    first = letter.read_at
    assert first == desk.WEDNESDAY + timedelta(days=1) or first is not None
    client.get(f"/my/letters/{letter.id}/")
    assert Event.objects.filter(kind="letter.read", stream__key=str(letter.id)).count() == 1
    assert "ยังไม่ได้อ่าน" in words(client.get("/my/letters/"))  # the receipt


def test_a_refusal_says_when_it_counts_as_told_and_until_when_to_appeal(city: office.Office, refused: UUID) -> None:
    page = words(browser(city.citizen).get(f"/my/letters/{decision(refused).id}/"))
    assert "ถือว่าแจ้งท่านเมื่อ" in page
    assert "วันพุธที่ 4 พฤศจิกายน 2569" in page
    assert "อุทธรณ์ได้ถึง" in page
    assert "มาตรา" in page


def test_the_sheet_is_the_letter_as_pdf(city: office.Office, refused: UUID) -> None:
    answer = browser(city.citizen).get(f"/my/letters/{decision(refused).id}.pdf")
    assert answer.status_code == 200
    assert answer.content.startswith(b"%PDF")
    assert "no-store" in answer.headers["Cache-Control"]


def test_nobody_else_opens_it_and_an_officer_s_look_is_no_reading(city: office.Office, refused: UUID) -> None:
    letter = decision(refused)
    stranger, _ = town.citizen("stranger")
    for client in (browser(stranger), browser(agent_of(city, FOOD_SMALL)), browser(city.officer.actor)):
        for address in (f"/my/letters/{letter.id}/", f"/my/letters/{letter.id}.pdf"):
            assert client.get(address).status_code in {302, 404}
    assert Client().get(f"/my/letters/{letter.id}/").status_code == 302
    letter.refresh_from_db()
    assert letter.read_at is None


def test_an_agent_of_this_service_reads_for_the_principal(city: office.Office, refused: UUID) -> None:
    letter = decision(refused)
    assert browser(agent_of(city, FOOD_LARGE)).get(f"/my/letters/{letter.id}/").status_code == 200
    letter.refresh_from_db()
    assert letter.read_at is not None


def looked_up(at: office.Office, case_id: UUID, monkeypatch: Any) -> None:
    """The officer looks the applicant up in the register of persons."""
    shelf = Shelf({NUMBER: {"name": "นางสาวสมมุติ ตัวอย่าง", "status": f"เลข {NUMBER}"}})
    monkeypatch.setattr(f"{settings.WIRING}.REGISTERS", {**wired(), "gdx": shelf})
    admin = town.officer(at.agency, "admin", "agency_admin")
    linkage.connect_register(
        actor=admin.actor, agency_id=at.agency, register="dopa.person", way="gdx", now=MONDAY, key=key()
    )
    linkage.look_up(
        actor=at.officer.actor,
        agency_id=at.agency,
        case_id=case_id,
        register="dopa.person",
        subject_kind="person",
        subject_id=at.person,
        identifier=NUMBER,
        purpose="linkage.purpose.verify_identity",
        legal_basis="EPA s.12",
        now=MONDAY,
        key=key(),
    )


def test_every_look_says_who_where_why_and_what_was_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    at = office.office(CITY)
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    looked_up(at, case_id, monkeypatch)
    set_business_time(MONDAY + timedelta(hours=1))
    for address in ("/my/looks/", f"/my/case/{case_id}/"):
        page = words(browser(at.citizen).get(address))
        assert "officer-khon-kaen-city" in page  # the post
        assert "สำนักงาน khon-kaen-city" in page
        assert "ตรวจว่าผู้ยื่นเป็นบุคคลตามที่แจ้ง" in page
        assert "มาตรา 12" in page
        assert "นางสาวสมมุติ ตัวอย่าง" in page
        assert NUMBER not in page
    set_business_time(MONDAY + timedelta(days=2))  # an answer is kept for a day, the look for good
    later = words(browser(at.citizen).get("/my/looks/"))
    assert "officer-khon-kaen-city" in later
    assert "สมมุติ" not in later


def test_what_a_look_at_a_director_found_is_not_for_other_agents_of_the_company(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    at = office.office(CITY)
    company = town.company(at.intake, at.agency)
    colleague, colleague_person = town.citizen("colleague")
    for person in (at.person, colleague_person):
        town.mandate(at.intake.actor, "organisation", company, person)
    case_id = office.file(at, FOOD_LARGE, RESTAURANT, person_id=None, organisation_id=company)
    looked_up(at, case_id, monkeypatch)
    set_business_time(MONDAY + timedelta(hours=1))
    own, others = (words(browser(who).get(f"/my/case/{case_id}/")) for who in (at.citizen, colleague))
    assert "สิ่งที่เห็น" in own
    assert "ตรวจว่าผู้ยื่นเป็นบุคคลตามที่แจ้ง" in others, "who looked, when and why"
    assert "สิ่งที่เห็น" not in others
    assert "เป็นข้อมูลของบุคคลอื่น" in others


def test_who_opened_an_application_for_oversight_stands_among_the_looks() -> None:
    at = office.office(CITY)
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    auditor = town.officer(town.agency("สำนักงานตรวจสอบ"), "ผู้ตรวจสอบภายใน", "auditor")
    why = "ตรวจตามข้อร้องเรียนเลขที่ 12/2569"
    oversee_case(actor=auditor.actor, case_id=case_id, purpose=why, now=MONDAY, key=key())
    set_business_time(MONDAY + timedelta(hours=1))
    for address in ("/my/looks/", f"/my/case/{case_id}/", "/en/my/looks/"):
        page = words(browser(at.citizen).get(address))
        assert why in page
        assert "ผู้ตรวจสอบภายใน" in page, "the post"
        assert office.case(case_id).number in page
    stranger, _ = town.citizen("stranger")
    assert why not in words(browser(stranger).get("/my/looks/"))


def test_looks_are_shown_to_whom_they_concern_only(monkeypatch: pytest.MonkeyPatch) -> None:
    at = office.office(CITY)
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    looked_up(at, case_id, monkeypatch)
    stranger, _ = town.citizen("stranger")
    nothing = "ยังไม่มีใครตรวจข้อมูลของท่าน"
    assert nothing in words(browser(stranger).get("/my/looks/"))
    assert nothing in words(browser(agent_of(at, FOOD_LARGE)).get("/my/looks/"))
    assert nothing not in words(browser(agent_of(at)).get("/my/looks/"))
    assert Client().get("/my/looks/").status_code == 302


def test_a_long_inbox_is_read_page_by_page_and_no_letter_is_lost_or_told_twice(
    city: office.Office, monkeypatch: Any
) -> None:
    for _ in range(5):
        office.file(city, FOOD_LARGE, RESTAURANT)
    desk.work(MONDAY)
    monkeypatch.setattr("saduak.messages.queries.PAGE", 2)
    client, address, page = browser(city.citizen), "/my/letters/", ""
    seen: list[str] = []
    while address:
        page = words(client.get(address))
        seen += re.findall(r'post__link" href="/my/letters/([^/]+)/"', page)
        found = re.search(r'href="(/my/letters/\?before=[^"]+)" rel="next"', page)
        address = found[1] if found else ""
    assert len(seen) == 5
    assert set(seen) == {str(letter.id) for letter in Letter.objects.all()}
    assert "ดูรายการล่าสุด" in page


@pytest.mark.parametrize("before", ["", "x", "2026-11-02_x", "2026-11-02T10:00:00_" + "0" * 32, "\x00"])
def test_a_place_in_a_list_that_cannot_be_read_is_its_beginning(city: office.Office, before: str) -> None:
    for page in ("letters", "looks"):
        assert browser(city.citizen).get(f"/my/{page}/", {"before": before}).status_code == 200


def test_long_looks_are_read_page_by_page(city: office.Office, monkeypatch: Any) -> None:
    case_id = office.file(city, FOOD_LARGE, RESTAURANT)
    looked_up(city, case_id, monkeypatch)
    look: dict[str, Any] = {**Look.objects.values().get(), "id": None}
    for minutes in (1, 2, 3, 4):
        told = {**look, "id": uuid7(), "once": str(minutes), "asked_at": look["asked_at"] + timedelta(minutes=minutes)}
        with side_door("bulk loader"):
            Look.objects.create(**told)
    monkeypatch.setattr("saduak.channels.portal.filed.looks.PAGE", 2)
    client, address, seen = browser(city.citizen), "/my/looks/", 0
    while address:
        page = words(client.get(address))
        seen += page.count('<li class="look"')
        found = re.search(r'href="(/my/looks/\?before=[^"]+)" rel="next"', page)
        address = found[1] if found else ""
    assert seen == 5
