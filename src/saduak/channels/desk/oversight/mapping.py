"""The process map: drawn here, with a table beside it that says the same, and its rows to take away."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.catalogue.queries import package, publications
from saduak.channels.desk.oversight.asking import READERS, Asked, asked, show
from saduak.channels.desk.oversight.lengths import lasting
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.drawing import STOP_HEIGHT, STOP_WIDTH, Drawn, Link, Placed, drawing
from saduak.core.paths import STEP
from saduak.oversight.queries import ProcessMap, by_service, process_map, walks
from saduak.oversight.queries.process import BESIDE_MANUAL, LAW, MANUAL, Arrow, Stop

MOST_DRAWN = 26
"""Arrows that are drawn; the table has them all."""
LETTERS = 25
"""Letters of a name that fit into a stop."""
THIN, THICK = 1.5, 5.0


@dataclass(frozen=True, slots=True)
class StopShown:
    """A stop as it is drawn."""

    name: str
    title: str
    count: str
    is_main: bool
    at: Placed


@dataclass(frozen=True, slots=True)
class ArrowShown:
    """An arrow as it is drawn and as a line of the table."""

    origin: str
    target: str
    kind: str
    count: str
    beside: int
    median: str
    ninetieth: str
    cases: str
    drawn: Drawn | None
    is_straight: bool
    thick: str

    @property
    def says(self) -> str:
        """Count and time, as a straight arrow bears them."""
        return f"{'✕ ' if self.kind == 'beside' else ''}{self.count} · {self.median}"


@never_cache
@require_GET
@for_officers(*READERS)
def process(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """The map of one service: the one asked for, or the one of which most cases ended."""
    told = asked(request, officer, "map")
    is_filtered = bool(told.filters)
    told = told if told.service else replace(told, service=_most_frequent(told))
    if not told.service:
        return show(request, told, found=None)
    found, names = process_map(told.part), activity_names(told.service)
    arrows = shown(told, found, names)
    sheet = drawing(len(found.stops), _links(found))
    return show(
        request,
        told,
        found=found,
        service_name=_service_name(told.service),
        stops=[_stop(stop, at, names) for stop, at in zip(found.stops, sheet.stops, strict=True)],
        arrows=arrows,
        sheet=sheet,
        left_out=max(len(found.arrows) - MOST_DRAWN, 0),
        stop_size=(STOP_WIDTH, STOP_HEIGHT),
        ways_taken=len(walks(told.service)),
        kinds=(MANUAL, LAW, BESIDE_MANUAL),
        is_filtered=is_filtered,
    )


def _most_frequent(told: Asked) -> str:
    counts = {
        service: sum(each.count for each in found.values()) for service, found in by_service(told.part, "end").items()
    }
    return max(counts, key=lambda service: (counts[service], service), default="")


def _links(found: ProcessMap) -> list[Link]:
    places = {stop.activity: place for place, stop in enumerate(found.stops)}
    return [Link(places[arrow.origin], places[arrow.target]) for arrow in found.arrows[:MOST_DRAWN]]


def shown(told: Asked, found: ProcessMap, names: Mapping[str, str]) -> list[ArrowShown]:
    """The arrows, the most frequent first; those that are drawn know where."""
    links = _links(found)
    drawn = drawing(len(found.stops), links).arrows
    most = max((arrow.tally.count for arrow in found.arrows), default=1)
    return [
        _arrow(told, arrow, names, most, *((drawn[place], links[place]) if place < len(drawn) else (None, None)))
        for place, arrow in enumerate(found.arrows)
    ]


def _arrow(
    told: Asked, arrow: Arrow, names: Mapping[str, str], most: int, drawn: Drawn | None, link: Link | None
) -> ArrowShown:
    tally = arrow.tally
    return ArrowShown(
        *(named(names, arrow.origin), named(names, arrow.target), arrow.kind, f"{tally.count:,}", arrow.beside),
        *(lasting(tally.spread.median), lasting(tally.spread.ninetieth)),
        told.behind("arrow", f"{arrow.origin}>{arrow.target}"),
        drawn,
        link is not None and link.target == link.origin + 1,
        f"{THIN + (THICK - THIN) * tally.count / most:.1f}",
    )


def _stop(stop: Stop, at: Placed, names: Mapping[str, str]) -> StopShown:
    name = named(names, stop.activity)
    return StopShown(_fitting(name), name, f"{stop.count:,}", stop.is_main, at)


def _fitting(name: str) -> str:
    """As much of a name as a stop holds; vowels above and below a letter take no room."""
    room, kept = LETTERS, ""
    for letter in name:
        room -= unicodedata.category(letter) != "Mn"
        if room < 0:
            return f"{kept.rstrip()}…"
        kept += letter
    return kept


def activity_names(service: str) -> dict[str, str]:
    """The names of the steps of a service in the language of the page, those of its latest manual first."""
    english = language_of_page() == "en"
    found: dict[str, str] = {}
    for each in publications(service=service):
        for step in package(each).service.steps:
            found.setdefault(f"{STEP}{step.id}", step.name.en if english else step.name.th)
    return found


def named(names: Mapping[str, str], activity: str) -> str:
    """An activity in words; the activity itself where no manual and no text knows it."""
    if activity in names:
        return names[activity]
    try:
        return say(f"oversight.activity.{activity}", language_of_page())
    except KeyError:
        return activity


def _service_name(service: str) -> str:
    found = next(iter(publications(service=service)), None)
    if found is None:
        return service
    return found.name_en if language_of_page() == "en" else found.name_th


def rows_of_map(told: Asked) -> Sequence[dict[str, Any]]:
    """Every arrow of the map."""
    whole = told if told.service else replace(told, service=_most_frequent(told))
    if not whole.service:
        return []
    names = activity_names(whole.service)
    return [
        {
            "service": whole.service,
            "from": arrow.origin,
            "to": arrow.target,
            "from_name": named(names, arrow.origin),
            "to_name": named(names, arrow.target),
            "kind": arrow.kind,
            "cases": arrow.tally.count,
            "out_of_place": arrow.beside,
            "median_seconds": arrow.tally.spread.median,
            "p90_seconds": arrow.tally.spread.ninetieth,
            "mean_seconds": round(arrow.tally.mean or 0),
        }
        for arrow in process_map(whole.part).arrows
    ]
