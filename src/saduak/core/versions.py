"""Which version of a manual an application is under, and what a later version changes for it (LFA s.11; U11)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from saduak.core.calendars import BANGKOK
from saduak.core.errors import LawError
from saduak.core.lawbook import Lawbook
from saduak.core.periods import last_day
from saduak.core.reasons import Reason, because
from saduak.core.spans import Span


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a manual: in force from the start of a day (Bangkok); `transition` says what it does to
    applications already filed: "keep", "move" (a law says so) or "offer_if_beneficial"."""

    id: str
    valid_from: date
    transition: str = "keep"


@dataclass(frozen=True, slots=True)
class Pinned:
    """The version an application was filed under, and the one offered or imposed since, if any."""

    version: str
    offered: str | None
    because: tuple[Reason, ...]


def pinned_version(entered_at: datetime, versions: Sequence[Version], today: date) -> Pinned:
    """The version pinned at the moment of filing; legal receipt drives clocks only.

    Raises `LawError` "no_version_in_force".
    """
    filed_on = entered_at.astimezone(BANGKOK).date()
    known = sorted(versions, key=lambda version: version.valid_from)
    before = [version for version in known if version.valid_from <= filed_on]
    if not before:
        raise LawError("no_version_in_force", on=filed_on)
    pinned, offered = before[-1].id, None
    reasons = [because("version.pinned", version=pinned, filed=filed_on)]
    for version in known:
        if not filed_on < version.valid_from <= today:
            continue
        reasons.append(because(f"version.{version.transition}", version=version.id, since=version.valid_from))
        if version.transition == "move":
            pinned, offered = version.id, None
        elif version.transition == "offer_if_beneficial":
            offered = version.id
    return Pinned(pinned, offered, tuple(reasons))


def due_after_choice(old_due: date, chosen_on: date, promised: Span, book: Lawbook) -> tuple[date, Reason]:
    """The due date after the applicant chose a beneficial new manual: counted from the choice, never later than the
    old date unless the regime counts afresh (U11)."""
    fresh = last_day(chosen_on, promised, book.calendar)
    capped = book.regime.settings.beneficial_change == "opt_in_capped" and fresh > old_due
    due = old_due if capped else fresh
    rule = "version.capped" if capped else "version.counted_anew"
    return due, because(rule, chosen=chosen_on, due=due, calendar=book.calendar)
