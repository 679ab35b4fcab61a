"""Whether a condition of a package holds for the answers of a form.

A condition about a repeating group, asked from outside it, holds when there is a line for which it holds: "a line that
is hazardous and goes to landfill" means one line that is both. What has not been answered is equal to nothing, above
nothing and below nothing.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from itertools import product
from typing import Any

from saduak.core.package import Answer, Answers, Comparison, Condition, Line, Op

Classes = Mapping[str, Mapping[str, frozenset[str]]]
"""Field ("group.field", and "field" alone for use inside a line) to code to the classes of that code."""

Look = Callable[[str], Answer | None]


def holds(condition: Condition, answers: Answers, line: Line | None = None, classes: Classes | None = None) -> bool:
    """Whether the condition holds; inside a repeating group for `line`, one of the group's lines."""
    looks = _scopes(condition, answers, line)
    return any(_true(condition, look, classes or {}) for look in looks)


def fields_of(condition: Condition) -> Iterator[str]:
    """Every field the condition asks for, as it names them."""
    for part in (*condition.all, *condition.any):
        if isinstance(part, Condition):
            yield from fields_of(part)
        else:
            yield part.field


# Lines


def _scopes(condition: Condition, answers: Answers, line: Line | None) -> Iterator[Look]:
    """One way to look up fields for each choice of a line from every repeating group that is mentioned."""
    repeating = {
        group: lines
        for group in sorted({name.partition(".")[0] for name in fields_of(condition) if "." in name})
        if isinstance(lines := answers.get(group), tuple)
    }
    own = {group: (line,) for group, lines in repeating.items() if line and any(each is line for each in lines)}
    choices: list[tuple[Line, ...]] = [own.get(group) or lines or ({},) for group, lines in repeating.items()]
    for chosen in product(*choices):
        yield _look(answers, dict(zip(repeating, chosen, strict=True)), line)


def _look(answers: Answers, chosen: Mapping[str, Line], line: Line | None) -> Look:
    def look(name: str) -> Answer | None:
        group, dot, field = name.partition(".")
        if not dot:
            return (line or {}).get(name)
        found = chosen.get(group) or answers.get(group)
        return found.get(field) if isinstance(found, Mapping) else None

    return look


# Truth


def _true(condition: Condition, look: Look, classes: Classes) -> bool:
    return all(_part(part, look, classes) for part in condition.all) and (
        not condition.any or any(_part(part, look, classes) for part in condition.any)
    )


def _part(part: Comparison | Condition, look: Look, classes: Classes) -> bool:
    if isinstance(part, Condition):
        return _true(part, look, classes)
    answer = look(part.field)
    if part.op is Op.HAS_CLASS:
        return _has_class(part, answer, classes)
    return _COMPARE[part.op](answer, part.value)


def _has_class(part: Comparison, answer: Answer | None, classes: Classes) -> bool:
    asked = {str(value) for value in _several(part.value)}
    known = classes.get(part.field, {})
    return any(known.get(str(code), frozenset()) & asked for code in _several(answer))


def _several(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def filled(answer: Answer | None) -> bool:
    """Whether there is an answer at all; "no" is one, blanks are none."""
    if isinstance(answer, str):
        return bool(answer.strip())
    return answer is not None and answer != ()


def same(one: Any, other: Any) -> bool:
    """Whether two values mean the same: a number typed as text equals the number, yes and no are no numbers."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    return str(one) == str(other)


def _is(answer: Answer | None, value: Any) -> bool:
    return any(same(given, sought) for given in _several(answer) for sought in _several(value))


def _filled_as(answer: Answer | None, value: Any) -> bool:
    return filled(answer) is (value is not False)


def _ordered(compare: Callable[[Any, Any], bool]) -> Callable[[Answer | None, Any], bool]:
    def compared(answer: Answer | None, value: Any) -> bool:
        pair = _comparable(answer, value)
        return pair is not None and compare(*pair)

    return compared


def _comparable(answer: Any, value: Any) -> tuple[Any, Any] | None:
    """Both as numbers, or both as days; None where they cannot be compared."""
    for read in (_number, _day):
        one, other = read(answer), read(value)
        if one is not None and other is not None:
            return one, other
    return None


def _number(value: Any) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (int, str)):
        return None
    try:
        number = Decimal(value)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


_COMPARE: Mapping[Op, Callable[[Answer | None, Any], bool]] = {
    Op.IS: _is,
    Op.IS_NOT: lambda answer, value: not _is(answer, value),
    Op.IN: _is,
    Op.AT_LEAST: _ordered(lambda answer, value: answer >= value),
    Op.AT_MOST: _ordered(lambda answer, value: answer <= value),
    Op.MORE_THAN: _ordered(lambda answer, value: answer > value),
    Op.LESS_THAN: _ordered(lambda answer, value: answer < value),
    Op.FILLED: _filled_as,
}
