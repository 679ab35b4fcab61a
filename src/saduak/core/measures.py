"""What a fee is measured by: a number from the answers, or how many lines there are. Decimals, never floats."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, ROUND_UP, Decimal
from typing import Any

from saduak.core.conditions import Classes, filled, holds
from saduak.core.errors import LawError
from saduak.core.package import Answer, Answers, Condition, Counting, Fee, Form, Group, Line, Text
from saduak.core.reasons import Quantity, Words

NUMBER = re.compile(r"[0-9]{1,15}(\.[0-9]{1,6})?")
"""Digits as forms send them; more of them is no measure of anything a fee depends on."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a fee is computed from: the answers; the form, for labels and units; the classes of codes (`has_class`)."""

    answers: Answers
    form: Form | None = None
    classes: Classes | None = None

    def holds(self, condition: Condition, line: Line | None = None) -> bool:
        """Whether the condition holds for the answers, inside a repeating group for `line`."""
        return holds(condition, self.answers, line, self.classes)


@dataclass(frozen=True, slots=True)
class Measure:
    """How much of what: the number with the field's label and unit as the form has them."""

    amount: Decimal
    label: Words
    unit: Words

    @property
    def said(self) -> dict[str, Any]:
        """The measure as parameters of a reason or an error."""
        return {"label": self.label, "quantity": Quantity(self.amount, self.unit)}


def measure_of(fee: Fee, asked: Asked) -> Measure:
    """The measure of a fee. `fee.measure` is "group.field" (summed over the lines of a repeating group) or the name
    of a repeating group, whose lines are counted. Of lines, only those count for which `fee.when` holds.

    Raises `LawError` "fee_measure_missing" or "fee_measure_invalid".
    """
    group, _, field = fee.measure.partition(".")
    lines = measured_lines(fee, asked)
    label, unit = _names(asked.form, group, field)
    if not field:
        return Measure(Decimal(len(lines)), label, unit)
    summed = sum((_number(fee, label, line.get(field)) for line in lines), Decimal(0))
    return Measure(counted(summed, fee), label, unit)


_COUNTING = {Counting.DOWN: ROUND_DOWN, Counting.UP: ROUND_UP, Counting.HALF_UP: ROUND_HALF_UP}


def counted(amount: Decimal, fee: Fee) -> Decimal:
    """The measure in whole units where the fee counts them so; the sum is counted, not each line."""
    return amount if fee.counted is Counting.EXACTLY else amount.quantize(Decimal(1), _COUNTING[fee.counted])


def is_asked(fee: Fee, asked: Asked) -> bool:
    """Whether `fee.when` holds: for a fee by lines, for one of them at least."""
    if fee.when is None:
        return True
    if isinstance(asked.answers.get(_group(fee)), tuple):
        return bool(measured_lines(fee, asked))
    return asked.holds(fee.when)


def measured_lines(fee: Fee, asked: Asked) -> tuple[Line, ...]:
    """The lines that the fee is measured by; a group that does not repeat is one line."""
    group = asked.answers.get(_group(fee), {})
    if not isinstance(group, tuple):
        return (group,) if "." in fee.measure else ()
    return tuple(line for line in group if fee.when is None or asked.holds(fee.when, line))


def _group(fee: Fee) -> str:
    return fee.measure.partition(".")[0]


def _number(fee: Fee, label: Words, answer: Answer | None) -> Decimal:
    if not filled(answer):
        raise LawError("fee_measure_missing", fee=words_of(fee.name), measure=label)
    if isinstance(answer, bool) or not NUMBER.fullmatch(str(answer)):
        raise LawError("fee_measure_invalid", fee=words_of(fee.name), measure=label, value=answer)
    return Decimal(str(answer))


def words_of(text: Text | None) -> Words:
    """A package's text as a parameter of a reason."""
    return Words(text.th, text.en) if text else Words("", "")


def _names(form: Form | None, group: str, field: str) -> tuple[Words, Words]:
    """The label and unit to say; without the form, the names as the package writes them."""
    for asked in groups(form) if form else ():
        if asked.id == group:
            found = next((question for question in asked.fields if question.id == field), None)
            return (words_of(found.label), words_of(found.unit)) if found else (words_of(asked.title), Words("", ""))
    return Words(field or group, field or group), Words("", "")


def groups(form: Form) -> Iterator[Group]:
    """Every group of a form, in order."""
    return (group for page in form.pages for group in page.groups)
