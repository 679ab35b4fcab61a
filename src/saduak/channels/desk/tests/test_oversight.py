"""How services do: every figure opens the cases behind it, and none is another than its events say."""

import csv
import io
import json
import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases.tests import desk, office
from saduak.cases.tests.office import CITY, FOOD_LARGE, INDUSTRY, Office, key
from saduak.channels.desk.oversight.asking import PAGES
from saduak.channels.desk.oversight.urls import TAKEN
from saduak.channels.desk.tests.officers import at_desk, words
from saduak.ledger.actors import Actor
from saduak.ledger.present import set_business_time
from saduak.linkage.commands import record_copy_asked
from saduak.oversight.commands import count_finished, join_comparison
from saduak.oversight.tests.test_counting import LATER, granted, withdrawn
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

HERE = "/desk/oversight/"


@pytest.fixture
def counted(db: None) -> tuple[Office, UUID, UUID]:
    """A case that was granted and one taken back, both counted."""
    at = office.office(CITY)
    first, second = granted(at), withdrawn(at)
    count_finished(LATER)
    set_business_time(LATER)
    return at, first, second


def central(role: str = "regulator") -> Actor:
    """Somebody of an agency that looks after the others."""
    return town.officer(town.agency("สำนักงาน ก.พ.ร."), role, role).actor


def taken(answer: Any) -> str:
    """A file as it comes down the line."""
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_opens_to_who_looks_after_all_and_to_who_leads_an_agency(
    counted: tuple[Office, UUID, UUID], page: str, language: str
) -> None:
    at, *_ = counted
    where = f"{language}{HERE}" if page == "overview" else f"{language}{HERE}{page}/"
    for actor in (central(), at.supervisor.actor, at.authority.actor):
        answer = at_desk(actor).get(where)
        assert answer.status_code == 200
        assert words(answer).count("<h1") == 1
        assert "style=" not in words(answer)
    for actor in (at.officer.actor, at.intake.actor):
        assert at_desk(actor).get(where).status_code == 403


@pytest.mark.parametrize("month", ["0001-01", "9999-12", "2026-13", "ตุลาคม"])
def test_a_month_that_cannot_be_is_no_month(counted: tuple[Office, UUID, UUID], month: str) -> None:
    browser = at_desk(central())
    for page in (f"{HERE}?", f"{HERE}cases/?measure=whole&", "/desk/register/?", "/desk/register.csv?"):
        assert browser.get(f"{page}month={month}").status_code == 200


def test_every_number_opens_as_many_cases_as_it_says(counted: tuple[Office, UUID, UUID]) -> None:
    browser = at_desk(central())
    for page in ("promises/", "told/", "channels/", f"map/?service={FOOD_LARGE}"):
        shown = words(browser.get(f"{HERE}{page}"))
        links = re.findall(r'href="(/desk/oversight/cases/[^"]*)">(?:ดู )?(\d+)', shown)
        assert links, page
        for where, count in links:
            behind = words(browser.get(where.replace("&amp;", "&")))
            assert len(re.findall(r'<th scope="row"><a href="/desk/case/', behind)) == int(count), where


def test_a_figure_is_computed_anew_before_the_readers_eyes(counted: tuple[Office, UUID, UUID]) -> None:
    browser = at_desk(central())
    for asked in ({"measure": "whole"}, {"measure": "arrow", "name": "filed>withdrawn", "service": FOOD_LARGE}):
        page = words(browser.get(f"{HERE}cases/", {**asked, "recompute": "1"}))
        assert "ตรงกันทุกตัว อ่านเหตุการณ์ของ 2 เรื่องแล้ว" in page
    assert browser.get(f"{HERE}cases/", {"measure": "nothing"}).status_code == 404
    for odd in ({"measure": "whole", "after": "x_y"}, {"measure": "arrow", "name": "\x00>"}, {"measure": "end"}):
        assert browser.get(f"{HERE}cases/", odd).status_code == 200


def test_no_agency_sees_another(counted: tuple[Office, UUID, UUID]) -> None:
    at, first, _ = counted
    other, number = office.office(INDUSTRY), office.case(first).number
    for where in (
        *("", "promises/", "told/", f"map/?service={FOOD_LARGE}&agency={at.slug}"),
        *(f"cases/?measure=whole&agency={at.slug}", f"map.xes?service={FOOD_LARGE}", "comparison/"),
    ):
        own, others = (taken(at_desk(each.supervisor.actor).get(f"{HERE}{where}")) for each in (at, other))
        assert number not in others
        assert f"สำนักงาน {CITY}" not in others
        assert number in own or "cases/" not in where


@pytest.mark.parametrize("figure", TAKEN)
def test_each_figure_is_taken_away_as_csv_and_json(counted: tuple[Office, UUID, UUID], figure: str) -> None:
    browser = at_desk(central())
    lines = list(csv.DictReader(io.StringIO(taken(browser.get(f"{HERE}{figure}.csv")).removeprefix("\ufeff"))))
    rows = json.loads(taken(browser.get(f"{HERE}{figure}.json")))["rows"]
    assert len(lines) == len(rows)
    assert [list(line) for line in lines] == [list(row) for row in rows]
    if figure == "promises":
        [whole, *_] = rows
        assert (whole["cases"], whole["in_time"], whole["median"], whole["proposal"]) == (1, 1, 2, "few")


def test_a_copy_that_was_asked_is_counted_against_the_target(counted: tuple[Office, UUID, UUID]) -> None:
    at, first, _ = counted
    browser = at_desk(central())
    assert "ตรงตามเป้าหมาย" in words(browser.get(f"{HERE}copies/"))
    record_copy_asked(
        actor=at.officer.actor,
        agency_id=at.agency,
        case_id=first,
        register="dopa.person",
        document="id_card",
        why="not_connected",
        now=LATER,
        key=key(),
    )
    page = words(browser.get(f"{HERE}copies/"))
    assert "หน่วยงานยังไม่เชื่อมทะเบียน" in page
    assert f"/desk/case/{first}/" in page


def test_a_decision_that_nobody_was_told_of_stands_out(counted: tuple[Office, UUID, UUID]) -> None:
    at, *_ = counted
    own = desk.restaurant_under_consideration(at)
    desk.draft(at, own)
    desk.check(at, own)
    desk.decide(at, own)
    set_business_time(LATER + timedelta(days=10))
    page = words(at_desk(central()).get(f"{HERE}told/"))
    assert "มีคำสั่งเกินเจ็ดวันแล้วแต่ยังไม่ได้แจ้งผล 1 เรื่อง" in page
    assert office.case(own).number in page


def test_an_agency_joins_the_comparison_by_an_order(counted: tuple[Office, UUID, UUID]) -> None:
    at, *_ = counted
    browser, where = at_desk(at.authority.actor), f"/desk/office/{at.slug}/comparison/"
    assert "เลขที่คำสั่ง" in words(browser.post(where, {"deed": "join", "number": " "}))
    assert browser.post(where, {"deed": "join", "number": " "}).status_code == 422
    assert browser.post(where, {"deed": "join", "number": "7/2569"}).status_code == 303
    regulator = at_desk(central())
    assert "7/2569" in words(regulator.get(f"{HERE}comparison/"))
    assert browser.post(where, {"deed": "join", "number": "8/2569"}).status_code == 409
    assert browser.post(where, {"deed": "leave", "number": "9/2569"}).status_code == 303
    assert "7/2569" not in words(regulator.get(f"{HERE}comparison/"))
    other = office.office(INDUSTRY)
    assert at_desk(other.authority.actor).get(where).status_code == 404
    assert at_desk(at.supervisor.actor).get(where).status_code == 403


def test_the_map_names_what_leaves_the_manual_and_says_all_of_it_in_a_table(counted: tuple[Office, UUID, UUID]) -> None:
    page = words(at_desk(central()).get(f"{HERE}map/"))
    assert 'class="map__arrow map__arrow--law"' in page
    assert "นอกคู่มือ ตามกฎหมาย" in page
    drawn, table = page.split("<table", 1)
    for name in ("ยื่นคำขอ", "ถอนคำขอ", "มีคำสั่ง"):
        assert name in drawn
        assert name in table
    assert "นับเรื่องที่จบแล้วครบทุกเรื่อง" in page


def test_the_agencies_compared_are_those_that_joined(counted: tuple[Office, UUID, UUID]) -> None:
    at, *_ = counted
    join_comparison(actor=at.authority.actor, agency_id=at.agency, number="7/2569", now=LATER, key=key())
    rows = json.loads(taken(at_desk(central()).get(f"{HERE}comparison.json")))["rows"]
    assert [(row["order"], row["decided"], row["in_time"]) for row in rows] == [("7/2569", 1, 1)]
