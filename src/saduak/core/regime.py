"""The legal regime an application is under, and its answers to what the law leaves open (U1 to U24).

A regime is data (`law/regimes/`): which notices it asks for, whether silence approves, and one named setting for every
open point. The core never decides an open point by itself; it asks the regime.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import time
from functools import lru_cache
from typing import Any

from saduak.core.acts import ExtensionRule
from saduak.core.calendars import Calendar, Opening
from saduak.core.errors import LawError


@dataclass(frozen=True, slots=True)
class Settings:
    """One field for every open point; the questions, defaults and grounds stand in `law/regimes/settings.yaml`."""

    opening_day_counts: bool
    close_inclusive: bool
    lunch_break: tuple[str, ...]
    extra_open_is_working_day: bool
    late_fix_is_timely: bool
    first_delay_notice: str
    delay_notice_on_closed_day: str
    clock_runs_from: str
    bare_day: str
    pause_grounds: tuple[str, ...]
    defect_acknowledgement: str
    beneficial_change: str
    regulator_copy: str
    default_limit_has_delay_notices: bool
    electronic_notice_counts_from: str
    licence_term: str
    renewal_by_payment: tuple[str, ...]
    outage_relief: str
    working_time: str
    exempt_grounds: tuple[str, ...]
    unannounced_channel: str
    calendar_change_moves: str
    image_not_accepted: tuple[str, ...]
    delay_notices_run_from: str
    payment_counts_from: str


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One open point of the law: its number in the register, the setting that answers it and what may be answered.

    `choices` is empty for settings that are lists of codes.
    """

    setting: str
    point: str
    default: Any
    choices: tuple[Any, ...]
    question: Mapping[str, str]
    why: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Regime:
    """What applies to an application, fixed at filing.

    Whether there are delay notices (LFA s.10 para 2), an extension and approval by silence for every licence (neither
    is in today's law, U1), the settings, and the words by which the copying of papers is known as a reason for delay
    (EPA s.12).
    """

    id: str
    name: Mapping[str, str]
    act: str
    delay_notices: bool
    settings: Settings
    points: Mapping[str, OpenPoint]
    copying_words: tuple[str, ...] = ()
    extension: ExtensionRule | None = None
    silence_approves: bool = False

    def with_settings(self, changes: Mapping[str, Any]) -> "Regime":
        """This regime with other answers to open points.

        Raises `LawError` "setting_unknown", or "setting_invalid" with the choices there are.
        """
        if not changes:
            return self
        checked = {name: self._checked(name, value) for name, value in changes.items()}
        return replace(self, settings=replace(self.settings, **checked))

    def _checked(self, name: str, value: Any) -> Any:
        point = self.points.get(name)
        if point is None:
            raise LawError("setting_unknown", setting=name, known=tuple(self.points))
        found = answer(point, value)
        if name == "lunch_break":
            _check_break(point, found)
        return found

    def calendar(self, calendar: Calendar) -> Calendar:
        """`calendar` as this regime reads it: the close, the lunch break and extra openings (U3).

        The break is cut out of the ordinary hours only: an extra opening is announced with its own hours for that very
        day, and an office that breaks then announces two.
        """
        return _read_by(calendar, self.settings)


def answer(point: OpenPoint, value: Any) -> Any:
    """`value` as an answer to `point`; lists become tuples. Raises `LawError` "setting_invalid"."""
    if not point.choices:
        if isinstance(value, (list, tuple)) and all(isinstance(item, str) for item in value):
            return tuple(value)
    elif any(value is choice or (isinstance(value, str) and value == choice) for choice in point.choices):
        return value
    raise LawError("setting_invalid", setting=point.setting, value=value, choices=point.choices)


def _check_break(point: OpenPoint, value: tuple[str, ...]) -> None:
    """A break is its start and its end. Raises `LawError` "setting_invalid"."""
    if value and not (len(value) == 2 and all(map(_CLOCK.fullmatch, value)) and value[0] < value[1]):
        raise LawError("setting_invalid", setting=point.setting, value=value, choices=("[]", '["12:00", "13:00"]'))


_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")


@lru_cache(maxsize=256)
def _read_by(calendar: Calendar, settings: Settings) -> Calendar:
    wanted: dict[str, Any] = {
        "close_inclusive": settings.close_inclusive,
        "extra_open_is_working_day": settings.extra_open_is_working_day,
        "day_and_night": settings.working_time == "clock_hours",
    }
    if settings.lunch_break:
        starts, ends = map(time.fromisoformat, settings.lunch_break)
        wanted["hours"] = tuple(part for opening in calendar.hours for part in _around(opening, starts, ends))
    changes = {name: value for name, value in wanted.items() if getattr(calendar, name) != value}
    return calendar.change(**changes) if changes else calendar


def _around(opening: Opening, starts: time, ends: time) -> tuple[Opening, ...]:
    """The parts of an opening before and after a break. One that lies wholly in the break stays: an office that keeps
    no other hours has no such break."""
    before = Opening(opening.opens, min(opening.closes, starts))
    after = Opening(max(opening.opens, ends), opening.closes)
    return tuple(part for part in (before, after) if part.opens < part.closes) or (opening,)


def settings_from(values: Mapping[str, Any]) -> Settings:
    """The settings from one value per field; which fields there are is asked of the type itself."""
    return Settings(**{field.name: values[field.name] for field in fields(Settings)})
