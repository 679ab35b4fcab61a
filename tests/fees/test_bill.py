"""What a package asks, by every kind of table, as the ordinances print them."""

from datetime import date, timedelta
from typing import Any

import pytest

from saduak.core.errors import LawError
from saduak.core.fees import Bill, bill
from saduak.core.package import Comparison, Condition, Counting, Fees, Op, Rounding, Text, Waiver
from saduak.core.package.fees import Surcharge
from saduak.core.spans import Span, Unit
from tests.fees.tables import BAHT, DAY, PIGS, RICE_MILL, fee, fees, herd, text, tiers

ONE_DAY = timedelta(days=1)


def rules(found: Bill) -> list[str]:
    return [reason.rule for reason in found.because]


def test_no_fee_is_an_answer_with_a_reason() -> None:
    found = bill(Fees("none"), {}, DAY)
    assert (found.items, found.total, rules(found)) == ((), 0, ["fee.none"])


def test_a_fixed_fee_cites_its_own_article() -> None:
    found = bill(fees(fee(satang=200 * BAHT)), {}, DAY)
    assert found.total == 200 * BAHT
    assert [str(reason.citation.section) for reason in found.because] == ["56"]


# Tiers


@pytest.mark.parametrize(
    ("heads", "baht"),
    [
        *((5, 100), (20, 100), (21, 300), (40, 300), (41, 500), (100, 500), (101, 1000), (1000, 1000)),
        *((1001, 3000), (5000, 3000), (5001, 5000), (10000, 5000), (10001, 7000), (999_999, 7000)),
    ],
)
def test_pigs_by_the_head(heads: int, baht: int) -> None:
    assert bill(fees(fee("tiered", tiers=PIGS, measure="business.heads")), herd(heads), DAY).total == baht * BAHT


@pytest.mark.parametrize("heads", [0, 4])
def test_below_the_table_nothing_is_asked(heads: int) -> None:
    found = bill(fees(fee("tiered", tiers=PIGS, measure="business.heads")), herd(heads), DAY)
    assert (found.items, rules(found)) == ((), ["fee.below_table"])


@pytest.mark.parametrize(("power", "baht"), [(0, 500), ("15", 500), ("15.01", 1000), ("40.0", 1000), ("40.5", 2000)])
def test_a_table_from_nought_holds_nought_and_decimals(power: str | int, baht: int) -> None:
    mill = fee("tiered", tiers=RICE_MILL, measure="business.heads")
    assert bill(fees(mill), herd(power), DAY).total == baht * BAHT


def test_a_measure_beyond_a_closed_table_is_not_guessed() -> None:
    closed = fee("tiered", tiers=tiers((0, 10, 100)), measure="business.heads")
    with pytest.raises(LawError, match="fee_outside_table"):
        bill(fees(closed), herd(11), DAY)


@pytest.mark.parametrize("missing", [{}, {"business": {}}, herd("")])
def test_a_measure_not_yet_answered_is_said(missing: dict[str, Any]) -> None:
    with pytest.raises(LawError, match="fee_measure_missing"):
        bill(fees(fee("tiered", tiers=PIGS, measure="business.heads")), missing, DAY)


@pytest.mark.parametrize("odd", [-1, "-1", "1e9", "๑๐", "nan", True, "1" * 16, "1.0000001", "1,000"])
def test_a_measure_that_is_no_plain_number_is_refused(odd: Any) -> None:
    with pytest.raises(LawError, match="fee_measure_invalid"):
        bill(fees(fee("tiered", tiers=PIGS, measure="business.heads")), herd(odd), DAY)


# Units and lines


def test_water_vending_by_the_machine() -> None:
    machines = fee("per_unit", satang=200 * BAHT, measure="business.machines")
    assert bill(fees(machines), {"business": {"machines": 3}}, DAY).total == 600 * BAHT


LINES = {"waste": ({"tonnes": "1.5", "kind": "solid"}, {"tonnes": "2", "kind": "liquid"}, {"tonnes": "0.25"})}


def test_lines_of_a_repeating_group_are_counted() -> None:
    assert bill(fees(fee("per_unit", satang=50 * BAHT, measure="waste")), LINES, DAY).total == 150 * BAHT
    assert bill(fees(fee("per_unit", satang=50 * BAHT, measure="waste")), {}, DAY).total == 0


def test_a_field_of_lines_is_summed() -> None:
    assert bill(fees(fee("per_unit", satang=1000, measure="waste.tonnes")), LINES, DAY).total == 3750


def test_a_condition_on_the_line_chooses_the_lines() -> None:
    liquid = Condition(all=(Comparison("kind", Op.IS, "liquid"),))
    found = bill(fees(fee("per_unit", satang=1000, measure="waste", when=liquid)), LINES, DAY)
    assert found.total == 1000
    nothing = Condition(all=(Comparison("kind", Op.IS, "gas"),))
    assert rules(bill(fees(fee("per_unit", satang=1000, measure="waste", when=nothing)), LINES, DAY)) == [
        "fee.not_asked"
    ]


# Shares


@pytest.mark.parametrize(("worth", "satang"), [(0, 5000), (1_000_000, 12_500), (99_999_999, 100_000)])
def test_a_share_between_its_floor_and_its_ceiling(worth: int, satang: int) -> None:
    share = fee("percentage", percent=125, measure="business.heads", floor=5000, ceiling=100_000)
    assert bill(fees(share), herd(worth), DAY).total == satang


@pytest.mark.parametrize(
    ("rounding", "satang"),
    [
        *((Rounding.SATANG_DOWN, 1049), (Rounding.SATANG_UP, 1050), (Rounding.BAHT_DOWN, 1000)),
        *((Rounding.BAHT_UP, 1100), (Rounding.BAHT_HALF_UP, 1000)),
    ],
)
def test_rounding(rounding: Rounding, satang: int) -> None:
    share = fee("percentage", percent=100, measure="business.heads", rounding=rounding)
    found = bill(fees(share), herd(104_999), DAY)
    assert found.total == satang
    assert "fee.rounded" in rules(found)


def test_half_a_baht_goes_up() -> None:
    share = fee("percentage", percent=100, measure="business.heads", rounding=Rounding.BAHT_HALF_UP)
    assert bill(fees(share), herd(105_000), DAY).total == 1100


@pytest.mark.parametrize(
    ("counting", "tenths", "units"),
    [("exactly", "2.5", 2.5), ("down", "2.9", 2), ("up", "2.1", 3), ("half_up", "2.4", 2), ("half_up", "2.5", 3)],
)
def test_a_measure_may_be_counted_in_whole_units(counting: str, tenths: str, units: float) -> None:
    by_volume = fee("per_unit", satang=120 * BAHT, measure="business.heads", counted=Counting(counting))
    assert bill(fees(by_volume), herd(tenths), DAY).total == 120 * BAHT * units


def test_nothing_exceeds_the_ceiling_of_the_act() -> None:
    found = bill(fees(fee(satang=12_000 * BAHT, legal_ceiling=10_000 * BAHT)), {}, DAY)
    assert (found.total, rules(found)) == (10_000 * BAHT, ["fee.fixed", "fee.legal_ceiling"])


# Dated tables


def test_the_figure_in_force_on_the_day() -> None:
    old = fee(satang=100 * BAHT, valid_from=date(2019, 1, 1))
    new = fee(satang=200 * BAHT, valid_from=date(2026, 1, 1), valid_to=date(2026, 12, 31))
    expected = {
        date(2018, 12, 31): 0,
        date(2019, 1, 1): 100,
        date(2025, 12, 31): 100,
        date(2026, 1, 1): 200,
        date(2026, 12, 31): 200,
        date(2027, 1, 1): 100,
    }
    assert {day: bill(fees(old, new), {}, day).total // BAHT for day in expected} == expected
    assert rules(bill(fees(old, new), {}, date(2018, 12, 31))) == ["fee.not_in_force"]


def test_a_new_table_replaces_the_old_one_whole() -> None:
    """A row of the old table does not come back where no row of the new one fits."""
    old = fee(satang=100 * BAHT)
    new = fee(satang=1, valid_from=date(2026, 1, 1), when=Condition(all=(Comparison("a.kind", Op.IS, "x"),)))
    assert rules(bill(fees(old, new), {"a": {"kind": "y"}}, DAY)) == ["fee.not_asked"]


def test_conditions_choose_the_row() -> None:
    person = fee(satang=10, when=Condition(all=(Comparison("a.kind", Op.IS, "person"),)))
    company = fee(satang=20, when=Condition(all=(Comparison("a.kind", Op.IS, "company"),)))
    found = bill(fees(person, company), {"a": {"kind": "company"}}, DAY)
    assert (found.total, rules(found)) == (20, ["fee.fixed"])


def test_two_rows_that_both_hold_are_refused() -> None:
    with pytest.raises(LawError, match="fee_ambiguous"):
        bill(fees(fee(satang=10), fee(satang=20)), {}, DAY)


# Waivers


WAIVER = Waiver(date(2021, 11, 14), date(2022, 11, 13), 100, "pha 56", text("กฎกระทรวง"))
"""Fees of the Public Health Act were waived throughout the country for this year."""


@pytest.mark.parametrize(
    ("day", "baht"),
    [
        *((date(2021, 11, 13), 500), (date(2021, 11, 14), 0), (date(2022, 11, 13), 0)),
        (date(2022, 11, 14), 500),
    ],
)
def test_a_waiver_holds_on_its_days_only(day: date, baht: int) -> None:
    assert bill(fees(fee(satang=500 * BAHT, waivers=(WAIVER,))), {}, day).total == baht * BAHT


def test_of_two_waivers_the_better_one_counts_once() -> None:
    half = Waiver(DAY, DAY, 50, "pha 56", text("ครึ่งหนึ่ง"))
    third = Waiver(DAY, DAY + ONE_DAY, 30, "pha 56", text("บางส่วน"))
    one = fees(fee(satang=1001, waivers=(third, half)))
    assert [bill(one, {}, DAY + ONE_DAY * n).total for n in range(3)] == [500, 700, 1001]


# Late payment


def test_a_fifth_more_when_late() -> None:
    late = fees(fee(satang=500 * BAHT, surcharge=Surcharge("pha 56", percent=20)))
    in_time = bill(late, {}, DAY, paid_on=DAY)
    after = bill(late, {}, DAY, paid_on=DAY + ONE_DAY)
    assert (in_time.total, after.total) == (500 * BAHT, 600 * BAHT)
    assert [(charge.kind, charge.satang) for charge in after.items] == [("fee", 50_000), ("surcharge", 10_000)]


def test_nothing_unpaid_has_no_surcharge() -> None:
    waived = fee(satang=500 * BAHT, waivers=(WAIVER,), surcharge=Surcharge("pha 56", percent=20))
    assert len(bill(fees(waived), {}, WAIVER.last_day, paid_on=DAY).items) == 1


BY_MONTH = Surcharge("pha 56", satang=50 * BAHT, per=Span(1, Unit.MONTH), counts_as_full_from=15)


@pytest.mark.parametrize(
    ("paid_on", "baht"),
    [
        (date(2026, 6, 16), 150),  # 2 months and 16 days: three
        (date(2026, 6, 14), 100),  # 2 months and 14 days: two
        (date(2026, 6, 15), 150),
        (date(2026, 4, 14), 0),
        (date(2026, 4, 15), 50),
        (date(2026, 4, 30), 50),
        (date(2027, 3, 31), 600),
    ],
)
def test_waste_collection_by_the_month(paid_on: date, baht: int) -> None:
    """Fee 5,000 baht, due by 31 March 2026."""
    licence = fees(fee(satang=5000 * BAHT, surcharge=BY_MONTH))
    assert bill(licence, {}, date(2026, 3, 31), paid_on=paid_on).total == (5000 + baht) * BAHT


@pytest.mark.parametrize(("least", "days", "times"), [(0, 13, 1), (0, 14, 2), (1, 1, 1), (1, 8, 2), (7, 6, 0)])
def test_periods_of_days(least: int, days: int, times: int) -> None:
    weekly = Surcharge("pha 56", satang=10, per=Span(7, Unit.DAY), counts_as_full_from=least)
    found = bill(fees(fee(satang=100, surcharge=weekly)), {}, DAY, paid_on=DAY + ONE_DAY * days)
    assert found.total == 100 + 10 * times


@pytest.mark.parametrize("per", [Span(0, Unit.MONTH), Span(1, Unit.WORKING_DAY)])
def test_a_period_that_cannot_be_counted_is_refused(per: Span) -> None:
    odd = fees(fee(satang=100, surcharge=Surcharge("pha 56", satang=10, per=per)))
    with pytest.raises(LawError, match="fee_surcharge_period"):
        bill(odd, {}, DAY, paid_on=DAY + ONE_DAY)


# Borrowed figures


def test_a_borrowed_figure_is_shown_and_never_billed() -> None:
    lent = fee(satang=100, sample=True, borrowed_from=Text("อบต. หนองแวง", "Nong Waeng SAO"))
    found = bill(fees(lent, fee(id="form", satang=10)), {}, DAY)
    assert (found.total, found.billable) == (110, False)
    assert [charge.billable for charge in found.items] == [False, True]
    assert rules(found) == ["fee.fixed", "fee.sample", "fee.fixed"]
