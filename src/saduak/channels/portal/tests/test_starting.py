"""Before an application: anybody reads what it takes; who may begin, for whom, and what is filled in beforehand."""

import json
from typing import Any

import pytest
from django.test import Client

from saduak.cases.models import Draft
from saduak.cases.tests import office
from saduak.cases.tests.office import CITY, INDUSTRY, Office
from saduak.channels.portal.tests.visitors import FOOD_START, WASTE_START, applicant, begin, browser, page_of, words
from saduak.identities.commands import recognise_person
from saduak.identities.ports import Vouched
from saduak.ledger.actors import ENTRANCE
from saduak.ledger.actors import user as actor_of
from saduak.parties.commands import give_mandate
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

KEY = "0" * 32


def mandate(at: Office, organisation: Any, *scope: str) -> Any:
    return give_mandate(
        actor=at.intake.actor,
        principal_kind="organisation",
        principal_id=organisation,
        agent_id=at.person,
        scope=scope,
        until=None,
        now=town.NOW,
        key=town.key(),
    )


def test_anybody_reads_what_it_costs_and_takes_and_is_led_to_the_log_in() -> None:
    office.office(CITY)
    page = words(Client().get(FOOD_START))
    assert "1,000 บาท ถึง 3,000 บาท" in page
    assert "20 วัน" in page
    assert "/in/?level=one_time_code&amp;next=%2Fmy%2Fapply%2Fhealth%2Ffood-large%2Fkhon-kaen-city%2F" in page
    assert "เริ่มยื่นคำขอ" not in page


def test_the_manual_of_an_office_has_the_way_to_apply() -> None:
    office.office(CITY)
    assert f'href="{FOOD_START}"' in words(Client().get("/services/health/food-large/khon-kaen-city/"))
    assert f'href="/en{FOOD_START}"' in words(Client().get("/en/services/health/food-large/khon-kaen-city/"))


@pytest.mark.parametrize("place", ["health/food-large/nowhere", "health/nothing/khon-kaen-city", "health/food-large/"])
def test_what_nobody_offers_is_not_found(place: str) -> None:
    office.office(CITY)
    assert Client().get(f"/my/apply/{place}/").status_code == 404


def test_an_office_without_an_account_says_so_in_a_sentence() -> None:
    at = office.office(CITY)
    office.publish_services(INDUSTRY)
    answer = applicant(at).post(WASTE_START)
    assert answer.status_code == 409
    assert "ยังไม่" in words(answer)


def test_a_log_in_that_is_not_sure_enough_is_asked_for_more_and_begins_nothing() -> None:
    at = office.office(INDUSTRY)
    client = browser(at.citizen, "one_time_code")
    assert "level=ial_1" in words(client.get(WASTE_START))
    assert client.post(WASTE_START).status_code == 403
    assert not Draft.objects.exists()


def test_pressing_twice_begins_once() -> None:
    at = office.office(CITY)
    client = applicant(at)
    first, second = (client.post(FOOD_START, {"key": KEY}).headers["Location"] for _ in range(2))
    assert first == second
    assert Draft.objects.count() == 1
    assert first in words(client.get(FOOD_START))


def test_for_a_company_the_draft_is_the_companys() -> None:
    at = office.office(INDUSTRY)
    company = town.company(at.intake, at.agency, "บริษัท ตัวอย่างผลิตชิ้นส่วน จำกัด")
    client = browser(at.citizen, acting=mandate(at, company))
    assert "บริษัท ตัวอย่างผลิตชิ้นส่วน จำกัด" in words(client.get(WASTE_START))
    draft = begin(client, WASTE_START)
    row = Draft.objects.get()
    assert (row.organisation_id, row.person_id) == (company, None)
    assert json.loads(row.answers)["applicant"]["kind"] == "juristic"
    assert "เติมให้แล้วจากชื่อที่ลงทะเบียนไว้" in words(client.get(page_of(draft, "applicant")))


def test_a_mandate_for_another_service_begins_nothing() -> None:
    at = office.office(INDUSTRY)
    company = town.company(at.intake, at.agency)
    client = browser(at.citizen, acting=mandate(at, company, "health/food-large"))
    assert "ไม่รวมบริการนี้" in words(client.get(WASTE_START))
    assert client.post(WASTE_START).status_code == 403
    assert not Draft.objects.exists()


def test_what_the_log_in_told_is_filled_in_and_marked_until_it_is_changed() -> None:
    office.office(CITY)
    told = Vouched("1101700203450", "สมมุติ ตัวอย่าง", "นางสาว", "1992-04-12", "1 ถนนตัวอย่าง", "2.3", "", "r-1")
    user_id = recognise_person(
        actor=ENTRANCE, provider="thaid", vouched=told, user_id=None, now=town.NOW, key=town.key()
    )
    client = browser(actor_of(user_id))
    draft = begin(client)
    page = words(client.get(page_of(draft, "applicant")))
    for value in ("นางสาวสมมุติ ตัวอย่าง", "1101700203450", 'value="34"', "1 ถนนตัวอย่าง"):
        assert value in page, value
    assert page.count("เติมให้แล้วจากการเข้าสู่ระบบ") == 5
    client.post(page_of(draft, "applicant"), {"applicant.kind": "person", "applicant.name": "ชื่อใหม่", "do": "show"})
    assert "ชื่อใหม่" in words(client.get(page_of(draft, "applicant")))
    assert words(client.get(page_of(draft, "applicant"))).count("เติมให้แล้วจากการเข้าสู่ระบบ") == 1
