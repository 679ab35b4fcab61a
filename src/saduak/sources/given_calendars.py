"""Calendars written out where they are needed: whole ones inside a question, office hours of an agency.

A question asked through `saduak law` may carry its own calendar, so that anyone can replay a date without
our files; it covers all years unless it says which. Everything here is typed by people or by other systems,
so each value that is not as it must be is a `LawError` "calendar_invalid" with its `field` and `why`.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final, TypeVar

from saduak.core.calendars import EARLIEST_YEAR, LATEST_YEAR, Calendar, Holiday, Opening
from saduak.core.errors import LawError
from saduak.core.reasons import Code

Value = TypeVar("Value")

OFFICE_FIELDS: Final = frozenset({"weekdays", "opens", "closes", "extra_open", "closed"})
INLINE_FIELDS: Final = OFFICE_FIELDS | {"holidays", "years"}
USUAL_HOURS: Final = ("08:30", "16:30")
USUAL_WEEKDAYS: Final = (1, 2, 3, 4, 5)
LONGEST: Final = 200_000
"""Letters of canonical JSON; centuries of holidays fit, a flood does not."""

ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CLOCK: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?")


def inline_calendar(given: Mapping[str, Any]) -> Calendar:
    """The calendar that a question writes out; the same object asked again is answered from memory.

    Fields, all optional: `weekdays` (ISO numbers 1 to 7), `opens` and `closes` ("08:30"), `holidays` and
    `closed` (ISO dates), `extra_open` (objects of `date`, `opens`, `closes`), `years` (without it every
    year is covered). Raises `LawError` "calendar_invalid" (`field`, `why`).
    """
    return _built(canonical_json(given))


def canonical_json(given: object) -> str:
    """One spelling for equal calendars; raises "calendar_invalid" for what is not JSON, or far too long."""
    try:
        canonical = json.dumps(given, sort_keys=True, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise invalid("calendar", "not_json") from error
    if len(canonical) > LONGEST:
        raise invalid("calendar", "too_large")
    return canonical


@lru_cache(maxsize=128)
def _built(canonical: str) -> Calendar:
    fields = fields_of(json.loads(canonical), INLINE_FIELDS, "calendar")
    years = _years(fields)
    return Calendar(
        name="inline",
        years=years,
        covers_all_years="years" not in fields,
        version=sha256(canonical.encode()).hexdigest()[:12],
        **office_hours(fields),
    )


def _years(fields: Mapping[str, Any]) -> dict[int, dict[date, Holiday]]:
    """The holidays by year; with `years`, exactly those years are known."""
    days = days_in(fields, "holidays")
    known = [_year(value, name) for name, value in items(fields, "years")]
    found: dict[int, dict[date, Holiday]] = {year: {} for year in (known or {day.year for day in days})}
    for day in days:
        if day.year in found:
            found[day.year][day] = Holiday(day, "", "", "inline")
    return found


def office_hours(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of `Calendar` that an office decides for itself, from checked or unchecked plain
    values.
    """
    weekdays = frozenset(_weekday(value, name) for name, value in items(fields, "weekdays", USUAL_WEEKDAYS))
    if not weekdays:
        raise invalid("weekdays", "empty")
    opens, closes = USUAL_HOURS
    hours = {"opens": fields.get("opens", opens), "closes": fields.get("closes", closes)}
    return {
        "weekdays": weekdays,
        "hours": (_opening(hours, ""),),
        "extra_open": _extra(fields),
        "closed": frozenset(days_in(fields, "closed")),
    }


def _extra(fields: Mapping[str, Any]) -> dict[date, tuple[Opening, ...]]:
    found: dict[date, tuple[Opening, ...]] = {}
    for name, value in items(fields, "extra_open"):
        given = fields_of(value, frozenset({"date", "opens", "closes"}), name)
        day = _day(given.get("date"), f"{name}.date")
        found[day] = (*found.get(day, ()), _opening(given, f"{name}."))
    return found


# Single values


def fields_of(value: object, allowed: frozenset[str], name: str) -> Mapping[str, Any]:
    """`value` as an object that has no fields but the allowed ones."""
    if not isinstance(value, Mapping):
        raise invalid(name, "not_an_object")
    for key in value:
        if key not in allowed:
            raise invalid(str(key) if name == "calendar" else f"{name}.{key}", "unknown_field")
    return value


def items(fields: Mapping[str, Any], name: str, default: Iterable[Any] = ()) -> list[tuple[str, Any]]:
    """Each item of a list with the name by which an error calls it."""
    value = fields.get(name, list(default))
    if not isinstance(value, list):
        raise invalid(name, "not_a_list")
    return [(f"{name}[{index}]", item) for index, item in enumerate(value)]


def days_in(fields: Mapping[str, Any], name: str) -> list[date]:
    """A list of ISO dates."""
    return [_day(value, item) for item, value in items(fields, name)]


def _opening(given: Mapping[str, Any], prefix: str) -> Opening:
    opens = _clock(given.get("opens"), f"{prefix}opens")
    closes = _clock(given.get("closes"), f"{prefix}closes")
    return Opening(opens, _later(closes, opens, f"{prefix}closes"))


def _later(closes: time, opens: time, name: str) -> time:
    if closes <= opens:
        raise invalid(name, "closes_before_opens")
    return closes


def _day(value: object, name: str) -> date:
    day = _read(value, name, ISO_DATE, date.fromisoformat, "not_a_date")
    _year(day.year, name)
    return day


def _clock(value: object, name: str) -> time:
    return _read(value, name, CLOCK, time.fromisoformat, "not_a_time")


def _read(value: object, name: str, form: re.Pattern[str], read: Callable[[str], Value], why: str) -> Value:
    if not isinstance(value, str) or not form.fullmatch(value):
        raise invalid(name, why)
    try:
        return read(value)
    except ValueError as error:
        raise invalid(name, why) from error


def _weekday(value: object, name: str) -> int:
    return _whole(value, name, 1, 7, "not_a_weekday")


def _year(value: object, name: str) -> int:
    return _whole(value, name, EARLIEST_YEAR, LATEST_YEAR, "year_out_of_range")


def _whole(value: object, name: str, least: int, most: int, why: str) -> int:
    if type(value) is not int or not least <= value <= most:
        raise invalid(name, why)
    return value


def invalid(field: str, why: str) -> LawError:
    """The error about one field of a calendar; the caller raises it."""
    return LawError("calendar_invalid", field=field, why=Code("calendar_fault", why))
