"""The term of a licence: its expiry, and whether it still holds while a renewal is pending.

The expiry is always stored on the licence; the rule here only proposes it (U15). Sources: Public Health Act s.55, LFA
s.12.
"""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from saduak.core.acts import Citation
from saduak.core.calendars import Calendar
from saduak.core.periods import last_day
from saduak.core.reasons import Reason, because
from saduak.core.regime import Regime
from saduak.core.spans import Span


def proposed_expiry(
    issued_on: date, term: Span, calendar: Calendar, regime: Regime, law: Citation | None = None
) -> tuple[date, Reason]:
    """The last day of a licence issued on a day for a term, the issue day counted or not; `law` sets the term."""
    counted = regime.settings.licence_term == "issue_day_counted"
    end = last_day(issued_on, term, calendar, count_start=counted)
    rule = "licence.issue_day_counted" if counted else "licence.issue_day_excluded"
    return end, because(rule, citation=law, issued=issued_on, term=term, expires=end)


class Bar(NamedTuple):
    """The last day on which who lost a licence may not apply anew, and the law that says so."""

    until: date
    law: Citation


@dataclass(frozen=True, slots=True)
class Renewal:
    """A renewal as far as it has come; `must_be_paid` where the licence's law protects only who has also paid."""

    filed_on: date | None = None
    paid_on: date | None = None
    decided_on: date | None = None
    must_be_paid: bool = True


def standing(expires_on: date, today: date, renewal: Renewal, law: Citation | None = None) -> tuple[str, Reason]:
    """The status of a licence on a day: "valid", "valid_pending_renewal" or "expired"."""
    if today <= expires_on:
        return "valid", because("licence.valid", citation=law, expires=expires_on)
    if renewal.filed_on is None or renewal.filed_on > expires_on:
        return "expired", because("licence.not_renewed", citation=law, expires=expires_on)
    if renewal.must_be_paid and (renewal.paid_on is None or renewal.paid_on > expires_on):
        return "expired", because("licence.renewal_unpaid", citation=law, expires=expires_on)
    if renewal.decided_on is not None and renewal.decided_on <= today:
        return "expired", because("licence.renewal_decided", citation=law, decided=renewal.decided_on)
    return "valid_pending_renewal", because("licence.renewal_pending", citation=law, filed=renewal.filed_on)


def renews_by_payment(licence_type: str, regime: Regime) -> bool:
    """Whether paying the fee in time renews this type without an application (LFA s.12; the list is data, U16)."""
    return licence_type in regime.settings.renewal_by_payment


def may_show_image(licence_type: str, regime: Regime) -> bool:
    """Whether an inspector must accept an image of this type (EPA s.14, but for types a regulation lists, U22)."""
    return licence_type not in regime.settings.image_not_accepted
