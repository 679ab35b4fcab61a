"""The supervisor's board: who has how much, what is late, where time goes; each figure opens the cases behind it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.cases.commands.ordering import ORDERERS
from saduak.cases.queries import board_of
from saduak.cases.queries.board import LEADERS, MOST_FILED, MOST_OPEN, MOST_STEPS, Board, Load
from saduak.cases.queries.lists import NOBODY
from saduak.channels.desk.work import Choice
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.ledger.present import present
from saduak.parties.queries import known_agency


@dataclass(frozen=True, slots=True)
class LoadShown:
    """A line of the board: a name, and each count with the list that it opens."""

    name: str
    cells: tuple[tuple[str, int, str], ...]
    share: int


@never_cache
@require_GET
@for_officers(*LEADERS)
def board(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """The figures of one agency; the first of the officer's, or the one in the address."""
    led = list(dict.fromkeys(officer.agencies(*LEADERS)))
    asked = request.GET.get("agency", "")
    agency = next((each for each in led if str(each) == asked), led[0])
    found = board_of(officer.actor, agency, present())
    records = agency in officer.agencies(*ORDERERS)
    context = {**_shown(found, agency), "agencies": _agencies(led, agency), "records": records}
    return render(request, "desk/clockwork/board.html", context)


def _shown(found: Board, agency: UUID) -> dict[str, Any]:
    tables = (
        ("officer", _lines(found.officers, agency, "officer", found.total.open)),
        ("unit", _lines(found.units, agency, "unit", found.total.open)),
        ("stage", _lines(found.stages, agency, "state", found.total.open)),
    )
    filed = sum(found.channels.values())
    return {
        "agency": known_agency(agency),
        "total": _line("", found.total, {"agency": str(agency)}, found.total.open),
        "tables": tables,
        "steps": found.steps,
        "longest": max((step.days for step in found.steps), default=0),
        "channels": [(name, count, round(100 * count / filed)) for name, count in found.channels.items()],
        "board": found,
        "caps": {"open": f"{MOST_OPEN:,}", "steps": f"{MOST_STEPS:,}", "filed": f"{MOST_FILED:,}"},
    }


def _lines(loads: Iterable[Load], agency: UUID, by: str, total: int) -> list[LoadShown]:
    found = []
    for load in loads:
        value = load.state if by == "state" else "none" if load.id == NOBODY else str(load.id)
        found.append(_line(_name(load, by), load, {"agency": str(agency), by: value}, total))
    return found


def _name(load: Load, by: str) -> str:
    language = language_of_page()
    if by == "state":
        return say(f"state.{load.state}", language)
    if load.id == NOBODY:
        return say(f"clockwork.board.no_{by}", language)
    return load.name.en if language == "en" else load.name.th


def _line(name: str, load: Load, told: dict[str, str], total: int) -> LoadShown:
    def address(view: str) -> str:
        return f"{reverse('desk:home')}?{urlencode({**told, 'view': view})}"

    counts = (("all", load.open), ("soon", load.soon), ("late", load.late))
    return LoadShown(
        name,
        tuple((view, count, address(view)) for view, count in counts),
        round(100 * load.open / total) if total else 0,
    )


def _agencies(led: list[UUID], chosen: UUID) -> list[Choice]:
    english = language_of_page() == "en"
    rows = [known_agency(each) for each in led] if len(led) > 1 else []
    return [
        Choice(row.name_en if english else row.name_th, f"{reverse('desk:board')}?agency={row.id}", row.id == chosen)
        for row in rows
    ]
