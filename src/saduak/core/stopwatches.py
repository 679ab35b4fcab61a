"""How long each side has had the application: the agency, the applicant, every consulted agency.

An agency that is consulted runs its own watch while the first agency's goes on, because asking others does not stop the
clock. All watches stop at the decision.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from itertools import pairwise

from saduak.core.calendars import BANGKOK, Calendar
from saduak.core.errors import CalendarYearUnknown
from saduak.core.facts import Facts, Happened
from saduak.core.pauses import Pauses


@dataclass(frozen=True, slots=True)
class Used:
    """Time used: calendar days, and working days where the calendar is on file (else None)."""

    days: int
    working_days: int | None


@dataclass(frozen=True, slots=True)
class Stopwatches:
    """The three watches; `consulted` by agency, in order of first asking."""

    agency: Used
    applicant: Used
    paused: Used
    consulted: dict[str, Used]


def stopwatches(facts: Facts, received: datetime, found: Pauses, now: datetime, calendar: Calendar) -> Stopwatches:
    """The watches at `now`, or at the end of the application if that came before."""
    ended = facts.first(Happened.DECIDED, Happened.RETURNED, Happened.WITHDRAWN)
    end = min(ended.at if ended else now, now).astimezone(BANGKOK).date()
    stretches: dict[str, list[tuple[date, date]]] = {"agency": [], "applicant": [], "paused": []}
    turns = [turn for turn in _turns(facts, received.date(), found) if turn[0] < end]
    for (since, holder), (until, _) in pairwise([*turns, (end, "")]):
        stretches[holder].append((since, until))
    consulted = {agency: _used(_asked(facts, agency, end), calendar) for agency in _agencies(facts)}
    return Stopwatches(**{who: _used(parts, calendar) for who, parts in stretches.items()}, consulted=consulted)


def _turns(facts: Facts, received: date, found: Pauses) -> list[tuple[date, str]]:
    """From which day on the application lies with whom."""
    turns = [(received, "agency")]
    turns += [(fact.day, "applicant") for fact in facts.of(Happened.DEFECT_RECORDED)[:1]]
    turns += [(fact.day, "agency") for fact in facts.of(Happened.COMPLETED)[:1] if len(turns) > 1]
    for pause in found.lawful:
        turns.append((pause.since, "paused"))
        turns += [(pause.until, "agency")] if pause.until else []
    return sorted(turns, key=lambda turn: turn[0])


def _agencies(facts: Facts) -> list[str]:
    return list(dict.fromkeys(fact.subject for fact in facts.of(Happened.CONSULTED)))


def _asked(facts: Facts, agency: str, end: date) -> list[tuple[date, date]]:
    """When the agency had something to answer; days on which it had several questions count once."""
    pairs = facts.pairs(Happened.CONSULTED, Happened.ANSWERED)
    found: list[tuple[date, date]] = []
    for asked, answered in pairs:
        if asked.subject != agency or asked.day > end:
            continue
        since, until = asked.day, min(answered.day if answered else end, end)
        if found and since <= found[-1][1]:
            found[-1] = (found[-1][0], max(until, found[-1][1]))
        else:
            found.append((since, until))
    return found


def _used(stretches: Iterable[tuple[date, date]], calendar: Calendar) -> Used:
    parts = list(stretches)
    days = sum(max((until - since).days, 0) for since, until in parts)
    try:
        return Used(days, sum(calendar.working_days_between(since, until) for since, until in parts))
    except CalendarYearUnknown:
        return Used(days, None)
