"""Puts together what an answer depends on: a calendar, a regime with its settings, the limits of the Acts."""

from collections.abc import Mapping
from typing import Any

from saduak.core.calendars import Calendar
from saduak.core.errors import LawError
from saduak.core.lawbook import Lawbook
from saduak.core.reasons import Code
from saduak.sources.acts import limits
from saduak.sources.calendars import named_calendar
from saduak.sources.given_calendars import inline_calendar
from saduak.sources.regimes import regime

DEFAULT_REGIME = "lfa-2558"
DEFAULT_CALENDAR = "TH"


def lawbook(calendar: Any = None, regime_id: Any = None, settings: Any = None) -> Lawbook:
    """The law for a calendar (its name, an object written out, or None for the whole country), a regime and other
    answers to open points.

    Raises `LawError` "calendar_…", "regime_unknown", "setting_…" or "field_invalid".
    """
    read_as = regime(_text("regime", regime_id, DEFAULT_REGIME)).with_settings(_object("settings", settings))
    return Lawbook(read_as, read_as.calendar(_calendar(calendar)), limits())


def _calendar(calendar: Any) -> Calendar:
    if isinstance(calendar, Mapping):
        return inline_calendar(calendar)
    return named_calendar(_text("calendar", calendar, DEFAULT_CALENDAR))


def _text(field: str, value: Any, default: str) -> str:
    if value is None:
        return default
    if not isinstance(value, str):
        raise LawError("field_invalid", field=field, value=value, expected=Code("expected", "text"))
    return value


def _object(field: str, value: Any) -> Mapping[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        raise LawError("field_invalid", field=field, value=value, expected=Code("expected", "object"))
    return value
