"""What is added when a fee is paid late (K-4): a share of what is unpaid, or an amount for each period of delay."""

from datetime import date
from typing import Any, NamedTuple

from saduak.core.amounts import article_of
from saduak.core.errors import LawError
from saduak.core.money import Money
from saduak.core.package import Surcharge
from saduak.core.periods import months_after
from saduak.core.reasons import Reason, because
from saduak.core.spans import Span, Unit

MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}


class Late(NamedTuple):
    """A surcharge in satang, never negative, and why."""

    satang: int
    why: Reason


class Delay(NamedTuple):
    """Whole periods late and the days left over."""

    periods: int
    rest: int


def surcharge_on(unpaid: int, surcharge: Surcharge, due: date, paid_on: date) -> Late | None:
    """What is added to `unpaid` satang that were due by the end of `due` and are paid on `paid_on`.

    `None` when paid in time or when nothing is unpaid. A part of a satang is dropped. Raises `LawError`
    "fee_surcharge_period" for periods that cannot be counted without a calendar.
    """
    if paid_on <= due or unpaid <= 0:
        return None
    each = surcharge.satang + unpaid * surcharge.percent // 100
    if surcharge.per is None:
        return _at_once(each, unpaid, surcharge, due)
    late = delay(due, paid_on, surcharge.per)
    counted = late.periods + (0 < surcharge.counts_as_full_from <= late.rest)
    said: dict[str, Any] = {
        "due": due,
        "paid_on": paid_on,
        "periods": late.periods,
        "rest": late.rest,
        "unit": surcharge.per,
    }
    total = Money(each * counted)
    why = because(
        "fee.late_periods",
        citation=article_of(surcharge.article),
        counted=counted,
        each=Money(each),
        surcharge=total,
        **said,
    )
    return Late(total.satang, why)


def _at_once(amount: int, unpaid: int, surcharge: Surcharge, due: date) -> Late:
    said: dict[str, Any] = {"due": due, "unpaid": Money(unpaid), "surcharge": Money(amount)}
    if surcharge.percent:
        return Late(
            amount, because("fee.late_share", citation=article_of(surcharge.article), percent=surcharge.percent, **said)
        )
    return Late(amount, because("fee.late_once", citation=article_of(surcharge.article), **said))


def delay(due: date, paid_on: date, per: Span) -> Delay:
    """How many whole periods and days lie after `due` up to and including `paid_on` (CCC s.193/3, 193/5)."""
    if per.amount < 1 or per.unit not in {Unit.DAY, *MONTHS}:
        raise LawError("fee_surcharge_period", span=per)
    if per.unit is Unit.DAY:
        return Delay(*divmod((paid_on - due).days, per.amount))
    months = per.amount * MONTHS[per.unit]
    periods = 0
    while months_after(due, months * (periods + 1)) <= paid_on:
        periods += 1
    return Delay(periods, (paid_on - months_after(due, months * periods)).days)
