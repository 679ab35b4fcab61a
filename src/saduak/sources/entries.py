"""Typed access to one map of a data file: every value that is missing, strange or unasked for is named with
its line.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from typing import Any, TypeVar

from saduak.core.errors import SourceError
from saduak.sources.documents import Table

Value = TypeVar("Value")


class Entry:
    """Reads the fields of one `Table` by type and remembers which were asked for, so that `done` can refuse
    the rest.

    Every method raises `SourceError` "source_field" (`file`, `line`, `field`, `why`) when the value is not
    as it must be; `done` raises "source_unknown_field".
    """

    def __init__(self, table: object, *, within: Table | None = None, name: str = "") -> None:
        if not isinstance(table, Table):
            raise _wrong(within, name, "must_be_map")
        self.table = table
        self.asked: set[str] = set()

    # One field

    def _get(self, name: str) -> Any:
        self.asked.add(name)
        return self.table.get(name)

    def _typed(self, name: str, kind: type[Value], why: str) -> Value:
        value = self._get(name)
        if value is None and name not in self.table:
            raise self.wrong(name, "missing")
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self.wrong(name, why)
        return value

    def has(self, name: str) -> bool:
        return self._get(name) is not None

    def text(self, name: str, pattern: str = r"(?s)\S.*") -> str:
        """A text that is not blank and matches `pattern` as a whole."""
        value = self._typed(name, str, "must_be_text")
        if not re.fullmatch(pattern, value):
            raise self.wrong(name, "wrong_form")
        return value

    def text_or(self, name: str, default: str) -> str:
        return self.text(name) if self.has(name) else default

    def whole(self, name: str, least: int = 0) -> int:
        value = self._typed(name, int, "must_be_whole_number")
        if value < least:
            raise self.wrong(name, "too_small")
        return value

    def day(self, name: str) -> date:
        return self._typed(name, date, "must_be_date")

    def day_or_none(self, name: str) -> date | None:
        return self.day(name) if self.has(name) else None

    def truth(self, name: str) -> bool:
        return self._typed(name, bool, "must_be_true_or_false")

    def choice(self, name: str, allowed: AbstractSet[str]) -> str:
        value = self.text(name)
        if value not in allowed:
            raise self.wrong(name, "not_among", allowed=", ".join(sorted(allowed)))
        return value

    # Fields that hold more

    def entry(self, name: str) -> "Entry":
        return Entry(self._get(name), within=self.table, name=name)

    def entries(self, name: str) -> Iterator["Entry"]:
        """The maps in a list."""
        for item in self._typed(name, list, "must_be_list"):
            yield Entry(item, within=self.table, name=name)

    def texts(self, name: str) -> tuple[str, ...]:
        """The texts in a list."""
        values = self._typed(name, list, "must_be_list")
        if not all(isinstance(value, str) and value.strip() for value in values):
            raise self.wrong(name, "must_be_texts")
        return tuple(values)

    def named_texts(self, name: str) -> dict[str, str]:
        """A map of texts under names that the file chooses itself."""
        entry = self.entry(name)
        return {key: entry.text(key) for key in entry.table}

    def both_languages(self, name: str) -> tuple[str, str]:
        """A text in Thai and in English: `{th: …, en: …}`."""
        pair = self.entry(name)
        found = pair.text("th"), pair.text("en")
        pair.done()
        return found

    def done(self) -> None:
        """Refuse what nobody asked for: nearly always a misspelt field, whose value would be lost without a
        word.
        """
        for name in self.table:
            if name not in self.asked:
                raise self.wrong(name, "unknown", code="source_unknown_field")

    def wrong(self, name: str, why: str, *, code: str = "source_field", **params: Any) -> SourceError:
        """The error that names this field; the caller raises it."""
        line = self.table.line_of(name)
        return SourceError(code, file=self.table.file, line=line, field=name, why=why, **params)


def _wrong(within: Table | None, name: str, why: str) -> SourceError:
    file, line = (within.file, within.line_of(name)) if within is not None else ("", 1)
    return SourceError("source_field", file=file, line=line, field=name, why=why)
