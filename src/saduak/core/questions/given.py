"""Reading what a question gives: every field has a type, nothing is guessed, nothing given is silently ignored."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NoReturn, TypeVar

from saduak.core.calendars import BANGKOK, EARLIEST_YEAR, LATEST_YEAR
from saduak.core.errors import LawError
from saduak.core.reasons import Code, Reason
from saduak.core.spans import Span, Unit

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:?\d{2})?", re.ASCII)

E = TypeVar("E", bound=StrEnum)
T = TypeVar("T")
_KINDS = frozenset({"date", "moment", "whole", "flag", "text", "list", "object"})
REQUIRED: Any = object()


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer as plain data, and why."""

    answer: dict[str, Any]
    because: tuple[Reason, ...]


class Given:
    """The fields of a question. Every reader takes a name and, if the field may be left out, a default.

    Raises `LawError` "field_missing", "field_invalid" (with what was expected), "date_impossible" or
    "date_out_of_range" (mostly a Buddhist year where the Common Era is meant).
    """

    def __init__(self, fields: Mapping[str, Any], path: str = "") -> None:
        self._fields = fields
        self._path = path
        self._read: set[str] = set()

    def has(self, name: str) -> bool:
        """Whether the field is given at all; null counts as given."""
        self._read.add(name)
        return name in self._fields

    def is_object(self, name: str) -> bool:
        """Whether the field holds an object, for fields that may also be a name."""
        return isinstance(self._fields.get(name), Mapping)

    def is_moment(self, name: str) -> bool:
        """Whether the field holds a date with a time, for fields that may also be a date."""
        value = self._fields.get(name)
        return isinstance(value, str) and _MOMENT.fullmatch(value) is not None

    def _get(self, name: str, default: Any, convert: Callable[[str, Any], T]) -> T:
        self._read.add(name)
        value = self._fields.get(name)
        if value is None:
            if default is REQUIRED:
                raise LawError("field_missing", field=self._path + name)
            found: T = default
            return found
        return convert(name, value)

    def _wrong(self, name: str, value: Any, expected: str) -> NoReturn:
        told = Code("expected", expected) if expected in _KINDS else expected
        raise LawError("field_invalid", field=self._path + name, value=value, expected=told)

    def day(self, name: str, default: Any = REQUIRED) -> date:
        """A date as YYYY-MM-DD of the Common Era; of a date-time, its day in Bangkok."""
        return self._get(name, default, self._as_day)

    def moment(self, name: str, default: Any = REQUIRED) -> datetime:
        """A date-time in ISO 8601; without an offset it is Bangkok time."""
        return self._get(name, default, self._as_moment)

    def _as_day(self, name: str, value: Any) -> date:
        if isinstance(value, str) and _MOMENT.fullmatch(value):
            return self._as_moment(name, value).astimezone(BANGKOK).date()
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            self._wrong(name, value, "date")
        return self._sensible(name, value, date.fromisoformat)

    def _as_moment(self, name: str, value: Any) -> datetime:
        if not isinstance(value, str) or not _MOMENT.fullmatch(value):
            self._wrong(name, value, "moment")
        found = self._sensible(name, value, datetime.fromisoformat)
        return found if found.tzinfo else found.replace(tzinfo=BANGKOK)

    def _sensible(self, name: str, value: str, read: Callable[[str], T]) -> T:
        if not EARLIEST_YEAR <= int(value[:4]) <= LATEST_YEAR:
            raise LawError("date_out_of_range", field=self._path + name, year=int(value[:4]))
        try:
            return read(value)
        except ValueError:
            raise LawError("date_impossible", field=self._path + name, value=value) from None

    def days(self, name: str, default: Any = ()) -> tuple[date, ...]:
        """A list of dates."""
        return tuple(self._as_day(name, item) for item in self.list(name, default))

    def whole(self, name: str, default: Any = REQUIRED) -> int:
        """A whole number."""
        return self._get(name, default, self._as_whole)

    def _as_whole(self, name: str, value: Any) -> int:
        if type(value) is not int:
            self._wrong(name, value, "whole")
        return int(value)

    def flag(self, name: str, *, default: Any = False) -> bool:
        """true or false."""
        return self._get(name, default, self._a(bool, "flag"))

    def text(self, name: str, default: Any = REQUIRED) -> str:
        """A text."""
        return self._get(name, default, self._a(str, "text"))

    def _a(self, kind: type[T], expected: str) -> Callable[[str, Any], T]:
        """A converter that only lets values of `kind` through."""

        def checked(name: str, value: Any) -> T:
            return value if isinstance(value, kind) else self._wrong(name, value, expected)

        return checked

    def one_of(self, name: str, kind: type[E], default: Any = REQUIRED) -> E:
        """One of the codes of an enumeration."""
        return self._get(name, default, lambda _, value: self._as_code(name, value, kind))

    def _as_code(self, name: str, value: Any, kind: type[E]) -> E:
        try:
            return kind(value)
        except ValueError:
            self._wrong(name, value, " | ".join(kind))

    def list(self, name: str, default: Any = ()) -> tuple[Any, ...]:
        """A list of anything."""
        return tuple(self._get(name, default, self._a(list, "list")))

    def texts(self, name: str, default: Any = ()) -> tuple[str, ...]:
        """A list of texts."""
        as_text = self._a(str, "text")
        return tuple(as_text(name, item) for item in self.list(name, default))

    def each(self, name: str, read: Callable[["Given"], T], default: Any = ()) -> tuple[T, ...]:
        """A list of objects, each read by `read`; its own unknown fields are refused too."""
        return tuple(
            self._within(f"{name}.{index}.", item, read) for index, item in enumerate(self.list(name, default))
        )

    def inside(self, name: str, read: Callable[["Given"], T], default: Any = None) -> T | None:
        """An object read by `read`."""
        return self._get(name, default, lambda _, value: self._within(f"{name}.", value, read))

    def _within(self, path: str, value: Any, read: Callable[["Given"], T]) -> T:
        if not isinstance(value, Mapping):
            self._wrong(path.rstrip("."), value, "object")
        fields = Given(value, self._path + path)
        found = read(fields)
        fields.refuse_the_rest()
        return found

    def span(self, name: str, default: Any = None) -> Span | None:
        """A length of time: {"amount": 9, "unit": "working_day"}."""
        return self.inside(name, read_span, default)

    def refuse_the_rest(self) -> None:
        """Raise `LawError` "field_unknown" for a field that no reader asked for: better refused than ignored."""
        unknown = [name for name in self._fields if name not in self._read]
        if unknown:
            raise LawError("field_unknown", field=self._path + str(unknown[0]), known=tuple(sorted(self._read)))


def read_span(given: Given) -> Span:
    """The `amount` and `unit` of an object. Raises `LawError` for amounts no law has."""
    return Span(given.whole("amount"), given.one_of("unit", Unit))
