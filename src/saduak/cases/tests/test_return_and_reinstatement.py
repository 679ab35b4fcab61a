"""After the deadline: an officer returns with reasons, a lost deadline is given back, and one may file anew."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.models import DefectRecord, Draft, Ground
from saduak.cases.queries.appeals import appeal_text
from saduak.cases.queries.chronicle import chronicle
from saduak.cases.queries.letters import letter_for
from saduak.cases.queries.serving import served
from saduak.cases.queries.whole import whole_case
from saduak.cases.tests import office
from saduak.cases.tests.desk import letters, work
from saduak.cases.tests.office import FOOD_LARGE, MONDAY, RESTAURANT, Office, key
from saduak.cases.tests.test_defect_record import AREA, LEASE, answered, judged, recorded
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.ledger.models import Event
from saduak.messages.queries import letters_of_case

pytestmark = pytest.mark.django_db

TUESDAY_AFTER = MONDAY + timedelta(days=8)
REASONS = "ไม่ได้ส่งสัญญาเช่าภายในกำหนด ตามรายการที่ 1 ของบันทึกความบกพร่อง"


def send_back(at: Office, case_id: UUID, **changes: Any) -> None:
    given: dict[str, Any] = {
        "actor": at.officer.actor,
        "reasons": REASONS,
        "seen": None,
        "now": TUESDAY_AFTER,
        "key": key(),
    }
    commands.return_application(case_id=case_id, **{**given, **changes})


def give_back(at: Office, case_id: UUID, **changes: Any) -> None:
    given: dict[str, Any] = {
        "actor": at.authority.actor,
        "until": date(2026, 11, 20),
        "asked_on": date(2026, 11, 12),
        "obstacle_ended_on": date(2026, 11, 10),
        "ground": "ผู้ยื่นเข้ารักษาตัวในโรงพยาบาล",
        "seen": None,
        "now": MONDAY + timedelta(days=10),
        "key": key(),
    }
    commands.reinstate(case_id=case_id, **{**given, **changes})


def signed(at: Office) -> UUID:
    return recorded(at, acknowledgement="signature")


def why(error: WrongState) -> str:
    found: str = error.params["why"].value
    return found


def test_an_officer_returns_what_is_open_after_the_deadline_with_reasons() -> None:
    at = office.office()
    case_id = signed(at)
    send_back(at, case_id)
    row = office.case(case_id)
    assert (row.state, row.closed_at, row.due_on) == ("returned", TUESDAY_AFTER, None)
    assert Ground.objects.get(case=case_id).text == REASONS


def test_the_return_letter_says_why_and_what_is_still_open() -> None:
    at = office.office()
    case_id = recorded(at, items=(LEASE, AREA), acknowledgement="signature")
    judged(at, case_id, answered(at, case_id), accepted=True)
    seen = letter_for(whole_case(at.officer.actor, case_id, TUESDAY_AFTER), "case.returned", "th")
    assert "(เหตุผลของเจ้าหน้าที่)" in seen.body, "a page shows the letter before the reasons are written"
    send_back(at, case_id)
    work(TUESDAY_AFTER)
    letter = letters(case_id)[-1]
    assert letter.kind == "return"
    assert REASONS in letter.body
    assert f"2. พื้นที่ประกอบกิจการทั้งหมด: {AREA['found']}" in letter.body
    assert LEASE["found"] not in letter.body, "what was mended is not held against anybody"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"now": MONDAY + timedelta(days=7)}, "deadline_passed"), ({"reasons": "  "}, "reasons_given")],
)
def test_no_return_before_its_time_or_without_reasons(changes: dict[str, Any], reason: str) -> None:
    at = office.office()
    with pytest.raises(WrongState) as refusal:
        send_back(at, signed(at), **changes)
    assert why(refusal.value) == reason


def test_no_return_over_an_answer_that_nobody_has_looked_at() -> None:
    at = office.office()
    case_id = signed(at)
    reply = answered(at, case_id)
    with pytest.raises(WrongState, match="answers_unjudged"):
        send_back(at, case_id)
    judged(at, case_id, reply, accepted=False, now=TUESDAY_AFTER, note="เอกสารหมดอายุ")
    send_back(at, case_id)
    assert office.case(case_id).state == "returned"


def test_no_return_of_a_record_that_the_applicant_may_never_have_seen() -> None:
    at = office.office()
    case_id = recorded(at)
    with pytest.raises(WrongState, match="not_acknowledged"):
        send_back(at, case_id)
    commands.acknowledge_defect(
        actor=at.intake.actor,
        case_id=case_id,
        acknowledgement="declined",
        proof="RD123456789TH",
        seen=None,
        now=TUESDAY_AFTER,
        key=key(),
    )
    send_back(at, case_id)
    assert office.case(case_id).state == "returned"


def test_intake_and_the_applicant_return_nothing() -> None:
    at = office.office()
    case_id = signed(at)
    for actor in (at.intake.actor, at.citizen):
        with pytest.raises((NotAllowed, WrongState)):
            send_back(at, case_id, actor=actor)


def test_what_was_never_recorded_is_not_returned() -> None:
    at = office.office()
    with pytest.raises(WrongState) as refusal:
        send_back(at, office.file(at, FOOD_LARGE, RESTAURANT))
    assert why(refusal.value) == "wrong_state"


def extend(at: Office, case_id: UUID, until: date, **changes: Any) -> None:
    given: dict[str, Any] = {
        "actor": at.officer.actor,
        "ground": "สำนักงานที่ดินปิดปรับปรุง",
        "seen": None,
        "now": MONDAY,
        "key": key(),
    }
    commands.extend_defect_deadline(case_id=case_id, until=until, **{**given, **changes})


def test_the_time_to_mend_is_lengthened_also_after_it_lapsed() -> None:
    at = office.office()
    case_id = signed(at)
    extend(at, case_id, date(2026, 11, 15), now=TUESDAY_AFTER)
    assert DefectRecord.objects.get(case=case_id).deadline == date(2026, 11, 16)  # the 15th is a Sunday
    judged(at, case_id, answered(at, case_id, now=TUESDAY_AFTER), accepted=True, now=TUESDAY_AFTER)
    assert office.case(case_id).state == "complete"


def test_an_extension_has_a_reason_and_a_later_day() -> None:
    at = office.office()
    case_id = signed(at)
    with pytest.raises(DomainError, match="ground_missing"):
        extend(at, case_id, date(2026, 11, 16), ground="")
    with pytest.raises(DomainError, match="deadline_not_later"):
        extend(at, case_id, date(2026, 11, 6))


def test_the_authority_gives_a_lost_deadline_back() -> None:
    at = office.office()
    case_id = signed(at)
    send_back(at, case_id)
    give_back(at, case_id)
    row = office.case(case_id)
    assert (row.state, row.closed_at) == ("defect_open", None)
    later = MONDAY + timedelta(days=11)
    judged(at, case_id, answered(at, case_id, now=later), accepted=True, now=later)
    row = office.case(case_id)
    assert row.state == "complete"
    assert row.due_on is not None


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({"ground": ""}, "no_fault"), ({"obstacle_ended_on": date(2026, 10, 20)}, "asked_in_time")],
)
def test_a_deadline_is_not_given_back_for_fault_or_too_late(changes: dict[str, Any], reason: str) -> None:
    at = office.office()
    case_id = signed(at)
    send_back(at, case_id)
    with pytest.raises(WrongState) as refusal:
        give_back(at, case_id, **changes)
    assert why(refusal.value) == reason
    assert refusal.value.params["article"].section == "66"


def test_nobody_asks_in_the_future() -> None:
    at = office.office()
    case_id = signed(at)
    send_back(at, case_id)
    with pytest.raises(DomainError, match="asked_later"):
        give_back(at, case_id, asked_on=date(2026, 12, 1))


def test_an_obstacle_ends_before_anybody_asks() -> None:
    at = office.office()
    case_id = signed(at)
    send_back(at, case_id)
    with pytest.raises(DomainError, match="obstacle_after_asking"):
        give_back(at, case_id, obstacle_ended_on=date(2026, 11, 13))


def test_no_deadline_is_given_back_for_what_was_filed_anew() -> None:
    at = office.office()
    case_id = signed(at)
    send_back(at, case_id)
    draft = commands.refile(actor=at.citizen, case_id=case_id, now=TUESDAY_AFTER, key=key())
    manner: dict[str, Any] = {"assurance": "ial_2", "identity_seen": "", "consented": True, "missing_known": True}
    commands.submit_draft(
        actor=at.citizen,
        draft_id=draft,
        entered_at=None,
        reply="electronic",
        language="th",
        helper="",
        reason="",
        now=TUESDAY_AFTER,
        key=key(),
        **manner,
    )
    with pytest.raises(WrongState, match="filed_anew"):
        give_back(at, case_id)


def test_a_return_is_contested_under_the_general_act_and_a_refusal_under_that_of_the_licence() -> None:
    at = office.office()
    case_id = signed(at)
    send_back(at, case_id)
    work(TUESDAY_AFTER)
    case = whole_case(at.officer.actor, case_id, TUESDAY_AFTER)
    body = letters(case_id)[-1].body
    assert "มาตรา 44" in body
    assert "มาตรา 66" not in body
    [shown] = [letter for letter in letters_of_case(at.citizen, case_id, TUESDAY_AFTER) if letter.kind == "return"]
    found = served(case, shown)
    assert found.on is not None
    assert found.appeal is not None
    assert found.appeal.last_day == found.on + timedelta(days=15)
    assert "มาตรา 66" in appeal_text(case.package, "th")


def test_the_agency_that_is_responsible_stands_in_the_letter_and_in_no_event() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    said: dict[str, Any] = {"actor": at.intake.actor, "case_id": case_id, "ground": "", "seen": None, "now": MONDAY}
    with pytest.raises(DomainError, match="line_too_long"):
        commands.refer_application(agency_named="ก" * 201, key=key(), **said)
    commands.refer_application(agency_named="นายทะเบียนสมมุติ", key=key(), **said)
    assert not [event for event in Event.objects.filter(stream__key=str(case_id)) if "สมมุติ" in str(event.payload)]
    assert "นายทะเบียนสมมุติ" in letter_for(whole_case(at.officer.actor, case_id, MONDAY), "case.referred", "th").body
    told = chronicle(whole_case(at.officer.actor, case_id, MONDAY))
    assert "นายทะเบียนสมมุติ" in [event.payload.get("agency_named") for event in told]


def test_what_was_returned_is_filed_anew_from_a_draft() -> None:
    at = office.office()
    case_id = signed(at)
    send_back(at, case_id)
    draft = Draft.objects.get(pk=commands.refile(actor=at.citizen, case_id=case_id, now=TUESDAY_AFTER, key=key()))
    assert '"area":"220.00"' in draft.answers
    assert (draft.state, draft.person_id, draft.channel) == ("open", at.person, "electronic")


def test_only_what_is_over_is_filed_anew() -> None:
    at = office.office()
    with pytest.raises(WrongState, match="wrong_state"):
        commands.refile(actor=at.citizen, case_id=signed(at), now=TUESDAY_AFTER, key=key())


def test_an_exception_after_an_officers_fault_moves_no_clock() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    commands.confirm_complete(actor=at.officer.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    due = office.case(case_id).due_on
    order: dict[str, Any] = {
        "actor": at.authority.actor,
        "case_id": case_id,
        "officer_id": at.officer.id,
        "discipline_reference": "",
        "ground": "เจ้าหน้าที่รับคำขอทั้งที่ไม่มีสัญญาเช่า",
        "seen": None,
        "now": MONDAY,
    }
    with pytest.raises(WrongState) as refusal:
        commands.order_exception(key=key(), **order)
    assert why(refusal.value) == "discipline_referenced"
    with pytest.raises(WrongState) as refusal:
        commands.order_exception(key=key(), **{**order, "officer_id": at.person, "discipline_reference": "12/2569"})
    assert why(refusal.value) == "officer_at_fault"
    commands.order_exception(key=key(), **{**order, "discipline_reference": "12/2569"})
    row = office.case(case_id)
    assert (row.state, row.due_on) == ("complete", due)
