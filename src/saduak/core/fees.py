"""What a package asks for its service, item by item, with the reasons (K-4, K-13).

Fees are dated tables: of the rows with one id, those in force on the day count, and of these the ones that began last.
`when` chooses among them. Every amount is in whole satang. A figure borrowed from another body's ordinance is computed
and shown like any other, but its charge and the whole bill are not `billable`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from saduak.core.amounts import amount_of, article_of
from saduak.core.conditions import Classes
from saduak.core.errors import LawError
from saduak.core.measures import Asked, is_asked, words_of
from saduak.core.package import Answers, Fee, Fees, Form, Text
from saduak.core.reasons import Reason, because
from saduak.core.surcharges import surcharge_on


@dataclass(frozen=True, slots=True)
class Charge:
    """One line of a bill: satang, never negative, and every step that led to them."""

    fee_id: str
    name: Text
    satang: int
    because: tuple[Reason, ...]
    kind: Literal["fee", "surcharge"] = "fee"
    per: Literal["once", "year"] = "once"
    sample: bool = False

    @property
    def billable(self) -> bool:
        """Whether an office may ask for it: not for figures of another body's ordinance."""
        return not self.sample


@dataclass(frozen=True, slots=True)
class Bill:
    """The charges in the order of the package, and why other fees of the package are not asked."""

    items: tuple[Charge, ...]
    left_out: tuple[Reason, ...] = ()

    @property
    def total(self) -> int:
        """Satang in all; for a yearly fee, of one year."""
        return sum(charge.satang for charge in self.items)

    @property
    def billable(self) -> bool:
        """Whether every charge is."""
        return all(charge.billable for charge in self.items)

    @property
    def because(self) -> tuple[Reason, ...]:
        """Every reason, of what is asked and of what is not."""
        return (*(reason for charge in self.items for reason in charge.because), *self.left_out)


def bill(
    fees: Fees,
    answers: Answers,
    day: date,
    *,
    paid_on: date | None = None,
    form: Form | None = None,
    classes: Classes | None = None,
) -> Bill:
    """The bill for `answers` with the figures in force on `day`, the last day on which to pay without surcharge.

    `paid_on` after `day` adds the surcharges; `form` lends the reasons its labels and units, `classes`
    (`formlogic.classes_of`) those of codes to `has_class`.

    Raises `LawError` "fee_ambiguous", "fee_measure_missing", "fee_measure_invalid", "fee_outside_table" or
    "fee_surcharge_period".
    """
    if fees.fees == "none":
        return Bill((), (because("fee.none"),))
    rows = in_force(fees.fees, day)
    asked = Asked(answers, form, classes)
    chosen = _once_each([fee for fee in rows if is_asked(fee, asked)])
    items: list[Charge] = []
    left_out = [*_without_a_row(fees.fees, rows, day), *_passed_over(rows, chosen)]
    for fee in chosen:
        satang, reasons = amount_of(fee, asked, day)
        if satang is None:
            left_out.extend(reasons)
        else:
            items.extend(_charges(fee, satang, reasons, day, paid_on or day))
    return Bill(tuple(items), tuple(left_out))


def in_force(fees: tuple[Fee, ...], day: date) -> tuple[Fee, ...]:
    """The rows of the dated tables that hold on `day`: per id, those that began last."""
    running = [fee for fee in fees if fee.valid_from <= day and (fee.valid_to is None or day <= fee.valid_to)]
    began = {fee.id: max(row.valid_from for row in running if row.id == fee.id) for fee in running}
    return tuple(fee for fee in running if fee.valid_from == began[fee.id])


def _once_each(fees: list[Fee]) -> list[Fee]:
    """The same fees; two rows of one table cannot both hold."""
    for number, fee in enumerate(fees):
        if any(fee.id == other.id for other in fees[:number]):
            raise LawError("fee_ambiguous", fee=words_of(fee.name))
    return fees


def _without_a_row(fees: tuple[Fee, ...], rows: tuple[Fee, ...], day: date) -> Iterator[Reason]:
    """Tables of which no row holds on the day."""
    running = {fee.id for fee in rows}
    for fee in {fee.id: fee for fee in fees if fee.id not in running}.values():
        yield because("fee.not_in_force", citation=article_of(fee.article), name=words_of(fee.name), day=day)


def _passed_over(rows: tuple[Fee, ...], fitting: list[Fee]) -> Iterator[Reason]:
    """Tables of which no row fits the answers."""
    fit = {fee.id for fee in fitting}
    for fee in {fee.id: fee for fee in rows if fee.id not in fit}.values():
        yield because("fee.not_asked", citation=article_of(fee.article), name=words_of(fee.name))


def _charges(fee: Fee, satang: int, reasons: tuple[Reason, ...], day: date, paid_on: date) -> Iterator[Charge]:
    marks = _marks(fee)
    yield Charge(fee.id, fee.name, satang, (*reasons, *marks), per=fee.per, sample=fee.sample)
    late = surcharge_on(satang, fee.surcharge, day, paid_on) if fee.surcharge else None
    if late:
        yield Charge(fee.id, fee.name, late.satang, (late.why, *marks), "surcharge", sample=fee.sample)


def _marks(fee: Fee) -> tuple[Reason, ...]:
    """That a figure is only an example, and whose it is."""
    if not fee.sample:
        return ()
    rule = "fee.sample" if fee.borrowed_from else "fee.sample_unnamed"
    return (because(rule, citation=article_of(fee.article), whose=words_of(fee.borrowed_from)),)
