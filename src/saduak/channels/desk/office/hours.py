"""Opening hours and closed days: first the cases whose due day moves, then the change (EPA s.10)."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from saduak.cases.queries.recomputing import moves
from saduak.channels.desk.forms import DAY
from saduak.channels.desk.office.door import Desk, of_agency
from saduak.channels.desk.working.visits import day_typed_of
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.answers import cleaned
from saduak.core.errors import LawError, SaduakError
from saduak.parties.commands import change_agency_calendar

MOST_SHOWN: Final = 200
MOST_DAYS: Final = 200


@require_http_methods(["GET", "HEAD", "POST"])
@of_agency
def hours(desk: Desk) -> HttpResponse:
    """The form; after "look" the cases that would move, and only then the button that does it."""
    told = _told(desk) if desk.is_sent else None
    looked = None
    if told and desk.typed("do") == "change":
        desk.attempt(change_agency_calendar, agency_id=desk.agency.id, **told)
        if desk.went_through:
            return desk.there("bureau.hours_kept", "desk:office_hours")
    elif told and desk.refused is None:
        looked = _moves(desk, told)
    weekdays = {int(day) for day in desk.request.POST.getlist("weekdays") if day in set("1234567")}
    agency = desk.agency
    return desk.show(
        "hours.html",
        weekdays=[
            (day, say(f"weekday.{day}", language_of_page()), day in (weekdays if desk.is_sent else agency.weekdays))
            for day in range(1, 8)
        ],
        opens=desk.typed("opens") if desk.is_sent else f"{agency.opens:%H.%M}",
        closes=desk.typed("closes") if desk.is_sent else f"{agency.closes:%H.%M}",
        closed=desk.typed("closed") if desk.is_sent else "\n".join(map(_day, agency.closed)),
        moves=looked[:MOST_SHOWN] if looked is not None else None,
        more=max(len(looked) - MOST_SHOWN, 0) if looked else 0,
        count=len(looked) if looked else 0,
    )


def _moves(desk: Desk, told: Mapping[str, Any]) -> list[Any] | None:
    """What would move; None refuses the form: hours with which no day could be counted."""
    try:
        return list(moves(desk.agency.id, _as_columns(told)))
    except SaduakError as error:
        desk.refuse(error)
        return None


def _day(written: str) -> str:
    return day_typed_of(date.fromisoformat(written))


def _told(desk: Desk) -> Mapping[str, Any] | None:
    """What was typed as the command takes it; None refuses the form. Extra openings stay as they are."""
    opens, closes = desk.clock("opens"), desk.clock("closes")
    closed = _days(desk)
    if opens is None or closes is None or closed is None:
        return None
    agency = desk.agency
    extra = tuple(
        (date.fromisoformat(day), type(opens).fromisoformat(since), type(opens).fromisoformat(until))
        for day, since, until in agency.extra_open
    )
    weekdays = tuple(sorted({int(day) for day in desk.request.POST.getlist("weekdays") if day in set("1234567")}))
    return {"weekdays": weekdays, "opens": opens, "closes": closes, "extra_open": extra, "closed": closed}


def _days(desk: Desk) -> tuple[date, ...] | None:
    """The closed days, one a line, in either era."""
    found = []
    for row in desk.typed("closed").split("\n")[:MOST_DAYS]:
        try:
            day = cleaned(DAY, row)
        except LawError as error:
            desk.refuse(error, "closed")
            return None
        if day is not None:  # a row of invisible letters is blank
            found.append(date.fromisoformat(str(day)))
    return tuple(sorted(set(found)))


def _as_columns(told: Mapping[str, Any]) -> Mapping[str, Any]:
    """The same as the columns of an agency hold it."""
    return {
        **told,
        "weekdays": list(told["weekdays"]),
        "extra_open": [[part.isoformat() for part in extra] for extra in told["extra_open"]],
        "closed": [day.isoformat() for day in told["closed"]],
    }
