"""Conditions ask for answers that the form has, by values that those answers can take."""

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from saduak.core.package import CodeList, Comparison, Condition, Fee, Field, FieldKind, Group, LineRule, Op
from saduak.sources.lint.forms import CHOOSING, COUNTED
from saduak.sources.lint.rule import Fault, rule
from saduak.sources.lint.subject import Place, Subject

ORDERED: Final = frozenset({Op.AT_LEAST, Op.AT_MOST, Op.MORE_THAN, Op.LESS_THAN})
NAMING: Final = frozenset({Op.IS, Op.IS_NOT, Op.IN, Op.HAS_CLASS})
ORDERLY: Final = COUNTED | {FieldKind.DATE}
NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]+)?")
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Asked(NamedTuple):
    """One comparison with its place and the field it asks for; None when there is no such field."""

    place: Place
    comparison: Comparison
    field: Field | None


def asked(subject: Subject) -> Iterator[Asked]:
    """Every comparison in the package."""
    for place, condition, line in _conditions(subject):
        for inner, comparison in comparisons(place, condition):
            yield Asked(inner, comparison, subject.form.found(comparison.field, line))


def _conditions(subject: Subject) -> Iterator[tuple[Place, Condition, Group | None]]:
    """Every condition with its place and, where it speaks of one line, the group of that line."""
    for spot in subject.values:
        if spot.place.path[-1:] == ("when",) and isinstance(spot.value, Condition):
            yield spot.place, spot.value, _line(subject, spot.place, spot.owner)


def _line(subject: Subject, place: Place, owner: Any) -> Group | None:
    """The group whose lines a condition looks at one by one: that of the measure, or the one it stands in."""
    if isinstance(owner, Fee):
        group = subject.form.groups.get(owner.measure.partition(".")[0])
    else:
        group = subject.form.group_at(place.path) if isinstance(owner, Field | LineRule) else None
    return group if group and group.repeats else None


def comparisons(place: Place, condition: Condition) -> Iterator[tuple[Place, Comparison]]:
    """The comparisons of a condition, however deep."""
    for name, parts in (("all", condition.all), ("any", condition.any)):
        for position, part in enumerate(parts):
            inner = Place(place.part, (*place.path, name, position))
            if isinstance(part, Condition):
                yield from comparisons(inner, part)
            else:
                yield inner, part


@rule("condition_field_unknown")
def condition_field_unknown(subject: Subject) -> Iterator[Fault]:
    """A condition asks for a field of the form."""
    for place, comparison, field in asked(subject):
        if field is None:
            yield Fault(place, {"field": comparison.field})


@rule("condition_looks_ahead")
def condition_looks_ahead(subject: Subject) -> Iterator[Fault]:
    """Whether something is asked depends on what was asked before, never on itself or on what comes later."""
    order = {id(field): position for position, (_, _, field) in enumerate(subject.form.placed_fields())}
    for place, comparison, field in asked(subject):
        first = subject.form.first_at(place.path) if place.part == "form" and "refuses" not in place.path else None
        if field is not None and first is not None and order[id(field)] >= order[id(first)]:
            yield Fault(place, {"field": comparison.field})


@rule("condition_unsuitable")
def condition_unsuitable(subject: Subject) -> Iterator[Fault]:
    """What a condition compares suits the kind of the answer: more and less for numbers, yes and no for yes and no."""
    for place, comparison, field in asked(subject):
        if field is not None and not is_suitable(comparison, field):
            yield Fault(place, {"field": comparison.field, "op": comparison.op.value, "kind": field.kind.value})


def is_suitable(comparison: Comparison, field: Field) -> bool:
    """Whether an answer of this kind can be compared so."""
    op, values = comparison.op, several(comparison)
    if op is Op.FILLED:
        return all(isinstance(value, bool) for value in values)
    if op in ORDERED:
        return field.kind in ORDERLY and len(values) == 1 and _is_of_kind(values[0], field.kind)
    if op is Op.HAS_CLASS and not field.code_list:
        return False
    return bool(values) and all(_is_of_kind(value, field.kind) for value in values)


def _is_of_kind(value: Any, kind: FieldKind) -> bool:
    if kind is FieldKind.YES_NO:
        return isinstance(value, bool)
    if isinstance(value, bool):
        return False
    if kind is FieldKind.DATE:
        return bool(DAY.fullmatch(str(value)))
    return kind not in COUNTED or bool(NUMBER.fullmatch(str(value)))


@rule("condition_value_unknown")
def condition_value_unknown(subject: Subject) -> Iterator[Fault]:
    """A condition names options, codes and classes that exist: another can never be the answer."""
    for place, comparison, field in asked(subject):
        if field is not None and is_suitable(comparison, field):
            for value in _never_answered(comparison, field, subject.form.code_list(field.code_list)):
                yield Fault(place, {"field": comparison.field, "value": value})


def several(comparison: Comparison) -> tuple[Any, ...]:
    """What is compared with, as a tuple."""
    value = comparison.value
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _never_answered(comparison: Comparison, field: Field, code_list: CodeList | None) -> Iterator[str]:
    known = _answers(comparison.op, field, code_list) if comparison.op in NAMING else None
    if known is not None:
        yield from (str(value) for value in several(comparison) if str(value) not in known)


def _answers(op: Op, field: Field, code_list: CodeList | None) -> set[str] | None:
    """What the answer may be; None where it is not from a closed list."""
    if field.options and field.kind in CHOOSING:
        return {option.value for option in field.options}
    if code_list is None:
        return None
    if op is Op.HAS_CLASS:
        return {name for code in code_list.codes for name in code.classes}
    return {code.code for code in code_list.codes}
