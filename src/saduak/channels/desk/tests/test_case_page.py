"""The case page: the next step first, then everything an officer needs; nobody else's agency, no full number."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from saduak.cases import commands
from saduak.cases.queries import whole_case
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import INDUSTRY, MONDAY, Office, key
from saduak.channels.desk import urls
from saduak.channels.desk.tests.conftest import TUESDAY
from saduak.channels.desk.tests.officers import PNG, at_desk, filed, of, send, walked_in, words
from saduak.files.commands import receive
from saduak.ledger.actors import INSTALLER
from saduak.parties.commands import grant_role, register_person
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db
ROLES = ("intake", "officer", "checker", "authority", "supervisor")
OF_A_CASE = ("case", "history", "check", "mend", "defect", "return", "reinstate", "refer", "exception", "papers")


def test_the_next_step_comes_first_with_its_button_and_its_day(city: Office) -> None:
    case_id = filed(city)
    page = words(at_desk(city.intake.actor).get(of(case_id)))
    assert "ตรวจความครบถ้วนของคำขอวันนี้" in page
    assert f'href="/desk/case/{case_id}/check/"' in page
    assert page.index('id="next-title"') < page.index('id="facts-title"')
    assert "วันทำการ" in page


def test_who_may_not_do_the_step_is_told_whose_turn_it_is(city: Office) -> None:
    page = words(at_desk(city.authority.actor).get(of(filed(city))))
    assert "หน้าที่ของ เจ้าหน้าที่รับคำขอ · พนักงานเจ้าหน้าที่" in page
    assert "/check/" not in page


def test_only_the_last_digits_of_a_number_are_shown(city: Office) -> None:
    case_id = walked_in(city)
    browser = at_desk(city.officer.actor)
    for page in ("", "check/", "check/mend/", "papers/", "history/"):
        assert "1101700203450" not in words(browser.get(of(case_id, page))), page


def test_everything_is_told_in_words(city: Office) -> None:
    case_id = desk.restaurant_under_consideration(city)
    desk.draft(city, case_id)
    page = words(at_desk(city.checker.actor).get(of(case_id)))
    for said in ("ตรวจร่างคำสั่ง", "คำมั่นตามคู่มือ", "เวลาที่ใช้ไป", "เริ่มงาน", "อนุญาต", "ใช้คู่มือฉบับ"):
        assert said in page, said
    history = words(at_desk(city.checker.actor).get(of(case_id, "history/")))
    for said in ("ยื่นคำขอ", "พบว่าคำขอครบถ้วน", "บันทึกผลตรวจสถานที่", "เสนอร่างคำสั่ง", "officer-khon-kaen-city"):
        assert said in history, said


@pytest.mark.parametrize("role", ROLES)
def test_every_role_of_the_agency_reads_every_page_in_both_languages(city: Office, role: str) -> None:
    case_id = filed(city)
    browser = at_desk(getattr(city, role).actor)
    with override("th"):
        addresses = [reverse(f"desk:{name}", args=[case_id]) for name in OF_A_CASE]
    for address in addresses:
        assert browser.get(address).status_code == 200, address
        assert browser.get(f"/en{address}").status_code == 200, address


def test_another_agency_finds_no_page_and_no_form_of_the_case(city: Office) -> None:
    case_id = filed(city)
    other = office.office(INDUSTRY)
    own = [str(each.name) for each in urls.urlpatterns if str(each.pattern).startswith(urls.CASE)]
    assert set(OF_A_CASE) < set(own)
    for role in ROLES:
        browser = at_desk(getattr(other, role).actor)
        for address in _addresses(case_id, own):
            assert browser.get(address).status_code in {404, 405}, address
            assert browser.post(address, {"do": "record"}).status_code in {404, 405}, address
    assert office.case(case_id).seq == 2


def _addresses(case_id: Any, names: list[str]) -> list[str]:
    found = []
    for name in names:
        pattern = next(each for each in urls.urlpatterns if each.name == name)
        params = pattern.pattern.converters
        values = {one: case_id if one == "case_id" else ("place.area" if one == "name" else uuid4()) for one in params}
        with override("th"):
            found.append(reverse(f"desk:{name}", kwargs=values))
    return found


def test_an_officer_reads_the_own_application_at_the_portal_only(city: Office) -> None:
    other = office.office(INDUSTRY)
    clerk = town.officer(other.agency, "clerk-who-applies", "officer")
    person = register_person(
        actor=clerk.actor, agency_id=None, name="ผู้ยื่น", identifier=town.identifier(), now=MONDAY, key=key()
    )
    case_id = filed(city, actor=clerk.actor, person_id=person)
    assert at_desk(clerk.actor).get(of(case_id)).status_code == 404


def oversee(browser: Client, case_id: UUID) -> Any:
    """The page of a case, for one who says why it is opened."""
    asked = browser.get(of(case_id))
    assert asked.headers["Location"] == of(case_id, "why/")
    sent = send(browser, of(case_id, "why/"), purpose="ตรวจเหตุที่ล่าช้า")
    assert sent.status_code == 303
    return browser.get(sent.headers["Location"])


def test_a_case_stays_shut_for_who_looks_after_all_agencies_until_they_say_why(city: Office) -> None:
    case_id = filed(city)
    browser = at_desk(town.officer(town.agency(), "auditor", "auditor").actor)
    for page in ("history/", "papers/", "letters/"):
        answer = browser.get(of(case_id, page))
        assert answer.status_code == 403
        assert "โปรดระบุเหตุผลก่อนเปิดดู" in words(answer)
    asked = words(browser.get(of(case_id, "why/")))
    assert whole_case(city.officer.actor, case_id, MONDAY).row.words.applicant_name not in asked
    empty = send(browser, of(case_id, "why/"), purpose="\u200b")
    assert empty.status_code == 422
    assert "โปรดเขียนเหตุผล" in words(empty)
    assert browser.get(of(case_id, "history/")).status_code == 403


def test_who_works_on_a_case_is_not_asked_why(city: Office) -> None:
    case_id = filed(city)
    answer = at_desk(city.officer.actor).get(of(case_id, "why/"))
    assert answer.headers["Location"] == of(case_id)


def test_an_agency_reads_in_the_history_that_a_case_was_overseen(city: Office) -> None:
    case_id = filed(city)
    oversee(at_desk(town.officer(town.agency(), "auditor", "auditor").actor), case_id)
    page = words(at_desk(city.officer.actor).get(of(case_id, "history/")))
    assert "ผู้กำกับดูแลหรือผู้ตรวจสอบเปิดดูเรื่อง" in page
    assert "ตรวจเหตุที่ล่าช้า" in page


def test_who_looks_after_all_agencies_reads_and_changes_nothing(city: Office) -> None:
    case_id = filed(city)
    auditor = town.officer(town.agency(), "auditor")
    grant_role(actor=INSTALLER, officer_id=auditor.id, role="auditor", until=None, now=MONDAY, key=key())
    browser = at_desk(auditor.actor)
    page = oversee(browser, case_id)
    assert page.status_code == 200
    assert "เปิดดูเรื่องนี้ได้อย่างเดียว" in words(page)
    assert "หน้าที่ของ" in words(page)
    assert browser.post(of(case_id, "check/"), {"seen": "99"}).status_code == 403
    for page in ("check/", "assign/", "draft/", "interest/", "refer/"):
        answer = browser.get(of(case_id, page))
        assert answer.status_code == 403
        assert "ท่านอ่านเรื่องได้" in words(answer)


def test_a_file_of_the_case_opens_safely_and_a_strangers_file_does_not(city: Office) -> None:
    case_id, other_case = walked_in(city), filed(city)
    file_id = receive(actor=city.intake.actor, name="แผนที่.png", content=PNG, now=MONDAY, key=key())
    commands.certify_original(
        actor=city.intake.actor,
        case_id=case_id,
        document="map",
        file_id=file_id,
        seen=None,
        now=MONDAY,
        key=key(),
    )
    browser = at_desk(city.intake.actor)
    found = browser.get(of(case_id, f"file/{file_id}/"))
    assert found.content == PNG
    assert found.headers["X-Content-Type-Options"] == "nosniff"
    assert found.headers["Content-Disposition"].startswith("attachment")
    assert "sandbox" in found.headers["Content-Security-Policy"]
    assert browser.get(of(other_case, f"file/{file_id}/")).status_code == 404
    waiting = at_desk(city.officer.actor).get(of(case_id, f"file/{file_id}/"))
    assert waiting.status_code == 409, "nobody else opens what was not looked through"
    desk.work()
    assert at_desk(city.officer.actor).get(of(case_id, f"file/{file_id}/")).content == PNG


def test_the_letters_of_a_case_are_read_from_its_page(city: Office) -> None:
    at = desk.with_letter_code(city)
    case_id = filed(at)
    desk.work()
    (letter,) = desk.letters(case_id)
    browser = at_desk(at.officer.actor)
    assert f"/letters/{letter.id}.pdf" in words(browser.get(of(case_id)))
    sheet = browser.get(of(case_id, f"letters/{letter.id}.pdf"))
    assert sheet.content.startswith(b"%PDF")
    assert browser.get(of(filed(at), f"letters/{letter.id}.pdf")).status_code == 404


def test_only_what_a_role_may_do_in_this_state_is_offered(city: Office) -> None:
    new, considered = filed(city), desk.restaurant_under_consideration(city)
    of_officer = words(at_desk(city.officer.actor).get(of(new)))
    assert f"{of(new)}draft/" not in of_officer
    assert f"{of(new)}exception/" not in of_officer
    assert f"{of(considered)}draft/" in words(at_desk(city.officer.actor).get(of(considered)))
    of_authority = words(at_desk(city.authority.actor).get(of(considered)))
    assert f"{of(considered)}exception/" in of_authority
    assert f"{of(considered)}draft/" not in of_authority


def test_a_date_that_follows_by_itself_is_told_by_the_system(city: Office) -> None:
    page = words(at_desk(city.officer.actor).get(of(filed(city), "history/")))
    told = page[page.index("แจ้งวันครบกำหนด") :]
    assert told.index("ระบบ") < told.index("ยื่นคำขอ")


def test_no_order_is_offered_while_the_party_may_still_answer(city: Office) -> None:
    city = desk.with_letter_code(city)
    case_id = desk.restaurant_under_consideration(city)
    desk.draft(city, case_id, **desk.REFUSAL)
    page = words(at_desk(city.officer.actor).get(of(case_id)))
    assert "ต้องให้โอกาสโต้แย้งก่อน" in page, "beside the check of the draft"
    desk.check(city, case_id)
    until = date(2026, 11, 20)
    told: dict[str, Any] = {"grounds": "ไม่มีที่ล้างมือ", "answer_by": until, "seen": None}
    commands.open_hearing(actor=city.officer.actor, case_id=case_id, **told, now=TUESDAY, key=key())
    page = words(at_desk(city.authority.actor).get(of(case_id)))
    assert f'href="{of(case_id)}decide/"' not in page
    assert "หนังสือแจ้งสิทธิโต้แย้งยังไม่ถือว่าถึง" in page
    desk.work(TUESDAY)
    page = words(at_desk(city.authority.actor).get(of(case_id)))
    assert "รอ citizen-khon-kaen-city โต้แย้ง" in page
    assert "20 พฤศจิกายน 2569" in page
    by = city.intake.actor
    commands.answer_hearing(actor=by, case_id=case_id, statement="ทำแล้ว", now=TUESDAY, key=key())
    assert f'href="{of(case_id)}decide/"' in words(at_desk(city.authority.actor).get(of(case_id)))


def test_no_grant_is_offered_while_a_consent_is_awaited(db: None) -> None:
    at = office.office(INDUSTRY)
    case_id = desk.waste_under_consideration(at)
    page = words(at_desk(at.officer.actor).get(of(case_id)))
    assert f'href="{of(case_id)}draft/"' in page
    assert "รอความยินยอมของ บริษัท ตัวอย่างรีไซเคิล จำกัด ถึง" in page
    lines = ({"line": 1, "outcome": "granted", "conditions": (), "reasons": ""},)
    desk.draft(at, case_id, "", lines=lines)
    desk.check(at, case_id)
    page = words(at_desk(at.authority.actor).get(of(case_id)))
    assert f'href="{of(case_id)}decide/"' not in page
    assert page.count("รอความยินยอมของ") == 1
