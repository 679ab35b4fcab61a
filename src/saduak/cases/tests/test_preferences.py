"""What the applicant may choose: to withdraw, how to be answered, a better manual (EPA s.11; LFA s.11)."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.commands.projections import PROJECTIONS
from saduak.cases.models import Task
from saduak.cases.queries import whole_case
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import FOOD_LARGE, MONDAY, RESTAURANT, Office, key
from saduak.catalogue.commands import publish_version
from saduak.catalogue.queries import current, pinned
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.core.package import Transition
from saduak.core.spans import Span, Unit
from saduak.ledger.actors import INSTALLER
from saduak.ledger.projections import differences_in
from saduak.sources.compiled import compiled

pytestmark = pytest.mark.django_db

THURSDAY = MONDAY + timedelta(days=3)


def test_an_application_is_taken_back_before_the_decision_without_a_reason() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    with pytest.raises(NotAllowed, match="not_your_part"):
        commands.withdraw(actor=at.checker.actor, case_id=case_id, ground="", seen=None, now=MONDAY, key=key())
    commands.withdraw(actor=at.citizen, case_id=case_id, ground="", seen=None, now=MONDAY, key=key())
    row = office.case(case_id)
    assert (row.state, row.closed_at) == ("withdrawn", MONDAY)
    with pytest.raises(WrongState):
        commands.withdraw(actor=at.citizen, case_id=case_id, ground="", seen=None, now=MONDAY, key=key())


def test_the_applicant_chooses_to_be_answered_on_paper() -> None:
    at = office.office()
    choice: dict[str, Any] = {"case_id": office.file(at, FOOD_LARGE, RESTAURANT), "seen": None, "now": MONDAY}
    commands.choose_reply(actor=at.citizen, reply="paper", key=key(), **choice)
    assert office.case(choice["case_id"]).reply == "paper"
    with pytest.raises(WrongState, match="already_chosen"):
        commands.choose_reply(actor=at.citizen, reply="paper", key=key(), **choice)
    with pytest.raises(DomainError, match="reply_unknown"):
        commands.choose_reply(actor=at.citizen, reply="pigeon", key=key(), **choice)
    with pytest.raises(NotAllowed, match="not_the_applicant"):
        commands.choose_reply(actor=at.officer.actor, reply="electronic", key=key(), **choice)


def test_a_chosen_manual_with_other_steps_brings_its_own_tasks() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    choose(at, case_id, publish_better(at, 7, without="opinion"))
    case = whole_case(at.officer.actor, case_id, THURSDAY)
    assert [task.step for task in case.tasks] == ["visit", "decision"]
    assert all(case.step(task).id == task.step for task in case.tasks)
    commands.confirm_complete(actor=at.officer.actor, case_id=case_id, seen=None, now=THURSDAY, key=key())
    desk.begin(at, case_id, "visit", THURSDAY)
    assert list(differences_in(next(each for each in PROJECTIONS if each.model is Task))) == []


def test_what_was_done_under_the_old_manual_stays_done_and_can_be_read() -> None:
    at = office.office()
    case_id = desk.restaurant_under_consideration(at)
    publish_better(at, 7, "move", without="opinion")
    commands.look_at_due_cases(THURSDAY)
    case = whole_case(at.officer.actor, case_id, THURSDAY)
    states = {task.step: task.state for task in case.tasks}
    assert states == {"visit": "done", "opinion": "done", "decision": "waiting"}
    assert {case.step(task).id for task in case.tasks} == set(states)
    assert (case.row.state, case.row.step) == ("under_consideration", "")
    desk.begin(at, case_id, "decision", THURSDAY)


def publish_better(at: Office, days: int, transition: str = "offer_if_beneficial", without: str = "") -> UUID:
    """A version in force from Wednesday that promises another time."""
    now = current(FOOD_LARGE, at.slug, date(2026, 11, 2))
    assert now is not None
    package = pinned(now.id)
    service = replace(
        package.service,
        version="2569-11-04",
        promise=Span(days, Unit.DAY),
        transition=Transition(transition, "lfa 11" if transition == "move" else ""),  # type: ignore[arg-type]
        valid_from=date(2026, 11, 4),
        steps=tuple(replace(step, after=None) for step in package.service.steps if step.id != without),
    )
    return publish_version(
        actor=INSTALLER,
        service=FOOD_LARGE,
        office=at.slug,
        office_th=now.office_th,
        office_en=now.office_en,
        province=now.province,
        compiled=compiled(replace(package, service=service)),
        now=MONDAY,
        key=key(),
    )


def choose(at: Office, case_id: UUID, publication: UUID, **changes: Any) -> None:
    given: dict[str, Any] = {"actor": at.citizen, "seen": None, "now": THURSDAY, "key": key()}
    commands.choose_version(case_id=case_id, publication_id=publication, **{**given, **changes})


def test_a_better_manual_is_chosen_and_counted_from_the_choice() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    before = office.case(case_id).due_on
    better = publish_better(at, 7)
    choose(at, case_id, better)
    row = office.case(case_id)
    assert row.publication_id == better
    assert before is not None
    assert row.due_on == date(2026, 11, 12)
    assert row.due_on < before
    with pytest.raises(WrongState, match="version_not_offered"):
        choose(at, case_id, better)


def test_a_choice_never_makes_the_due_date_later() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    before = office.case(case_id).due_on
    choose(at, case_id, publish_better(at, 60))
    assert office.case(case_id).due_on == before


@pytest.mark.parametrize(("transition", "now"), [("keep", THURSDAY), ("offer_if_beneficial", MONDAY)])
def test_what_is_not_offered_or_not_in_force_is_not_chosen(transition: str, now: Any) -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    with pytest.raises(WrongState, match="version_not_offered"):
        choose(at, case_id, publish_better(at, 7, transition), now=now)


def test_once_consideration_began_the_manual_stays() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    commands.confirm_complete(actor=at.officer.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    visit = office.task(case_id, "visit")
    commands.start_task(actor=at.officer.actor, case_id=case_id, task_id=visit.id, seen=None, now=MONDAY, key=key())
    with pytest.raises(WrongState, match="wrong_state"):
        choose(at, case_id, publish_better(at, 7))
