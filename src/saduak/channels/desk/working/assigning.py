"""Whose work it is: a case and its steps given to an officer, taken up, handed over."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import assign_case, assign_task
from saduak.cases.commands.assigning import CONSIDERS, FITTING
from saduak.channels.desk.sheets import Sheet, opened
from saduak.channels.desk.working.people import officers
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.core.errors import DomainError
from saduak.parties.policy import Role


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def assign(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """The case and each open step, with the officers who may have them."""
    sheet = opened(request, officer, case_id)
    if sheet.is_sent:
        _give(sheet)
        if sheet.went_through:
            return sheet.done("working.assigned")
    agency, mine = sheet.case.row.agency_id, sheet.case.who.officers_at(sheet.case.row.agency_id)
    steps = [
        (task, sheet.case.step(task), officers(agency, FITTING[task.kind], sheet.now))
        for task in sheet.case.tasks
        if task.state != "done"
    ]
    owners = officers(agency, (Role.INTAKE, *CONSIDERS), sheet.now)
    return sheet.show("working/assign.html", owners=owners, steps=steps, mine=mine)


def _give(sheet: Sheet) -> None:
    """The form names what is given ("case", or the id of a step) and to whom."""
    taker = sheet.id_of("officer")
    if taker is None:
        sheet.refuse(DomainError("not_a_fitting_officer"), "officer")
        return
    task = sheet.id_of("what")
    given = {"case_id": sheet.case.id, "officer_id": taker, "seen": sheet.seen}
    if task is None:
        sheet.attempt(assign_case, **given)
    else:
        sheet.attempt(assign_task, task_id=task, **given)
