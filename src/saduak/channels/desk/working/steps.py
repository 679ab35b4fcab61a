"""A step of the manual as one page: what it is, whose, until when; begun, worked on, finished."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import finish_task, start_task
from saduak.cases.queries import WholeCase, whole_case
from saduak.cases.queries.steps import Opinion, Task, opinions_of
from saduak.channels.desk.sheets import Sheet, opened
from saduak.channels.desk.working.visits import visits_shown
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.core.errors import NotFound
from saduak.core.package import StepKind
from saduak.core.transitions import AFTER_COMPLETION
from saduak.parties.queries import Officer, officer_at


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def step(request: HttpRequest, officer: OnDuty, case_id: UUID, task_id: UUID) -> HttpResponse:
    """The step, with the one button that comes next."""
    sheet = opened(request, officer, case_id)
    task = task_of(sheet, task_id)
    if sheet.is_sent:
        begins = sheet.typed("do") == "start"
        if begins:
            sheet.attempt(start_task, case_id=case_id, task_id=task_id, seen=sheet.seen)
        else:
            opinion = sheet.typed("opinion")
            sheet.attempt(finish_task, case_id=case_id, task_id=task_id, opinion=opinion, seen=sheet.seen)
        if sheet.went_through and begins:
            goes_on = "desk:visit" if task.kind == StepKind.SITE_VISIT else "desk:task"
            return sheet.done_at("working.started", goes_on, case_id, task_id)
        if sheet.went_through:
            return sheet.done("working.finished")
        sheet.case = whole_case(sheet.actor, case_id, sheet.now)
        task = task_of(sheet, task_id)
    return sheet.show(
        "working/task.html",
        task=task,
        step=sheet.case.step(task),
        is_visit=task.kind == StepKind.SITE_VISIT,
        is_decision=task.kind == StepKind.DECISION,
        is_consideration=task.kind == StepKind.CONSIDERATION,
        opinions=opinions_shown(sheet.case, task.step),
        runs=sheet.case.state in AFTER_COMPLETION and sheet.case.row.closed_at is None,
        visits=visits_shown(sheet.case, task),
    )


def opinions_shown(case: WholeCase, step: str = "") -> list[tuple[Opinion, Officer]]:
    """The opinions of officers at the end of a step, or of all steps, each with the post that gave it."""
    said = [each for each in opinions_of(case) if step in {"", each.step}]
    return [(each, officer_at(case.row.agency_id, each.officer)) for each in said]


def task_of(sheet: Sheet, task_id: UUID) -> Task:
    """A step of this case. Raises NotFound for one of another."""
    found = next((task for task in sheet.case.tasks if task.id == task_id), None)
    if found is None:
        raise NotFound("not_found", what="task")
    return found
