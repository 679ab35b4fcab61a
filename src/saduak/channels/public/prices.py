"""What the page of a service says about money: the range at a glance, and a calculator asking only what decides."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from saduak.channels.shell.texts import say
from saduak.core.errors import LawError
from saduak.core.fees import Bill, bill, in_force
from saduak.core.formlogic import Answers, classes_of
from saduak.core.package import Condition, Fee, Field, FieldKind, Group, Package, Scalar
from saduak.core.reasons import Language
from saduak.sources.texts import error_text


@dataclass(frozen=True, slots=True)
class Input:
    """One question of the calculator, with what was typed."""

    name: str
    field: Field
    value: str
    codes: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Calculator:
    """The questions that decide the fee, and the bill once they are answered; `error` says what is amiss."""

    inputs: tuple[Input, ...]
    bill: Bill | None
    error: str


def calculator(package: Package, given: Mapping[str, str], language: Language, today: date) -> Calculator | None:
    """The calculator of a package, answered as far as `given` goes; None where nothing decides the fee."""
    if package.fees.fees == "none":
        return None
    fees = in_force(package.fees.fees, today) or package.fees.fees
    inputs = tuple(_inputs(package, fees, given, language))
    if not inputs:
        return None
    if not any(given.get(question.name) for question in inputs):
        return Calculator(inputs, None, "")
    try:
        classes = classes_of(package.form, package.code_lists)
        found = bill(package.fees, _answers(package, inputs), today, form=package.form, classes=classes)
    except LawError as error:
        return Calculator(inputs, None, error_text(error, language))
    return Calculator(inputs, found if found.items else None, "" if found.items else say("price.more", language))


def _inputs(package: Package, fees: tuple[Fee, ...], given: Mapping[str, str], language: Language) -> Iterator[Input]:
    """The fields that measures and conditions of the fees speak of, in the order of the form."""
    wanted = {name for fee in fees for name in _names(fee)}
    for group in _groups(package):
        for field in group.fields:
            name = f"{group.id}.{field.id}"
            if name in wanted:
                usual = field.options[0].value if field.kind is FieldKind.CHOICE and field.options else ""
                value = given.get(name, usual)[:100]
                yield Input(name, field, value, tuple(_codes(package, field, language)))


def _codes(package: Package, field: Field, language: Language) -> Iterator[tuple[str, str]]:
    for listed in package.code_lists:
        if listed.id == field.code_list:
            yield from ((code.code, code.name.en if language == "en" else code.name.th) for code in listed.codes)


def _names(fee: Fee) -> Iterator[str]:
    group = fee.measure.partition(".")[0]
    if "." in fee.measure:
        yield fee.measure
    if fee.when:
        yield from (name if "." in name else f"{group}.{name}" for name in _fields_in(fee.when))


def _fields_in(condition: Condition) -> Iterator[str]:
    for part in (*condition.all, *condition.any):
        if isinstance(part, Condition):
            yield from _fields_in(part)
        else:
            yield part.field


def _groups(package: Package) -> Iterator[Group]:
    return (group for page in package.form.pages for group in page.groups)


def _answers(package: Package, inputs: tuple[Input, ...]) -> Answers:
    """What was typed, as the answers of a form; a repeating group is one line."""
    typed = {question.name: _typed(question) for question in inputs if question.value}
    answers: dict[str, Mapping[str, Scalar] | tuple[Mapping[str, Scalar], ...]] = {}
    for group in _groups(package):
        line = {field.id: typed[name] for field in group.fields if (name := f"{group.id}.{field.id}") in typed}
        if line:
            answers[group.id] = (line,) if group.repeats else line
    return answers


def _typed(question: Input) -> Scalar:
    kind, value = question.field.kind, question.value.strip()
    if kind is FieldKind.YES_NO:
        return value == "yes"
    if kind is FieldKind.NUMBER and value.isdecimal():
        return int(value)
    return value
