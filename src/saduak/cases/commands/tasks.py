"""The steps of the pinned manual as tasks: who does them, until when, begun and finished."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.models import Task
from saduak.cases.story import facts_of
from saduak.core.errors import DomainError, NotFound, WrongState
from saduak.core.package import ManualStep, Package, StepKind
from saduak.core.plan import PlannedStep, inside, plan
from saduak.core.reasons import Code, Words
from saduak.core.transitions import Command, State
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role

LONGEST_OPINION = 10_000
PLANNED = frozenset({StepKind.CONSIDERATION, StepKind.SITE_VISIT, StepKind.CONSULTATION, StepKind.DECISION})
"""Steps that become tasks; the check is the completeness check itself, payment and issue follow the decision."""


def planned_steps(package: Package) -> tuple[ManualStep, ...]:
    """The steps of the manual that somebody works on before the decision."""
    return tuple(step for step in package.service.steps if step.kind in PLANNED)


def planned_ids(package: Package) -> dict[str, str]:
    """A fresh id for the task of each step, so that the event names the rows it makes."""
    return {step.id: str(uuid7()) for step in planned_steps(package)}


def plan_tasks(act: Act) -> None:
    """Make the tasks of a filed application; they wait until it is complete."""
    ids, limits = act.story.filed["tasks"], planned(act)
    act.tasks = [
        Task(
            id=UUID(ids[step.id]),
            case=act.case,
            step=step.id,
            kind=step.kind.value,
            position=position,
            state="waiting",
            limit_on=limits[step.id].last_day if step.id in limits else None,
            limit_at=limits[step.id].at if step.id in limits else None,
        )
        for position, step in enumerate(planned_steps(act.package), 1)
    ]
    act.write.insert(*act.tasks)


def planned(act: Act) -> dict[str, PlannedStep]:
    """The limit of every step inside the promise; none while the clock does not run."""
    clock = act.clock()
    if clock.start is None:
        return {}
    steps = plan(clock.start, act.terms.steps, facts_of(act.story), act.book)
    return {step.id: inside(step, clock.promise) for step in steps}


def replan(act: Act) -> None:
    """Bring the limits of unfinished tasks up to what really happened."""
    limits = planned(act)
    for task in act.tasks:
        found = limits.get(task.step) if task.state != "done" else None
        if found and (task.limit_on, task.limit_at) != (found.last_day, found.at):
            task.limit_on, task.limit_at = found.last_day, found.at
            act.write.update(task, "limit_on", "limit_at")


@command(case="case_id")
def start_task(
    write: Write, *, actor: Actor, case_id: UUID, task_id: UUID, seen: int | None, now: datetime, key: str
) -> None:
    """Begin a step; the first one moves a complete case under consideration. Whoever begins it owns it.

    Raises WrongState("task_not_waiting", "steps_before"), NotAllowed("has_interest"), and as `begin` and `permit` do.
    """
    act = begin(write, case_id, now, seen)
    if act.state is State.COMPLETE:
        act.permit(Command.START_CONSIDERATION)
    else:
        act.require_state(State.UNDER_CONSIDERATION)
        act.require_role(Role.OFFICER, Role.CHECKER, Role.AUTHORITY)
    task = _task(act, task_id, "waiting", "open")
    if task.started_at:
        raise WrongState("task_not_waiting", step=task.step)
    start(act, task)
    act.settle()


def start(act: Act, task: Task) -> None:
    """Record that work on a step began, once those before it in the manual are done. Raises as `require_done`."""
    require_done(act, before(act.package, task.step))
    task.state, task.started_at, task.officer_id = "open", act.now, act.officer_id
    act.write.update(task, "state", "started_at", "officer_id")
    act.record(events.TASK_STARTED, "LFA s.10", task=task.id, step=task.step, officer=task.officer_id)


def before(package: Package, step_id: str) -> frozenset[str]:
    """The planned steps that the manual wants ended before this one: those it names, else the one it follows."""
    steps = package.service.steps
    index = next(index for index, step in enumerate(steps) if step.id == step_id)
    named = steps[index].after
    wanted = {step.id for step in steps[max(index - 1, 0) : index]} if named is None else set(named)
    return frozenset(wanted & {step.id for step in planned_steps(package)})


def require_done(act: Act, steps: frozenset[str]) -> None:
    """Raises WrongState("steps_before") with the names of those that are not done."""
    undone = {task.step for task in act.tasks if task.step in steps and task.state != "done"}
    if undone:
        names = [Words(step.name.th, step.name.en) for step in act.package.service.steps if step.id in undone]
        raise WrongState("steps_before", steps=names)


@command(case="case_id")
def finish_task(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    task_id: UUID,
    opinion: str = "",
    seen: int | None,
    now: datetime,
    key: str,
) -> None:
    """Finish a step that was begun; a site visit only with its record, a step of consideration only with an opinion.

    `opinion` is what the officer found and thinks, for who decides. The decision's own step ends with the decision.

    Raises WrongState("task_not_open", "visit_missing", "decision_ends_it"), DomainError("step_opinion_missing",
    "step_opinion_too_long"), NotAllowed("has_interest"), and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_state(State.UNDER_CONSIDERATION)
    act.require_role(Role.OFFICER, Role.CHECKER, Role.AUTHORITY)
    task = open_task(act, task_id)
    if task.kind == StepKind.DECISION:
        raise WrongState("decision_ends_it")
    if task.kind == StepKind.SITE_VISIT and not task.visits.exists():
        raise WrongState("visit_missing")
    _keep_opinion(act, task, opinion.strip())
    finish(act, task)
    act.settle()


def _keep_opinion(act: Act, task: Task, opinion: str) -> None:
    """Record the words of who worked on a step; a step of consideration has nothing else to show for itself."""
    if task.kind == StepKind.CONSIDERATION and not opinion:
        raise DomainError("step_opinion_missing")
    if len(opinion) > LONGEST_OPINION:
        raise DomainError("step_opinion_too_long", longest=LONGEST_OPINION)
    if opinion:
        said = {"task": task.id, "step": task.step, "officer": act.officer_id}
        act.record(events.OPINION_RECORDED, "APA s.28", **said, **act.because(opinion))


def finish(act: Act, task: Task) -> None:
    """Record that a step is done."""
    task.state, task.finished_at = "done", act.now
    act.write.update(task, "state", "finished_at")
    act.record(events.TASK_FINISHED, "LFA s.10", task=task.id, step=task.step, officer=act.officer_id)


def open_task(act: Act, task_id: UUID) -> Task:
    """A step that was begun and is not finished. Raises NotFound, WrongState("task_not_open")."""
    return _task(act, task_id, "open")


def _task(act: Act, task_id: UUID, *states: str) -> Task:
    task = next((task for task in act.tasks if task.id == task_id), None)
    if task is None:
        raise NotFound("not_found", what="task")
    if task.state not in states:
        raise WrongState("task_not_open", state=Code("task_state", task.state))
    return task
