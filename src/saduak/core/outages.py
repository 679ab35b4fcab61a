"""A person's last day that fell into an outage of the electronic channel (APA s.66; U17)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from saduak.core.calendars import BANGKOK, ONE_DAY
from saduak.core.lawbook import Lawbook
from saduak.core.limits import statutory
from saduak.core.reasons import Reason, because


@dataclass(frozen=True, slots=True)
class Outage:
    """A stretch of time in which the channel did not work."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Relief:
    """What an outage on the last day gives: a new last day by itself, or until when to ask for reinstatement."""

    act_by: date
    ask_by: date | None
    because: tuple[Reason, ...]


def relief(act_by: date, outages: Iterable[Outage], book: Lawbook) -> Relief:
    """The relief for a deadline on `act_by`; none where the channel worked that day."""
    hit = [outage for outage in outages if _touches(outage, act_by)]
    if not hit:
        return Relief(act_by, None, (because("outage.none", act_by=act_by),))
    over = max(outage.until for outage in hit).astimezone(BANGKOK).date()
    if book.regime.settings.outage_relief == "automatic":
        moved = book.calendar.first_working_day(max(over, act_by) + ONE_DAY)
        return Relief(moved, None, (because("outage.moved", old=act_by, act_by=moved, calendar=book.calendar),))
    ask = statutory(book.limit("apa.reinstatement"), over, book.calendar)
    return Relief(act_by, ask.act_by, (because("outage.ask", act_by=act_by, ask_by=ask.act_by), *ask.because))


def _touches(outage: Outage, day: date) -> bool:
    return outage.since.astimezone(BANGKOK).date() <= day <= outage.until.astimezone(BANGKOK).date()
