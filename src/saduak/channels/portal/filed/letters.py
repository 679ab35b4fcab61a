"""The inbox, and one letter: opening it is recorded, and the page says from when it counts and until when to appeal."""

from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.cases.queries import WholeCase, whole_case
from saduak.cases.queries.serving import served
from saduak.channels.entrance.visits import Visitor, admitted, for_citizens
from saduak.channels.portal.filed.places import address_before, place_in
from saduak.channels.shell.errors import sentence_of
from saduak.core.errors import NotFound, Unavailable, WrongState
from saduak.fees.queries import invoices_of_case
from saduak.ledger.actors import Actor, user
from saduak.ledger.present import present
from saduak.messages.commands import record_reading
from saduak.messages.queries import LetterShown, Place, inbox_page, is_in_inbox, letter, letter_pdf

ORDERS = frozenset({"decision", "deemed"})
"""Letters after which a fee may be owed."""


class Opened(NamedTuple):
    """A letter in the hands of its addressee, with its case as far as they may see it."""

    letter: LetterShown
    case: WholeCase | None


@never_cache
@require_GET
@for_citizens("one_time_code")
def letters(request: HttpRequest, here: Visitor) -> HttpResponse:
    """The letters to oneself and to those for whom one acts, latest first, page by page."""
    told = place_in(request)
    before = Place(*told) if told else None
    found = inbox_page(user(here.user_id, channel="portal"), present(), before=before)
    more = address_before("portal:letters", found.next) if found.next else ""
    return render(request, "portal/filed/letters.html", {"letters": found.rows, "more": more, "is_later": bool(before)})


@never_cache
@require_GET
@for_citizens("one_time_code")
def letter_page(request: HttpRequest, here: Visitor, letter_id: UUID) -> HttpResponse:
    """A letter; its first opening by the addressee is recorded as reading."""
    opened = _opened(request, here, letter_id)
    if isinstance(opened, HttpResponse):
        return opened
    context: dict[str, Any] = {
        "letter": opened.letter,
        "case": opened.case,
        "lines": opened.letter.body.split("\n"),
    }
    if opened.case:
        context["served"] = served(opened.case, opened.letter)
        found = invoices_of_case(user(here.user_id, channel="portal"), opened.case.id, present())
        context["owed"] = [each for each in found if each.is_wanting] if opened.letter.kind in ORDERS else ()
    return render(request, "portal/filed/letter.html", context)


@never_cache
@require_GET
@for_citizens("one_time_code")
def sheet(request: HttpRequest, here: Visitor, letter_id: UUID) -> HttpResponse:
    """The sheet of a letter as PDF; opening it is reading as well."""
    opened = _opened(request, here, letter_id)
    if isinstance(opened, HttpResponse):
        return opened
    try:
        made = letter_pdf(user(here.user_id, channel="portal"), letter_id, present())
    except (Unavailable, WrongState) as error:
        context = {"letter": opened.letter, "case": opened.case, "refused": sentence_of(error)}
        return render(request, "portal/filed/letter.html", context, status=503)
    answer = HttpResponse(made, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="letter-{letter_id.hex[:12]}.pdf"'
    return answer


def _opened(request: HttpRequest, here: Visitor, letter_id: UUID) -> Opened | HttpResponse:
    """The letter for its addressee, read from now on; or the way to a surer log-in, where its service asks for one.

    Raises NotFound, also for an officer who sees it at the desk: that is no reading.
    """
    actor, now = user(here.user_id, channel="portal"), present()
    if not is_in_inbox(actor, letter_id, now):
        raise NotFound("not_found", what="letter")
    found = letter(actor, letter_id, now)
    case = _case_of(actor, found, now)
    level = case.package.service.assurance if case else "none"
    sure = admitted(request, level) if level != "none" else here
    if isinstance(sure, HttpResponse):
        return sure
    if record_reading(actor=actor, letter_id=letter_id, now=now, key=f"read:{letter_id}"):
        found = letter(actor, letter_id, now)
    return Opened(found, case)


def _case_of(actor: Actor, found: LetterShown, now: datetime) -> WholeCase | None:
    """The case of a letter, for who may see it."""
    if found.case_id is None:
        return None
    try:
        return whole_case(actor, found.case_id, now)
    except NotFound:
        return None
