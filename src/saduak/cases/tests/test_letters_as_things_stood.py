"""A letter says what was so when it was called for, once, and goes where somebody can read it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import FOOD_LARGE, FOOD_SMALL, MONDAY, RESTAURANT, Office, key
from saduak.cases.tests.test_defect_record import LEASE, recorded
from saduak.cases.tests.test_letters import SMALL
from saduak.cases.tests.test_return_and_reinstatement import TUESDAY_AFTER, give_back, send_back
from saduak.core.errors import NotFound, WrongState
from saduak.ledger.actors import REACTION
from saduak.ledger.models import Event
from saduak.messages.models import Letter
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db
NOVEMBER_16 = date(2026, 11, 16)


def more_time(at: Office, case_id: UUID) -> None:
    commands.extend_defect_deadline(
        actor=at.officer.actor,
        case_id=case_id,
        until=NOVEMBER_16,
        ground="น้ำท่วมที่อยู่ของผู้ยื่น",
        seen=None,
        now=MONDAY + timedelta(days=2),
        key=key(),
    )


def letter(case_id: UUID, kind: str) -> Letter:
    """The one letter of a kind."""
    [found] = [each for each in desk.letters(case_id) if each.kind == kind]
    return found


def test_more_time_is_told_with_its_day_and_its_reasons() -> None:
    at = desk.with_letter_code(office.office())
    case_id = recorded(at, acknowledgement="signature")
    more_time(at, case_id)
    desk.work()
    told = letter(case_id, "defect_extended")
    assert "ให้ถึงวันจันทร์ที่ 16 พฤศจิกายน 2569" in told.body
    assert "เหตุผล: น้ำท่วมที่อยู่ของผู้ยื่น" in told.body
    assert LEASE["found"] in told.body
    assert "{{" not in told.body
    assert told.number


def test_a_deadline_given_back_is_told() -> None:
    at = office.office()
    case_id = recorded(at, acknowledgement="signature")
    send_back(at, case_id)
    give_back(at, case_id)
    desk.work(TUESDAY_AFTER + timedelta(days=4))
    told = letter(case_id, "reinstated")
    assert "โปรดดำเนินการภายในวันศุกร์ที่ 20 พฤศจิกายน 2569" in told.body
    assert "ผู้ยื่นเข้ารักษาตัวในโรงพยาบาล" in told.body


def test_an_exceptional_order_is_told_without_the_papers_on_discipline() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    commands.order_exception(
        actor=at.authority.actor,
        case_id=case_id,
        officer_id=at.officer.id,
        discipline_reference="วินัย 12/2569",
        ground="ให้พิจารณาโดยไม่ต้องส่งสัญญาเช่า",
        seen=None,
        now=MONDAY,
        key=key(),
    )
    desk.work()
    told = letter(case_id, "exception_ordered")
    assert "ให้พิจารณาโดยไม่ต้องส่งสัญญาเช่า" in told.body
    assert "วินัย 12/2569" not in told.body + told.subject


def test_a_letter_that_the_worker_sends_late_says_what_was_so_then() -> None:
    at = office.office()
    case_id = recorded(at, acknowledgement="signature")
    more_time(at, case_id)
    desk.work()
    assert "วันจันทร์ที่ 9 พฤศจิกายน 2569" in letter(case_id, "defect").body
    send_back(at, case_id, now=MONDAY + timedelta(days=15))
    give_back(at, case_id, until=date(2026, 11, 30), now=MONDAY + timedelta(days=16))
    desk.work(MONDAY + timedelta(days=16))
    returned = letter(case_id, "return")
    assert "ไม่ได้ส่งสัญญาเช่าภายในกำหนด" in returned.body, "its reasons, although the return was undone since"
    assert "เมื่อสิ้นกำหนด วันจันทร์ที่ 16 พฤศจิกายน 2569" in returned.body


def test_nobody_is_told_to_begin_who_has_taken_the_notification_back() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_SMALL, SMALL)
    commands.withdraw(actor=at.citizen, case_id=case_id, ground="", seen=None, now=MONDAY, key=key())
    desk.work()
    assert [each.kind for each in desk.letters(case_id)] == ["withdrawal"]


def test_two_workers_give_one_receipt() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_SMALL, SMALL)
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    events = Event.objects.filter(stream__key=str(case_id), kind__in=("case.filed", "case.completed")).order_by("seq")
    sent = [
        commands.order_letter(actor=REACTION, case_id=case_id, event_id=event.id, user_id=None, now=MONDAY, key=key())
        for event in events
    ]
    assert len(sent) == 2
    assert (sent[0] is None, sent[1]) == (False, None)
    assert [each.kind for each in desk.letters(case_id)] == ["receipt"]
    with pytest.raises(NotFound):
        commands.order_letter(actor=REACTION, case_id=case_id, event_id=at.person, user_id=None, now=MONDAY, key=key())


# Where somebody can read it


def at_the_counter(at: Office, **changes: Any) -> UUID:
    said: dict[str, Any] = {
        "actor": at.intake.actor,
        "channel": "counter",
        "assurance": "none",
        "identity_seen": "บัตรประจำตัวประชาชน",
        **changes,
    }
    return office.file(at, FOOD_LARGE, RESTAURANT, **said)


def test_who_has_no_log_in_is_written_to_on_paper_and_why_is_on_record() -> None:
    at = office.office()
    case_id = at_the_counter(at, person_id=town.walk_in(at.intake, at.agency))
    desk.work()
    [receipt] = desk.letters(case_id)
    assert receipt.reply == "paper"
    assert [said["why"] for said in desk.happened(case_id, "case.letter_on_paper")] == ["no_log_in"]
    with pytest.raises(WrongState, match="refused_by_law"):
        acknowledge_on_line(at, case_id)


def test_who_came_to_the_counter_and_has_a_log_in_is_written_to_there() -> None:
    at = office.office()
    case_id = at_the_counter(at, person_id=at.person)
    desk.work()
    assert [each.reply for each in desk.letters(case_id)] == ["electronic"]
    assert desk.happened(case_id, "case.letter_on_paper") == []
    acknowledge_on_line(at, case_id)


def test_a_company_is_written_to_on_line_only_through_an_agent_in_force() -> None:
    at = office.office()
    company = town.company(at.intake, at.agency)
    first = at_the_counter(at, person_id=None, organisation_id=company)
    desk.work()
    assert [each.reply for each in desk.letters(first)] == ["paper"]
    town.mandate(at.intake.actor, "organisation", company, at.person)
    second = at_the_counter(at, person_id=None, organisation_id=company)
    desk.work()
    assert [each.reply for each in desk.letters(second)] == ["electronic"]


def acknowledge_on_line(at: Office, case_id: UUID) -> None:
    """The officer makes a record that the applicant is to confirm on line."""
    commands.record_defect(
        actor=at.officer.actor,
        case_id=case_id,
        items=(LEASE,),
        amount=7,
        unit="day",
        acknowledgement="electronic",
        proof="",
        seen=None,
        now=MONDAY,
        key=key(),
    )
