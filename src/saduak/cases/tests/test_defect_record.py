"""The defect record: one for an application, all items at once, answered one by one (LFA s.8)."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.models import Case, DefectItem, DefectRecord, DefectReply
from saduak.cases.queries.defects import StandingRecord, defect_record, standing
from saduak.cases.queries.law import book_of
from saduak.cases.tests import office
from saduak.cases.tests.office import FOOD_LARGE, MONDAY, RESTAURANT, Office, key
from saduak.core.calendars import BANGKOK
from saduak.core.defects import ItemAnswer, counts_at
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.core.lawbook import Lawbook
from saduak.core.receipt import Channel
from saduak.files.commands import receive
from saduak.ledger.actors import Actor
from saduak.ledger.models import Event
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
NEXT_DAY = MONDAY + timedelta(days=1)
LAST_EVENING = datetime(2026, 11, 9, 11, 0, tzinfo=UTC)
"""Monday 18:00 in Bangkok, the last day of seven, after hours."""
LEASE = {"about": "document:right_to_place", "found": "ไม่มีสัญญาเช่า", "mend": "แนบสัญญาเช่าที่ลงนามแล้ว"}
AREA = {"about": "field:place.area", "found": "พื้นที่ไม่ตรงกับแผนผัง", "mend": "แก้พื้นที่ให้ตรง"}


def recorded(at: Office, *, items: tuple[dict[str, str], ...] = (LEASE,), **changes: Any) -> UUID:
    """A case without its lease, with a record made on Monday, mendable for seven days; its id."""
    case_id = changes.pop("case_id", None) or office.file(at, FOOD_LARGE, RESTAURANT, papers=all_but_the_lease(at))
    given: dict[str, Any] = {
        "actor": at.officer.actor,
        "items": items,
        "amount": 7,
        "unit": "day",
        "acknowledgement": "electronic",
        "proof": "",
        "seen": None,
        "now": MONDAY,
        "key": key(),
    }
    commands.record_defect(case_id=case_id, **{**given, **changes})
    return case_id


def all_but_the_lease(at: Office) -> tuple[Mapping[str, Any], ...]:
    needed = office.papers_needed(office.publication(at.slug, FOOD_LARGE), RESTAURANT)
    return tuple(paper for paper in needed if paper["document"] != "right_to_place")


def lease_of(actor: Actor) -> UUID:
    return receive(actor=actor, name="สัญญาเช่า.pdf", content=PDF, now=MONDAY, key=key())


def item(case_id: UUID, number: int = 1) -> UUID:
    return DefectItem.objects.get(record=case_id, number=number).id


def answered(at: Office, case_id: UUID, number: int = 1, **changes: Any) -> UUID:
    """An answer by the applicant on the next day; its id."""
    given: dict[str, Any] = {
        "actor": at.citizen,
        "item_id": item(case_id, number),
        "text": "ส่งสัญญาเช่าแล้ว",
        "file_id": None,
        "answers": None,
        "answered_at": None,
        "channel": "",
        "seen": None,
        "now": NEXT_DAY,
        "key": key(),
    }
    said = {**given, **changes}
    if "file_id" not in changes and DefectItem.objects.get(pk=said["item_id"]).about == LEASE["about"]:
        said["file_id"] = lease_of(said["actor"])
    return commands.answer_defect(case_id=case_id, **said)


def judged(at: Office, case_id: UUID, reply: UUID, accepted: bool, now: datetime = NEXT_DAY, note: str = "") -> None:
    commands.judge_answer(
        actor=at.officer.actor,
        case_id=case_id,
        reply_id=reply,
        accepted=accepted,
        note=note,
        seen=None,
        now=now,
        key=key(),
    )


def held(case_id: UUID, now: datetime, book: Lawbook | None = None) -> StandingRecord:
    row = Case.objects.select_related("agency").get(pk=case_id)
    found = defect_record(row, book or book_of(row.agency, "lfa-2558"), now)
    assert found is not None
    return found


def test_the_record_stands_with_items_deadline_and_no_running_clock() -> None:
    case_id = recorded(office.office(), items=(LEASE, AREA))
    row = office.case(case_id)
    assert (row.state, row.due_on) == ("defect_open", None)
    record = DefectRecord.objects.get(case=case_id)
    assert (record.deadline, record.acknowledgement) == (date(2026, 11, 9), "pending")
    found = held(case_id, MONDAY)
    assert [each.about for each in found.items] == ["document:right_to_place", "field:place.area"]
    assert (found.standing.state, found.deadline) == ("open", date(2026, 11, 9))


def test_a_second_record_is_refused_with_the_article() -> None:
    at = office.office()
    case_id = recorded(at)
    with pytest.raises(WrongState, match="refused_by_law") as refusal:
        recorded(at, case_id=case_id)
    assert refusal.value.params["why"].value == "one_record_only"
    assert refusal.value.params["article"].section == "8"


def test_a_record_after_completion_is_refused() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    commands.confirm_complete(actor=at.officer.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    with pytest.raises(WrongState) as refusal:
        recorded(at, case_id=case_id)
    assert refusal.value.params["why"].value == "nothing_more_may_be_asked"


@pytest.mark.parametrize(
    "about",
    [
        "document:tax_receipt",
        "field:place.colour",
        "document:power_of_attorney",
        "",
        "document:map",
        "field:applicant.juristic_id",
    ],
)
def test_what_the_manual_does_not_ask_is_refused(about: str) -> None:
    with pytest.raises(WrongState) as refusal:
        recorded(office.office(), items=({**LEASE, "about": about},))
    assert refusal.value.params["why"].value == "items_in_manual"
    assert refusal.value.params["article"].section == "7"


def test_a_paper_of_the_state_is_never_asked_of_the_applicant() -> None:
    with pytest.raises(WrongState, match="state_paper_not_asked") as refusal:
        recorded(office.office(), items=({**LEASE, "about": "document:house_registration"},))
    assert refusal.value.params["article"].section == "12"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"items": ()}, "has_items"),
        ({"amount": 0}, "has_deadline"),
        ({"acknowledgement": "declined"}, "acknowledged"),
        ({"acknowledgement": "nodded"}, "acknowledged"),
    ],
)
def test_a_record_needs_items_a_deadline_and_an_acknowledgement(changes: dict[str, Any], why: str) -> None:
    with pytest.raises(WrongState) as refusal:
        recorded(office.office(), **changes)
    assert refusal.value.params["why"].value == why


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"items": (LEASE, LEASE)}, "defect_item_repeated"),
        ({"items": ({**LEASE, "mend": " "},)}, "defect_item_words"),
        ({"unit": "month"}, "defect_unit"),
    ],
)
def test_a_careless_record_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError, match=code):
        recorded(office.office(), **changes)


def test_the_applicant_confirms_once() -> None:
    at = office.office()
    case_id = recorded(at)
    confirm: dict[str, Any] = {
        "acknowledgement": "electronic",
        "proof": "",
        "case_id": case_id,
        "seen": None,
        "now": NEXT_DAY,
    }
    with pytest.raises(DomainError, match="acknowledgement_unfit"):
        commands.acknowledge_defect(actor=at.officer.actor, key=key(), **confirm)
    commands.acknowledge_defect(actor=at.citizen, key=key(), **confirm)
    record = DefectRecord.objects.get(case=case_id)
    assert (record.acknowledgement, record.acknowledged_at) == ("electronic", NEXT_DAY)
    with pytest.raises(WrongState, match="already_acknowledged"):
        commands.acknowledge_defect(actor=at.citizen, key=key(), **confirm)


def test_a_declined_signature_stands_with_proof_of_delivery() -> None:
    case_id = recorded(office.office(), acknowledgement="declined", proof="RD123456789TH")
    record = DefectRecord.objects.get(case=case_id)
    assert (record.acknowledgement, record.proof, record.acknowledged_at) == ("declined", "RD123456789TH", MONDAY)


def test_a_signature_at_the_counter_acknowledges_at_once() -> None:
    at = office.office()
    case_id = recorded(at, actor=at.intake.actor, acknowledgement="signature")
    assert held(case_id, MONDAY).is_acknowledged


def test_who_answers_has_the_record_in_hand() -> None:
    at = office.office()
    case_id = recorded(at)
    answered(at, case_id)
    assert held(case_id, NEXT_DAY).record.acknowledgement == "electronic"


def test_an_answer_waits_for_the_officer_and_an_item_may_stay_open() -> None:
    at = office.office()
    case_id = recorded(at, items=(LEASE, AREA))
    first = answered(at, case_id)
    assert held(case_id, NEXT_DAY).items[0].state == "answered"
    with pytest.raises(DomainError, match="note_missing"):
        judged(at, case_id, first, accepted=False)
    judged(at, case_id, first, accepted=False, note="ยังไม่มีลายมือชื่อผู้ให้เช่า")
    assert held(case_id, NEXT_DAY).items[0].state == "open"
    judged(at, case_id, answered(at, case_id), accepted=True)
    assert office.case(case_id).state == "defect_open"
    amended = {**RESTAURANT, "place": {**RESTAURANT["place"], "area": "240.00"}}
    second = answered(at, case_id, 2, answers=amended, now=NEXT_DAY + timedelta(hours=1))
    judged(at, case_id, second, accepted=True, now=NEXT_DAY + timedelta(days=1))
    row = office.case(case_id)
    assert row.state == "complete"
    assert '"area":"240.00"' in row.words.answers
    with pytest.raises(WrongState):
        answered(at, case_id)


def test_the_clock_runs_from_the_answer_and_not_from_the_look_at_it() -> None:
    at = office.office()
    case_id = recorded(at)
    judged(at, case_id, answered(at, case_id), accepted=True, now=NEXT_DAY + timedelta(days=6))
    prompt = recorded(at)
    judged(at, prompt, answered(at, prompt), accepted=True)
    late_look, early_look = office.case(case_id), office.case(prompt)
    assert late_look.due_on == early_look.due_on is not None


def test_an_answer_on_the_last_day_after_hours_is_in_time_and_counts_from_the_next_day() -> None:
    at = office.office()
    case_id = recorded(at)
    reply = answered(at, case_id, now=LAST_EVENING)
    judged(at, case_id, reply, accepted=True, now=LAST_EVENING + timedelta(days=2))
    row = office.case(case_id)
    assert row.state == "complete"
    same = recorded(at)
    judged(at, same, answered(at, same, now=LAST_EVENING + timedelta(hours=-5)), accepted=True, now=LAST_EVENING)
    before = office.case(same).due_on
    assert row.due_on is not None
    assert before is not None
    assert before < row.due_on


def test_a_regime_that_ends_the_day_with_office_hours_finds_the_same_answer_late() -> None:
    at = office.office()
    case_id = recorded(at)
    answered(at, case_id, now=LAST_EVENING)
    agency = Case.objects.select_related("agency").get(pk=case_id).agency
    book = book_of(agency, "lfa-2558")
    strict = Lawbook(book.regime.with_settings({"late_fix_is_timely": False}), book.calendar, book.limits)
    record = DefectRecord.objects.get(case=case_id)
    items = list(record.items.all())
    after = LAST_EVENING + timedelta(days=1)
    assert standing(record, items, book, after).late == ()
    assert standing(record, items, strict, after).late == (str(item(case_id)),)
    assert standing(record, items, strict, after).state == "may_be_returned"


def test_an_answer_after_the_deadline_is_refused_with_the_article() -> None:
    at = office.office()
    case_id = recorded(at)
    with pytest.raises(WrongState) as refusal:
        answered(at, case_id, now=LAST_EVENING + timedelta(days=1))
    assert refusal.value.params["why"].value == "in_time"
    assert refusal.value.params["article"].section == "9"


def test_a_clerk_enters_what_was_handed_over_in_time() -> None:
    at = office.office()
    case_id = recorded(at)
    handed = datetime(2026, 11, 9, 8, 0, tzinfo=UTC)
    later = handed + timedelta(days=1)
    by_hand: dict[str, Any] = {"actor": at.intake.actor, "now": later}
    with pytest.raises(DomainError, match="channel_needed"):
        answered(at, case_id, **by_hand)
    with pytest.raises(DomainError, match="entered_later"):
        answered(at, case_id, channel="post", answered_at=later + timedelta(days=1), **by_hand)
    reply = answered(at, case_id, channel="post", answered_at=handed, **by_hand)
    assert DefectReply.objects.get(pk=reply).at == handed
    assert held(case_id, later).record.acknowledgement == "pending"
    judged(at, case_id, reply, accepted=True, now=later)
    assert office.case(case_id).state == "complete"


def test_a_reply_must_say_something_about_an_open_item_and_is_judged_once() -> None:
    at = office.office()
    case_id = recorded(at, items=(LEASE, AREA))
    with pytest.raises(DomainError, match="reply_empty"):
        answered(at, case_id, text=" ", file_id=None)
    reply = answered(at, case_id)
    judged(at, case_id, reply, accepted=True)
    with pytest.raises(WrongState, match="already_judged"):
        judged(at, case_id, reply, accepted=True)
    with pytest.raises(WrongState, match="item_closed"):
        answered(at, case_id)


def test_an_applicant_judges_nothing_and_a_stranger_sees_nothing() -> None:
    at = office.office()
    case_id = recorded(at)
    reply = answered(at, case_id)
    with pytest.raises(NotAllowed, match="role_needed"):
        commands.judge_answer(
            actor=at.citizen,
            case_id=case_id,
            reply_id=reply,
            accepted=True,
            note="",
            seen=None,
            now=NEXT_DAY,
            key=key(),
        )
    stranger, _ = town.citizen("stranger")
    with pytest.raises(DomainError, match="not_found"):
        answered(at, case_id, actor=stranger)


def test_a_deadline_on_a_holiday_moves_on() -> None:
    case_id = recorded(office.office(), amount=5)
    assert MONDAY.astimezone(BANGKOK).date() + timedelta(days=5) == date(2026, 11, 7)  # a Saturday
    assert DefectRecord.objects.get(case=case_id).deadline == date(2026, 11, 9)


def test_what_came_by_mail_after_hours_counts_like_what_came_through_the_portal() -> None:
    book = held(recorded(office.office()), MONDAY).record.case.agency
    law = book_of(book, "lfa-2558")
    mailed, sent, handed = (
        counts_at(ItemAnswer("1", LAST_EVENING, channel=channel), law)
        for channel in (Channel.EMAIL, Channel.ELECTRONIC, Channel.COUNTER)
    )
    assert mailed == sent == datetime(2026, 11, 10, 8, 30, tzinfo=BANGKOK)
    assert handed == LAST_EVENING


def test_nothing_answers_a_record_before_it_was_made() -> None:
    at = office.office()
    case_id = recorded(at)
    before: dict[str, Any] = {"actor": at.intake.actor, "channel": "post", "answered_at": MONDAY - timedelta(minutes=1)}
    with pytest.raises(DomainError, match="before_record"):
        answered(at, case_id, **before)


def test_an_answer_rewrites_only_what_the_record_names() -> None:
    at = office.office()
    case_id = recorded(at, items=(LEASE, AREA))
    larger = {**RESTAURANT["place"], "area": "240.00"}
    other = {**RESTAURANT, "place": {**larger, "name": "ร้านอื่น"}}
    with pytest.raises(DomainError, match="beyond_record") as refusal:
        answered(at, case_id, 2, answers=other)
    assert len(refusal.value.params["fields"]) == 1
    assert "ร้านอื่น" not in office.case(case_id).words.answers
    answered(at, case_id, 2, answers={**RESTAURANT, "place": larger})
    assert '"area":"240.00"' in office.case(case_id).words.answers


def test_an_answer_leaves_no_fault_in_what_the_record_names() -> None:
    at = office.office()
    case_id = recorded(at, items=(AREA,))
    with pytest.raises(DomainError, match="answers_faulty"):
        answered(at, case_id, answers={**RESTAURANT, "place": {**RESTAURANT["place"], "area": ""}})


def test_the_last_acceptance_completes_nothing_that_is_not_whole() -> None:
    at = office.office()
    case_id = recorded(at)
    reply = answered(at, case_id, file_id=None)
    with pytest.raises(DomainError, match="still_missing"):
        judged(at, case_id, reply, accepted=True)
    assert office.case(case_id).state == "defect_open"
    assert DefectReply.objects.get(pk=reply).accepted is None
    offered: dict[str, Any] = {"document": "right_to_place", "file_id": lease_of(at.citizen), "seen": None}
    commands.offer_paper(actor=at.citizen, case_id=case_id, now=NEXT_DAY, key=key(), **offered)
    judged(at, case_id, reply, accepted=True)
    assert office.case(case_id).state == "complete"


def test_the_proof_of_delivery_stands_in_no_event() -> None:
    at = office.office()
    case_id = recorded(at, actor=at.intake.actor, acknowledgement="declined", proof="นายสมมุติ ไม่ลงชื่อ")
    events = Event.objects.filter(stream__key=str(case_id))
    assert not [event for event in events if "สมมุติ" in str(event.happening.payload)]
    assert DefectRecord.objects.get(case=case_id).proof == "นายสมมุติ ไม่ลงชื่อ"
    with pytest.raises(DomainError, match="line_too_long"):
        recorded(at, actor=at.intake.actor, acknowledgement="declined", proof="ก" * 201)
