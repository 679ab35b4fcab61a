"""The chance to answer before an order: told, answered on behalf, or left out on a ground (APA s.30)."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import answer_hearing, open_hearing, skip_hearing
from saduak.cases.commands.hearings import SHORTEST, SKIPPED
from saduak.channels.desk.sheets import Sheet, opened
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.core.transitions import State
from saduak.parties.policy import Role


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def hearing(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Where the hearing stands, and the one form that fits."""
    sheet = opened(request, officer, case_id)
    if sheet.is_sent:
        said = _act(sheet)
        if sheet.went_through:
            return sheet.done(said)
    case = sheet.case
    runs = case.state is State.UNDER_CONSIDERATION
    held = case.hearing
    return sheet.show(
        "working/hearing.html",
        hearing=held,
        earliest=sheet.now.astimezone(BANGKOK).date() + SHORTEST,
        grounds=[(each, say(f"working.skipped.{each}", language_of_page())) for each in SKIPPED],
        may_open=runs and held is None and case.has_role(Role.OFFICER, Role.AUTHORITY),
        may_answer=runs and held is not None and not (held.skipped or held.answered_at) and case.has_role(Role.INTAKE),
        does=sheet.typed("do"),
    )


def _act(sheet: Sheet) -> str:
    """Do what the form asks for; the sentence to say then."""
    case_id, does = sheet.case.id, sheet.typed("do")
    if does == "answer":
        sheet.attempt(answer_hearing, case_id=case_id, statement=sheet.typed("statement"))
        return "working.hearing_answered"
    if does == "skip":
        said = {"ground": sheet.typed("ground"), "reason": sheet.typed("reason")}
        sheet.attempt(skip_hearing, case_id=case_id, seen=sheet.seen, **said)
        return "working.hearing_skipped"
    until = sheet.day("answer_by")
    sheet.attempt(open_hearing, case_id=case_id, grounds=sheet.typed("grounds"), answer_by=until, seen=sheet.seen)
    return "working.hearing_opened"
