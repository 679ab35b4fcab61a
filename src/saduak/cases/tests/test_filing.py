"""Filing: one command for every channel; what counts when, what is pinned, and what is refused with a sentence."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.models import Case, Consent, Draft, Paper, Task
from saduak.cases.tests import office
from saduak.cases.tests.office import FACTORY, FOOD_LARGE, INDUSTRY, MONDAY, RESTAURANT, WASTE, key
from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.files.commands import receive
from saduak.ledger.models import Event
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

FRIDAY_EVENING = datetime(2026, 11, 6, 11, 45, tzinfo=UTC)
"""Friday 18:45 in Bangkok."""


def kinds(case_id: object) -> list[str]:
    events = Event.objects.filter(stream__kind="case", stream__key=str(case_id)).order_by("seq")
    return [event.kind for event in events]


def test_an_application_is_received_with_number_dates_and_tasks() -> None:
    at = office.office()
    row = office.case(office.file(at, FOOD_LARGE, RESTAURANT))
    assert row.number == "KKC-69-00001"
    assert row.state == "submitted"
    assert row.received_at == MONDAY
    assert kinds(row.id) == ["case.filed", "case.due_told"]
    assert row.seq == 2
    assert row.due_on == row.promise_on
    steps = list(Task.objects.filter(case=row).order_by("position").values_list("step", "state"))
    assert steps == [("visit", "waiting"), ("opinion", "waiting"), ("decision", "waiting")]


def test_what_is_filed_on_friday_evening_is_received_on_monday_morning() -> None:
    at = office.office()
    row = office.case(office.file(at, FOOD_LARGE, RESTAURANT, now=FRIDAY_EVENING))
    assert row.entered_at == FRIDAY_EVENING
    assert row.received_at == datetime(2026, 11, 9, 1, 30, tzinfo=UTC)


def test_a_repeated_key_gives_the_same_application() -> None:
    at = office.office()
    first = office.file(at, FOOD_LARGE, RESTAURANT, key="double-click")
    assert office.file(at, FOOD_LARGE, RESTAURANT, key="double-click") == first
    assert Case.objects.count() == 1


def test_another_person_may_not_file_for_the_applicant() -> None:
    at = office.office()
    stranger, _ = town.citizen("stranger")
    with pytest.raises(NotAllowed, match="not_the_applicant"):
        office.file(at, FOOD_LARGE, RESTAURANT, actor=stranger)


def test_a_lower_assurance_than_the_manual_asks_is_refused() -> None:
    at = office.office(INDUSTRY)
    with pytest.raises(NotAllowed, match="assurance_needed"):
        office.file(at, WASTE, FACTORY, assurance="one_time_code")


def test_the_processor_is_asked_for_consent() -> None:
    at = office.office(INDUSTRY)
    row = office.case(office.file(at, WASTE, FACTORY))
    consent = Consent.objects.get(case=row)
    assert (consent.party, consent.name, consent.state) == ("3-106-12/50ขก", "บริษัท ตัวอย่างรีไซเคิล จำกัด", "asked")


def test_hazardous_waste_to_a_landfill_is_refused_with_the_rule() -> None:
    at = office.office(INDUSTRY)
    line = {**FACTORY["waste"][0], "code": "050103", "method": "071"}
    with pytest.raises(DomainError, match="line_refused") as refusal:
        office.file(at, WASTE, {**FACTORY, "waste": [line]})
    assert "050103" in refusal.value.params["why"].th


def test_gaps_are_refused_on_line_but_received_at_the_counter() -> None:
    at = office.office()
    gaps = {**RESTAURANT, "place": {}}
    with pytest.raises(DomainError, match="answers_faulty"):
        office.file(at, FOOD_LARGE, gaps)
    by_hand = office.file(
        at, FOOD_LARGE, gaps, actor=at.intake.actor, channel="counter", identity_seen="id_card", helper="หลานสาว"
    )
    row = office.case(by_hand)
    assert (row.channel, row.clerk_id, row.filed_by_id) == ("counter", at.intake.id, None)


def test_a_clerk_says_when_it_was_really_handed_over() -> None:
    at = office.office()
    earlier = datetime(2026, 11, 2, 1, 40, tzinfo=UTC)
    by_hand: dict[str, Any] = {"actor": at.intake.actor, "channel": "post", "identity_seen": "letter"}
    row = office.case(office.file(at, FOOD_LARGE, RESTAURANT, entered_at=earlier, **by_hand))
    assert row.entered_at == earlier
    with pytest.raises(DomainError, match="entered_later"):
        office.file(at, FOOD_LARGE, RESTAURANT, entered_at=datetime(2026, 11, 3, tzinfo=UTC), **by_hand)


def test_only_intake_enters_what_came_by_hand() -> None:
    at = office.office()
    with pytest.raises(NotAllowed, match="not_intake"):
        office.file(at, FOOD_LARGE, RESTAURANT, actor=at.officer.actor, channel="counter")


def test_missing_papers_must_be_known_but_hinder_no_filing() -> None:
    at = office.office(INDUSTRY)
    with pytest.raises(DomainError, match="papers_missing"):
        office.file(at, WASTE, FACTORY, papers=(), missing_known=False)
    papers = ({"document": "process_diagram", "source": "upload", "file": None},)
    row = office.case(office.file(at, WASTE, FACTORY, papers=papers))
    assert Paper.objects.get(case=row).document == "process_diagram"


def test_completeness_starts_the_clock_and_steps_follow() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=2, now=MONDAY, key=key())
    row = office.case(case_id)
    assert (row.state, row.completed_at) == ("complete", MONDAY)
    visit = office.task(case_id, "visit")
    commands.start_task(actor=at.officer.actor, case_id=case_id, task_id=visit.id, seen=None, now=MONDAY, key=key())
    row = office.case(case_id)
    assert (row.state, row.step) == ("under_consideration", "visit")
    assert visit.limit_on == date(2026, 11, 11)


def test_two_officers_at_once_hear_what_changed() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=2, now=MONDAY, key=key())
    with pytest.raises(WrongState, match="case_changed") as stale:
        commands.confirm_complete(actor=at.officer.actor, case_id=case_id, seen=2, now=MONDAY, key=key())
    assert [code.value for code in stale.value.params["changes"]] == ["case.completed"]


def test_another_agency_sees_nothing() -> None:
    at, other = office.office(), office.office(INDUSTRY)
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    with pytest.raises(NotFound):
        commands.confirm_complete(actor=other.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())


def test_a_draft_becomes_one_application_however_often_it_is_sent() -> None:
    at = office.office()
    draft = commands.start_draft(
        actor=at.citizen,
        agency_id=at.agency,
        publication_id=office.publication(at.slug, FOOD_LARGE),
        person_id=at.person,
        organisation_id=None,
        channel="electronic",
        answers={},
        now=MONDAY,
        key=key(),
    )
    commands.save_draft(actor=at.citizen, draft_id=draft, answers=RESTAURANT, papers=(), now=MONDAY, key=key())

    def send() -> object:
        return commands.submit_draft(
            actor=at.citizen,
            draft_id=draft,
            entered_at=None,
            reply="electronic",
            language="th",
            assurance="ial_2",
            identity_seen="",
            consented=True,
            missing_known=True,
            helper="",
            reason="",
            now=MONDAY,
            key=key(),
        )

    assert send() == send()
    with pytest.raises(WrongState, match="draft_closed"):
        commands.drop_draft(actor=at.citizen, draft_id=draft, now=MONDAY, key=key())


def test_an_application_has_one_applicant() -> None:
    at = office.office()
    with pytest.raises(DomainError, match="applicant_two"):
        office.file(at, FOOD_LARGE, RESTAURANT, organisation_id=at.person)


def test_a_draft_moves_only_to_the_version_in_force_of_its_own_service() -> None:
    at, other = office.office(), office.office(INDUSTRY)
    ours, theirs = office.publication(at.slug, FOOD_LARGE), office.publication(other.slug, WASTE)
    given: dict[str, Any] = {"person_id": at.person, "organisation_id": None, "channel": "electronic", "answers": {}}
    asked: dict[str, Any] = {"actor": at.citizen, "now": MONDAY}
    with pytest.raises(NotFound):
        commands.start_draft(agency_id=at.agency, publication_id=theirs, **given, **asked, key=key())
    draft = commands.start_draft(agency_id=at.agency, publication_id=ours, **given, **asked, key=key())
    with pytest.raises(NotFound):
        commands.move_draft(draft_id=draft, publication_id=theirs, **asked, key=key())


def test_a_file_laid_in_another_window_is_not_lost() -> None:
    at = office.office()
    draft = commands.start_draft(
        actor=at.citizen,
        agency_id=at.agency,
        publication_id=office.publication(at.slug, FOOD_LARGE),
        person_id=at.person,
        organisation_id=None,
        channel="electronic",
        answers={},
        now=MONDAY,
        key=key(),
    )
    mine: dict[str, Any] = {"actor": at.citizen, "draft_id": draft, "now": MONDAY}
    first, second = ({"document": "right_to_place", "source": "upload", "file": str(each)} for each in files(at, 2))
    commands.lay_papers(added=(first,), removed=(), **mine, key=key())
    commands.lay_papers(added=(second,), removed=(), **mine, key=key())
    commands.save_draft(answers=RESTAURANT, papers=None, **mine, key=key())
    assert Draft.objects.get(pk=draft).papers == [first, second]
    commands.lay_papers(added=(), removed=(first["file"],), **mine, key=key())
    assert Draft.objects.get(pk=draft).papers == [second]


def files(at: office.Office, count: int) -> list[UUID]:
    """Papers that the citizen handed in."""
    pdf = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n0\n%%EOF\n"
    return [receive(actor=at.citizen, name="สัญญา.pdf", content=pdf, now=MONDAY, key=key()) for _ in range(count)]
