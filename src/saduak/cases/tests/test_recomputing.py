"""Rows are what events say; a calendar lists what it moves before it moves it, and keeps what was told."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.models import Case
from saduak.cases.queries.recomputing import differences, moves
from saduak.cases.tests import office
from saduak.cases.tests.office import FACTORY, FOOD_LARGE, INDUSTRY, MONDAY, RESTAURANT, WASTE, key
from saduak.core.errors import NotAllowed, NotFound
from saduak.ledger.actors import INSTALLER, REACTION, WORKER
from saduak.ledger.guard import side_door
from saduak.ledger.models import Event
from saduak.ledger.outbox import Schedule, claim, record_delivery
from saduak.ledger.wiring import reactions_to
from saduak.parties.commands import change_agency_calendar

pytestmark = pytest.mark.django_db

NEXT_DAY = datetime(2026, 11, 3, 3, 0, tzinfo=UTC)
HOLIDAY = date(2026, 11, 10)
"""A Tuesday that the cabinet makes a holiday while applications run."""


def complete_case(at: office.Office, service: str = WASTE, answers: Mapping[str, Any] = FACTORY) -> UUID:
    """By default an application with a promise of seven working days."""
    case_id = office.file(at, service, answers)
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    return case_id


def close(at: office.Office, day: date) -> None:
    change_agency_calendar(
        actor=INSTALLER,
        agency_id=at.agency,
        weekdays=(1, 2, 3, 4, 5),
        opens=time(8, 30),
        closes=time(16, 30),
        extra_open=(),
        closed=(day,),
        now=NEXT_DAY,
        key=key(),
    )


def follow_the_change() -> None:
    """What the worker does about a changed calendar."""
    event = Event.objects.get(kind="agency.calendar_changed")
    for reaction in reactions_to(event.kind):
        reaction.run(event.happening, actor=REACTION, now=NEXT_DAY, key=f"{event.id}:{reaction.name}")


def deliver_one() -> None:
    """A worker notes in the stream of the case that something left the building."""
    letter = claim(NEXT_DAY, Schedule())
    assert letter is not None
    record_delivery(
        actor=WORKER, letter_id=letter.id, claim=letter.claimed_by, error=None, next_at=None, now=NEXT_DAY, key=key()
    )


def spoil(case_id: UUID) -> None:
    """A row that somebody changed behind the back of the ledger."""
    with side_door("bulk loader"):
        Case.objects.filter(pk=case_id).update(due_on=date(2030, 1, 1), state="decided")


def told_dues(case_id: UUID) -> list[str]:
    events = Event.objects.filter(stream__key=str(case_id), kind="case.due_told").order_by("seq")
    return [event.payload["due_on"] for event in events]


def test_rows_agree_with_their_events_at_every_step() -> None:
    at = office.office(INDUSTRY)
    case_id = complete_case(at)
    review = office.task(case_id, "review")
    commands.start_task(actor=at.officer.actor, case_id=case_id, task_id=review.id, seen=None, now=NEXT_DAY, key=key())
    assert list(differences()) == []


def test_what_a_worker_notes_after_the_last_act_is_no_difference() -> None:
    case_id = complete_case(office.office(INDUSTRY))
    deliver_one()
    assert Event.objects.filter(stream__key=str(case_id), kind="delivery.made").exists()
    assert list(differences()) == []


def test_one_case_is_compared_by_its_id() -> None:
    at = office.office(INDUSTRY)
    case_id = complete_case(at)
    with side_door("bulk loader"):
        Case.objects.filter(pk=case_id).update(number="OTHER")
    assert [each.column for each in differences([str(case_id)])] == ["number"]


def test_only_the_installer_recomputes() -> None:
    at = office.office(INDUSTRY)
    case_id = complete_case(at)
    for who in (at.authority.actor, at.supervisor.actor, at.citizen):
        with pytest.raises(NotAllowed, match="installer_only"):
            commands.recompute_case(actor=who, case_id=case_id, ground="rebuild", now=NEXT_DAY, key=key())


def test_a_holiday_in_mid_run_lists_first_what_it_moves() -> None:
    at = office.office(INDUSTRY)
    case_id = complete_case(at)
    row = office.case(case_id)
    [move] = moves(at.agency, {"closed": [HOLIDAY.isoformat()]})
    assert (move.case, move.number, move.old) == (case_id, row.number, row.due_on)
    assert (move.old, move.new) == (date(2026, 11, 11), date(2026, 11, 12))
    assert [reason.rule for reason in move.because] == ["calendar.date_moves"]
    assert office.case(case_id).due_on == row.due_on, "listing moves nothing"


def test_a_holiday_in_mid_run_moves_exactly_what_was_listed_and_keeps_what_was_told() -> None:
    at = office.office(INDUSTRY)
    case_id = complete_case(at)
    before = office.case(case_id).due_on
    [move] = moves(at.agency, {"closed": [HOLIDAY.isoformat()]})
    close(at, HOLIDAY)
    follow_the_change()
    row = office.case(case_id)
    assert row.due_on == move.new
    assert told_dues(case_id)[-2:] == [str(before), str(move.new)]
    assert Event.objects.get(kind="case.recomputed").payload["was"]["due_on"] == str(before)
    assert list(moves(at.agency)) == []
    assert list(differences()) == []


def test_days_of_the_calendar_stay_where_they_are() -> None:
    at = office.office()
    complete_case(at, FOOD_LARGE, RESTAURANT)
    assert list(moves(at.agency, {"closed": [HOLIDAY.isoformat()]})) == []


def test_a_closed_day_outside_the_run_moves_nothing() -> None:
    at = office.office(INDUSTRY)
    complete_case(at)
    assert list(islice(moves(at.agency, {"closed": ["2027-08-02"]}), 1)) == []


def test_a_name_that_no_case_has_is_refused() -> None:
    with pytest.raises(NotFound):
        list(differences(["nobody"]))
