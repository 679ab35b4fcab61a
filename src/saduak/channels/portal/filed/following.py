"""Following an application without log-in: number and tracking code give stage, clock and next step, nothing personal.

Tries are limited for each number and each visitor, whether or not there is such a number; the answer to a wrong code
never tells which of the two was wrong, and takes as long.
"""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.queries import WholeCase, followed_case, tracked
from saduak.cases.queries.tracking import tracking_code
from saduak.channels.entrance.citizens import see
from saduak.channels.entrance.limits import count
from saduak.channels.portal.filed.pages import clock_of_page
from saduak.channels.portal.filed.readers import Wrong, typed
from saduak.channels.portal.filed.stages import next_up, stops
from saduak.channels.shell.errors import sentence_of, status_of
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.errors import SaduakError
from saduak.ledger.present import present

FOLLOWED: Final = "portal.followed"
HOLDS: Final = timedelta(minutes=30)
"""How long a browser shows it without asking for the code again: it may be somebody else's."""
LONGEST_NUMBER, LONGEST_CODE = 40, 20


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request: HttpRequest) -> HttpResponse:
    """Ask for number and code; with the right ones, the stage."""
    number, now = request.GET.get("number", "")[:LONGEST_NUMBER], present()
    if request.method != "POST":
        return _shown(request, _followed(request, now), number)
    if request.POST.get("do") == "leave":
        request.session.pop(FOLLOWED, None)
        return see(reverse("portal:follow"))
    return _tried(request, now)


def _tried(request: HttpRequest, now: datetime) -> HttpResponse:
    """One try. A right one is remembered for a while, so that the page can be opened again."""
    number, code = typed(request, "number")[:LONGEST_NUMBER], typed(request, "code")[:LONGEST_CODE]
    try:
        count(request, "case_followed", number)
    except SaduakError as error:
        return _shown(request, None, number, [Wrong("content", sentence_of(error))], status_of(error))
    found = tracked(number, code)
    if found is None:
        return _shown(request, None, number, [Wrong("code", say("follow.wrong", language_of_page()))], 422)
    request.session[FOLLOWED] = {"number": found.number, "case": str(found.id), "at": now.isoformat()}
    return see(reverse("portal:follow"))


def _followed(request: HttpRequest, now: datetime) -> WholeCase | None:
    """The application that this browser followed a moment ago."""
    kept: dict[str, str] | None = request.session.get(FOLLOWED)
    if not kept:
        return None
    at = datetime.fromisoformat(kept["at"])
    row = tracked(kept["number"], tracking_code(UUID(kept["case"]))) if at <= now < at + HOLDS else None
    if row is None:
        request.session.pop(FOLLOWED, None)
        return None
    return followed_case(row, now)


def _shown(
    request: HttpRequest, case: WholeCase | None, number: str, wrong: list[Wrong] | None = None, status: int = 200
) -> HttpResponse:
    code = typed(request, "code")[:LONGEST_CODE]
    context: dict[str, Any] = {"number": number, "code": code, "wrong": wrong or [], "case": case}
    if case:
        context |= {"next": next_up(case), "clock": clock_of_page(case), "stops": stops(case)}
    return render(request, "portal/filed/follow.html", context, status=status)
