"""What changed between two versions of a service, as the citizen's manual puts it: "from … to …" (LFA s.7 para 3, M-2).

The headline counts steps, working minutes, documents and fees and says by how many per cent they were cut; the rest is
every field that differs, named in both languages.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from enum import Enum
from typing import Any, Literal, NamedTuple

from saduak.core.money import Money
from saduak.core.package import Comparison, Condition, Fee, Package, Text
from saduak.core.reasons import Language, Words, say, written
from saduak.core.spans import Span, Unit
from saduak.sources.texts import LANGUAGES, sentences

MINUTES: Mapping[Unit, float] = {
    Unit.WORKING_MINUTE: 1,
    Unit.WORKING_HOUR: 60,
    Unit.WORKING_DAY: 480,
    Unit.ELAPSED_HOUR: 60,
    Unit.DAY: 480 * 5 / 7,
    Unit.MONTH: 480 * 5 / 7 * 365 / 12,
    Unit.YEAR: 480 * 5 / 7 * 365,
}
"""Working minutes in a unit: an office is open eight hours on five days of seven. For comparing, never for a date."""

IN_SATANG = frozenset({"satang", "floor", "ceiling", "legal_ceiling"})
LEAVES = (Text, Span, Condition)
KEYS = ("id", "code", "value", "step", "article", "form_code", "name")
"""By which an item of a list is known again in the other version; items without any are compared by position."""


class Cut(NamedTuple):
    """A measure before and after; `percent` is how much was cut, negative where it grew, None from nothing."""

    before: int
    after: int

    @property
    def percent(self) -> int | None:
        if not self.before:
            return None
        return round((self.before - self.after) * 100 / self.before)


@dataclass(frozen=True, slots=True)
class FeeCut:
    """The most that one fee can come to for one measure, in satang; None where the version does not have it."""

    fee: str
    name: Text
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs. `part` is the file, `path` the way to the field in it, `label` the same for a reader."""

    part: str
    path: str
    label: Words
    kind: Literal["added", "removed", "changed"]
    before: Any
    after: Any

    def text(self, language: Language) -> str:
        """The change as a sentence."""
        params = {"label": self.label, "before": _shown(self.before), "after": _shown(self.after)}
        return say(f"diff.{self.kind}", params, language, sentences(language))

    def in_both(self) -> dict[str, str]:
        """The sentence in Thai and English."""
        return {language: self.text(language) for language in LANGUAGES}


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions side by side: the headline and every field."""

    steps: Cut
    minutes: Cut
    promise: tuple[Span, Span]
    promise_minutes: Cut
    documents: Cut
    fees: tuple[FeeCut, ...]
    changes: tuple[Change, ...]

    def headline(self, language: Language) -> tuple[str, ...]:
        """Steps, time, documents and fees that changed, a sentence each."""
        return tuple(say(key, params, language, sentences(language)) for key, params in self._headline())

    def _headline(self) -> Iterator[tuple[str, dict[str, Any]]]:
        yield from _counted("steps", self.steps)
        if self.promise[0] != self.promise[1]:
            yield _cut("promise", *self.promise, self.promise_minutes.percent)
        yield from _counted("minutes", self.minutes)
        yield from _counted("documents", self.documents)
        for fee in self.fees:
            if fee.before != fee.after:
                yield _fee_key(fee)


def _counted(name: str, cut: Cut) -> Iterator[tuple[str, dict[str, Any]]]:
    if cut.before != cut.after:
        yield _cut(name, cut.before, cut.after, cut.percent)


def _cut(name: str, before: Any, after: Any, percent: int | None) -> tuple[str, dict[str, Any]]:
    kind = "diff" if not percent else "diff_cut" if percent > 0 else "diff_grown"
    return f"{kind}.{name}", {"before": before, "after": after, "percent": abs(percent or 0)}


def _fee_key(fee: FeeCut) -> tuple[str, dict[str, Any]]:
    name = Words(fee.name.th, fee.name.en)
    if fee.before is None or fee.after is None:
        kind = "fee_added" if fee.before is None else "fee_removed"
        return f"diff.{kind}", {"name": name, "amount": Money(fee.after or fee.before or 0)}
    key, params = _cut("fee", Money(fee.before), Money(fee.after), Cut(fee.before, fee.after).percent)
    return key, {"name": name, **params}


def diff(a: Package, b: Package) -> Difference:
    """What is different in `b`, seen from `a`."""
    one, two = a.service, b.service
    return Difference(
        steps=Cut(len(one.steps), len(two.steps)),
        minutes=Cut(*(round(sum(_minutes(step.time) for step in each.steps)) for each in (one, two))),
        promise=(one.promise, two.promise),
        promise_minutes=Cut(round(_minutes(one.promise)), round(_minutes(two.promise))),
        documents=Cut(_count(one.documents), _count(two.documents)),
        fees=tuple(_fee_cuts(a, b)),
        changes=tuple(_changes(a, b)),
    )


def _minutes(span: Span) -> float:
    return span.amount * MINUTES[span.unit]


def _count(listed: tuple[Any, ...] | str) -> int:
    return 0 if isinstance(listed, str) else len(listed)


# Fees


def _fee_cuts(a: Package, b: Package) -> Iterator[FeeCut]:
    before, after = _fees(a), _fees(b)
    for name in dict.fromkeys((*before, *after)):
        rows = after.get(name) or before[name]
        yield FeeCut(name, rows[0].name, _most(before.get(name)), _most(after.get(name)))


def _fees(package: Package) -> dict[str, tuple[Fee, ...]]:
    """The rows of each table of fees that hold from the last day on which any row begins."""
    rows = () if isinstance(package.fees.fees, str) else package.fees.fees
    began = {fee.id: max(row.valid_from for row in rows if row.id == fee.id) for fee in rows}
    return {fee.id: tuple(row for row in rows if row.id == fee.id and row.valid_from == began[fee.id]) for fee in rows}


def _most(rows: tuple[Fee, ...] | None) -> int | None:
    """The highest figure in the rows: of a table its highest tier, of a share its ceiling."""
    if rows is None:
        return None
    return max(max((tier.satang for tier in fee.tiers), default=fee.satang or fee.ceiling or 0) for fee in rows)


# Fields


def _changes(a: Package, b: Package) -> Iterator[Change]:
    for part, read in _PARTS.items():
        yield from _compared(_Way(part, "", Words("", "")), read(a), read(b))


_PARTS: Mapping[str, Callable[[Package], Any]] = {
    "service": lambda package: package.service,
    "form": lambda package: package.form,
    "fees": lambda package: package.fees,
    "codelists": lambda package: package.code_lists,
    "letters": lambda package: package.letters,
    "licence": lambda package: package.licence,
}


class _Way(NamedTuple):
    """How one came to a value: the file, the path, and the same in words."""

    part: str
    path: str
    label: Words

    def field(self, name: str) -> "_Way":
        words = Words(*(sentences(language)[f"field.{name}"] for language in LANGUAGES))
        return _Way(self.part, f"{self.path}.{name}".lstrip("."), _joined(self.label, words))

    def item(self, key: str, value: Any) -> "_Way":
        return _Way(self.part, f"{self.path}[{key}]", _joined(self.label, _called(value, key)))

    def change(self, before: Any, after: Any) -> Change:
        kind: Literal["added", "removed", "changed"] = (
            "added" if before is None else "removed" if after is None else "changed"
        )
        return Change(self.part, self.path, self.label, kind, before, after)


def _joined(label: Words, more: Words) -> Words:
    return Words(*(f"{before} › {after}" if before else after for before, after in zip(label, more, strict=True)))


def _called(value: Any, key: str) -> Words:
    """What an item of a list is called by its reader."""
    for name in ("name", "title", "label", "about", "subject"):
        found = getattr(value, name, None)
        if isinstance(found, Text):
            return Words(found.th, found.en)
    return Words(key, key)


def _compared(way: _Way, before: Any, after: Any) -> Iterator[Change]:
    if before == after:
        return
    if isinstance(before, tuple) and isinstance(after, tuple):
        yield from _items(way, before, after)
    elif type(before) is type(after) and is_dataclass(before) and not isinstance(before, LEAVES):
        for field in fields(before):
            yield from _compared(way.field(field.name), *_pair(before, after, field.name))
    else:
        yield way.change(before, after)


def _pair(before: Any, after: Any, name: str) -> tuple[Any, Any]:
    found = getattr(before, name), getattr(after, name)
    if name in IN_SATANG:
        return tuple(None if value is None else Money(value) for value in found)  # type: ignore[return-value]
    return found


def _items(way: _Way, before: tuple[Any, ...], after: tuple[Any, ...]) -> Iterator[Change]:
    old, new = _keyed(before), _keyed(after)
    for key in dict.fromkeys((*old, *new)):
        here = way.item(key, new.get(key, old.get(key)))
        if key in old and key in new:
            yield from _compared(here, old[key], new[key])
        else:  # what it is called is the change itself
            yield here._replace(label=way.label).change(old.get(key), new.get(key))


def _keyed(items: tuple[Any, ...]) -> dict[str, Any]:
    """The items by what they are known by; where two have the same, by their position among these too."""
    found: dict[str, Any] = {}
    for position, item in enumerate(items, 1):
        key = _key(item, position)
        found[key if key not in found else f"{key} {position}"] = item
    return found


def _key(item: Any, position: int) -> str:
    if isinstance(item, (Text, str, int)):
        return item.th if isinstance(item, Text) else str(item)
    if isinstance(item, LEAVES):
        return str(position)
    for name in KEYS:
        value = getattr(item, name, None)
        if value is not None:
            return value.en if isinstance(value, Text) else str(value)
    return str(position)


def _shown(value: Any) -> Any:
    """A value as a parameter of a sentence."""
    if isinstance(value, Text):
        return Words(value.th, value.en)
    if isinstance(value, Condition):
        return Words(*(_condition(value, language) for language in LANGUAGES))
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple) and not isinstance(value, Money):
        return tuple(_shown(item) for item in value)
    if is_dataclass(value) and not isinstance(value, Span):
        return _described(value)
    return value


def _described(value: Any) -> Words:
    """A record by its name, else by what it holds."""
    called = _called(value, "")
    if called.th:
        return called
    held = {field.name: getattr(value, field.name) for field in fields(value) if getattr(value, field.name) is not None}
    return Words(*(_held(held, language) for language in LANGUAGES))


def _held(held: Mapping[str, Any], language: Language) -> str:
    words = sentences(language)
    return ", ".join(
        f"{words[f'field.{name}']} {written(_shown(value), language, words)}" for name, value in held.items()
    )


def _condition(condition: Condition, language: Language) -> str:
    """A condition in one line, for those who review it."""
    words = sentences(language)
    for parts, joint in ((condition.all, words["diff.and"]), (condition.any, words["diff.or"])):
        if parts:
            return f" {joint} ".join(_comparison(part, language) for part in parts)
    return ""


def _comparison(part: Comparison | Condition, language: Language) -> str:
    if isinstance(part, Condition):
        return f"({_condition(part, language)})"
    value = "" if part.value is None else f" {written(part.value, language, sentences(language))}"
    return f"{part.field} {part.op.value}{value}"
