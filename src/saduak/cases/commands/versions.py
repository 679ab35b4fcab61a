"""Another manual for a filed application: chosen by the applicant, or ordered by a law (LFA s.11; U11)."""

import logging
from datetime import datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.commands.tasks import planned_steps, replan
from saduak.cases.models import Task
from saduak.cases.policy import SYSTEM
from saduak.cases.queries.versions import imposed_version, pending_moves
from saduak.cases.story import VERSIONED
from saduak.catalogue.queries import Publication, pinned
from saduak.core.errors import NotAllowed
from saduak.core.package import Package
from saduak.core.transitions import BEFORE_DECISION
from saduak.ledger.actors import WORKER, Actor
from saduak.ledger.door import command
from saduak.ledger.kinds import EventKind
from saduak.ledger.transaction import Write

logger = logging.getLogger(__name__)


@command(case="case_id")
def move_version(write: Write, *, actor: Actor, case_id: UUID, publication_id: UUID, now: datetime, key: str) -> bool:
    """Bring a pending application under a manual that a law puts in place of its own; False when none does any more.

    The due date is counted from the move and, unless the regime says otherwise, never later than the one promised.
    Only the poller may. Raises NotAllowed("worker_only"), NotFound.
    """
    if actor not in SYSTEM:
        raise NotAllowed("worker_only")
    act = begin(write, case_id, now)
    imposed = imposed_version(act.case, act.story, now)
    if act.state not in BEFORE_DECISION or imposed is None or imposed.id != publication_id:
        return False
    go_over(act, events.VERSION_MOVED, imposed, article=pinned(imposed.id).service.transition.article)
    act.settle()
    return True


def move_pending_cases(now: datetime) -> int:
    """Bring every pending application under the manual that a law puts in force for it; how many moved."""
    moved = 0
    for case_id, publication in pending_moves(now):
        key = f"move:{case_id}:{publication}"
        try:
            moved += move_version(actor=WORKER, case_id=case_id, publication_id=publication, now=now, key=key)
        except Exception as error:  # noqa: BLE001 - one broken case must not hold back all others
            logger.warning("the move of case %s failed: %s", case_id, type(error).__name__)
    return moved


def go_over(act: Act, kind: EventKind, to: Publication, **said: Any) -> None:
    """Record that another manual holds, and bring the steps and their limits under it. What is done stays done."""
    new, before = pinned(to.id), act.story.last(*VERSIONED)
    known = {task.step: task for task in Task.objects.filter(case=act.case)}
    ids = {step.id: str(known[step.id].id if step.id in known else uuid7()) for step in planned_steps(new)}
    act.record(
        kind,
        "LFA s.11",
        publication=to.id,
        version=to.version,
        promise=before.payload["promise"] if before else _told(act.package),
        new_promise=_told(new),
        tasks=ids,
        **said,
    )
    act.forget_manual()
    _bring_under(act, known, ids)
    replan(act)


def _bring_under(act: Act, known: dict[str, Task], ids: dict[str, str]) -> None:
    """Keep the steps that both manuals have, drop unfinished ones that the new one lacks, add what it has more."""
    kept = [task for task in known.values() if task.step not in ids and task.state == "done"]
    for position, step in enumerate(planned_steps(act.package), 1):
        task = known.get(step.id)
        if task is None:
            task = Task(
                id=UUID(ids[step.id]),
                case=act.case,
                step=step.id,
                kind=step.kind.value,
                position=position,
                state="waiting",
            )
            act.write.insert(task)
        else:
            task.position, task.kind = position, step.kind.value
            task.state = "waiting" if task.state == "dropped" else task.state
            act.write.update(task, "position", "kind", "state")
        kept.append(task)
    for task in known.values():
        if task not in kept and task.state != "dropped":
            task.state = "dropped"
            act.write.update(task, "state")
    act.tasks = sorted(kept, key=lambda task: task.position)


def _told(package: Package) -> dict[str, Any]:
    """The promise of a manual as an event holds it."""
    promise = package.service.promise
    return {"amount": promise.amount, "unit": promise.unit}
