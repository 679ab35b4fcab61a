"""The work list: due first, the clock in words, filters that are links, nothing of another agency."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from saduak.cases import commands
from saduak.cases.queries import lists
from saduak.cases.tests import office
from saduak.cases.tests.office import INDUSTRY, MONDAY, Office, key
from saduak.channels.desk.tests.officers import at_desk, filed, words
from saduak.ledger.actors import INSTALLER
from saduak.ledger.present import set_business_time
from saduak.parties.commands import grant_role, register_officer
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db


def test_what_is_due_first_stands_first_with_its_clock_in_words_and_why(city: Office) -> None:
    later, first = filed(city, now=MONDAY), filed(city, now=MONDAY - timedelta(hours=1))
    commands.confirm_complete(actor=city.intake.actor, case_id=first, seen=None, now=MONDAY, key=key())
    page = words(at_desk(city.officer.actor).get("/desk/"))
    assert page.count("วันทำการ</span>") == 2
    assert "ทำไม" in page
    assert "คู่มือสำหรับประชาชนกำหนดเวลาไว้" in page
    assert {str(later), str(first)} <= set(page.replace("/", " ").split())
    english = words(at_desk(city.officer.actor).get("/en/desk/"))
    assert "working days left" in english


def test_a_late_case_says_by_how_many_days(city: Office) -> None:
    case_id = filed(city)
    row = office.case(case_id)
    assert row.due_on
    set_business_time(MONDAY + (row.due_on - MONDAY.date()) + timedelta(days=4))
    page = words(at_desk(city.officer.actor).get("/desk/?view=late"))
    assert "เกินกำหนด 4 วัน" in page
    assert row.number in page


def test_views_are_links_with_counts(city: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    filed(city)
    filed(city)
    monkeypatch.setattr(lists, "MOST", 2)
    monkeypatch.setattr("saduak.channels.desk.work.MOST", 2)
    page = words(at_desk(city.officer.actor).get("/desk/?view=new"))
    assert 'href="/desk/?view=decide"' in page
    assert '<span class="views__count">2+</span>' in page
    assert page.count('aria-current="page"') == 1


def test_filters_stay_in_the_address_and_can_be_cleared(city: Office) -> None:
    case_id = filed(city)
    number = office.case(case_id).number
    browser = at_desk(city.officer.actor)
    assert number in words(browser.get("/desk/", {"number": number[:6].lower()}))
    assert "ไม่มีเรื่องที่ตรงกับตัวกรอง" in words(browser.get("/desk/", {"number": "ZZZ"}))
    by_service = words(browser.get("/desk/", {"service": office.FOOD_LARGE, "view": "new"}))
    assert number in by_service
    assert 'href="/desk/?view=new"' in by_service


@pytest.mark.parametrize("query", ["view=%00", "after=2026-13-01_x", "after=x", "agency=1", "number=" + "9" * 5000])
def test_an_address_that_makes_no_sense_shows_a_list_all_the_same(city: Office, query: str) -> None:
    assert at_desk(city.officer.actor).get(f"/desk/?{query}").status_code == 200


def test_a_long_list_goes_on_where_the_page_ended(city: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 1)
    numbers = {office.case(filed(city)).number for _ in range(2)}
    browser = at_desk(city.officer.actor)
    first = browser.get("/desk/")
    more = first.context["more"]
    second = browser.get(more)
    shown = [row.case.number for answer in (first, second) for row in answer.context["rows"]]
    assert set(shown) == numbers
    assert second.context["more"] == ""


def test_nothing_of_another_agency_is_listed_or_found(city: Office) -> None:
    other = office.office(INDUSTRY)
    number = office.case(filed(city)).number
    browser = at_desk(other.officer.actor)
    assert number not in words(browser.get("/desk/"))
    assert browser.get("/desk/search/", {"q": number}).context["rows"] == []


def test_an_officer_of_two_agencies_sees_both_with_their_names_and_may_choose(city: Office) -> None:
    other = office.office(INDUSTRY)
    number = office.case(filed(city)).number
    post = register_officer(
        actor=INSTALLER,
        user_id=city.officer.user,
        agency_id=other.agency,
        unit_id=None,
        position="ผู้ช่วย",
        now=MONDAY,
        key=key(),
    )
    grant_role(actor=INSTALLER, officer_id=post, role="officer", until=None, now=MONDAY, key=key())
    browser = at_desk(city.officer.actor)
    page = words(browser.get("/desk/"))
    assert number in page
    assert f"agency={other.agency}" in page
    assert '<span class="plate">สำนักงาน khon-kaen-city</span>' in page
    assert number not in words(browser.get("/desk/", {"agency": str(other.agency)}))


def test_who_looks_after_all_agencies_finds_any_case_and_no_name(city: Office) -> None:
    case = office.case(filed(city))
    browser = at_desk(town.officer(town.agency(), "auditor", "auditor").actor)
    found = words(browser.get("/desk/search/", {"q": case.number[:6]}))
    assert case.number in found
    assert case.words.applicant_name not in found
    assert "ของทุกหน่วยงาน" in found
    assert "ของหน่วยงานท่าน" not in found


def test_an_officer_who_looks_after_all_agencies_as_well_reads_names_of_the_own_agency_alone(city: Office) -> None:
    other = office.office(INDUSTRY)
    cases = [office.case(office.file(other, office.WASTE, office.FACTORY)), office.case(filed(city))]
    for at, case in zip((other, city), cases, strict=True):
        commands.withdraw(actor=at.citizen, case_id=case.id, ground="", seen=None, now=MONDAY, key=key())
    foreign, own = cases
    said: dict[str, Any] = {"user_id": city.officer.user, "agency_id": town.agency(), "unit_id": None}
    post = register_officer(actor=INSTALLER, **said, position="ผู้กำกับ", now=MONDAY, key=key())
    grant_role(actor=INSTALLER, officer_id=post, role="regulator", until=None, now=MONDAY, key=key())
    browser = at_desk(city.officer.actor)
    shown = {row.case.id: row.case for case in cases for row in _found(browser, case.number)}
    assert shown[own.id].applicant == own.words.applicant_name
    assert shown[foreign.id].applicant == ""
    assert foreign.words.applicant_name not in words(browser.get("/desk/search/", {"q": foreign.number}))


def _found(browser: Client, number: str) -> Any:
    return browser.get("/desk/search/", {"q": number}).context["rows"]


def test_an_administrator_is_told_that_there_is_nothing_to_work_on(city: Office) -> None:
    admin = town.officer(city.agency, "admin", "agency_admin")
    filed(city)
    page = words(at_desk(admin.actor).get("/desk/"))
    assert "บทบาทของท่านไม่มีเรื่องให้พิจารณา" in page


def test_closed_cases_are_found_by_their_number(city: Office) -> None:
    case_id = filed(city)
    commands.withdraw(actor=city.citizen, case_id=case_id, ground="", seen=None, now=MONDAY, key=key())
    number = office.case(case_id).number
    browser = at_desk(city.officer.actor)
    assert number not in words(browser.get("/desk/"))
    assert number in words(browser.get("/desk/search/", {"q": number}))


def test_without_both_factors_nobody_comes_in(city: Office) -> None:
    case_id = filed(city)
    stranger = Client()
    for address in ("/desk/", "/desk/help/", f"/desk/case/{case_id}/"):
        answer = stranger.get(address)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/in/officer/")


def test_the_keys_are_written_down(city: Office) -> None:
    browser = at_desk(city.officer.actor)
    told = words(browser.get("/desk/help/"))
    page = words(browser.get(f"/desk/case/{filed(city)}/")) + words(browser.get("/desk/"))
    for letter in "wsnbh":
        assert f'accesskey="{letter}"' in page
        assert f"<kbd>{letter}</kbd>" in told
