"""The cases behind a figure, and the figure computed anew from their events."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.catalogue.queries import pinned
from saduak.channels.desk.oversight.asking import READERS, Asked, asked, name_of, service_names, show
from saduak.channels.desk.oversight.lengths import counted, days, lasting, share
from saduak.channels.desk.oversight.mapping import activity_names, named
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.core.errors import NotFound
from saduak.oversight.queries import (
    MEASURES,
    MOST,
    After,
    BehindCase,
    Compared,
    Figure,
    cases_behind,
    compared,
    ids_behind,
)

GOOD = {"1": True, "0": False}


@never_cache
@require_GET
@for_officers(*READERS)
def cases(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """The cases that a figure counts, the latest ended first. Raises NotFound for a measure that there is not."""
    told, figure = asked(request, officer, "cases"), _figure(request)
    after = _read(lambda: _after(request.GET.get("after", "")))
    found = cases_behind(told.part, figure, after=after)
    own = {"measure": figure.measure, "name": figure.name, "good": request.GET.get("good", "")}
    more = f"{found.next.closed_at.isoformat()}_{found.next.case}" if found.next else ""
    names = service_names()
    rows = [
        {
            "id": each.case,
            "number": each.number,
            "service": names.get(each.service, each.service),
            "agency": name_of(each.agency),
            "ended": each.closed_at.astimezone(BANGKOK).date(),
            "value": _taken(figure, each),
            "good": each.good,
        }
        for each in found.cases
    ]
    return show(
        request,
        told,
        figure=figure,
        says=_says(told, figure),
        rows=rows,
        more=told.address("cases", **own, after=more) if more else "",
        recompute=told.address("cases", **own, recompute="1"),
        compared=_compared(told, figure) if request.GET.get("recompute") else None,
        most=f"{MOST:,}",
        service_name=names.get(told.service, told.service),
    )


def _figure(request: HttpRequest) -> Figure:
    measure = request.GET.get("measure", "")
    if measure not in MEASURES:
        raise NotFound("not_found", what="figure")
    return Figure(measure, request.GET.get("name", "").replace("\x00", "")[:140], GOOD.get(request.GET.get("good", "")))


def _compared(told: Asked, figure: Figure) -> dict[str, Any]:
    """The figure as it is kept and as it is computed; nothing where that would take too long for a page."""
    ids = ids_behind(told.part, most=MOST + 1)
    if len(ids) > MOST:
        return {"is_too_much": True}
    found = next((each for each in compared(told.part, figure.measure, case_ids=ids) if each.name == figure.name), None)
    return {"found": found, "rows": _rows(figure.measure, found), "cases": f"{len(ids):,}"} if found else {}


def _rows(measure: str, found: Compared | None) -> list[tuple[str, str, str]]:
    if found is None:
        return []
    one, other = found.kept, found.computed
    return [
        ("count", f"{one.count:,}", f"{other.count:,}"),
        ("good", share(one), share(other)),
        ("median", _value(measure, one.spread.median), _value(measure, other.spread.median)),
        ("ninetieth", _value(measure, one.spread.ninetieth), _value(measure, other.spread.ninetieth)),
        ("total", f"{one.total:,}", f"{other.total:,}"),
    ]


def _taken(figure: Figure, each: BehindCase) -> str:
    """What a case adds, in the unit of the promise in its manual."""
    if each.value is None or figure.measure not in {"whole", "step"}:
        return _value(figure.measure, each.value)
    service = pinned(each.publication).service
    promise = next((step.time for step in service.steps if step.id == figure.name), service.promise)
    return counted(promise, each.value)


def _value(measure: str, value: int | None) -> str:
    """A value as the measure is counted: seconds of an arrow; else the number, whose unit the promise has."""
    if value is None or measure in {"channel", "end"}:
        return ""
    if measure == "told":
        return days(value)
    return lasting(value) if measure == "arrow" else f"{value:,}"


def _says(told: Asked, figure: Figure) -> str:
    """What the figure is, in words."""
    language, name = language_of_page(), figure.name
    if figure.measure == "arrow":
        names = activity_names(told.service)
        origin, _, target = name.partition(">")
        name = f"{named(names, origin)} → {named(names, target)}"
    elif figure.measure == "step":
        name = named(activity_names(told.service), f"step:{name}")
    elif figure.measure == "channel":
        name = _known(f"channel.{name}", name)
    elif figure.measure == "end":
        name = _known(f"oversight.end.{name}", name)
    says = say(f"oversight.measure.{figure.measure}", language, name=name)
    return says if figure.good is None else f"{says} · {say(f'oversight.good.{int(figure.good)}', language)}"


def _known(key: str, name: str) -> str:
    try:
        return say(key, language_of_page())
    except KeyError:
        return name


def _read(read: Callable[[], Any]) -> Any:
    try:
        return read()
    except (ValueError, OverflowError):
        return None


def _after(text: str) -> After:
    moment, _, case = text.partition("_")
    return After(datetime.fromisoformat(moment.replace(" ", "+")).astimezone(BANGKOK), UUID(case))
