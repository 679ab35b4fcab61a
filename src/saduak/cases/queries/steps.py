"""The steps of the manual as one case runs through them: when each should end, and the task behind it."""

from saduak.cases.models import Task, Visit
from saduak.cases.queries.whole import WholeCase
from saduak.cases.story import facts_of
from saduak.core.plan import PlannedStep, inside, plan
from saduak.core.terms import terms_of

__all__ = ["Task", "Visit", "planned_steps", "visits_of"]


def planned_steps(case: WholeCase) -> dict[str, PlannedStep]:
    """The plan of the steps by their id, none of them longer than the promise; none as long as no time can run."""
    start, promised = case.clock.start, case.clock.promise
    if start is None:
        return {}
    terms = terms_of(case.package.service, case.book)
    return {step.id: inside(step, promised) for step in plan(start, terms.steps, facts_of(case.story), case.book)}


def visits_of(task: Task) -> tuple[Visit, ...]:
    """The visits of a step with who made them, latest first."""
    return tuple(task.visits.select_related("officer").order_by("-visited_at", "-id"))
