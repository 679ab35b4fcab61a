"""What holds for every table of fees, whatever its figures are."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from saduak.core.fees import Bill, bill
from saduak.core.package import Fee, Rounding, Tier
from saduak.core.package.fees import Surcharge, Waiver
from saduak.core.spans import Span, Unit
from saduak.core.surcharges import delay
from tests.fees.tables import DAY, fee, fees, herd, text

LAW = settings(max_examples=150, deadline=None, derandomize=True, database=None)
SATANG = st.integers(0, 10**7)
MEASURES = st.one_of(st.integers(0, 3000), st.decimals(0, 3000, places=2).map(str))
DAYS = st.dates(date(2019, 1, 1), date(2030, 12, 31))
MEASURE = "business.heads"


@st.composite
def tables(draw: st.DrawFn) -> tuple[Tier, ...]:
    """Contiguous tiers that never fall, open at the end."""
    bounds = [0, *sorted(draw(st.sets(st.integers(1, 2999), min_size=1, max_size=6)))]
    prices = sorted(draw(st.lists(SATANG, min_size=len(bounds), max_size=len(bounds))))
    ends: list[int | None] = [*bounds[1:], None]
    return tuple(Tier(*row) for row in zip(bounds, ends, prices, strict=True))


@st.composite
def waivers(draw: st.DrawFn) -> tuple[Waiver, ...]:
    first = draw(DAYS)
    last = first + timedelta(days=draw(st.integers(0, 700)))
    return (Waiver(first, last, draw(st.integers(1, 100)), "pha 56", text("กฎกระทรวง")),)


@st.composite
def any_fee(draw: st.DrawFn) -> Fee:
    """A fee of any kind with any of what binds it."""
    kind = draw(st.sampled_from(("fixed", "tiered", "per_unit", "percentage")))
    parts: dict[str, Any] = {"measure": "" if kind == "fixed" else MEASURE}
    if kind == "tiered":
        parts["tiers"] = draw(tables())
    elif kind == "percentage":
        parts |= {"percent": draw(st.integers(1, 10_000)), "ceiling": draw(st.none() | SATANG)}
    else:
        parts["satang"] = draw(SATANG)
    return fee(
        kind,
        rounding=draw(st.sampled_from(Rounding)),
        legal_ceiling=draw(st.none() | SATANG),
        waivers=draw(waivers() | st.just(())),
        **parts,
    )


def asked(one: Fee, measure: int | str, day: date = DAY, **late: date) -> Bill:
    return bill(fees(one), herd(measure), day, **late)


@given(any_fee(), MEASURES, MEASURES)
@LAW
def test_more_never_costs_less(one: Fee, some: int | str, other: int | str) -> None:
    less, more = sorted((some, other), key=Decimal)
    assert asked(one, less).total <= asked(one, more).total


@given(any_fee(), MEASURES, DAYS)
@LAW
def test_never_above_a_ceiling_and_never_below_nought(one: Fee, measure: int | str, day: date) -> None:
    total = asked(one, measure, day).total
    assert type(total) is int
    assert total >= 0
    assert total <= (total if one.legal_ceiling is None else one.legal_ceiling)
    assert total <= (total if one.ceiling is None else one.ceiling)


@given(any_fee(), MEASURES, DAYS)
@LAW
def test_a_waiver_takes_away_in_its_period_and_only_there(one: Fee, measure: int | str, day: date) -> None:
    full = asked(replace(one, waivers=()), measure, day).total
    runs = [waiver for waiver in one.waivers if waiver.first_day <= day <= waiver.last_day]
    total = asked(one, measure, day).total
    assert total <= full
    if not runs:
        assert total == full
    elif runs[0].percent == 100:
        assert total == 0


@given(any_fee(), MEASURES, st.integers(-400, 400), st.data())
@LAW
def test_a_surcharge_is_a_line_of_its_own_and_grows_with_the_delay(
    one: Fee, measure: int | str, late: int, data: st.DataObject
) -> None:
    per = data.draw(st.none() | st.sampled_from((Span(1, Unit.MONTH), Span(7, Unit.DAY), Span(1, Unit.YEAR))))
    surcharge = Surcharge(
        "pha 56", data.draw(st.integers(0, 30)), data.draw(SATANG), per, data.draw(st.integers(0, 15))
    )
    owing = replace(one, surcharge=surcharge)
    found = asked(owing, measure, paid_on=DAY + timedelta(days=late))
    fee_alone = asked(one, measure).total
    added = [charge.satang for charge in found.items if charge.kind == "surcharge"]
    assert found.total == fee_alone + sum(added)
    assert all(type(amount) is int and amount >= 0 for amount in added)
    assert bool(added) == (late > 0 and fee_alone > 0)
    later = asked(owing, measure, paid_on=DAY + timedelta(days=max(late, 0) + 30))
    assert later.total >= found.total


@given(DAYS, st.integers(1, 3000), st.sampled_from((Unit.DAY, Unit.MONTH, Unit.YEAR)), st.integers(1, 9))
@LAW
def test_whole_periods_leave_less_than_one(due: date, late: int, unit: Unit, amount: int) -> None:
    found = delay(due, due + timedelta(days=late), Span(amount, unit))
    longest = {Unit.DAY: 1, Unit.MONTH: 31, Unit.YEAR: 366}[unit] * amount
    assert 0 <= found.rest < longest
    assert found.periods * {Unit.DAY: 1, Unit.MONTH: 28, Unit.YEAR: 365}[unit] * amount + found.rest <= late
