"""Whose work it is: a case and its steps given to an officer, taken up, handed over."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.commands.interests import end_hand_on
from saduak.cases.models import Interest, Task
from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.core.package import StepKind
from saduak.core.transitions import BEFORE_DECISION, State
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role
from saduak.parties.queries import officer_at, person_of_user, roles_in_force

CONSIDERS = (Role.OFFICER, Role.CHECKER)
FITTING: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        StepKind.CONSIDERATION.value: CONSIDERS,
        StepKind.SITE_VISIT.value: CONSIDERS,
        StepKind.CONSULTATION.value: CONSIDERS,
        StepKind.DECISION.value: (*CONSIDERS, Role.AUTHORITY),
    }
)
"""Which roles a step may be given to; a decision is drafted by an officer and made by the authority."""
OPEN = (*BEFORE_DECISION, State.DECIDED)


@command(case="case_id")
def assign_case(
    write: Write, *, actor: Actor, case_id: UUID, officer_id: UUID, seen: int | None, now: datetime, key: str
) -> None:
    """Give a case to an officer: a supervisor to anybody, its owner on to another, an officer to oneself while it is
    nobody's. The unit becomes that of the post.

    Raises NotAllowed("not_yours_to_give"), DomainError("not_a_fitting_officer"), WrongState("already_theirs",
    "wrong_state"), and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_state(*OPEN)
    unit = _unit_of_fitting(act, officer_id, (Role.INTAKE, *CONSIDERS))
    _require_giver(act, act.case.officer_id, officer_id)
    if act.case.officer_id == officer_id:
        raise WrongState("already_theirs")
    act.record(events.ASSIGNED, officer=officer_id, unit=unit)
    end_hand_on(act)
    act.settle()


@command(case="case_id")
def assign_task(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    task_id: UUID,
    officer_id: UUID,
    seen: int | None,
    now: datetime,
    key: str,
) -> None:
    """Give a step to an officer with a fitting role, or hand it over; who may is as in `assign_case`.

    Raises WrongState("task_done"), and as `assign_case` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_state(*BEFORE_DECISION)
    task = Task.objects.filter(pk=task_id, case=act.case).first()
    if task is None:
        raise NotFound("not_found", what="task")
    if task.state == "done":
        raise WrongState("task_done")
    _unit_of_fitting(act, officer_id, FITTING[task.kind])
    _require_giver(act, task.officer_id, officer_id)
    if task.officer_id == officer_id:
        raise WrongState("already_theirs")
    task.officer_id = officer_id
    task.save(update_fields=["officer"])
    act.record(events.TASK_ASSIGNED, task=task.id, step=task.step, officer=officer_id)
    end_hand_on(act)
    act.settle()


def _unit_of_fitting(act: Act, officer_id: UUID, roles: tuple[str, ...]) -> UUID | None:
    """The unit of a post here that holds one of the roles now and has no interest in the case (APA s.13).

    Raises DomainError("not_a_fitting_officer").
    """
    try:
        officer = officer_at(act.case.agency_id, officer_id)
    except NotFound as error:
        raise DomainError("not_a_fitting_officer") from error
    own = person_of_user(officer.user_id)
    declared = Interest.objects.filter(case=act.case, officer__user=officer.user_id).exists()
    if declared or (own and own.id in {act.case.person_id, act.case.filed_by_id}):
        raise DomainError("not_a_fitting_officer")
    if not roles_in_force(officer_id, act.now) & set(roles):
        raise DomainError("not_a_fitting_officer")
    return officer.unit_id


def _require_giver(act: Act, owner: UUID | None, taker: UUID) -> None:
    mine = act.who.officers_at(act.case.agency_id)
    takes_free = owner is None and taker in mine
    if not (takes_free or owner in mine or act.who.has(Role.SUPERVISOR, act.case.agency_id)):
        raise NotAllowed("not_yours_to_give")
