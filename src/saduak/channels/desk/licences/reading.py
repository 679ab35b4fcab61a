"""One licence at the desk: how it stands and why, what it says, every order with its letter, and its sheet."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.channels.desk.licences.benches import Bench, bench
from saduak.channels.desk.licences.ordering import possible
from saduak.channels.desk.working.people import with_name
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.errors import sentence_of
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.errors import NotFound, Unavailable, WrongState
from saduak.core.package.words import cited
from saduak.licences.policy import STAFF
from saduak.licences.queries import licence, orders_of, sheet_of
from saduak.licences.queries.faces import check_address
from saduak.messages.queries import LetterShown, letters_of_case
from saduak.sources.texts import article


class OrderShown(NamedTuple):
    """An order in words: who made it, under which article, how the holder was told."""

    row: Any
    by: str
    article: str
    letter: LetterShown | None


@never_cache
@require_GET
@for_officers()
def one(request: HttpRequest, officer: OnDuty, licence_id: UUID) -> HttpResponse:
    """The page of a licence."""
    return shown(bench(request, officer, licence_id))


def shown(made: Bench, refused: str = "") -> HttpResponse:
    """The page; `refused` says why its sheet cannot be had."""
    row = made.view.row
    letters = _letters(made)
    return made.show(
        "one.html",
        address=check_address(row.code),
        orders=[_order(each, letters) for each in reversed(orders_of(made.actor, row.id, made.now))],
        letters=letters.values(),
        acts=possible(made),
        is_staff=made.has_role(*STAFF),
        family=_family(made),
        wanting=refused,
    )


def _letters(made: Bench) -> Mapping[UUID, LetterShown]:
    """The letters about the licence and the case behind it, as far as this officer sees them."""
    case = made.view.row.case
    found: Sequence[LetterShown] = letters_of_case(made.actor, case, made.now) if case else ()
    return {each.id: each for each in found}


def _order(row: Any, letters: Mapping[UUID, LetterShown]) -> OrderShown:
    position = str(row.power.get("position", "")) if row.power else ""
    by = with_name(position, "") if position else say("desk_licences.by_holder", language_of_page())
    law = article(cited(row.article), language_of_page()) if row.article else ""
    return OrderShown(row, by, law, letters.get(row.letter) if row.letter else None)


def _family(made: Bench) -> list[tuple[str, Any]]:
    """The licences around it: what it renews, what it is in the place of, what is in its place."""
    row = made.view.row
    around = (("renews", row.renews), ("replaces", row.replaces), ("replaced_by", row.replaced_by))
    return [(name, licence(made.actor, other, made.now).row) for name, other in around if other]


@never_cache
@require_GET
@for_officers()
def sheet(request: HttpRequest, officer: OnDuty, licence_id: UUID) -> HttpResponse:
    """The sealed sheet; until it is sealed, the page of the licence says so."""
    made = bench(request, officer, licence_id)
    if made.view.record is None:
        raise NotFound("not_found", what="licence")
    try:
        pdf = sheet_of(made.view.row)
    except (Unavailable, WrongState) as error:
        made.status = 503
        return shown(made, sentence_of(error))
    if pdf is None:
        return made.done("desk_licences.sealing")
    name = f"licence-{made.view.row.code}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
