"""Calendars of government offices: the holidays of `law/calendars/`, by province, with an agency's own hours.

The files are read as bytes when a calendar is first asked for, so that its version is of exactly what it
will answer from; a year is parsed only when a question needs it. A running process keeps what it read until
it is restarted.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from saduak.core.calendars import Calendar, Holiday, YearSheet
from saduak.core.errors import LawError, SourceError
from saduak.sources.documents import file_bytes, fingerprint, parsed
from saduak.sources.entries import Entry
from saduak.sources.files import law_files, law_folders
from saduak.sources.given_calendars import (
    OFFICE_FIELDS,
    canonical_json,
    fields_of,
    inline_calendar,
    office_hours,
)
from saduak.sources.provinces import provinces

__all__ = [
    "agency_calendar",
    "inline_calendar",
    "known_years",
    "named_calendar",
    "national_calendar",
    "year_sheet",
]

BUDDHIST_ERA: Final = 543
KINDS: Final = frozenset({"holiday", "substitution", "cabinet_addition"})
CONFIDENCE: Final = frozenset({"seen", "computed", "recalled"})
NAMED: Final = re.compile(r"TH(?:-(?P<province>[0-9]{2}))?")


# Asking for a calendar


def named_calendar(name: str) -> Calendar:
    """The calendar called "TH" (whole country) or "TH-40" (one province); raises `LawError`
    "calendar_unknown".
    """
    matched = NAMED.fullmatch(name)
    if matched is None:
        raise LawError("calendar_unknown", calendar=name)
    return national_calendar(matched["province"])


def national_calendar(province: str | None = None) -> Calendar:
    """Government working days and usual hours (08:30 to 16:30), of the country or of one province.

    Raises `LawError` "calendar_unknown" for a code that no province has.
    """
    return _national(law_folders(), province)


@lru_cache(maxsize=256)
def _national(_folders: tuple[Path, ...], province: str | None) -> Calendar:
    if province is not None and province not in provinces():
        raise LawError("calendar_unknown", calendar=f"TH-{province}")
    contents = _contents()
    name = f"TH-{province}" if province else "TH"
    version = fingerprint(b"".join(content for _, content in contents.values()))
    return Calendar(name=name, years=YearsOnFile(contents, province), version=version)


def agency_calendar(name: str, province: str | None, overrides: Mapping[str, Any]) -> Calendar:
    """The calendar of an agency or branch: government holidays with its own days and hours.

    `overrides` may have `weekdays`, `opens`, `closes`, `extra_open`, `closed`, in the form
    `inline_calendar` takes. Raises `LawError` "calendar_invalid" or "calendar_unknown".
    """
    return _of_agency(law_folders(), name, province, canonical_json(overrides))


@lru_cache(maxsize=512)
def _of_agency(_folders: tuple[Path, ...], name: str, province: str | None, overrides: str) -> Calendar:
    hours = office_hours(fields_of(json.loads(overrides), OFFICE_FIELDS, "calendar"))
    national = national_calendar(province)
    version = f"{national.version}+{fingerprint(overrides.encode())}"
    return national.change(name=name, version=version, **hours)


def known_years() -> tuple[int, ...]:
    """The years on file, of the Common Era, in order."""
    return tuple(_contents())


# The files


def _contents() -> Mapping[int, tuple[str, bytes]]:
    return _read_all(tuple(law_files("calendars").items()))


@lru_cache(maxsize=8)
def _read_all(paths: tuple[tuple[str, Path], ...]) -> Mapping[int, tuple[str, bytes]]:
    """Year to the name and the bytes of its file, as they were when first asked for."""
    return {_year_of(name, path): (str(path), file_bytes(path)) for name, path in paths}


def _year_of(name: str, path: Path) -> int:
    """A file is called by its Buddhist year, as the Cabinet's list is."""
    if not re.fullmatch(r"2[0-9]{3}", name):
        raise SourceError("source_field", file=str(path), line=1, field="file name", why="not_a_buddhist_year")
    return int(name) - BUDDHIST_ERA


@dataclass(frozen=True, eq=False)
class YearsOnFile(Mapping[int, Mapping[date, Holiday]]):
    """Year to its holidays in one province, each year parsed when first asked for."""

    contents: Mapping[int, tuple[str, bytes]]
    province: str | None
    _read: dict[int, Mapping[date, Holiday]] = field(default_factory=dict, init=False, repr=False)

    def __getitem__(self, year: int) -> Mapping[date, Holiday]:
        if year not in self._read:
            file, content = self.contents[year]
            self._read[year] = _sheet(file, content).for_province(self.province)
        return self._read[year]

    def __iter__(self) -> Iterator[int]:
        return iter(self.contents)

    def __len__(self) -> int:
        return len(self.contents)


# One file


def year_sheet(path: Path) -> YearSheet:
    """The holidays that one file states; raises `SourceError` with `file` and `line`."""
    return _sheet(str(path), file_bytes(path))


@lru_cache(maxsize=32)
def _sheet(file: str, content: bytes) -> YearSheet:
    document = Entry(parsed(content, file))
    year = _checked_year(document, Path(file))
    sources = document.named_texts("sources")
    days: dict[date, Holiday] = {}
    for row in document.entries("days"):
        holiday = _holiday(row, year, sources)
        if holiday.on in days:
            raise row.wrong("date", "given_twice")
        days[holiday.on] = holiday
    document.done()
    return YearSheet(year, tuple(days[day] for day in sorted(days)), fingerprint(content))


def _checked_year(document: Entry, path: Path) -> int:
    """The three ways in which a file names its year must agree: a slip here would move every date of that
    year.
    """
    year = document.whole("year")
    if document.whole("buddhist_year") != year + BUDDHIST_ERA:
        raise document.wrong("buddhist_year", "must_be_year_plus_543")
    if path.stem != str(year + BUDDHIST_ERA):
        raise document.wrong("year", "must_agree_with_file_name")
    return year


def _holiday(row: Entry, year: int, sources: Mapping[str, str]) -> Holiday:
    on = row.day("date")
    if on.year != year:
        raise row.wrong("date", "must_be_in_the_year")
    name_th, name_en = row.both_languages("name")
    kind = row.choice("kind", KINDS)
    if (kind == "substitution") != row.has("replaces") or row.day_or_none("replaces") == on:
        raise row.wrong("replaces", "must_name_the_day_replaced")
    source = sources[row.choice("source", sources.keys())]
    row.choice("confidence", CONFIDENCE)
    found = Holiday(on, name_th, name_en, source, kind, _scope(row))
    row.done()
    return found


def _scope(row: Entry) -> frozenset[str]:
    codes = frozenset(row.texts("provinces") if row.has("provinces") else ())
    if not codes <= provinces().keys():
        raise row.wrong("provinces", "not_a_province")
    return codes
