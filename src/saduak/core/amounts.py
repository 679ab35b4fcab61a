"""The amount of one fee before any surcharge: exact until it is rounded, then whole satang; a reason for each step.

The order is fixed. The table gives an amount; it is rounded; the fee's own floor and ceiling bind it; then the Act's
ceiling, which nothing exceeds; then a waiver in force takes its share away.
"""

import math
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from saduak.core.acts import Citation
from saduak.core.errors import LawError
from saduak.core.measures import Asked, measure_of, words_of
from saduak.core.money import SATANG_IN_BAHT, Money
from saduak.core.package import Article, Fee, Rounding, Tier, Waiver, cited
from saduak.core.reasons import Code, Reason, because

HUNDREDTHS_IN_A_PER_CENT = 100


class Amount(NamedTuple):
    """Whole satang and why; `None` where the table begins above the measure, so that nothing is asked."""

    satang: int | None
    because: tuple[Reason, ...]


class Exact(NamedTuple):
    """Satang before rounding and the row of the table that gave them."""

    satang: Fraction | None
    why: Reason


Step = tuple[int, Reason]


def amount_of(fee: Fee, asked: Asked, day: date) -> Amount:
    """What the fee comes to on `day`.

    Raises `LawError` "fee_measure_missing", "fee_measure_invalid" or "fee_outside_table".
    """
    exact, why = _BY_KIND[fee.kind](fee, asked)
    if exact is None:
        return Amount(None, (why,))
    first = rounded(exact, fee.rounding)
    steps = [(first, why), *_rounding(fee, exact, first), *_bound(fee, first, day)]
    return Amount(steps[-1][0], tuple(reason for _, reason in steps))


# The tables


def _fixed(fee: Fee, _asked: Asked) -> Exact:
    return Exact(Fraction(fee.satang), _said("fee.fixed", fee, fee.satang))


def _tiered(fee: Fee, asked: Asked) -> Exact:
    measure = measure_of(fee, asked)
    tier = tier_for(fee.tiers, measure.amount)
    said = {"name": words_of(fee.name), **measure.said}
    if tier is None and measure.amount <= min(tier.over for tier in fee.tiers):
        return Exact(None, because("fee.below_table", citation=article_of(fee.article), **said))
    if tier is None:
        raise LawError("fee_outside_table", **said)
    said |= {"over": Decimal(tier.over), "up_to": Decimal(tier.up_to or 0), "fee": Money(tier.satang)}
    rule = "fee.tier_rest" if tier.up_to is None else "fee.tier" if tier.over else "fee.tier_first"
    return Exact(Fraction(tier.satang), because(rule, citation=article_of(fee.article), **said))


def tier_for(tiers: tuple[Tier, ...], amount: Decimal) -> Tier | None:
    """The tier with over < amount <= up_to; the first of a table that begins at 0 holds 0 too."""
    for tier in tiers:
        above = amount > tier.over or amount == tier.over == 0
        if above and (tier.up_to is None or amount <= tier.up_to):
            return tier
    return None


def _per_unit(fee: Fee, asked: Asked) -> Exact:
    measure = measure_of(fee, asked)
    said = _said("fee.per_unit", fee, fee.satang, **measure.said)
    return Exact(Fraction(measure.amount) * fee.satang, said)


def _percentage(fee: Fee, asked: Asked) -> Exact:
    measure = measure_of(fee, asked)
    percent = Decimal(fee.percent) / HUNDREDTHS_IN_A_PER_CENT
    base = Fraction(measure.amount)
    why = because(
        "fee.percentage",
        citation=article_of(fee.article),
        name=words_of(fee.name),
        percent=percent,
        label=measure.label,
        base=Money(math.floor(base)),
    )
    return Exact(base * fee.percent / (100 * HUNDREDTHS_IN_A_PER_CENT), why)


_BY_KIND: dict[str, Callable[[Fee, Asked], Exact]] = {
    "fixed": _fixed,
    "tiered": _tiered,
    "per_unit": _per_unit,
    "percentage": _percentage,
}


# What binds the amount


def rounded(exact: Fraction, rounding: Rounding) -> int:
    """Whole satang, the way the ordinance rounds; under `baht_half_up` half a baht goes up."""
    if rounding is Rounding.SATANG_DOWN:
        return math.floor(exact)
    if rounding is Rounding.SATANG_UP:
        return math.ceil(exact)
    baht = exact / SATANG_IN_BAHT
    if rounding is Rounding.BAHT_DOWN:
        return math.floor(baht) * SATANG_IN_BAHT
    if rounding is Rounding.BAHT_UP:
        return math.ceil(baht) * SATANG_IN_BAHT
    return math.floor(baht + Fraction(1, 2)) * SATANG_IN_BAHT


def _rounding(fee: Fee, exact: Fraction, satang: int) -> Iterator[Step]:
    if exact != satang:
        yield satang, _said("fee.rounded", fee, satang, how=Code("rounding", fee.rounding.value))


def _bound(fee: Fee, satang: int, day: date) -> Iterator[Step]:
    """Each step that changes the amount, in the order in which they apply."""
    if fee.floor is not None and satang < fee.floor:
        satang = fee.floor
        yield satang, _said("fee.floor", fee, satang)
    if fee.ceiling is not None and satang > fee.ceiling:
        satang = fee.ceiling
        yield satang, _said("fee.ceiling", fee, satang)
    if fee.legal_ceiling is not None and satang > fee.legal_ceiling:
        satang = fee.legal_ceiling
        yield satang, _said("fee.legal_ceiling", fee, satang)
    waiver = waiver_on(fee, day)
    if waiver:
        yield _waived(fee, satang, waiver)


def waiver_on(fee: Fee, day: date) -> Waiver | None:
    """The waiver in force on `day`, both its days counted; of several the one that takes most away."""
    running = [waiver for waiver in fee.waivers if waiver.first_day <= day <= waiver.last_day]
    return max(running, key=lambda waiver: waiver.percent, default=None)


def _waived(fee: Fee, satang: int, waiver: Waiver) -> Step:
    left = min(satang, rounded(Fraction(satang * (100 - waiver.percent), 100), fee.rounding))
    said: dict[str, Any] = {
        "percent": waiver.percent,
        "first": waiver.first_day,
        "last": waiver.last_day,
        "about": words_of(waiver.about),
        "fee": Money(left),
    }
    return left, because("fee.waived", citation=article_of(waiver.article), **said)


def article_of(article: Article) -> Citation | None:
    """The article that a fee rests on; `None` lets the rule's own stand where a package left it out."""
    return cited(article) if article else None


def _said(rule: str, fee: Fee, satang: int, **params: Any) -> Reason:
    return because(rule, citation=article_of(fee.article), name=words_of(fee.name), fee=Money(satang), **params)
