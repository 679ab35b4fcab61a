"""The steps of the manual as one case runs through them: when each should end, and the task behind it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from saduak.cases.models import Ground, Task, Visit
from saduak.cases.queries.whole import WholeCase
from saduak.cases.story import facts_of
from saduak.core.package import Text
from saduak.core.plan import PlannedStep, inside, plan
from saduak.core.terms import terms_of

__all__ = ["Opinion", "Task", "Visit", "opinions_of", "planned_steps", "visits_of"]


@dataclass(frozen=True, slots=True)
class Opinion:
    """What an officer found and thinks at the end of a step; `text` is empty once it is forgotten."""

    step: str
    name: Text
    officer: UUID
    at: datetime
    text: str


def planned_steps(case: WholeCase) -> dict[str, PlannedStep]:
    """The plan of the steps by their id, none of them longer than the promise; none as long as no time can run."""
    start, promised = case.clock.start, case.clock.promise
    if start is None:
        return {}
    terms = terms_of(case.package.service, case.book)
    return {step.id: inside(step, promised) for step in plan(start, terms.steps, facts_of(case.story), case.book)}


def opinions_of(case: WholeCase) -> tuple[Opinion, ...]:
    """The opinions recorded at the end of steps, in order."""
    told = tuple(case.story.of("case.opinion_recorded"))
    if not told:
        return ()
    texts = {str(row.id): row.text for row in Ground.objects.filter(case=case.row)}
    names = {task.step: case.step(task).name for task in case.tasks}
    return tuple(
        Opinion(
            said.payload["step"],
            names.get(said.payload["step"], Text(said.payload["step"], said.payload["step"])),
            UUID(said.payload["officer"]),
            said.at,
            texts.get(said.payload["ground_id"], ""),
        )
        for said in told
    )


def visits_of(task: Task) -> tuple[Visit, ...]:
    """The visits of a step with who made them, latest first."""
    return tuple(task.visits.select_related("officer").order_by("-visited_at", "-id"))
