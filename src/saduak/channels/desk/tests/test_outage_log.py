"""The log of outages at the desk, and what its pages tell whoever had a last day on which the channel was down."""

from datetime import timedelta
from typing import Any

import pytest

from saduak.cases import commands
from saduak.cases.tests import office
from saduak.cases.tests.office import INDUSTRY, MONDAY, Office
from saduak.cases.tests.test_defect_record import recorded
from saduak.channels.desk.tests.officers import at_desk, hidden, of, words
from saduak.ledger.actors import WORKER, Actor
from saduak.ledger.present import set_business_time
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

TOLD = {"since_day": "9/11/2569", "since_clock": "10.00", "until_day": "9/11/2569", "until_clock": "๑๓:๓๐"}
EVIDENCE = "ไฟฟ้าดับ ตามหนังสือการไฟฟ้า ที่ 12/2569"


def log_of(slug: str) -> str:
    return f"/desk/office/{slug}/outages/"


def tell(actor: Actor, slug: str, **fields: str) -> tuple[int, str]:
    browser = at_desk(actor)
    sent = hidden(browser, log_of(slug))
    answer = browser.post(log_of(slug), {**sent, **TOLD, "evidence": EVIDENCE, **fields})
    return answer.status_code, words(answer)


def test_an_outage_is_recorded_with_its_evidence_and_stands_in_the_log(city: Office) -> None:
    set_business_time(MONDAY + timedelta(days=7, hours=6))
    assert "ยังไม่มีเหตุขัดข้องที่บันทึกไว้" in words(at_desk(city.authority.actor).get(log_of(city.slug)))
    for wrong in ({"evidence": ""}, {"since_clock": "เช้า"}, {"until_clock": "09.00"}, {"until_day": "10/11/2569"}):
        status, page = tell(city.authority.actor, city.slug, **wrong)
        assert status == 422
        assert wrong.get("evidence", EVIDENCE) in page, "what was typed is kept"
    assert tell(city.authority.actor, city.slug)[0] == 303
    page = words(at_desk(city.authority.actor).get(log_of(city.slug)))
    assert EVIDENCE in page
    assert "เฉพาะหน่วยงานนี้" in page


def test_the_system_s_own_outages_stand_in_every_log(city: Office) -> None:
    until = MONDAY + timedelta(hours=9)
    noticed: dict[str, Any] = {"since": MONDAY, "until": until, "evidence": "", "now": until, "key": "gap"}
    commands.record_outage(actor=WORKER, agency_id=None, what="channel", **noticed)
    commands.record_outage(actor=WORKER, agency_id=None, what="worker", **{**noticed, "key": "pause"})
    set_business_time(MONDAY + timedelta(hours=10))
    page = words(at_desk(city.authority.actor).get(log_of(city.slug)))
    assert "ทั้งระบบ · ระบบพบเอง" in page
    assert "ประชาชนยังยื่นเรื่องได้" in page, "where only the worker stood still"
    assert "วันจันทร์ที่ 2 พฤศจิกายน 2569 เวลา 10.00 น. ถึง วันจันทร์ที่ 2 พฤศจิกายน 2569 เวลา 19.00 น." in page


def test_the_regulator_reads_and_no_other_comes_in(city: Office) -> None:
    regulator = town.officer(town.agency(), "regulator", "regulator")
    assert 'name="evidence"' not in words(at_desk(regulator.actor).get(log_of(city.slug)))
    assert at_desk(city.officer.actor).get(log_of(city.slug)).status_code == 403
    other = office.office(INDUSTRY)
    assert at_desk(other.authority.actor).get(log_of(city.slug)).status_code == 404


def test_who_gives_a_deadline_back_reads_of_the_outage_and_until_when_one_may_ask(city: Office) -> None:
    case_id = recorded(city)
    set_business_time(MONDAY + timedelta(days=7, hours=6))
    address = of(case_id, "reinstate/")
    assert "ระบบขัดข้องในวันสุดท้าย" not in words(at_desk(city.authority.actor).get(address))
    tell(city.authority.actor, city.slug)
    assert "ระบบขัดข้องในวันสุดท้าย" in words(at_desk(city.authority.actor).get(address))
