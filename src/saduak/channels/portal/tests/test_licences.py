"""One's licences at the portal: how each stands and why, its faces, the screen, asking again from last year's data."""

import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from saduak.cases.models import Draft
from saduak.cases.tests import office
from saduak.cases.tests.desk import WEDNESDAY
from saduak.channels.portal.tests.visitors import browser, submit, upload, words
from saduak.files.tests.papers import PDF
from saduak.ledger.present import set_business_time
from saduak.licences.models import Licence
from saduak.licences.tests import grants
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db


@pytest.fixture
def held() -> tuple[office.Office, Licence]:
    """Food premises, granted and paid, with their licence."""
    here, case_id = grants.granted_restaurant()
    grants.pay_for(case_id)
    set_business_time(WEDNESDAY + timedelta(hours=2))
    return here, Licence.objects.get(case=case_id)


def page_of(licence: Licence, more: str = "") -> str:
    return f"/my/licence/{licence.id}/{more}"


def holder(at: office.Office) -> Client:
    return browser(at.citizen)


def pressed(client: Client, address: str, **typed: Any) -> Any:
    """Send the form of a page."""
    key = words(client.get(address)).split('name="key" value="')[1].split('"')[0]
    return client.post(address, {"key": key, **typed})


def test_the_list_has_what_holds_today(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    page = words(holder(at).get("/my/licences/"))
    assert licence.number in page
    assert "ใช้ได้ในวันนี้" in page
    assert "ใช้ได้" in page
    english = words(holder(at).get("/en/my/licences/"))
    assert "In force" in english
    assert "Licence for food premises" in english


def test_who_has_none_is_told_how_one_comes(held: tuple[office.Office, Licence]) -> None:
    stranger, _ = town.citizen("stranger")
    page = words(browser(stranger).get("/my/licences/"))
    assert held[1].number not in page
    assert "เมื่อคำขอได้รับอนุญาต" in page


def test_the_page_says_how_it_stands_why_and_what_it_permits(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    page = words(holder(at).get(page_of(licence)))
    assert all(word in page for word in (licence.number, "สถานะวันนี้", "ใช้ได้", "วันสิ้นอายุ", "เหลืออีก"))
    assert f"/v/{licence.code}/" in page
    assert licence.told().holder in page
    assert "1101700203450" not in page
    assert holder(at).get(f"/en{page_of(licence)}").status_code == 200


@pytest.mark.parametrize(
    "more", ["", "sheet.pdf", "picture.png", "data.json", "data.xml", "show/", "renew/", "substitute/", "close/"]
)
def test_nobody_else_finds_it(held: tuple[office.Office, Licence], more: str) -> None:
    at, licence = held
    stranger, _ = town.citizen("stranger")
    assert browser(stranger).get(page_of(licence, more)).status_code == 404
    assert Client().get(page_of(licence, more)).status_code in {302, 303}
    assert browser(at.officer.actor).get(page_of(licence, more)).status_code in {302, 303, 404}


def test_until_it_is_sealed_the_page_says_so_and_nobody_waits(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    sealed = hasattr(licence, "sheet")
    answer = holder(at).get(page_of(licence, "sheet.pdf"))
    assert answer.status_code == (200 if sealed else 303)
    assert sealed or "กำลังลงนาม" in words(holder(at).get(page_of(licence)))


def test_its_data_is_what_stands_on_it(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    told = json.loads(holder(at).get(page_of(licence, "data.json")).content)
    assert told["record"]["number"] == licence.number
    assert licence.number in words(holder(at).get(page_of(licence, "data.xml")))
    assert holder(at).get(page_of(licence, "data.exe")).status_code == 404


def test_it_is_shown_on_a_screen_with_the_time_of_looking(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    page = words(holder(at).get(page_of(licence, "show/")))
    assert page_of(licence, "picture.png") in page
    assert "สถานะ ณ" in page


def test_several_are_shown_one_after_the_other(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    page = words(holder(at).get("/my/licences/show/"))
    assert licence.told().title.th in page
    assert "data-next" not in page
    for asked in ("0", "-1", "999999999", "x", "๑"):
        assert holder(at).get("/my/licences/show/", {"at": asked}).status_code == 200


def test_it_is_renewed_from_last_years_data_in_three_screens(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    client = holder(at)
    assert "ต่ออายุ" in words(client.get(page_of(licence, "renew/")))
    answer = pressed(client, page_of(licence, "renew/"))
    assert answer.status_code == 303, words(answer)
    draft = Draft.objects.get(state="open")
    asked = json.loads(draft.answers)["request"]
    assert asked == {"kind": "renewal", "licence_number": licence.number}
    assert answer.headers["Location"] == f"/my/draft/{draft.id}/papers/"
    upload(client, f"/my/draft/{draft.id}/", "medical_certificate", ("certificate.pdf", PDF))
    last_look = words(client.get(f"/my/draft/{draft.id}/check/"))
    assert licence.number in last_look
    assert submit(client, f"/my/draft/{draft.id}/").status_code == 303


def test_pressed_twice_it_begins_one_application(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    client = holder(at)
    key = words(client.get(page_of(licence, "renew/"))).split('name="key" value="')[1].split('"')[0]
    first, second = (client.post(page_of(licence, "renew/"), {"key": key}) for _ in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Draft.objects.filter(state="open").count() == 1


def test_a_substitute_is_asked_with_a_reason(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    client = holder(at)
    page = page_of(licence, "substitute/")
    refused = pressed(client, page, cause="หายระหว่างขนย้าย")
    assert refused.status_code == 422
    assert "หายระหว่างขนย้าย" in words(refused)
    answer = pressed(client, page, change="lost", cause="หายระหว่างขนย้าย")
    assert answer.status_code == 303, words(answer)
    asked = json.loads(Draft.objects.get(state="open").answers)["request"]
    assert (asked["kind"], asked["change"], asked["licence_number"]) == ("other", "lost", licence.number)


def test_who_acts_for_the_holder_sees_and_renews_it(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    actor, person = town.citizen("agent")
    town.mandate(at.citizen, "person", at.person, person)
    client = browser(actor)
    assert licence.number in words(client.get("/my/licences/"))
    answer = pressed(client, page_of(licence, "renew/"))
    assert answer.status_code == 303, words(answer)
    assert Draft.objects.get(state="open").person_id == at.person


def test_a_permit_of_waste_is_asked_anew_from_its_data() -> None:
    here, case_id = grants.granted_waste()
    set_business_time(WEDNESDAY + timedelta(hours=2))
    licence = Licence.objects.get(case=case_id)
    client = holder(here)
    page = words(client.get(page_of(licence)))
    assert "ขออนุญาตอีกครั้งจากข้อมูลเดิม" in page
    assert "ขอใบแทน" not in page
    answer = pressed(client, page_of(licence, "renew/"))
    assert answer.status_code == 303, words(answer)


def test_it_is_given_up_after_saying_so_twice(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    client = holder(at)
    unsure = pressed(client, page_of(licence, "close/"), reason="เลิกกิจการ")
    assert unsure.status_code == 422
    assert "เลิกกิจการ" in words(unsure)
    assert pressed(client, page_of(licence, "close/"), reason="เลิกกิจการ", sure="yes").status_code == 303
    page = words(client.get(page_of(licence)))
    assert "คืนแล้ว" in page
    assert "ขอใบแทน" not in page
    assert client.get(page_of(licence, "close/")).status_code == 404


def test_another_licence_is_not_named_by_a_wrong_id(held: tuple[office.Office, Licence]) -> None:
    assert holder(held[0]).get(f"/my/licence/{UUID(int=7)}/").status_code == 404


def test_the_case_leads_to_its_licence_and_no_step_is_left(held: tuple[office.Office, Licence]) -> None:
    at, licence = held
    page = words(holder(at).get(f"/my/case/{licence.case}/"))
    assert page_of(licence) in page
    assert licence.number in page
    way = page.split('class="way"')[1].split("</ol>")[0]
    assert "way__stop--ahead" not in way
    assert page_of(licence) in words(holder(at).get("/my/licences/"))


def test_what_is_free_has_no_step_of_payment() -> None:
    here, case_id = grants.granted_waste()
    set_business_time(WEDNESDAY + timedelta(hours=2))
    way = words(holder(here).get(f"/my/case/{case_id}/")).split('class="way"')[1].split("</ol>")[0]
    assert "ชำระ" not in way
    assert "way__stop--ahead" not in way
