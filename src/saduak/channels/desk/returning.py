"""What ends or reopens an application before its decision: return, reinstatement, referral, and the exception of
LFA s.8 para 3."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import order_exception, refer_application, reinstate, return_application
from saduak.cases.policy import STAFF
from saduak.cases.queries import relief_for
from saduak.cases.queries.defects import defect_record
from saduak.cases.queries.letters import Composed, language_of, letter_for
from saduak.channels.desk.sheets import Sheet, opened
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.core.errors import LawError
from saduak.core.transitions import Command
from saduak.parties.queries import officers_with

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_page
@for_officers()
def give_back(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Return what was not mended in time, with reasons; the letter is seen before (LFA s.9)."""
    sheet = opened(request, officer, case_id)
    if sheet.is_sent:
        sheet.attempt(return_application, case_id=case_id, reasons=sheet.typed("reasons"), seen=sheet.seen)
        if sheet.went_through:
            return sheet.done("desk.return.done")
    case = sheet.case
    return sheet.show(
        "deeds/return.html",
        record=defect_record(case.row, case.book, case.now),
        letter=_preview(sheet, "case.returned"),
        may=Command.RETURN in case.possible,
    )


@never_cache
@form_page
@for_officers()
def give_time_back(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Give back a deadline that was missed without fault (APA s.66)."""
    sheet = opened(request, officer, case_id)
    if sheet.is_sent:
        until, asked_on, ended_on = (sheet.day(name) for name in ("until", "asked_on", "obstacle_ended_on"))
        sheet.attempt(
            reinstate,
            case_id=case_id,
            until=until,
            asked_on=asked_on,
            obstacle_ended_on=ended_on,
            ground=sheet.typed("ground"),
            seen=sheet.seen,
        )
        if sheet.went_through:
            return sheet.done("desk.reinstate.done")
    case = sheet.case
    held = defect_record(case.row, case.book, case.now)
    found = relief_for(case.row.agency_id, held.deadline, case.book) if held else None
    return sheet.show("deeds/reinstate.html", record=held, may=Command.REINSTATE in case.possible, relief=found)


@never_cache
@form_page
@for_officers()
def refer(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Tell the sender which agency is responsible (EPA s.10 para 2)."""
    sheet = opened(request, officer, case_id)
    if sheet.is_sent:
        sheet.attempt(
            refer_application,
            case_id=case_id,
            agency_named=sheet.typed("agency_named"),
            ground=sheet.typed("ground"),
            seen=sheet.seen,
        )
        if sheet.went_through:
            return sheet.done("desk.refer.done")
    return sheet.show("deeds/refer.html", may=Command.REFER in sheet.case.possible)


@never_cache
@form_page
@for_officers()
def exception(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """The authority's order after an officer's negligence or fraud; the clock does not move (LFA s.8 para 3)."""
    sheet = opened(request, officer, case_id)
    posts = {str(post.id): post for post in officers_with(sheet.case.row.agency_id, STAFF, sheet.now)}
    if sheet.is_sent:
        at_fault = posts.get(sheet.typed("officer"))
        sheet.attempt(
            order_exception,
            case_id=case_id,
            officer_id=at_fault.id if at_fault else UUID(int=0),
            discipline_reference=sheet.typed("discipline_reference"),
            ground=sheet.typed("ground"),
            seen=sheet.seen,
        )
        if sheet.went_through:
            return sheet.done("desk.exception.done")
    may = Command.ORDER_EXCEPTION in sheet.case.possible
    return sheet.show("deeds/exception.html", posts=list(posts.values()), may=may)


def _preview(sheet: Sheet, event: str) -> Composed | None:
    """The letter that would go out, in the language of the applicant."""
    try:
        return letter_for(sheet.case, event, language_of(sheet.case))
    except LawError:
        return None
