"""The regulator finds a late case from the register, takes the register away, and changes nothing; a supervisor opens
what each figure of the board counts."""

import csv
import io
import json
import re
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.models import Notice
from saduak.cases.tests import office
from saduak.cases.tests.office import CITY, FOOD_LARGE, INDUSTRY, MONDAY, RESTAURANT, WASTE, Office, key
from saduak.cases.tests.test_delay_notices import FILED, REASON, at, give, late_case
from saduak.channels.desk.clockwork import register as page_of_register
from saduak.channels.desk.tests.officers import at_desk, filed, of, send, words
from saduak.ledger.actors import Actor
from saduak.ledger.present import set_business_time
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

NAMES = ("บริษัท ตัวอย่าง", "นางสาวสมมุติ", "citizen")


@pytest.fixture
def late(db: None) -> tuple[Office, UUID]:
    """A late case with two notices in time and one three days late."""
    here, case_id = late_case()
    commands.look_until(FILED, at(date(2027, 4, 7), "09:00"))
    give(here, Notice.objects.get(case=case_id), REASON, at(date(2027, 4, 7), "10:00"))
    commands.look_until(FILED, at(date(2027, 4, 12)))
    commands.look_at_due_cases(at(date(2027, 4, 22), "09:00"))
    set_business_time(at(date(2027, 4, 22), "10:00"))
    return here, case_id


def central(role: str = "regulator") -> Actor:
    """Somebody of an agency that looks after the others."""
    return town.officer(town.agency("สำนักงาน ก.พ.ร."), role, role).actor


def taken(answer: Any) -> str:
    """A file as it comes down the line."""
    return b"".join(answer.streaming_content).decode()


@pytest.mark.parametrize("role", ["regulator", "auditor"])
def test_who_looks_after_all_agencies_begins_at_the_register_and_finds_the_case(
    late: tuple[Office, UUID], role: str
) -> None:
    _, case_id = late
    browser = at_desk(central(role))
    landed = browser.get("/desk/")
    assert (landed.status_code, landed.headers["Location"]) == (303, "/desk/register/")
    page = words(browser.get("/desk/register/"))
    number = office.case(case_id).number
    for said in (number, "เกินกำหนด 17 วัน", "คำมั่นถึงวันจันทร์ที่ 5 เมษายน 2570", "ช้ากว่ากำหนดส่ง 3 วัน"):
        assert said in page
    assert "ขาดการแจ้งตามเวลา 1 ช่วง" in page
    assert page.index("วันพุธที่ 7 เมษายน 2570") < page.index("วันจันทร์ที่ 12 เมษายน 2570")
    assert "เหตุที่เจ้าหน้าที่ให้" in page
    [link] = re.findall(rf'href="({of(case_id)})"', page)
    assert send(browser, browser.get(link).headers["Location"], purpose="ตรวจเหตุที่ล่าช้า").status_code == 303
    case = words(browser.get(link))
    assert number in case
    assert 'class="next__do"' not in case
    assert "<form" not in words(browser.get(of(case_id, "notices/")))


def test_a_late_case_is_not_shown_to_another_agency(late: tuple[Office, UUID]) -> None:
    here, case_id = late
    number, other = office.case(case_id).number, office.office(CITY)
    assert number in words(at_desk(here.supervisor.actor).get("/desk/register/"))
    for page in ("/desk/register/", f"/desk/register/?agency={INDUSTRY}", "/desk/register.csv", "/desk/register.json"):
        answer = at_desk(other.supervisor.actor).get(page)
        assert number not in (taken(answer) if answer.streaming else words(answer))


def test_an_administrator_has_no_register(late: tuple[Office, UUID]) -> None:
    here, _ = late
    admin = town.officer(here.agency, "only-admin", "agency_admin")
    for page in ("/desk/register/", "/desk/register.csv", "/desk/register.json", "/desk/board/"):
        assert at_desk(admin.actor).get(page).status_code == 403


def test_filters_are_links_that_keep_each_other(late: tuple[Office, UUID]) -> None:
    _, case_id = late
    number, browser = office.case(case_id).number, at_desk(central())
    for asked in ({"agency": INDUSTRY}, {"service": WASTE}, {"month": "2027-04"}, {"month": "ไม่ใช่เดือน"}):
        assert number in words(browser.get("/desk/register/", asked)), asked
    for asked in ({"service": FOOD_LARGE}, {"month": "2027-03"}):
        assert number not in words(browser.get("/desk/register/", asked)), asked
    page = words(browser.get("/desk/register/", {"agency": INDUSTRY, "month": "2027-04"}))
    assert f"/desk/register.csv?agency={INDUSTRY}&amp;month=2027-04" in page
    assert f'href="/desk/register/?agency={INDUSTRY}&amp;month=2027-03"' in page
    assert browser.get("/desk/register/", {"after": "gestern_nichts", "month": "9999-99"}).status_code == 200


def test_the_register_is_taken_away_whole_and_without_a_name(
    late: tuple[Office, UUID], monkeypatch: pytest.MonkeyPatch
) -> None:
    _, case_id = late
    monkeypatch.setattr(page_of_register, "STREAMED", 2)
    browser = at_desk(central())
    answer = browser.get("/desk/register.csv", {"service": WASTE})
    assert answer.streaming
    told = taken(answer)
    lines = list(csv.DictReader(io.StringIO(told.removeprefix("\ufeff"))))
    assert [(line["notice"], line["sent_on"], line["window_missed_by_days"]) for line in lines] == [
        ("3", "2027-04-22", "3"),
        ("2", "2027-04-12", "0"),
        ("1", "2027-04-07", "0"),
    ]
    assert {line["case_number"] for line in lines} == {office.case(case_id).number}
    as_json = taken(browser.get("/desk/register.json"))
    assert [row["reason_kind"] for row in json.loads(as_json)] == ["missing", "missing", "given"]
    assert not [name for name in (*NAMES, REASON) if name in told + as_json]
    assert json.loads(taken(browser.get("/desk/register.json", {"month": "2026-01"}))) == []


def test_pages_of_the_register_follow_on(late: tuple[Office, UUID], monkeypatch: pytest.MonkeyPatch) -> None:
    here, _ = late
    second = office.file(here, WASTE, office.FACTORY, now=FILED)
    commands.look_until(FILED, at(date(2027, 4, 22), "10:00"))
    monkeypatch.setattr(page_of_register, "CASES", 1)
    browser = at_desk(here.supervisor.actor)
    first = words(browser.get("/desk/register/"))
    [more] = re.findall(r'href="([^"]*after=[^"]*)"', first)
    rest = words(browser.get(more.replace("&amp;", "&")))
    numbers = {office.case(case_id).number for case_id in (late[1], second)}
    assert {number for number in numbers if number in first} ^ {
        number for number in numbers if number in rest
    } == numbers
    assert 'class="more"' not in rest


def counted(page: str, where: str) -> int:
    """How many cases stand on a list."""
    found = re.search(r'role="status">(\d+)', page)
    assert found, where
    return int(found[1])


def test_every_figure_of_the_board_opens_the_cases_it_counts(city: Office) -> None:
    mine, _ = filed(city), filed(city)
    commands.assign_case(
        actor=city.supervisor.actor, case_id=mine, officer_id=city.officer.id, seen=None, now=MONDAY, key=key()
    )
    commands.confirm_complete(actor=city.intake.actor, case_id=mine, seen=None, now=MONDAY, key=key())
    due = office.case(mine).due_on
    assert due
    set_business_time(at(due + timedelta(days=1), "10:00"))
    browser = at_desk(city.supervisor.actor)
    page = words(browser.get("/desk/board/"))
    links = re.findall(r'<a href="(/desk/\?[^"]*view=[^"]*)">(?:<span class="figures__number">)?(\d+)<', page)
    assert len(links) >= 8
    for where, count in links:
        address = where.replace("&amp;", "&")
        assert counted(words(browser.get(address)), address) == int(count), address
    assert "officer-khon-kaen-city" in page
    assert "ยังไม่มีเจ้าของเรื่อง" in page
    own = words(browser.get("/desk/", {"officer": str(city.officer.id)}))
    assert office.case(mine).number in own
    assert f'name="officer" value="{city.officer.id}"' in own
    assert "ล้างตัวกรอง" in own
    assert browser.get("/desk/", {"state": "xyz", "unit": "none", "officer": "x"}).status_code == 200


def test_the_board_shows_steps_and_channels_and_says_what_it_left_out(
    city: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    filed(city)
    monkeypatch.setattr("saduak.cases.queries.board.MOST_OPEN", 1)
    page = words(at_desk(city.authority.actor).get("/en/desk/board/"))
    assert "100%" in page
    assert "No step was finished in 90 days." in page
    assert "are counted" in page


def test_only_leaders_see_the_board_and_only_of_their_own_agency(city: Office) -> None:
    office.file(city, FOOD_LARGE, RESTAURANT)
    assert at_desk(city.officer.actor).get("/desk/board/").status_code == 403
    assert at_desk(central()).get("/desk/board/").status_code == 403
    other = office.office(INDUSTRY)
    page = words(at_desk(other.supervisor.actor).get("/desk/board/", {"agency": str(city.agency)}))
    assert f"สำนักงาน {INDUSTRY}" in page
    assert f"สำนักงาน {CITY}" not in page


def test_an_authority_finds_the_orders_of_its_agency_from_the_board(city: Office) -> None:
    browser, office_of = at_desk(city.authority.actor), f"/desk/office/{city.slug}/"
    assert f'href="{office_of}notices/"' in words(browser.get("/desk/board/"))
    assert f'href="{office_of}notices/"' not in words(at_desk(city.supervisor.actor).get("/desk/board/"))
    parts = [f"{office_of}{part}/" for part in ("notices", "outages", "agreements", "appeals", "rules")]
    for here in parts:
        page = words(browser.get(here))
        assert 'accesskey="b"' in page
        assert all(f'href="{there}"' in page for there in parts)


def test_the_ways_on_top_are_those_of_the_role(city: Office) -> None:
    supervisor = words(at_desk(city.supervisor.actor).get("/desk/"))
    officer = words(at_desk(city.officer.actor).get("/desk/"))
    assert 'href="/desk/board/"' in supervisor
    assert 'href="/desk/board/"' not in officer
    assert 'href="/desk/register/"' in officer
    assert 'href="/desk/duties/"' not in words(at_desk(central()).get("/desk/register/"))
