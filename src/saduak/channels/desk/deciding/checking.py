"""A second person looks at the draft: agrees, or sends it back with a note."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import check_decision
from saduak.channels.desk.deciding.reading import reading
from saduak.channels.desk.sheets import opened
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.core.transitions import State
from saduak.parties.policy import Role


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def look(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Everything that was drafted on one page, and the two answers."""
    sheet = opened(request, officer, case_id)
    if sheet.is_sent:
        agrees = sheet.typed("do") == "agree"
        sheet.attempt(check_decision, case_id=case_id, agrees=agrees, note=sheet.typed("note"), seen=sheet.seen)
        if sheet.went_through:
            return sheet.done("deciding.agreed" if agrees else "deciding.sent_back")
    row = sheet.case.decision
    may = bool(row and row.state == "draft") and sheet.case.has_role(Role.CHECKER)
    runs = sheet.case.state is State.UNDER_CONSIDERATION
    return sheet.show("deciding/check.html", may=may and runs, **reading(sheet.case))
