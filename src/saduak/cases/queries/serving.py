"""When an order counts as told to its addressee, and until when it may be contested (APA s.42, s.44, s.68 to s.71)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from saduak.cases.queries.appeals import appeal_rule
from saduak.cases.queries.outages import relief_for
from saduak.cases.queries.whole import WholeCase
from saduak.core.acts import Limit
from saduak.core.errors import CalendarYearUnknown
from saduak.core.orders import Means, Service, appeal, notified
from saduak.core.outages import Relief
from saduak.core.package.words import cited
from saduak.core.periods import Period
from saduak.core.reasons import Reason
from saduak.messages.queries import LaneShown, LetterShown

ORDERS = frozenset({"case.decided", "case.returned"})
"""What a letter that may be contested answers."""


@dataclass(frozen=True, slots=True)
class Served:
    """`on` is the day on which a letter counts as told, None while that is open; `appeal` until when its order may be
    contested, None for a letter that is no order against anybody, or while it cannot be counted. `year` is that whose
    holidays are missing for it. `relief` is what an outage on its last day gives (APA s.66): one that moves the day by
    itself is in `appeal` already."""

    on: date | None
    because: tuple[Reason, ...]
    appeal: Period | None
    year: int | None = None
    relief: Relief | None = None


def served(case: WholeCase, letter: LetterShown) -> Served:
    """When a letter of a case counts as told, by the first lane on which it was served, and until when to appeal."""
    told = [found for lane in letter.lanes if (found := _told(case, letter, lane))]
    days = [(day, why) for day, why in told if day]
    if not days:
        return Served(None, tuple(why for _, why in told[:1]), None)
    day, why = min(days, key=lambda each: each[0])
    if not _is_adverse(case, letter):
        return Served(day, (why,), None)
    try:
        until = _appeal(case, letter, day)
        return Served(day, (why,), *_relieved(case, until))
    except CalendarYearUnknown as missing:
        return Served(day, (why,), None, missing.year)


def _relieved(case: WholeCase, until: Period | None) -> tuple[Period | None, int | None, Relief | None]:
    """The period with what an outage on its last day gives; the middle is for a year that is missing."""
    found = relief_for(case.row.agency_id, until.act_by, case.book) if until else None
    if until is None or found is None or found.ask_by is not None:
        return until, None, found
    return Period(found.act_by, found.act_by, (*until.because, *found.because)), None, found


def _told(case: WholeCase, letter: LetterShown, lane: LaneShown) -> tuple[date | None, Reason] | None:
    """A lane read as service of an order; an e-mail is a second lane and serves nothing."""
    if (lane.lane, lane.state) == ("inbox", "delivered"):
        service, deemed = Service(Means.ELECTRONIC, lane.at, letter.read_at), None
    elif lane.state == "delivered" and lane.lane in {"hand", "post"}:
        service, deemed = Service(Means.HAND, lane.at), None  # the proof of delivery goes before what is presumed
    elif (lane.lane, lane.state) == ("post", "posted"):
        service, deemed = Service(Means.POST_DOMESTIC, lane.at), case.book.limit("apa.post_domestic")
    else:
        return None
    return notified(service, deemed, case.book.calendar, case.book.regime)


def _is_adverse(case: WholeCase, letter: LetterShown) -> bool:
    """Whether the letter tells a return, or a decision that does not give all that was asked for."""
    about = {said["because"] for said in _ordered(case, letter)} & ORDERS
    return "case.returned" in about or (bool(about) and case.row.outcome != "granted")


def _ordered(case: WholeCase, letter: LetterShown) -> list[Mapping[str, Any]]:
    """What the case says of this letter."""
    ordered = (said.payload for said in case.story.of("case.letter_ordered"))
    return [said for said in ordered if said["letter"] == str(letter.id)]


def _appeal(case: WholeCase, letter: LetterShown, told_on: date) -> Period | None:
    """Until when to contest; longer where the order does not say how to (APA s.40). A return under LFA s.9 is no order
    under the licence's law: it falls under APA s.44. Raises CalendarYearUnknown."""
    is_return = any(said["letter_kind"] == "return" for said in _ordered(case, letter))
    own = case.book.limit("apa.appeal") if is_return else _own_limit(case)
    if own is None:
        return None
    unstated = case.book.limit("apa.appeal_without_statement")
    stated = is_return or case.decision is None or bool(case.decision.appeal.strip())
    return appeal(told_on, own, unstated, case.book.calendar, stated=stated)


def _own_limit(case: WholeCase) -> Limit | None:
    """The time of the licence's own law, else that of the general Act; None where the own law names none."""
    rule, general = appeal_rule(case.package), case.book.limit("apa.appeal")
    if rule is None:
        return general
    if rule.limit:
        return case.book.limit(rule.limit)
    return replace(general, span=rule.time, citation=cited(rule.article)) if rule.time else None
