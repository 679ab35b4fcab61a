"""After the decision: when an order counts as notified, until when one may appeal, and what silence means.

Sources: APA s.40, s.42, s.44, s.68 to 74; U14 for service by electronic means.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from saduak.core.acts import Citation, Limit
from saduak.core.calendars import BANGKOK, ONE_DAY, Calendar
from saduak.core.limits import statutory
from saduak.core.periods import Period, last_day
from saduak.core.reasons import Reason, because
from saduak.core.regime import Regime


class Means(StrEnum):
    """By what means an order was served."""

    HAND = "hand"
    POST_DOMESTIC = "post_domestic"
    POST_ABROAD = "post_abroad"
    NEWSPAPER = "newspaper"
    ELECTRONIC = "electronic"


@dataclass(frozen=True, slots=True)
class Service:
    """One service of an order: the moment of handing over, dispatch, publication or entry into the inbox, and for
    electronic service the moment of opening."""

    means: Means
    at: datetime
    opened_at: datetime | None = None


def notified(
    service: Service, deemed_after: Limit | None, calendar: Calendar, regime: Regime
) -> tuple[date | None, Reason]:
    """The day on which an order counts as notified, and why; None while an electronic order must be opened first.

    `deemed_after` is the Act's length for service by post or newspaper, None for the other means.
    """
    day = service.at.astimezone(BANGKOK).date()
    if deemed_after is not None:
        deemed = last_day(day, deemed_after.span, calendar)
        cited = deemed_after.citation
        return deemed, because("service.deemed", citation=cited, sent=day, deemed=deemed, span=deemed_after.span)
    if service.means is Means.HAND:
        return day, because("service.by_hand", day=day)
    if regime.settings.electronic_notice_counts_from == "entry":
        return day, because("service.inbox", day=day)
    if service.opened_at is None:
        return None, because("service.unopened", entered=day)
    opened = service.opened_at.astimezone(BANGKOK).date()
    return opened, because("service.opened", day=opened)


def appeal(notified_on: date, own: Limit, unstated: Limit, calendar: Calendar, *, stated: bool) -> Period:
    """Until when a person may appeal: the licence's own law, or the longer period where the order did not say how to
    (APA s.40)."""
    applied = own if stated else unstated
    found = statutory(applied, notified_on, calendar)
    rule = "appeal.stated" if stated else "appeal.unstated"
    return Period(found.last_day, found.act_by, (because(rule, citation=applied.citation), *found.because))


@dataclass(frozen=True, slots=True)
class SilenceTerms:
    """That silence approves in a licence's law, whether a recorded good reason stops it, and the article."""

    excuse_allowed: bool
    citation: Citation


@dataclass(frozen=True, slots=True)
class Silence:
    """From what day an undecided application counts as approved; None where it never will."""

    approves_from: date | None
    because: Reason


def silence(
    last: date, terms: SilenceTerms | None, *, excused: bool = False, decided_on: date | None = None
) -> Silence:
    """What silence until after `last`, the last day of the limit, means (only where a licence's law says so)."""
    if terms is None:
        return Silence(None, because("silence.not_in_law"))
    cited = terms.citation
    if decided_on is not None and decided_on <= last:
        return Silence(None, because("silence.decided", citation=cited, decided=decided_on))
    if excused and terms.excuse_allowed:
        return Silence(None, because("silence.excused", citation=cited))
    since = last + ONE_DAY
    return Silence(since, because("silence.approves", citation=cited, last_day=last, since=since))
