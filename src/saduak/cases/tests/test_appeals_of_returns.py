"""An appeal against a return: its fifteen days, who decides it, and the application that goes on with its receipt."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.models import Appeal, DefectRecord, NewOrder
from saduak.cases.queries.appealed import right_of_appeal, whole_appeal
from saduak.cases.queries.whole import whole_case
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import MONDAY, key
from saduak.cases.tests.test_appeals import TEXTS, appeal, assert_rebuilds, consider, decide, duties, superior_of
from saduak.cases.tests.test_defect_record import answered, judged
from saduak.cases.tests.test_return_and_reinstatement import TUESDAY_AFTER, give_back, send_back, signed
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.core.transitions import State
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db
TOLD = TUESDAY_AFTER
"""The day on which the return stood in the inbox: Tuesday 10 November 2026."""


def returned(at: office.Office) -> UUID:
    """An application of food premises whose one paper never came; its return is told."""
    case_id = signed(at)
    send_back(at, case_id)
    desk.work(TOLD)
    return case_id


def appealed(at: office.Office) -> tuple[UUID, UUID]:
    case_id = returned(at)
    return case_id, appeal(at, case_id, now=TOLD + timedelta(days=2))


def test_a_return_may_be_appealed_for_fifteen_days_under_the_general_act() -> None:
    at = desk.with_letter_code(office.office())
    superior_of(at)
    case_id = returned(at)
    right = right_of_appeal(whole_case(at.citizen, case_id, TOLD))
    assert right is not None
    assert right.until is not None
    assert (right.against, right.told_on, right.until.act_by) == ("return", date(2026, 11, 10), date(2026, 11, 25))
    appeal(at, case_id, now=TOLD + timedelta(days=2))
    row = Appeal.objects.get(case=case_id)
    assert (row.against, row.stage, row.is_late, row.order_letter) == ("return", "maker", False, right.letter)
    assert row.superior_id is None, "the licence's own law, which sends appeals straight up, says nothing of a return"
    assert desk.letters(case_id)[-1].kind == "appeal_received"
    with pytest.raises(WrongState, match="appeal_exists"):
        appeal(at, case_id, now=TOLD + timedelta(days=3))
    assert_rebuilds()


def test_before_the_return_is_told_there_is_nothing_to_appeal() -> None:
    at = desk.with_letter_code(office.office())
    case_id = signed(at)
    with pytest.raises(WrongState, match="nothing_to_appeal"):
        appeal(at, case_id, now=TOLD)
    send_back(at, case_id)
    with pytest.raises(WrongState, match="nothing_to_appeal"):
        appeal(at, case_id, now=TOLD)


def test_one_that_comes_after_its_time_is_received_and_may_be_refused_as_late() -> None:
    at = desk.with_letter_code(office.office())
    case_id = returned(at)
    late = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
    appeal(at, case_id, now=late)
    consider(at, case_id, "late", late, **TEXTS)
    assert Appeal.objects.get(case=case_id).result == "refused_late"
    assert office.case(case_id).state == "returned"
    assert_rebuilds()


def test_upheld_as_complete_the_application_goes_on_with_its_number_and_its_receipt() -> None:
    at = desk.with_letter_code(office.office())
    case_id = signed(at)
    judged(at, case_id, answered(at, case_id), accepted=False, note="ลายมือชื่อไม่ตรง")
    send_back(at, case_id)
    desk.work(TOLD)
    before = office.case(case_id)
    appeal(at, case_id, now=TOLD + timedelta(days=2))
    now = TOLD + timedelta(days=3)
    consider(at, case_id, "agrees", now, report="สัญญาเช่าใช้ได้", outcome="complete", **TEXTS)
    row = office.case(case_id)
    assert (row.state, row.closed_at, row.completed_at) == ("complete", None, now)
    assert (row.number, row.received_at) == (before.number, before.received_at)
    assert row.due_on is not None
    [said] = desk.happened(case_id, "case.completed")
    assert said["how"] == "appeal_upheld"
    case = whole_case(at.officer.actor, case_id, now)
    assert case.clock.runs_from is not None
    assert case.clock.runs_from < now, "its time runs from the answer that made it complete, not from the appeal"
    assert case.clock.due is not None
    assert case.clock.due.because, "the day explains itself"
    held = Appeal.objects.get(case=case_id)
    assert (held.stage, held.result) == ("decided", "reopened")
    assert not NewOrder.objects.filter(case=case_id).exists()
    letter = desk.letters(case_id)[-1]
    assert letter.kind == "appeal_decided"
    for told in ("ให้เพิกถอนการคืนคำขอ", "ถือว่าคำขอครบถ้วนแล้ว", TEXTS["reasons"]):
        assert told in letter.body
    assert whole_appeal(at.citizen, held.id, now).court_until is None
    desk.begin(at, case_id, "visit", now)
    assert office.case(case_id).state == "under_consideration"
    assert_rebuilds()


def test_upheld_with_time_to_mend_the_record_is_open_again_until_the_new_day() -> None:
    at = desk.with_letter_code(office.office())
    case_id, _ = appealed(at)
    now = TOLD + timedelta(days=3)
    with pytest.raises(DomainError, match="appeal_reopening_unknown"):
        consider(at, case_id, "agrees", now, outcome="refused", **TEXTS)
    with pytest.raises(DomainError, match="deadline_missing"):
        consider(at, case_id, "agrees", now, outcome="mend", **TEXTS)
    with pytest.raises(DomainError, match="appeal_reasons_missing"):
        consider(at, case_id, "agrees", now, outcome="mend", until=date(2026, 11, 22))
    consider(at, case_id, "agrees", now, outcome="mend", until=date(2026, 11, 22), **TEXTS)
    assert office.case(case_id).state == "defect_open"
    assert DefectRecord.objects.get(case=case_id).deadline == date(2026, 11, 23), "the 22nd is a Sunday"
    assert "23 พฤศจิกายน 2569" in desk.letters(case_id)[-1].body
    assert_rebuilds()
    judged(at, case_id, answered(at, case_id, now=now), accepted=True, now=now)
    assert office.case(case_id).state == "complete"
    assert_rebuilds()


def test_what_the_agency_does_not_agree_with_the_superior_decides() -> None:
    at = desk.with_letter_code(office.office())
    above, head = superior_of(at)
    case_id, appeal_id = appealed(at)
    now = TOLD + timedelta(days=4)
    for view in ("agrees_partly", "not_ours"):
        with pytest.raises((DomainError, WrongState)):
            consider(at, case_id, view, now)
    consider(at, case_id, "disagrees", now)
    assert duties(above) == [("appeal_decide", "authority")]
    with pytest.raises(DomainError, match="appeal_result_unknown"):
        decide(head, case_id, "revoked", now)
    decide(head, case_id, "reopened", now, outcome="complete")
    assert office.case(case_id).state == "complete"
    assert whole_appeal(at.citizen, appeal_id, now).row.result == "reopened"
    letter = desk.letters(case_id)[-1]
    assert (letter.kind, letter.agency_id) == ("appeal_decided", above)
    assert duties(above) == []
    assert_rebuilds()


def test_dismissed_it_stays_returned_and_the_way_to_the_court_is_told() -> None:
    at = desk.with_letter_code(office.office())
    _, head = superior_of(at)
    case_id, appeal_id = appealed(at)
    now = TOLD + timedelta(days=4)
    consider(at, case_id, "disagrees", now)
    decide(head, case_id, "dismissed", now)
    assert office.case(case_id).state == "returned"
    assert "ศาลปกครอง" in desk.letters(case_id)[-1].body
    assert whole_appeal(at.citizen, appeal_id, now).court_until is not None
    with pytest.raises(WrongState, match="appeal_exists"):
        appeal(at, case_id, now=now)
    assert_rebuilds()


def test_who_returned_it_does_not_decide_the_appeal_above() -> None:
    at = desk.with_letter_code(office.office())
    above, _ = superior_of(at)
    case_id, _ = appealed(at)
    now = TOLD + timedelta(days=4)
    consider(at, case_id, "disagrees", now)
    from saduak.cases.tests.test_appeals import promoted

    promoted(at.officer, above, now)
    with pytest.raises(NotAllowed, match="made_the_order"):
        decide(at.officer, case_id, "dismissed", now)


def test_a_deadline_is_not_given_back_beside_an_open_appeal() -> None:
    at = desk.with_letter_code(office.office())
    case_id, appeal_id = appealed(at)
    now = TOLD + timedelta(days=3)
    with pytest.raises(WrongState, match="appeal_waits"):
        give_back(at, case_id, now=now)
    said: dict[str, Any] = {"reason": "", "identity_seen": "", "seen": None, "now": now, "key": key()}
    commands.withdraw_appeal(actor=at.citizen, case_id=case_id, appeal_id=appeal_id, **said)
    give_back(at, case_id, now=now)
    assert office.case(case_id).state == "defect_open"


def test_a_second_return_and_the_refusal_that_follows_are_orders_of_their_own() -> None:
    at = desk.with_letter_code(office.office())
    case_id, _ = appealed(at)
    now = TOLD + timedelta(days=3)
    consider(at, case_id, "agrees", now, outcome="mend", until=date(2026, 11, 20), **TEXTS)
    later = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
    send_back(at, case_id, now=later)
    desk.work(later)
    right = right_of_appeal(whole_case(at.citizen, case_id, later))
    assert right is not None
    assert right.told_on == date(2026, 11, 24)
    appeal(at, case_id, now=later)
    assert Appeal.objects.filter(case=case_id).count() == 2
    second = Appeal.objects.exclude(stage="decided").get(case=case_id)
    said: dict[str, Any] = {"report": "ถูกต้อง", "outcome": "complete", "lines": (), "conditions": (), "until": None}
    commands.consider_appeal(
        actor=at.authority.actor,
        case_id=case_id,
        appeal_id=second.id,
        view="agrees",
        seen=None,
        now=later,
        key=key(),
        **said,
        **TEXTS,
    )
    assert whole_case(at.citizen, case_id, later).state is State.COMPLETE
    assert_rebuilds()


def test_an_outsider_never_appeals_a_return() -> None:
    at = desk.with_letter_code(office.office())
    stranger, _ = town.citizen("stranger")
    case_id = returned(at)
    with pytest.raises(Exception, match="not_found"):
        appeal(at, case_id, actor=stranger, now=MONDAY + timedelta(days=9))
