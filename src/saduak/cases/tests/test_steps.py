"""Steps as work: in the manual's order, given to who fits, handed over; the visit with its checklist."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from saduak.cases import commands
from saduak.cases.models import Visit
from saduak.cases.queries import whole_case
from saduak.cases.queries.steps import planned_steps
from saduak.cases.queries.work import free_tasks, open_tasks
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import FOOD_LARGE, INDUSTRY, MONDAY, RESTAURANT, Office, key
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.ledger.actors import Actor
from saduak.parties.queries import officers_with
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db


def complete(at: Office) -> Any:
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    return case_id


def give_case(case_id: Any, by: Actor, to: town.Post) -> None:
    commands.assign_case(actor=by, case_id=case_id, officer_id=to.id, seen=None, now=MONDAY, key=key())


def give_task(case_id: Any, step: str, by: Actor, to: town.Post) -> None:
    task = office.task(case_id, step)
    commands.assign_task(actor=by, case_id=case_id, task_id=task.id, officer_id=to.id, seen=None, now=MONDAY, key=key())


def test_steps_begin_in_the_order_of_the_manual() -> None:
    at = office.office()
    case_id = complete(at)
    with pytest.raises(WrongState, match="steps_before") as early:
        desk.begin(at, case_id, "opinion")
    assert [step.en for step in early.value.params["steps"]] == ["Hygiene visit to the place"]
    desk.begin(at, case_id, "visit")
    with pytest.raises(WrongState, match="visit_missing"):
        desk.finish(at, case_id, "visit")
    desk.visit(at, case_id)
    desk.finish(at, case_id, "visit")
    desk.begin(at, case_id, "opinion")


def test_the_decisions_own_step_ends_with_the_decision_only() -> None:
    at = office.office()
    case_id = desk.restaurant_under_consideration(at)
    desk.begin(at, case_id, "decision")
    with pytest.raises(WrongState, match="decision_ends_it"):
        desk.finish(at, case_id, "decision")


def test_an_officer_takes_a_free_case_and_hands_it_on() -> None:
    at = office.office()
    case_id = complete(at)
    second = town.officer(at.agency, "second", "officer")
    give_case(case_id, at.officer.actor, at.officer)
    with pytest.raises(NotAllowed, match="not_yours_to_give"):
        give_case(case_id, second.actor, second)
    give_case(case_id, at.officer.actor, second)
    assert office.case(case_id).officer_id == second.id
    give_case(case_id, at.supervisor.actor, at.officer)
    with pytest.raises(WrongState, match="already_theirs"):
        give_case(case_id, at.supervisor.actor, at.officer)


def test_work_goes_to_who_fits_only() -> None:
    at, other = office.office(), office.office(INDUSTRY)
    case_id = complete(at)
    for stranger in (other.officer, at.authority):
        with pytest.raises(DomainError, match="not_a_fitting_officer"):
            give_case(case_id, at.supervisor.actor, stranger)
    with pytest.raises(DomainError, match="not_a_fitting_officer"):
        give_task(case_id, "visit", at.supervisor.actor, at.authority)
    give_task(case_id, "decision", at.supervisor.actor, at.authority)
    assert office.task(case_id, "decision").officer_id == at.authority.id


def test_lists_of_work_show_what_is_mine_and_what_is_free() -> None:
    at, other = office.office(), office.office(INDUSTRY)
    case_id = complete(at)
    give_task(case_id, "visit", at.officer.actor, at.officer)
    assert [task.step for task in open_tasks(at.officer.actor, MONDAY)] == ["visit"]
    assert [task.step for task in free_tasks(at.officer.actor, MONDAY)] == ["opinion", "decision"]
    assert free_tasks(other.officer.actor, MONDAY) == []
    assert [post.id for post in officers_with(at.agency, ("checker",), MONDAY)] == [at.checker.id]


def test_a_visit_answers_the_whole_checklist() -> None:
    at = office.office()
    case_id = complete(at)
    desk.begin(at, case_id, "visit")
    visit = Visit.objects.get(id=desk.visit(at, case_id, opinion="fit_with_conditions", note="เพิ่มถังดับเพลิง"))
    assert (visit.opinion, visit.answers["7"], visit.officer_id) == ("fit_with_conditions", "yes", at.officer.id)
    (said,) = desk.happened(case_id, "case.visit_recorded")
    assert "ถังดับเพลิง" not in str(said)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"answers": {"1": "yes"}}, "visit_answers"),
        ({"answers": {str(place): "perhaps" for place in range(1, 8)}}, "visit_answers"),
        ({"visited_at": MONDAY + timedelta(hours=1)}, "visit_in_future"),
        ({"visited_at": MONDAY - timedelta(days=1)}, "visit_before_filing"),
        ({"opinion": "nice"}, "visit_opinion"),
        ({"opinion": "unfit"}, "visit_note_missing"),
        ({"note": "ก" * 10_001}, "visit_note_too_long"),
        ({"photos": (uuid4(),)}, "visit_photos"),
    ],
)
def test_a_visit_that_cannot_be_is_refused(wrong: dict[str, Any], code: str) -> None:
    at = office.office()
    case_id = complete(at)
    desk.begin(at, case_id, "visit")
    with pytest.raises(DomainError, match=code):
        desk.visit(at, case_id, **wrong)


def test_time_lost_at_one_step_is_not_given_to_the_next_beyond_the_promise() -> None:
    at = office.office()
    case_id = complete(at)
    late = MONDAY + timedelta(days=10)
    desk.begin(at, case_id, "visit", late)
    case = whole_case(at.officer.actor, case_id, late)
    assert case.clock.promise
    assert case.clock.promise.last_day == date(2026, 11, 22)
    ends = {step: planned.last_day for step, planned in planned_steps(case).items()}
    assert ends["visit"] == date(2026, 11, 21), "its own nine days still end before the promise"
    assert {ends[step] for step in ("decision", "payment", "issue")} == {date(2026, 11, 22)}
