"""Appeals: in time or late, considered by who made the order, decided by the superior, and what comes of the order."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.models import Appeal, Consent, Decision, Duty, NewOrder
from saduak.cases.queries.appealed import appeals_at, right_of_appeal, whole_appeal
from saduak.cases.queries.consents import CONSENTER, consent_link
from saduak.cases.queries.recomputing import differences as unlike_rows
from saduak.cases.queries.whole import whole_case
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import key
from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.ledger.actors import INSTALLER
from saduak.ledger.guard import side_door
from saduak.ledger.projections import differences as unlike_events
from saduak.messages.commands import record_reading
from saduak.parties.commands import grant_role, register_officer
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db
DECIDED = desk.WEDNESDAY
"""The day on which the refusal stood in the inbox: Wednesday 4 November 2026."""
GROUNDS = "ได้ติดตั้งอ่างล้างมือแล้วตั้งแต่ก่อนวันออกคำสั่ง ตามภาพถ่ายที่แนบ"
TEXTS: Mapping[str, Any] = {
    "facts": "ตรวจภาพถ่ายและใบเสร็จแล้ว มีอ่างล้างมือก่อนวันออกคำสั่ง",
    "law": "ข้อบัญญัติท้องถิ่น ข้อ 9",
    "reasons": "ข้อเท็จจริงที่อาศัยในคำสั่งเดิมจึงคลาดเคลื่อน",
}


def refused(at: office.Office) -> UUID:
    """A licence of food premises refused and told on the fourth of November."""
    case_id = desk.restaurant_under_consideration(at)
    desk.skip_hearing(at, case_id)
    desk.draft(at, case_id, **desk.REFUSAL)
    desk.check(at, case_id)
    desk.decide(at, case_id)
    desk.work()
    return case_id


def waste_refused(at: office.Office, *, consenting: bool = True) -> UUID:
    """A waste permit refused and told, under whose law the appeal goes to who made the order first (APA s.44)."""
    case_id = desk.waste_under_consideration(at, 2)
    if consenting:
        consents(at, case_id)
    desk.skip_hearing(at, case_id)
    lines: tuple[Mapping[str, Any], ...] = tuple(
        {"line": number, "outcome": "refused", "conditions": [], "reasons": "ผู้รับดำเนินการไม่ได้รับอนุญาต"}
        for number in (1, 2)
    )
    said = {"facts": "ตรวจใบอนุญาตของผู้รับแล้ว", "law": "กฎกระทรวง ฉบับที่ 2 ข้อ 13", "reasons": "ผู้รับไม่ได้รับอนุญาต"}
    desk.draft(at, case_id, "refused", lines=lines, **said)
    desk.check(at, case_id)
    desk.decide(at, case_id)
    desk.work()
    return case_id


def superior_of(at: office.Office, slug: str = "province") -> tuple[UUID, town.Post]:
    """The agency that decides appeals against the office's orders, with its authority."""
    above = town.agency(slug)
    head = town.officer(above, f"head-{slug}", "authority")
    said: dict[str, Any] = {"agency_id": at.agency, "service": "", "superior_id": above, "since": date(2026, 1, 1)}
    commands.send_appeals_to(actor=INSTALLER, number="คำสั่งกระทรวง ที่ 9/2569", now=office.MONDAY, key=key(), **said)
    return above, head


def appeal(at: office.Office, case_id: UUID, now: datetime = DECIDED + timedelta(days=2), **changes: Any) -> UUID:
    said: dict[str, Any] = {"actor": at.citizen, "papers": (), "channel": "electronic", "entered_at": None}
    said |= {"grounds": GROUNDS, "seen": None, "now": now, "key": key()}
    return commands.file_appeal(case_id=case_id, **{**said, **changes})


def granted_lines() -> tuple[Mapping[str, Any], ...]:
    return tuple({"line": number, "outcome": "granted", "conditions": [], "reasons": ""} for number in (1, 2))


def consents(at: office.Office, case_id: UUID) -> None:
    """Both processors consent by link."""
    for consent in Consent.objects.filter(case=case_id):
        said: dict[str, Any] = {"actor": CONSENTER, "gives": True, "name": "กรรมการผู้จัดการ", "note": ""}
        commands.answer_consent(
            consent_id=consent.id, token=consent_link(consent.id), now=desk.TUESDAY, key=key(), **said
        )


def assert_rebuilds() -> None:
    """Every row is what its events say."""
    assert list(unlike_events()) == []
    assert list(unlike_rows()) == []


def duties(agency: UUID) -> list[tuple[str, str]]:
    rows = Duty.objects.filter(agency=agency, state="open", about__isnull=False)
    return sorted(rows.values_list("what", "role"))


def consider(at: office.Office, case_id: UUID, view: str, now: datetime, **changes: Any) -> None:
    row = Appeal.objects.get(case=case_id)
    said: dict[str, Any] = {"actor": at.authority.actor, "report": "เห็นตามคำสั่งเดิม", "outcome": "refused", "lines": ()}
    said |= {"facts": "", "law": "", "reasons": "", "conditions": (), "until": None, "seen": None}
    said |= {"now": now, "key": key()}
    commands.consider_appeal(case_id=case_id, appeal_id=row.id, view=view, **{**said, **changes})


def decide(head: town.Post, case_id: UUID, result: str, now: datetime, **changes: Any) -> None:
    row = Appeal.objects.get(case=case_id)
    said: dict[str, Any] = {"actor": head.actor, "outcome": "granted", "lines": (), "conditions": (), **TEXTS}
    said |= {"until": None, "seen": None, "now": now, "key": key()}
    commands.decide_appeal(case_id=case_id, appeal_id=row.id, result=result, **{**said, **changes})


# The right to appeal


def test_the_period_runs_from_entry_into_the_inbox_and_the_opening_is_kept_too() -> None:
    at = desk.with_letter_code(office.office())
    case_id = refused(at)
    right = right_of_appeal(whole_case(at.citizen, case_id, DECIDED))
    assert right is not None
    assert right.until is not None
    assert (right.told_on, right.until.act_by) == (date(2026, 11, 4), date(2026, 12, 4))
    assert (right.entered_at, right.read_at) == (DECIDED, None)
    assert right.because
    letter = desk.letters(case_id)[-1]
    record_reading(actor=at.citizen, letter_id=letter.id, now=DECIDED + timedelta(days=3), key=key())
    again = right_of_appeal(whole_case(at.citizen, case_id, DECIDED + timedelta(days=3)))
    assert again is not None
    assert again.read_at == DECIDED + timedelta(days=3)
    assert again.until == right.until


def test_an_order_without_appeal_text_may_be_appealed_for_a_year() -> None:
    at = desk.with_letter_code(office.office())
    case_id = refused(at)
    with side_door("bulk loader"):
        Decision.objects.filter(case=case_id).update(appeal="")
    right = right_of_appeal(whole_case(at.citizen, case_id, DECIDED))
    assert right is not None
    assert right.until is not None
    assert right.until.last_day == date(2027, 11, 4)


def test_what_gave_all_that_was_asked_cannot_be_appealed() -> None:
    at = desk.with_letter_code(office.office())
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id)
    desk.check(at, case_id)
    with pytest.raises(WrongState, match="nothing_to_appeal"):
        appeal(at, case_id)
    desk.decide(at, case_id)
    desk.work()
    with pytest.raises(WrongState, match="nothing_to_appeal"):
        appeal(at, case_id)


# Filing


def test_an_appeal_under_the_general_act_lies_with_who_made_the_order_for_thirty_days() -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    superior_of(at)
    case_id = waste_refused(at)
    appeal_id = appeal(at, case_id)
    row = Appeal.objects.get(pk=appeal_id)
    assert (row.stage, row.is_late, row.last_on) == ("maker", False, date(2026, 11, 19))
    assert (row.due_on, row.act_by) == (date(2026, 12, 6), date(2026, 12, 4))
    assert duties(at.agency) == [("appeal_consider", "authority")]
    letter = desk.letters(case_id)[-1]
    assert letter.kind == "appeal_received"
    assert "มาตรา 45" in letter.body
    assert_rebuilds()


def test_a_licence_law_of_its_own_sends_the_appeal_straight_to_its_body() -> None:
    at = desk.with_letter_code(office.office())
    above, head = superior_of(at)
    case_id = refused(at)
    appeal(at, case_id)
    row = Appeal.objects.get(case=case_id)
    assert (row.stage, row.superior_id, row.view) == ("superior", above, "not_ours")
    assert duties(above) == [("appeal_decide", "authority")]
    assert duties(at.agency) == []
    assert [each.id for each in appeals_at(head.actor, DECIDED + timedelta(days=3))] == [row.id]
    assert_rebuilds()


def test_one_that_was_filed_by_night_counts_on_the_last_day_and_is_received_the_next() -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    case_id = waste_refused(at)
    appeal(at, case_id, now=datetime(2026, 11, 19, 15, 30, tzinfo=UTC))
    row = Appeal.objects.get(case=case_id)
    assert not row.is_late
    assert row.received_at == datetime(2026, 11, 20, 1, 30, tzinfo=UTC)


def test_a_late_appeal_is_received_and_its_refusal_is_an_order_of_its_own() -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    case_id = waste_refused(at)
    late = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
    appeal(at, case_id, now=late)
    assert Appeal.objects.get(case=case_id).is_late
    assert "พ้นกำหนด" in desk.letters(case_id)[-1].body
    with pytest.raises(DomainError, match="appeal_reasons_missing"):
        consider(at, case_id, "late", late)
    consider(at, case_id, "late", late, **TEXTS)
    row = Appeal.objects.get(case=case_id)
    assert (row.stage, row.result) == ("decided", "refused_late")
    assert office.case(case_id).outcome == "refused"
    assert "ศาลปกครอง" in desk.letters(case_id)[-1].body
    assert duties(at.agency) == []
    assert_rebuilds()


def test_in_time_it_cannot_be_refused_as_late() -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    case_id = waste_refused(at)
    appeal(at, case_id)
    with pytest.raises(WrongState, match="appeal_not_late"):
        consider(at, case_id, "late", DECIDED + timedelta(days=3), **TEXTS)


def test_only_the_party_or_the_counter_appeals_once_and_in_writing() -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    stranger, _ = town.citizen("stranger")
    case_id = waste_refused(at)
    with pytest.raises(NotFound):
        appeal(at, case_id, actor=stranger)
    with pytest.raises(NotAllowed, match="not_the_applicant"):
        appeal(at, case_id, actor=at.checker.actor)
    with pytest.raises(DomainError, match="appeal_in_writing"):
        appeal(at, case_id, actor=at.intake.actor, channel="telephone")
    with pytest.raises(DomainError, match="appeal_grounds_missing"):
        appeal(at, case_id, grounds="  ")
    came = DECIDED + timedelta(days=1)
    appeal(at, case_id, actor=at.intake.actor, channel="post", entered_at=came)
    row = Appeal.objects.get(case=case_id)
    assert (row.channel, row.received_at) == ("post", came)
    with pytest.raises(WrongState, match="appeal_exists"):
        appeal(at, case_id)


def test_an_appeal_taken_back_leaves_nobody_a_duty_and_may_be_filed_again() -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    case_id = waste_refused(at)
    appeal_id = appeal(at, case_id)
    said: dict[str, Any] = {"reason": "ตกลงกันได้แล้ว", "seen": None, "now": DECIDED + timedelta(days=3)}
    said["identity_seen"] = ""
    commands.withdraw_appeal(actor=at.citizen, case_id=case_id, appeal_id=appeal_id, key=key(), **said)
    assert duties(at.agency) == []
    with pytest.raises(WrongState, match="appeal_over"):
        commands.withdraw_appeal(actor=at.citizen, case_id=case_id, appeal_id=appeal_id, key=key(), **said)
    appeal(at, case_id, now=DECIDED + timedelta(days=4))
    assert_rebuilds()


def test_the_counter_records_that_an_appeal_is_taken_back_only_of_who_proves_who_they_are() -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    case_id = waste_refused(at)
    appeal_id = appeal(at, case_id)
    said: dict[str, Any] = {
        "case_id": case_id,
        "appeal_id": appeal_id,
        "seen": None,
        "now": DECIDED + timedelta(days=3),
    }
    said |= {"actor": at.intake.actor, "reason": "ตกลงกันได้แล้ว"}
    for unseen in ("", "face"):
        with pytest.raises(DomainError, match="identity_needed"):
            commands.withdraw_appeal(identity_seen=unseen, key=key(), **said)
    with pytest.raises(DomainError, match="ground_missing"):
        commands.withdraw_appeal(identity_seen="id_card", key=key(), **{**said, "reason": " "})
    commands.withdraw_appeal(identity_seen="id_card", key=key(), **said)
    [told] = desk.happened(case_id, "case.appeal_withdrawn")
    assert (told["clerk"], told["identity_seen"]) == (str(at.intake.id), "id_card")
    assert Appeal.objects.get(pk=appeal_id).stage == "withdrawn"
    assert_rebuilds()


# Who made the order


def test_who_made_the_order_agrees_and_another_order_takes_its_place() -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    case_id = waste_refused(at)
    appeal(at, case_id)
    now = DECIDED + timedelta(days=5)
    consider(at, case_id, "agrees", now, report="หลักฐานใหม่ฟังได้", outcome="granted", lines=granted_lines(), **TEXTS)
    row, order = Appeal.objects.get(case=case_id), NewOrder.objects.get(case=case_id)
    assert (row.stage, row.result, order.outcome, order.agency_id) == ("decided", "revoked", "granted", at.agency)
    assert (office.case(case_id).outcome, office.case(case_id).state) == ("granted", "notified")
    letter = desk.letters(case_id)[-1]
    assert letter.kind == "appeal_decided"
    assert "อนุญาต" in letter.body
    assert duties(at.agency) == []
    assert_rebuilds()


def test_nothing_is_granted_on_appeal_before_those_consent_whose_consent_it_needs() -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    case_id = waste_refused(at, consenting=False)
    appeal(at, case_id)
    with pytest.raises(WrongState, match="consent_missing"):
        consider(at, case_id, "agrees", DECIDED + timedelta(days=5), lines=granted_lines(), **TEXTS)


def test_who_does_not_agree_reports_to_the_superior_who_upholds_the_appeal() -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    above, head = superior_of(at)
    case_id = waste_refused(at)
    appeal_id = appeal(at, case_id)
    reported = datetime(2026, 11, 16, 3, 0, tzinfo=UTC)
    consider(at, case_id, "disagrees", reported)
    row = Appeal.objects.get(case=case_id)
    assert (row.stage, row.superior_id, row.due_on) == ("superior", above, date(2026, 12, 16))
    assert duties(at.agency) == []
    assert duties(above) == [("appeal_decide", "authority")]
    assert desk.letters(case_id)[-1].kind == "appeal_forwarded"
    with pytest.raises(WrongState, match="appeal_elsewhere"):
        consider(at, case_id, "agrees", reported, lines=granted_lines(), **TEXTS)
    decided = reported + timedelta(days=10)
    decide(head, case_id, "revoked", decided, lines=granted_lines())
    order = NewOrder.objects.get(case=case_id)
    assert (order.agency_id, order.outcome, office.case(case_id).outcome) == (above, "granted", "granted")
    letter = desk.letters(case_id)[-1]
    assert (letter.kind, letter.agency_id) == ("appeal_decided", above)
    shown = whole_appeal(at.citizen, appeal_id, decided)
    assert (shown.watches.maker.days, shown.watches.superior.days) == (10, 10)
    assert shown.row.result == "revoked"
    assert_rebuilds()


def test_who_agrees_in_part_changes_that_part_and_reports_the_rest() -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    above, head = superior_of(at)
    case_id = waste_refused(at)
    appeal(at, case_id)
    now = DECIDED + timedelta(days=5)
    lines = (granted_lines()[0], {"line": 2, "outcome": "refused", "conditions": [], "reasons": "ยังไม่ได้รับอนุญาต"})
    consider(at, case_id, "agrees_partly", now, lines=lines, **TEXTS)
    row = Appeal.objects.get(case=case_id)
    assert (row.stage, row.superior_id) == ("superior", above)
    assert office.case(case_id).outcome == "partly_granted"
    decide(head, case_id, "dismissed", now + timedelta(days=5))
    assert office.case(case_id).outcome == "partly_granted"
    assert Appeal.objects.get(case=case_id).result == "dismissed"
    assert_rebuilds()


def test_without_a_superior_on_record_nothing_is_reported_into_the_void() -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    case_id = waste_refused(at)
    appeal(at, case_id)
    with pytest.raises(WrongState, match="appeal_body_missing"):
        consider(at, case_id, "disagrees", DECIDED + timedelta(days=3))


def test_an_officer_without_the_authority_considers_nothing() -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    case_id = waste_refused(at)
    appeal(at, case_id)
    with pytest.raises(NotAllowed, match="role_needed"):
        consider(at, case_id, "disagrees", DECIDED + timedelta(days=3), actor=at.officer.actor)


# The superior


def test_only_the_superiors_authority_decides_and_nobody_who_made_the_order() -> None:
    at = desk.with_letter_code(office.office())
    above, _ = superior_of(at)
    clerk = town.officer(above, "clerk-province", "officer")
    other = town.officer(town.agency("other"), "head-other", "authority")
    case_id = refused(at)
    appeal(at, case_id)
    now = DECIDED + timedelta(days=5)
    with pytest.raises(NotAllowed, match="role_needed"):
        decide(at.authority, case_id, "dismissed", now)
    with pytest.raises(NotAllowed, match="role_needed"):
        decide(clerk, case_id, "dismissed", now)
    with pytest.raises(NotFound):
        decide(other, case_id, "dismissed", now)
    promoted(at.authority, above, now)
    with pytest.raises(NotAllowed, match="made_the_order"):
        decide(at.authority, case_id, "dismissed", now)


def promoted(who: town.Post, above: UUID, now: datetime) -> None:
    """The same person becomes an authority of the superior agency."""
    told: dict[str, Any] = {"actor": INSTALLER, "user_id": who.user, "agency_id": above, "unit_id": None}
    post = register_officer(**told, position="ผู้ช่วย", now=now, key=key())
    grant_role(actor=INSTALLER, officer_id=post, role="authority", until=None, now=now, key=key())


def test_who_considered_an_appeal_does_not_decide_it_above() -> None:
    at, now = desk.with_letter_code(office.office(office.INDUSTRY)), DECIDED + timedelta(days=5)
    (above, _), case_id = superior_of(at), waste_refused(at)
    second = town.officer(at.agency, "second-authority", "authority")
    appeal(at, case_id)
    consider(at, case_id, "disagrees", now, actor=second.actor)
    promoted(second, above, now)
    with pytest.raises(NotAllowed, match="made_the_order"):
        decide(second, case_id, "dismissed", now)


def test_a_superior_sees_the_appeal_and_no_other_case_of_the_agency() -> None:
    at = desk.with_letter_code(office.office())
    _, head = superior_of(at)
    case_id, other = refused(at), office.file(at, office.FOOD_LARGE, office.RESTAURANT)
    appeal_id = appeal(at, case_id)
    now = DECIDED + timedelta(days=3)
    assert whole_appeal(head.actor, appeal_id, now).is_of_superior
    for hidden in (case_id, other):
        with pytest.raises(NotFound):
            whole_case(head.actor, hidden, now)


def test_the_superior_extends_once_and_tells_it_before_the_time_is_over() -> None:
    at = desk.with_letter_code(office.office())
    _, head = superior_of(at)
    case_id = refused(at)
    appeal_id = appeal(at, case_id)
    said: dict[str, Any] = {"actor": head.actor, "case_id": case_id, "appeal_id": appeal_id, "seen": None}
    with pytest.raises(DomainError, match="ground_missing"):
        commands.extend_appeal(ground=" ", now=DECIDED + timedelta(days=20), key=key(), **said)
    until = commands.extend_appeal(ground="รอผลตรวจ", now=DECIDED + timedelta(days=20), key=key(), **said)
    assert until == date(2027, 1, 5)
    assert whole_appeal(head.actor, appeal_id, DECIDED + timedelta(days=21)).due.last_day == until
    assert desk.letters(case_id)[-1].kind == "appeal_extended"
    with pytest.raises(WrongState, match="appeal_extended"):
        commands.extend_appeal(ground="อีก", now=DECIDED + timedelta(days=22), key=key(), **said)
    assert_rebuilds()


def test_an_extension_told_a_day_late_is_void_and_refused() -> None:
    at = desk.with_letter_code(office.office())
    _, head = superior_of(at)
    case_id = refused(at)
    appeal_id = appeal(at, case_id)
    said: dict[str, Any] = {"actor": head.actor, "case_id": case_id, "appeal_id": appeal_id, "seen": None}
    last = Appeal.objects.get(case=case_id).due_on
    after = datetime(last.year, last.month, last.day, 3, 0, tzinfo=UTC) + timedelta(days=1)
    with pytest.raises(WrongState, match="appeal_extension_late"):
        commands.extend_appeal(ground="รอผลตรวจ", now=after, key=key(), **said)


def test_a_new_order_without_its_reasons_is_none() -> None:
    at = desk.with_letter_code(office.office())
    _, head = superior_of(at)
    case_id = refused(at)
    appeal(at, case_id)
    with pytest.raises(DomainError, match="appeal_reasons_missing"):
        decide(head, case_id, "revoked", DECIDED + timedelta(days=5), law="")
    assert office.case(case_id).outcome == "refused"


# Who decides appeals


def test_the_authority_or_the_administrator_records_who_decides_appeals_and_not_itself() -> None:
    at = office.office()
    above = town.agency("above")
    said: dict[str, Any] = {"agency_id": at.agency, "service": "", "number": "1/2569", "since": date(2026, 1, 1)}
    with pytest.raises(NotAllowed, match="role_needed"):
        commands.send_appeals_to(actor=at.officer.actor, superior_id=above, now=DECIDED, key=key(), **said)
    with pytest.raises(DomainError, match="appeal_body_self"):
        commands.send_appeals_to(actor=at.authority.actor, superior_id=at.agency, now=DECIDED, key=key(), **said)
    with pytest.raises(DomainError, match="order_number"):
        commands.send_appeals_to(
            actor=at.authority.actor, superior_id=above, now=DECIDED, key=key(), **{**said, "number": " "}
        )
    commands.send_appeals_to(actor=at.authority.actor, superior_id=above, now=DECIDED, key=key(), **said)
    assert_rebuilds()
