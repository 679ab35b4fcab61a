"""After filing: the applicant sees where it is and why, and nobody else sees anything."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile as Upload
from django.test import Client

from saduak.cases import commands
from saduak.cases.models import Draft
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import CITY, FACTORY, FOOD_LARGE, FOOD_SMALL, INDUSTRY, MONDAY, RESTAURANT, WASTE, key
from saduak.channels.portal.tests.visitors import browser, words
from saduak.files.tests.papers import PDF
from saduak.ledger.actors import Actor
from saduak.ledger.present import present, set_business_time
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

PAGES = ("", "papers/", "withdraw/", "reply/", "again/")


@pytest.fixture
def city() -> office.Office:
    """The public health office of a city."""
    return office.office(CITY)


@pytest.fixture
def filed(city: office.Office) -> UUID:
    """A licence of food premises, filed on Monday."""
    return office.file(city, FOOD_LARGE, RESTAURANT)


def agent_of(at: office.Office, *services: str) -> Actor:
    """Somebody whom the applicant lets act, in these services."""
    actor, person = town.citizen(f"agent-{key()}")
    town.mandate(at.citizen, "person", at.person, person, scope=services)
    return actor


def sent(client: Client, address: str, **typed: Any) -> Any:
    """Send a form as it stands on its page."""
    page = words(client.get(address))
    hidden = {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("key", "seen")}
    return client.post(address, {**hidden, **typed})


def test_the_page_says_what_is_next_how_long_and_why(city: office.Office, filed: UUID) -> None:
    page = words(browser(city.citizen).get(f"/my/case/{filed}/"))
    assert "เจ้าหน้าที่กำลังตรวจว่าคำขอครบถ้วน" in page
    assert "วันทำการ หากคำขอครบถ้วน" in page
    assert "มาตรา" in page
    assert office.case(filed).number in page


def test_it_speaks_english(city: office.Office, filed: UUID) -> None:
    page = words(browser(city.citizen).get(f"/en/my/case/{filed}/"))
    assert "An officer checks that the application is complete" in page
    assert "working days left" in page


@pytest.mark.parametrize("page", PAGES)
def test_a_stranger_and_a_visitor_see_nothing(city: office.Office, filed: UUID, page: str) -> None:
    stranger, _ = town.citizen("stranger")
    address = f"/my/case/{filed}/{page}"
    assert browser(city.citizen).get(address).status_code == 200
    assert browser(stranger).get(address).status_code == 404
    assert Client().get(address).headers["Location"].startswith("/in/")
    assert browser(stranger).post(address, {"key": "0" * 32}).status_code in {404, 405}


def test_an_officer_of_the_agency_does_not_read_it_at_the_portal(city: office.Office, filed: UUID) -> None:
    clerk = browser(city.officer.actor)
    assert clerk.get(f"/my/case/{filed}/").status_code in {302, 404}


def test_who_acts_in_this_service_sees_it_and_who_acts_in_another_does_not(city: office.Office, filed: UUID) -> None:
    address = f"/my/case/{filed}/"
    assert browser(agent_of(city, FOOD_LARGE)).get(address).status_code == 200
    other = browser(agent_of(city, FOOD_SMALL))
    assert other.get(address).status_code == 404
    assert office.case(filed).number not in words(other.get("/my/"))


def test_a_log_in_that_is_less_sure_than_the_service_asks_is_led_to_the_entrance() -> None:
    at = office.office(INDUSTRY)
    case_id = office.file(at, WASTE, FACTORY)
    answer = browser(at.citizen, "one_time_code").get(f"/my/case/{case_id}/")
    assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/in/")


def test_the_first_page_lists_applications_with_their_clock(city: office.Office, filed: UUID) -> None:
    page = words(browser(city.citizen).get("/my/"))
    assert office.case(filed).number in page
    assert "วันทำการ" in page
    assert "ขณะนี้ไม่มีสิ่งใดรอท่าน" in page


def test_nothing_of_the_work_within_the_agency_is_told(city: office.Office) -> None:
    case_id = desk.restaurant_under_consideration(city)
    desk.draft(city, case_id, **{**desk.REFUSAL, "facts": "ความเห็นภายในของเจ้าหน้าที่"})
    desk.check(city, case_id, agrees=False, note="บันทึกภายใน")
    page = words(browser(city.citizen).get(f"/my/case/{case_id}/"))
    for private in ("ความเห็นภายใน", "บันทึกภายใน", "เสนอร่างคำสั่ง", "ตรวจร่างคำสั่ง", "officer-khon"):
        assert private not in page


def test_a_withdrawal_is_confirmed_first(city: office.Office, filed: UUID) -> None:
    client, address = browser(city.citizen), f"/my/case/{filed}/withdraw/"
    unsure = sent(client, address, ground="เปลี่ยนใจ")
    assert unsure.status_code == 422
    assert "เปลี่ยนใจ" in words(unsure)
    assert office.case(filed).state == "submitted"
    assert sent(client, address, ground="เปลี่ยนใจ", sure="yes").status_code == 303
    assert office.case(filed).state == "withdrawn"
    assert "ถอนไม่ได้แล้ว" in words(client.get(address))


def test_a_double_click_withdraws_once(city: office.Office, filed: UUID) -> None:
    client = browser(city.citizen)
    typed = {"key": "a" * 32, "seen": "99", "sure": "yes", "ground": ""}
    answers = [client.post(f"/my/case/{filed}/withdraw/", typed).status_code for _ in range(2)]
    assert answers == [303, 303]
    assert len(desk.happened(filed, "case.withdrawn")) == 1


def test_what_was_withdrawn_is_filed_anew_from_its_answers(city: office.Office, filed: UUID) -> None:
    client = browser(city.citizen)
    sent(client, f"/my/case/{filed}/withdraw/", sure="yes")
    answer = sent(client, f"/my/case/{filed}/again/")
    draft = Draft.objects.get()
    assert answer.headers["Location"] == f"/my/draft/{draft.id}/"
    assert "ครัวตัวอย่าง" in draft.answers


def test_how_to_be_answered_is_chosen_and_unknown_ways_are_refused(city: office.Office, filed: UUID) -> None:
    client, address = browser(city.citizen), f"/my/case/{filed}/reply/"
    assert sent(client, address, reply="pigeon").status_code == 422
    assert sent(client, address, reply="paper").status_code == 303
    assert office.case(filed).reply == "paper"
    assert sent(client, address, reply="paper").status_code == 409


def test_a_stale_form_says_what_changed_and_keeps_what_was_typed(city: office.Office, filed: UUID) -> None:
    client, address = browser(city.citizen), f"/my/case/{filed}/withdraw/"
    page = words(client.get(address))
    seen = page.split('name="seen" value="')[1].split('"')[0]
    commands.confirm_complete(actor=city.intake.actor, case_id=filed, seen=None, now=MONDAY, key=key())
    answer = client.post(address, {"key": "b" * 32, "seen": seen, "sure": "yes", "ground": "ย้ายร้าน"})
    assert answer.status_code == 409
    assert "พบว่าคำขอครบถ้วน" in words(answer)
    assert "ย้ายร้าน" in words(answer)


def test_a_paper_is_offered_and_a_file_that_is_not_what_it_says_is_refused(city: office.Office, filed: UUID) -> None:
    client, address = browser(city.citizen), f"/my/case/{filed}/papers/"
    liar = sent(client, address, document="", file=Upload("แผนที่.pdf", b"<html><script>alert(1)</script></html>"))
    assert liar.status_code == 422
    unknown = sent(client, address, document="tax_receipt", file=Upload("แผนที่.pdf", PDF))
    assert unknown.status_code == 422
    assert sent(client, address, document="").status_code == 422
    assert sent(client, address, document="", file=Upload("แผนที่.pdf", PDF)).status_code == 303
    page = words(client.get(f"/my/case/{filed}/"))
    assert "แผนที่.pdf" in page
    file_id = page.split(f"/my/case/{filed}/file/")[1].split("/")[0]
    given = client.get(f"/my/case/{filed}/file/{file_id}/")
    assert (given.status_code, given.content) == (200, PDF)
    assert given.headers["X-Content-Type-Options"] == "nosniff"
    stranger, _ = town.citizen("stranger")
    assert browser(stranger).get(f"/my/case/{filed}/file/{file_id}/").status_code == 404


HOSTILE = ("\x00\ud800", "ก" * 30_000, "<script>alert(1)</script>", "' OR 1=1 --", "น\u0e4d\u0e32", "{{ 7*7 }}")


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("page", ["withdraw/", "reply/", "papers/", "consents/"])
def test_hostile_words_end_in_a_sentence_and_never_in_a_fault(
    city: office.Office, filed: UUID, page: str, text: str
) -> None:
    shown = text.encode("utf-8", "replace").decode()
    typed = dict.fromkeys(("ground", "sure", "reply", "document", "consent", "seen", "key"), shown)
    answer = browser(city.citizen).post(f"/my/case/{filed}/{page}", typed)
    assert answer.status_code in {303, 404, 409, 422}
    assert "<script>alert" not in words(answer)


def test_a_hearing_is_answered_once_and_late_is_heard_all_the_same(city: office.Office) -> None:
    case_id = desk.restaurant_under_consideration(city)
    client, address = browser(city.citizen), f"/my/case/{case_id}/hearing/"
    assert client.get(address).status_code == 404
    commands.open_hearing(
        actor=city.officer.actor,
        case_id=case_id,
        grounds="ไม่มีที่ล้างมือ",
        answer_by=(MONDAY + timedelta(days=9)).date(),
        seen=None,
        now=MONDAY,
        key=key(),
    )
    assert "ไม่มีที่ล้างมือ" in words(client.get(address))
    assert sent(client, address, statement="  ").status_code == 422
    long = sent(client, address, statement="ก" * 25_000)
    assert long.status_code == 422
    assert "ก" * 25_000 in words(long)
    set_business_time(MONDAY + timedelta(days=20))
    assert sent(client, address, statement="ติดตั้งแล้ว").status_code == 303
    assert "ติดตั้งแล้ว" in words(client.get(address))
    assert client.post(address, {"statement": "อีกครั้ง"}).status_code == 409


def test_the_tracking_code_and_the_due_dates_told_stand_on_the_page(city: office.Office, filed: UUID) -> None:
    page = words(browser(city.citizen).get(f"/my/case/{filed}/"))
    assert "วันครบกำหนดที่เคยแจ้งท่าน" in page
    assert "รหัสติดตาม" in page


def test_a_case_with_consents_gives_the_link_to_hand_over() -> None:
    at = office.office(INDUSTRY)
    case_id = office.file(at, WASTE, FACTORY)
    client = browser(at.citizen)
    page = words(client.get(f"/my/case/{case_id}/"))
    link = page.split('readonly value="')[1].split('"')[0]
    assert Client().get(link.removeprefix("http://testserver")).status_code == 200
    hidden = page.split('name="consent" value="')[1].split('"')[0]
    assert sent(client, f"/my/case/{case_id}/", consent=hidden).status_code == 405
    set_business_time(present() + timedelta(minutes=1))
    answer = client.post(f"/my/case/{case_id}/consents/", {"consent": hidden, "key": "c" * 32})
    assert answer.status_code == 303
    assert Client().get(link.removeprefix("http://testserver")).status_code == 404
