"""Letters of a case and of the office: what is to be printed and posted, and the record of what became of each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saduak.cases.queries import whole_case
from saduak.channels.desk.forms import Form
from saduak.channels.desk.sheets import read
from saduak.channels.desk.working.visits import day_typed
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotFound
from saduak.ledger.present import present
from saduak.messages.commands import record_delivery
from saduak.messages.policy import WRITERS
from saduak.messages.queries import LetterShown, count_to_post, letter, letter_pdf, letters_of_case, letters_to_post
from saduak.parties.queries import Agency, known_agency

WHAT: Final = ("post-posted", "post-delivered", "post-returned", "hand-delivered", "hand-refused")
"""What may be recorded of a letter: its lane and what happened there."""


PILE: Final = 50
"""Letters of one agency that the page shows, the oldest: as they are posted, the others follow."""


class Pile(NamedTuple):
    """What one agency has to post; `more` counts what waits behind."""

    agency: Agency
    letters: Sequence[LetterShown]
    more: int


@never_cache
@require_GET
@for_officers()
def of_case(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """The letters of a case, latest first."""
    sheet = read(request, officer, case_id)
    return sheet.show("post/case.html", letters=letters_of_case(sheet.actor, case_id, sheet.now))


@never_cache
@require_GET
@for_officers(*WRITERS)
def to_post(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """What the officer's agencies have to print and post: answers on paper, and letters whose e-mail came back."""
    now = present()
    piles = [_pile(officer, agency, now) for agency in dict.fromkeys(officer.agencies(*WRITERS))]
    return render(request, "desk/post/list.html", {"piles": piles, "total": sum(len(pile.letters) for pile in piles)})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def one(request: HttpRequest, officer: OnDuty, letter_id: UUID) -> HttpResponse:
    """One letter: who it is for, how far it came, its sheet, and the form to record what happened."""
    form = Form(request, officer, present())
    found = _own(form, letter_id)
    if form.is_sent:
        _record(form, found)
        if form.went_through:
            return form.onward("post.recorded", reverse("desk:letter", args=[letter_id]))
        found = _own(form, letter_id)
    here = form.now.astimezone(BANGKOK)
    return form.page(
        "post/letter.html",
        letter=found,
        what=[(each, say(f"post.what.{each.replace('-', '_')}", language_of_page())) for each in WHAT],
        may=found.agency_id in officer.agencies(*WRITERS) and found.erased_at is None,
        to_post=_is_owed(form, found),
        day=form.typed("day") if form.is_sent else day_typed(here),
        clock=form.typed("clock") if form.is_sent else f"{here:%H.%M}",
    )


@require_GET
@for_officers()
def sheet_of(request: HttpRequest, officer: OnDuty, letter_id: UUID) -> HttpResponse:
    """The sheet as PDF, to be printed."""
    form = Form(request, officer, present())
    found = _own(form, letter_id)
    name = f"{found.kind}-{found.case_number or found.number}".replace("/", "-").replace('"', "")
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}
    return HttpResponse(letter_pdf(form.actor, letter_id, form.now), content_type="application/pdf", headers=headers)


def _own(form: Form, letter_id: UUID) -> LetterShown:
    """A letter of an agency of this officer, or any for who looks after all; never the officer's own mail.

    Raises NotFound, and NotAllowed("why_missing") as its case does.
    """
    found = letter(form.actor, letter_id, form.now)
    looks_after_all = form.officer.agencies("regulator", "auditor")
    if found.agency_id not in form.officer.agencies(*WRITERS) and not looks_after_all:
        raise NotFound("not_found", what="letter")
    if looks_after_all and found.case_id:
        whole_case(form.actor, found.case_id, form.now)  # opens for a stated purpose only
    return found


def _record(form: Form, found: LetterShown) -> None:
    lane, _, outcome = form.typed("what").partition("-")
    if f"{lane}-{outcome}" not in WHAT:
        form.refuse(DomainError("delivery_outcome"), "what")
    at = form.moment("day", "clock")
    if at == found.sent_at.replace(second=0, microsecond=0):
        at = found.sent_at  # handed over within the minute it was made: a clock tells no seconds
    proof = form.typed("proof")
    form.attempt(record_delivery, letter_id=found.id, lane=lane, outcome=outcome, proof=proof, at=at)


def _is_owed(form: Form, found: LetterShown) -> bool:
    """Whether the letter waits to be posted by an agency of this officer."""
    waits = any((lane.lane, lane.state) == ("post", "open") for lane in found.lanes)
    return waits and found.agency_id in form.officer.agencies(*WRITERS)


def _pile(officer: OnDuty, agency: UUID, now: datetime) -> Pile:
    found = letters_to_post(officer.actor, agency, now, most=PILE)
    more = count_to_post(officer.actor, agency, now) - len(found) if len(found) == PILE else 0
    return Pile(known_agency(agency), found, more)
