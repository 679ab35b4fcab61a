"""Decisions by the rule that the authority adopted: what it grants at once, what it leaves to whom, and the audit."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.commands import automatic
from saduak.cases.models import Consent, Decision, Duty, RuleFinding
from saduak.cases.queries.automatic import broken_conditions, judged_now
from saduak.cases.queries.consents import CONSENTER, consent_link
from saduak.cases.queries.recomputing import differences as unlike_rows
from saduak.cases.queries.whole import WholeCase
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import FACTORY, MONDAY, key
from saduak.core.automatic import Judged
from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.files.commands import receive
from saduak.files.tests.papers import PDF
from saduak.ledger.actors import REACTION
from saduak.ledger.projections import differences as unlike_events

pytestmark = pytest.mark.django_db
RULE = "low_risk_waste@1"
CARTONS: Mapping[str, Any] = {
    "code": "150101",
    "description": "กล่องกระดาษ",
    "is_chemical": False,
    "tonnes": "9.600",
    "method": "011",
    "processor_number": desk.PROCESSORS[0],
    "processor_name": "บริษัท ตัวอย่างคัดแยก จำกัด",
}
SLUDGE: Mapping[str, Any] = {**FACTORY["waste"][0], "processor_number": desk.PROCESSORS[1]}
OF_THE_STATE = ("factory_registration", "juristic_person", "processor_licence")


def adopting(share: int = 100, **changes: Any) -> office.Office:
    """The industry office, whose authority adopted the rule on the first of October."""
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    adopt(at, share=share, **changes)
    return at


def adopt(at: office.Office, **changes: Any) -> UUID:
    said: dict[str, Any] = {"actor": at.authority.actor, "agency_id": at.agency, "service": office.WASTE, "rule": RULE}
    said |= {"number": "88/2569", "ordered_on": date(2026, 10, 1), "since": date(2026, 10, 1), "until": None}
    return commands.adopt_rule(**{**said, "share": 100, "now": MONDAY, "key": key(), **changes})


def filed(at: office.Office, *lines: Mapping[str, Any], **changes: Any) -> UUID:
    return office.file(at, office.WASTE, {**FACTORY, "waste": [dict(line) for line in lines or (CARTONS,)]}, **changes)


def look_up(at: office.Office, case_id: UUID, now: datetime = MONDAY) -> None:
    """The agency finds all papers of the state in its own files."""
    for document in OF_THE_STATE:
        file = receive(actor=at.intake.actor, name="paper.pdf", content=PDF, now=now, key=key())
        said: dict[str, Any] = {"document": document, "file_id": file, "seen": None, "now": now}
        commands.find_in_own_file(actor=at.intake.actor, case_id=case_id, key=key(), **said)


def consent(case_id: UUID, *, gives: bool = True, now: datetime = MONDAY) -> None:
    for asked in Consent.objects.filter(case=case_id, state="asked"):
        note = "" if gives else "รับไม่ได้"
        said: dict[str, Any] = {"actor": CONSENTER, "gives": gives, "name": "กรรมการผู้จัดการ", "note": note}
        token = consent_link(asked.id)
        commands.answer_consent(consent_id=asked.id, token=token, now=now, key=key(), **said)


def complete(at: office.Office, case_id: UUID, now: datetime = MONDAY) -> None:
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=now, key=key())


def finding(case_id: UUID) -> RuleFinding:
    return RuleFinding.objects.get(case=case_id)


def open_duties(case_id: UUID) -> list[tuple[str, str]]:
    return sorted(Duty.objects.filter(case=case_id, state="open").values_list("what", "role"))


def assert_rebuilds() -> None:
    assert list(unlike_events()) == []
    assert list(unlike_rows()) == []


# What is granted


def test_what_meets_every_condition_is_granted_as_soon_as_it_is_complete_and_consented() -> None:
    at = adopting()
    case_id = filed(at)
    look_up(at, case_id)
    consent(case_id)
    complete(at, case_id)
    desk.work(MONDAY)
    row = office.case(case_id)
    assert (row.state, row.outcome, row.decided_at) == ("notified", "granted", MONDAY)
    assert {task.state for task in row.tasks.all()} == {"done"}
    assert finding(case_id).state == "decided"
    assert_rebuilds()


def test_the_letter_is_the_agencys_and_says_by_which_rule_and_order_and_what_was_met() -> None:
    at = adopting()
    case_id = filed(at)
    look_up(at, case_id)
    consent(case_id)
    complete(at, case_id)
    desk.work(MONDAY)
    letter = desk.letters(case_id)[-1]
    assert letter.kind == "decision_granted"
    for told in ("low_risk_waste@1", "88/2569", "(1)", "โดยอัตโนมัติ"):
        assert told in letter.body
    signed = letter.form["signatory"]
    assert signed[0] == "" if isinstance(signed, list) else signed["name"] == ""
    assert "low_risk_waste@1" in str(signed)
    decision = Decision.objects.get(case=case_id)
    assert (decision.drafted_by_id, decision.made_by_id) == (None, None)
    assert (decision.power["kind"], decision.power["number"]) == ("rule", "88/2569")


def test_it_waits_for_consents_and_look_ups_and_decides_when_the_last_has_come() -> None:
    at = adopting()
    case_id = filed(at)
    complete(at, case_id)
    desk.work(MONDAY)
    assert finding(case_id).state == "waiting"
    assert office.case(case_id).state == "complete"
    look_up(at, case_id)
    desk.work(MONDAY)
    assert finding(case_id).state == "waiting"
    consent(case_id, now=desk.TUESDAY)
    desk.work(desk.TUESDAY)
    assert (finding(case_id).state, office.case(case_id).outcome) == ("decided", "granted")
    assert_rebuilds()


def test_what_was_sent_by_night_is_decided_when_it_counts_as_received() -> None:
    at = adopting()
    night = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
    case_id = filed(at, now=night)
    look_up(at, case_id, night)
    consent(case_id, now=night)
    complete(at, case_id, night)
    desk.work(night)
    assert office.case(case_id).state == "complete"
    received = finding(case_id).look_at
    assert received == datetime(2026, 11, 3, 1, 30, tzinfo=UTC)
    commands.look_until(night, received)
    assert office.case(case_id).decided_at == received
    assert_rebuilds()


def test_a_case_that_breaks_holds_back_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    at = adopting()
    night = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
    broken, other = (filed(at, now=night) for _ in range(2))
    for case_id in (broken, other):
        look_up(at, case_id, night)
        consent(case_id, now=night)
        complete(at, case_id, night)
    desk.work(night)
    received = finding(broken).look_at
    assert received

    def judged(case: WholeCase, rule: str) -> Judged:
        if case.id == broken:
            raise ArithmeticError
        return judged_now(case, rule)

    monkeypatch.setattr(automatic, "judged_now", judged)
    commands.look_at_due_cases(received)
    assert [office.case(case_id).state for case_id in (broken, other)] == ["complete", "decided"]


# What is not


def test_what_waits_for_its_receipt_goes_to_a_person_when_the_order_has_ended() -> None:
    at = adopting(until=date(2026, 11, 2))
    night = datetime(2026, 11, 2, 14, 0, tzinfo=UTC)
    case_id = filed(at, now=night)
    look_up(at, case_id, night)
    consent(case_id, now=night)
    complete(at, case_id, night)
    desk.work(night)
    received = finding(case_id).look_at
    assert received
    commands.look_at_due_cases(received)
    assert (finding(case_id).state, finding(case_id).look_at) == ("person", None)
    assert office.case(case_id).state == "complete"
    assert_rebuilds()


def test_what_fails_goes_to_a_person_with_every_failed_condition_by_line() -> None:
    at = adopting()
    case_id = filed(at, CARTONS, SLUDGE)
    look_up(at, case_id)
    consent(case_id)
    complete(at, case_id)
    desk.work(MONDAY)
    found = finding(case_id)
    assert (found.state, office.case(case_id).state) == ("person", "complete")
    assert found.failed == [{"line": 2, "condition": "method_recovers"}]
    (broken,) = broken_conditions(found, "th")
    assert broken.line == 2
    assert "วิธีจัดการ" in broken.conditions[0]
    desk.begin(at, case_id, "review")
    assert office.case(case_id).state == "under_consideration"
    assert_rebuilds()


def test_a_processor_that_declines_leaves_the_case_to_a_person() -> None:
    at = adopting()
    case_id = filed(at)
    look_up(at, case_id)
    complete(at, case_id)
    desk.work(MONDAY)
    consent(case_id, gives=False)
    desk.work(MONDAY)
    assert (finding(case_id).state, office.case(case_id).state) == ("person", "complete")


def test_a_case_that_an_officer_took_up_is_the_officers() -> None:
    at = adopting()
    case_id = filed(at)
    look_up(at, case_id)
    complete(at, case_id)
    desk.work(MONDAY)
    desk.begin(at, case_id, "review")
    consent(case_id)
    desk.work(MONDAY)
    assert office.case(case_id).state == "under_consideration"


@pytest.mark.parametrize("outcomes", [("refused",), ("granted", "refused")])
def test_who_was_refused_anything_within_a_year_is_looked_at_by_a_person(outcomes: tuple[str, ...]) -> None:
    at = adopting()
    refused = desk.waste_under_consideration(at, len(outcomes))
    consent(refused)
    desk.skip_hearing(at, refused)
    lines = tuple(
        {"line": number, "outcome": each, "conditions": [], "reasons": "ไม่ได้รับอนุญาต"}
        for number, each in enumerate(outcomes, 1)
    )
    desk.draft(at, refused, "refused", lines=lines, facts="ก", law="ข", reasons="ค")
    desk.check(at, refused)
    desk.decide(at, refused)
    case_id = filed(at, now=desk.WEDNESDAY)
    look_up(at, case_id, desk.WEDNESDAY)
    consent(case_id, now=desk.WEDNESDAY)
    complete(at, case_id, desk.WEDNESDAY)
    desk.work(desk.WEDNESDAY)
    assert finding(case_id).failed == [{"line": 0, "condition": "record_clean"}]


@pytest.mark.parametrize("term", [{"since": date(2026, 12, 1)}, {"until": date(2026, 11, 1)}])
def test_outside_its_term_the_order_lets_no_rule_decide(term: Mapping[str, Any]) -> None:
    at = adopting(**term)
    case_id = filed(at)
    look_up(at, case_id)
    consent(case_id)
    complete(at, case_id)
    desk.work(MONDAY)
    assert office.case(case_id).state == "complete"
    assert not RuleFinding.objects.exists()


def test_a_later_order_takes_the_place_of_an_earlier() -> None:
    at = adopting()
    adopt(at, number="99/2569", since=date(2026, 10, 15), until=date(2026, 10, 31))
    case_id = filed(at)
    complete(at, case_id)
    desk.work(MONDAY)
    assert not RuleFinding.objects.exists()


def test_nobody_pushes_the_rule_and_it_decides_once() -> None:
    at = adopting()
    case_id = filed(at)
    look_up(at, case_id)
    consent(case_id)
    complete(at, case_id)
    with pytest.raises(NotAllowed, match="reaction_only"):
        commands.decide_by_rule(actor=at.authority.actor, case_id=case_id, now=MONDAY, key=key())
    assert commands.decide_by_rule(actor=REACTION, case_id=case_id, now=MONDAY, key=key()) == "decided"
    assert commands.decide_by_rule(actor=REACTION, case_id=case_id, now=MONDAY, key=key()) == "decided"
    assert desk.kinds(case_id).count("case.decided") == 1


def waiting(at: office.Office) -> UUID:
    """A complete application that meets everything but a consent, for which the rule waits."""
    case_id = filed(at)
    look_up(at, case_id)
    complete(at, case_id)
    desk.work(MONDAY)
    assert finding(case_id).state == "waiting"
    return case_id


def test_an_officer_who_takes_the_case_or_begins_a_step_takes_it_from_the_rule() -> None:
    at = adopting()
    taken, begun, left = waiting(at), waiting(at), waiting(at)
    said: dict[str, Any] = {"officer_id": at.officer.id, "seen": None, "now": MONDAY}
    commands.assign_case(actor=at.supervisor.actor, case_id=taken, key=key(), **said)
    desk.begin(at, begun, "review")
    assert [finding(each).state for each in (taken, begun, left)] == ["person", "person", "waiting"]
    for each in (taken, begun, left):
        consent(each)
    desk.work(MONDAY)
    assert [office.case(each).state for each in (taken, begun, left)] == ["complete", "under_consideration", "notified"]
    assert_rebuilds()


def test_what_waits_when_its_order_ends_is_given_to_a_person() -> None:
    at = adopting(until=date(2026, 11, 6))
    case_id = waiting(at)
    commands.look_at_due_cases(datetime(2026, 11, 6, 16, 59, tzinfo=UTC))
    assert finding(case_id).state == "waiting", "the order holds to the end of its last day"
    commands.look_at_due_cases(datetime(2026, 11, 6, 17, 1, tzinfo=UTC))
    assert (finding(case_id).state, finding(case_id).look_at) == ("person", None)
    assert_rebuilds()


def test_what_waits_under_an_order_that_is_taken_back_is_given_to_a_person_at_the_next_look() -> None:
    at = adopting()
    case_id = waiting(at)
    adopt(at, number="99/2569", since=date(2026, 11, 1), until=date(2026, 11, 1), now=MONDAY)
    commands.look_at_due_cases(MONDAY + timedelta(minutes=1))
    assert finding(case_id).state == "person"
    assert_rebuilds()


# The order


def test_an_order_names_a_rule_of_the_manual_its_number_and_a_share() -> None:
    at = office.office(office.INDUSTRY)
    for wrong, code in (
        ({"rule": "low_risk_waste@2"}, "rule_not_in_manual"),
        ({"service": office.FOOD_LARGE}, "rule_not_in_manual"),
        ({"number": " "}, "order_number"),
        ({"share": 0}, "rule_share"),
        ({"share": 101}, "rule_share"),
        ({"until": date(2026, 9, 1)}, "rule_term"),
    ):
        with pytest.raises(DomainError, match=code):
            adopt(at, **wrong)
    with pytest.raises(NotAllowed, match="role_needed"):
        adopt(at, actor=at.officer.actor)
    adopt(at)
    assert_rebuilds()


# The audit


def decided(at: office.Office) -> UUID:
    case_id = filed(at)
    look_up(at, case_id)
    consent(case_id)
    complete(at, case_id)
    desk.work(MONDAY)
    return case_id


def audit(at: office.Office, case_id: UUID, result: str, **changes: Any) -> None:
    said: dict[str, Any] = {"actor": at.checker.actor, "note": "", "seen": None, "now": desk.TUESDAY, "key": key()}
    commands.audit_decision(case_id=case_id, finding=result, **{**said, **changes})


def test_a_sampled_decision_is_the_checkers_to_look_at() -> None:
    at = adopting()
    case_id = decided(at)
    assert open_duties(case_id) == [("rule_audit", "checker")]
    with pytest.raises(NotAllowed, match="role_needed"):
        audit(at, case_id, "sound", actor=at.officer.actor)
    with pytest.raises(DomainError, match="audit_finding"):
        audit(at, case_id, "fine")
    audit(at, case_id, "sound")
    assert open_duties(case_id) == []
    assert (finding(case_id).finding, finding(case_id).audited_by_id) == ("sound", at.checker.id)
    with pytest.raises(WrongState, match="audited"):
        audit(at, case_id, "sound")
    assert_rebuilds()


def test_an_unsound_decision_is_the_heads_to_answer_for_within_ninety_days() -> None:
    at = adopting()
    case_id = decided(at)
    with pytest.raises(DomainError, match="audit_note_missing"):
        audit(at, case_id, "unsound")
    audit(at, case_id, "unsound", note="รหัสของเสียไม่ตรงกับภาพถ่าย")
    duty = Duty.objects.get(case=case_id, state="open")
    assert (duty.what, duty.role, duty.due_on) == ("rule_unsound", "authority", date(2027, 2, 1))
    said: dict[str, Any] = {"case_id": case_id, "duty_id": duty.id, "seen": None, "now": desk.WEDNESDAY}
    with pytest.raises(DomainError, match="rule_unanswered"):
        commands.answer_for_rule(actor=at.authority.actor, done=" ", key=key(), **said)
    commands.answer_for_rule(actor=at.authority.actor, done="เพิกถอนตามมาตรา 49 แล้ว", key=key(), **said)
    assert open_duties(case_id) == []
    with pytest.raises(NotFound):
        commands.answer_for_rule(actor=at.authority.actor, done="อีก", key=key(), **said)
    assert_rebuilds()


def test_what_was_not_drawn_is_not_audited() -> None:
    at = adopting(share=1)
    case_id = next(case for case in (decided(at) for _ in range(20)) if not finding(case).sampled)
    assert open_duties(case_id) == []
    with pytest.raises(WrongState, match="no_audit"):
        audit(at, case_id, "sound")


def test_a_granted_permit_is_told_within_the_same_hour_and_no_clock_runs_on() -> None:
    at = adopting()
    case_id = decided(at)
    later = MONDAY + timedelta(days=60)
    commands.look_until(MONDAY, later)
    assert [said["look"] for said in desk.happened(case_id, "case.warned")] == []
