"""The receipt: what was filed, when it counts as received and why, what happens next. A page, and the same as PDF."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.cases.queries import WholeCase, case_of_draft, whole_case
from saduak.channels.entrance.visits import lead, visitor
from saduak.channels.portal.apply.writers import VISITOR, held
from saduak.channels.shell.errors import sentence_of
from saduak.channels.shell.receipts import receipt_of, sheet_of
from saduak.core.errors import NotFound, SaduakError, Unavailable
from saduak.ledger.present import present


@never_cache
@require_GET
def receipt(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The receipt as a page."""
    case = _case(request, case_id)
    if isinstance(case, HttpResponse):
        return case
    return render(request, "portal/apply/receipt.html", _receipt(request, case))


@never_cache
@require_GET
def receipt_pdf(request: HttpRequest, case_id: UUID) -> HttpResponse:
    """The receipt as PDF, dated by the moment of entry; the same whenever it is asked for."""
    case = _case(request, case_id)
    if isinstance(case, HttpResponse):
        return case
    context = _receipt(request, case)
    try:
        return sheet_of(case, context)
    except Unavailable as error:
        return render(request, "portal/apply/receipt.html", {**context, "refused": sentence_of(error)}, status=503)


def _receipt(request: HttpRequest, case: WholeCase) -> dict[str, Any]:
    """What stands on it, and where its reader goes on."""
    own = {"home": _home(), "may_open_letter": visitor(request) is not None}
    return {**receipt_of(request, case), **own}


def _home() -> str:
    try:
        return reverse("portal:home")
    except NoReverseMatch:
        return reverse("entrance:me")


def _case(request: HttpRequest, case_id: UUID) -> WholeCase | HttpResponse:
    """The case for who filed it, or the way to the entrance. Raises NotFound."""
    here, now = visitor(request), present()
    if here:
        case = whole_case(here.actor, case_id, now)
        if not case.is_applicant:
            raise NotFound("not_found", what="case")
        return case
    for draft_id in held(request):
        try:
            found = case_of_draft(VISITOR, draft_id, now)
        except SaduakError:
            continue
        if found and found.id == case_id:
            return found
    return lead(request, "entrance:choose")
