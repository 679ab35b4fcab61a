"""Money that came in and money that goes back: what needs a hand, and the days that were closed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Min, Model, Q, QuerySet, Sum

from saduak.core.errors import NotFound
from saduak.fees.commands.book import last_closed, today
from saduak.fees.commands.closing import totals_of
from saduak.fees.models import Account, Closing, Payment, Posting, Refund, RefundState, Slip
from saduak.fees.policy import visible_to
from saduak.ledger.actors import Actor

Row = TypeVar("Row", bound=Model)
MOST = 200
"""Lines of one list that a page shows; the rest follow as these are worked off."""


def unclear_payments(actor: Actor, now: datetime, agency_id: UUID | None = None) -> tuple[Payment, ...]:
    """The work list: money that belongs to no invoice yet, the oldest first; `what` says why it lies there."""
    rows = visible_to(actor, _of(Payment.objects.filter(left__gt=0), agency_id), now)
    return tuple(rows.order_by("paid_at", "id")[:MOST])


def unconfirmed_payments(
    actor: Actor, until: date, now: datetime, agency_id: UUID | None = None
) -> tuple[Payment, ...]:
    """What a bank announced up to a day of account and no statement has shown."""
    rows = _of(Payment.objects.filter(confirmed_at=None, booked_on__lte=until), agency_id)
    return tuple(visible_to(actor, rows, now).order_by("paid_at", "id")[:MOST])


def open_refunds(actor: Actor, now: datetime, agency_id: UUID | None = None) -> tuple[Refund, ...]:
    """Refunds that wait for the second person, or for the bank."""
    waiting = Q(state=RefundState.ASKED) | Q(state=RefundState.APPROVED)
    rows = _of(Refund.objects.filter(waiting).select_related("payment"), agency_id)
    return tuple(visible_to(actor, rows, now).order_by("asked_at", "id")[:MOST])


def unseen_slips(actor: Actor, agency_id: UUID, now: datetime) -> tuple[Slip, ...]:
    """Slips that were shown and of which no bank has told, the oldest first."""
    rows = Slip.objects.filter(agency=agency_id, payment=None).select_related("invoice")
    return tuple(visible_to(actor, rows, now).order_by("shown_at", "id")[:MOST])


def payment(actor: Actor, payment_id: UUID, now: datetime) -> Payment:
    """Money that came in, for who handles the agency's; raises NotFound."""
    rows = Payment.objects.filter(id=payment_id).select_related("agency")
    return _one(visible_to(actor, rows, now), "payment")


def refund(actor: Actor, refund_id: UUID, now: datetime) -> Refund:
    """Money that goes back, for the same; raises NotFound."""
    rows = Refund.objects.filter(id=refund_id).select_related("agency", "payment")
    return _one(visible_to(actor, rows, now), "refund")


def refunds_of(row: Payment) -> tuple[Refund, ...]:
    """What is paid back of a payment, the first asked first; ask only for who may see the payment."""
    return tuple(Refund.objects.filter(payment=row).order_by("asked_at", "id"))


def closings(actor: Actor, now: datetime, agency_id: UUID | None = None) -> tuple[Closing, ...]:
    """The days that were closed, the latest first."""
    return tuple(visible_to(actor, _of(Closing.objects.all(), agency_id), now).order_by("-day")[:MOST])


@dataclass(frozen=True, slots=True)
class Unclosed:
    """What the close of a day would say: since when, and by channel as `Closing.totals` says it."""

    after: date | None
    day: date
    totals: Mapping[str, Mapping[str, int]]

    @property
    def difference(self) -> int:
        """Satang of which no statement tells."""
        return sum(each["received"] - each["confirmed"] for each in self.totals.values())


def unclosed(agency_id: UUID, day: date) -> Unclosed:
    """What came in and is not closed, up to a day; ask only for who handles the agency's money."""
    after = last_closed(agency_id)
    return Unclosed(after, day, totals_of(agency_id, after, day))


def unclosed_days(agency_id: UUID, now: datetime) -> int:
    """Days that are over, on which money came in or since when it did, and that nobody closed."""
    last, yesterday = last_closed(agency_id), today(now) - timedelta(days=1)
    rows = Payment.objects.filter(agency=agency_id)
    first = rows.filter(booked_on__gt=last) if last else rows
    since: date | None = first.aggregate(Min("booked_on"))["booked_on__min"]
    return max(0, (yesterday - since).days + 1) if since else 0


def balances(agency_id: UUID) -> Mapping[Account, int]:
    """What stands on each account of an agency in satang: what came to it less what went from it."""
    found = dict.fromkeys(Account, 0)
    for side, sign in (("debit", 1), ("credit", -1)):
        rows: Any = Posting.objects.filter(agency=agency_id).values_list(side).annotate(Sum("satang"))
        for account, satang in rows:
            found[Account(account)] += sign * int(satang)
    return found


def _of(rows: QuerySet[Row], agency_id: UUID | None) -> QuerySet[Row]:
    return rows if agency_id is None else rows.filter(agency=agency_id)


def _one(rows: QuerySet[Row], what: str) -> Row:
    row = rows.first()
    if row is None:
        raise NotFound("not_found", what=what)
    return row
