"""Warnings before a date: to the officer, then the supervisor, then the head, as a duty each can see."""

from collections.abc import Callable, Mapping
from datetime import date
from types import MappingProxyType

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act
from saduak.cases.commands.duties import (
    LIABLE,
    WARNING,
    Holder,
    admin,
    close_duties,
    head,
    open_duty,
    owner,
    supervisor,
)
from saduak.core.calendars import BANGKOK
from saduak.core.looks import WARNINGS, Look

Told = tuple[Callable[[Act], Holder], ...]

AUDIENCE: Mapping[str, Told] = MappingProxyType(
    {
        "half_time": (owner,),
        "three_days": (owner, supervisor),
        "one_day": (owner, supervisor),
        "due_day": (owner, supervisor, head),
        "notify": (owner, supervisor),
        "notify_missed": (head,),
        "calendar_missing": (admin,),
    }
)
"""Whom a look is told; of any other the officer alone."""
GROWING = ("check_completeness", *WARNINGS)
"""Each of these takes the place of the one before it."""


def warn(act: Act, look: Look) -> None:
    """Tell of a look those whom it concerns; a later warning takes the place of an earlier."""
    act.record(events.WARNED, "LFA s.10", look=look.what)
    if look.what in GROWING:
        close_duties(act, "overtaken", GROWING)
    severity = LIABLE if look.what == "notify_missed" else WARNING
    for holder in AUDIENCE.get(look.what, (owner,)):
        open_duty(act, look.what, holder(act), severity, due_on=_due(act, look))


def _due(act: Act, look: Look) -> date | None:
    due = act.clock().due
    return due.last_day if due and look.what in WARNINGS else look.at.astimezone(BANGKOK).date()
