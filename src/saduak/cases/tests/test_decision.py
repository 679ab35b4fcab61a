"""The decision: drafted, checked by another person, made once by who has the power, and told."""

from typing import Any
from uuid import uuid4

import pytest

from saduak.cases import commands
from saduak.cases.models import Decision
from saduak.cases.tests import desk, office
from saduak.cases.tests.desk import REFUSAL, TUESDAY, WEDNESDAY
from saduak.cases.tests.office import MONDAY, key
from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.ledger.actors import INSTALLER, REACTION
from saduak.parties.commands import grant_role, order_acting, waive_four_eyes, withdraw_power
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db


def test_a_licence_is_granted_and_told_in_one_run_of_the_worker() -> None:
    at = desk.with_letter_code(office.office())
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id)
    desk.check(at, case_id)
    desk.decide(at, case_id)
    assert office.case(case_id).state == "decided"
    desk.work()
    row = office.case(case_id)
    assert (row.state, row.outcome, row.notified_at) == ("notified", "granted", WEDNESDAY)
    assert [letter.kind for letter in desk.letters(case_id)] == ["receipt", "decision_granted"]
    assert office.task(case_id, "decision").state == "done"
    (told,) = desk.happened(case_id, "case.notified")
    assert told["means"] == "electronic"
    assert told["letter"] == str(desk.letters(case_id)[1].id)


def test_only_the_letter_of_this_decision_tells_it() -> None:
    at = desk.with_letter_code(office.office())
    told, open_one = (desk.restaurant_under_consideration(at) for _ in range(2))
    for case_id in (told, open_one):
        desk.draft(at, case_id)
        desk.check(at, case_id)
    desk.decide(at, told)
    desk.work()
    desk.decide(at, open_one)
    said: dict[str, Any] = {"actor": REACTION, "case_id": open_one, "means": "electronic"}
    said |= {"delivered_at": WEDNESDAY, "now": WEDNESDAY}
    receipt, of_the_other = desk.letters(open_one)[0].id, desk.letters(told)[-1].id
    for letter_id in (receipt, of_the_other, uuid4()):
        with pytest.raises(NotFound):
            commands.record_notification(letter_id=letter_id, key=key(), **said)
    assert office.case(open_one).state == "decided"
    desk.work()
    assert office.case(open_one).state == "notified"


def test_nothing_is_decided_before_the_steps_are_done_and_a_draft_is_checked() -> None:
    at = office.office()
    case_id = office.file(at, office.FOOD_LARGE, office.RESTAURANT)
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    desk.begin(at, case_id, "visit")
    with pytest.raises(WrongState, match="steps_before"):
        desk.draft(at, case_id)
    desk.visit(at, case_id)
    for step in ("visit", "opinion"):
        if step == "opinion":
            desk.begin(at, case_id, step)
        desk.finish(at, case_id, step)
    with pytest.raises(WrongState, match="no_draft"):
        desk.decide(at, case_id)
    desk.draft(at, case_id)
    with pytest.raises(WrongState, match="no_draft"):
        desk.decide(at, case_id)


def test_the_second_of_two_decisions_hears_that_it_is_decided() -> None:
    at = office.office()
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id)
    desk.check(at, case_id)
    seen = office.case(case_id).seq
    desk.decide(at, case_id, seen=seen)
    other = town.officer(at.agency, "second-authority", "authority")
    with pytest.raises(WrongState, match="case_changed"):
        desk.decide(at, case_id, actor=other.actor, seen=seen)
    with pytest.raises(WrongState, match="wrong_state"):
        desk.decide(at, case_id, actor=other.actor)
    assert len(desk.happened(case_id, "case.decided")) == 1


def test_a_double_click_decides_once() -> None:
    at = office.office()
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id)
    desk.check(at, case_id)
    for _ in range(2):
        desk.decide(at, case_id, key="double-click")
    assert len(desk.happened(case_id, "case.decided")) == 1


def test_whoever_drafted_neither_checks_nor_decides() -> None:
    at = office.office()
    for role in ("checker", "authority"):
        grant_role(actor=INSTALLER, officer_id=at.officer.id, role=role, until=None, now=town.NOW, key=key())
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id)
    with pytest.raises(NotAllowed, match="same_person_checks"):
        desk.check(at, case_id, actor=at.officer.actor)
    desk.check(at, case_id)
    with pytest.raises(WrongState, match="refused_by_law") as refused:
        desk.decide(at, case_id, actor=at.officer.actor)
    assert refused.value.params["why"].value == "has_power"


def test_a_staff_of_one_decides_under_its_recorded_exception() -> None:
    at = office.office()
    alone = staff_of_one(at)
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id, actor=alone.actor)
    desk.check(at, case_id, actor=alone.actor)
    desk.decide(at, case_id, actor=alone.actor)
    (decided,) = desk.happened(case_id, "case.decided")
    assert decided["four_eyes"]["exception"] == "7/2569"


def test_a_staff_of_one_need_not_check_its_own_hand() -> None:
    at = office.office()
    alone = staff_of_one(at)
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id, actor=alone.actor)
    desk.decide(at, case_id, actor=alone.actor)
    (decided,) = desk.happened(case_id, "case.decided")
    assert decided["four_eyes"] == {"drafted_by": str(alone.id), "checked_by": None, "exception": "7/2569"}


def test_the_exception_lets_nobody_else_pass_unchecked() -> None:
    at = office.office()
    alone = staff_of_one(at)
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id)
    with pytest.raises(WrongState, match="no_draft"):
        desk.decide(at, case_id, actor=alone.actor)
    desk.draft(at, case_id, actor=alone.actor)
    with pytest.raises(WrongState, match="no_draft"):
        desk.decide(at, case_id)


def staff_of_one(at: office.Office) -> town.Post:
    """An officer who does all the work under the recorded exception."""
    admin = town.officer(at.agency, "admin", "agency_admin")
    alone = town.officer(at.agency, "alone", "officer", "checker", "authority")
    waive_four_eyes(
        actor=admin.actor,
        agency_id=at.agency,
        officer_id=alone.id,
        order_number="7/2569",
        reason="มีเจ้าหน้าที่เพียงคนเดียว",
        now=MONDAY,
        key=key(),
    )
    return alone


def test_the_order_of_who_stands_in_is_kept_and_printed() -> None:
    at = desk.with_letter_code(office.office())
    deputy = town.officer(at.agency, "deputy", "authority")
    withdraw_power(actor=INSTALLER, officer_id=deputy.id, now=town.NOW, key=key())
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id)
    desk.check(at, case_id)
    with pytest.raises(WrongState, match="refused_by_law") as refused:
        desk.decide(at, case_id, actor=deputy.actor)
    assert refused.value.params["why"].value == "has_power"
    order_acting(
        actor=INSTALLER,
        agency_id=at.agency,
        absent_id=at.authority.id,
        stand_in_id=deputy.id,
        number="112/2569",
        sections=(),
        since=TUESDAY,
        until=None,
        now=TUESDAY,
        key=key(),
    )
    desk.decide(at, case_id, actor=deputy.actor)
    assert Decision.objects.get(case=case_id).power["number"] == "112/2569"
    desk.work()
    power = desk.letters(case_id)[-1].form["signatory"]["power"]
    assert power == (
        f"รักษาราชการแทนauthority-{at.slug} ตามคำสั่งที่ 112/2569 มีผลตั้งแต่วันที่ 3 พฤศจิกายน 2569"
        " ใช้อำนาจตาม พ.ร.บ. การสาธารณสุขฯ มาตรา 38"
    )


def test_a_refusal_needs_its_reasons_and_a_hearing() -> None:
    at = office.office()
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id, outcome="refused")
    desk.check(at, case_id)
    with pytest.raises(WrongState, match="refused_by_law") as unreasoned:
        desk.decide(at, case_id)
    assert unreasoned.value.params["why"].value == "reasons_given"
    desk.draft(at, case_id, **REFUSAL)
    desk.check(at, case_id)
    with pytest.raises(WrongState, match="refused_by_law") as unheard:
        desk.decide(at, case_id)
    assert unheard.value.params["why"].value == "heard_if_adverse"
    assert unheard.value.params["article"].section == "30"
    desk.skip_hearing(at, case_id)
    desk.decide(at, case_id)
    desk.work()
    assert office.case(case_id).state == "notified"
    assert desk.letters(case_id)[-1].kind == "decision_refused"


def test_every_condition_has_its_reason() -> None:
    at = office.office()
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id, conditions=({"text": "ติดตั้งบ่อดักไขมัน", "reason": ""},))
    desk.check(at, case_id)
    with pytest.raises(WrongState, match="refused_by_law"):
        desk.decide(at, case_id)
    desk.draft(at, case_id, conditions=({"text": "ติดตั้งบ่อดักไขมัน", "reason": "อยู่ติดทางน้ำสาธารณะ"},))
    desk.check(at, case_id)
    desk.decide(at, case_id)
    assert office.case(case_id).outcome == "granted_with_conditions"


def test_a_draft_sent_back_says_why_and_is_checked_anew() -> None:
    at = office.office()
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id)
    with pytest.raises(DomainError, match="check_note_missing"):
        desk.check(at, case_id, agrees=False)
    desk.check(at, case_id, agrees=False, note="แนบภาพถ่ายที่ล้างมือ")
    with pytest.raises(WrongState, match="no_draft"):
        desk.decide(at, case_id)
    desk.draft(at, case_id)
    desk.check(at, case_id)
    desk.decide(at, case_id)
    assert office.case(case_id).state == "decided"
