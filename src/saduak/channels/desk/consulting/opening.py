"""What agencies ask of each other: the two lists, and the page of one consultation for either side."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saduak.cases.commands import (
    answer_consultation,
    chase_consultation,
    pass_on_consultation,
    take_back_consultation,
)
from saduak.cases.commands.agreements import RECORDERS
from saduak.cases.policy import STAFF
from saduak.cases.queries.consultations import (
    ANSWERERS,
    ASKERS,
    Opened,
    consultation_seen,
    own_consultations,
    waiting_for,
)
from saduak.channels.desk.consulting.asking import Choosable, asked_form, tried, typed_letter
from saduak.channels.desk.forms import Form
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.opinions import OPINIONS, Given, opinions_given, opinions_wanted, why
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.errors import DomainError, NotFound, SaduakError
from saduak.files.queries import content, headers_for, stored
from saduak.ledger.present import present
from saduak.parties.queries import known_agency


@never_cache
@require_GET
@for_officers(*STAFF)
def listed(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """What others wait for, due first; then what one waits for oneself."""
    now = present()
    context = {
        "waiting": waiting_for(officer.actor, now),
        "own": own_consultations(officer.actor, now),
        "offices": [known_agency(each).slug for each in dict.fromkeys(officer.agencies(*RECORDERS))],
    }
    return render(request, "desk/consulting/list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers(*STAFF)
def one(request: HttpRequest, officer: OnDuty, consultation_id: UUID) -> HttpResponse:
    """One consultation: who is asked answers or asks further; who asked asks after it or takes it back."""
    form = Form(request, officer, present())
    found = consultation_seen(form.actor, consultation_id, form.now)
    given = opinions_wanted(found)
    if form.is_sent:
        given, wrong = opinions_given(request, found, form.actor, form.now, form.key)
        said = _act(form, found, given, wrong)
        if form.went_through:
            return form.onward(said, reverse("desk:consultation", args=[found.id]))
        found = consultation_seen(form.actor, consultation_id, present())
    return form.page("consulting/one.html", **_context(form, found), given=given)


def _act(form: Form, found: Opened, given: Sequence[Given], wrong: SaduakError | None) -> str:
    """Do what the form asks for; the sentence to say then."""
    own = {"consultation_id": found.id}
    does = form.typed("do")
    if does == "answer":
        if wrong:
            form.refuse(wrong)
        tried(form, answer_consultation, token="", answers=tuple(each.answer for each in given), name="", **own)
        return "consulting.answered"
    if does == "further":
        tried(form, pass_on_consultation, ":further", **typed_letter(form), **own)
        return "consulting.asked_further"
    if does == "chase":
        tried(form, chase_consultation, ":chase", **own)
        return "consulting.chased"
    if does == "take_back":
        tried(form, take_back_consultation, ":back", ground=form.typed("ground"), **own)
        return "consulting.was_taken_back"
    form.refuse(DomainError("deed_missing"))
    return ""


def _context(form: Form, found: Opened) -> dict[str, Any]:
    language, row = language_of_page(), found.row
    asked, asks = row.asked_id in form.officer.agencies(*ANSWERERS), row.agency_id in form.officer.agencies(*ASKERS)
    return {
        "found": found,
        "why": why(row.because),
        "opinions": [(each, say(f"opinion.{each}", language)) for each in OPINIONS],
        "is_asked": row.asked_id in form.officer.agencies(*STAFF),
        "may_answer": asked and found.is_open,
        "may_ask_further": asked and found.is_open and row.parent_id is None,
        "may_chase": (asks and found.is_open and found.is_late) or (asks and found.standing == "expired"),
        "may_take_back": asks and row.state == "asked" and found.standing != "closed",
        "sees_case": row.case.agency_id in form.officer.agencies(*STAFF),
        "papers": [Choosable(each.paper, each.file.name, "") for each in found.papers],
        "does": form.typed("do"),
        **asked_form(form, row.asked_id or row.agency_id),
    }


@require_GET
@for_officers(*STAFF)
def file(request: HttpRequest, officer: OnDuty, consultation_id: UUID, file_id: UUID) -> HttpResponse:
    """A paper that was passed on, or came with the answer. Raises NotFound for any other file of the case."""
    now: datetime = present()
    found = consultation_seen(officer.actor, consultation_id, now)
    if file_id not in found.files:
        raise NotFound("not_found", what="file")
    body = content(file_id, actor=officer.actor)
    return HttpResponse(body, headers=headers_for(stored(file_id), inline="show" in request.GET))
