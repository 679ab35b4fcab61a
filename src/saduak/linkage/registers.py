"""The registers of `law/registers.yaml`, and the files that their holders hand over."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import StringIO
from pathlib import Path
from typing import Literal, NamedTuple

from saduak.core.errors import DomainError
from saduak.core.package import Text
from saduak.core.thai import normal, western_digits
from saduak.parties.queries import thirteen_digits
from saduak.sources.binding import bound
from saduak.sources.documents import read_document
from saduak.sources.files import law_file

IDENTIFIER = "identifier"
LONGEST_CELL = 1000
MOST_ROWS = 200_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column that a file must or may bring."""

    id: str
    required: bool


@dataclass(frozen=True, slots=True)
class RegisterAbout:
    """A register: what it is called, who holds it, about whom it knows, by what kind of number it is asked, and for
    how many days an answer is kept."""

    id: str
    name: Text
    holder: Text
    subjects: tuple[Literal["person", "organisation"], ...]
    identifier: Literal["thirteen", "free"]
    keep_days: int
    columns: tuple[Column, ...]

    def sought(self, written: str) -> str:
        """The number as the register is asked for it, however it was written.

        Raises DomainError "identifier_length", "identifier_checksum" or "identifier_missing".
        """
        if self.identifier == "thirteen":
            return thirteen_digits(written)
        plain = western_digits(normal(written)).upper().replace(" ", "")
        if not plain or len(plain) > 80:
            raise DomainError("identifier_missing")
        return plain


@dataclass(frozen=True, slots=True)
class _Registers:
    registers: tuple[RegisterAbout, ...]


def registers() -> Mapping[str, RegisterAbout]:
    """Every register on file, by id; raises SourceError."""
    return _read(law_file("registers.yaml"))


@lru_cache(maxsize=4)
def _read(path: Path) -> Mapping[str, RegisterAbout]:
    return {about.id: about for about in bound(read_document(path), _Registers).registers}


def register_about(register: str) -> RegisterAbout:
    """One register; raises DomainError("register_unknown")."""
    about = registers().get(register)
    if about is None:
        raise DomainError("register_unknown", register=register)
    return about


class Row(NamedTuple):
    """A row that can be kept: the number it is found by, and the other cells by column."""

    identifier: str
    facts: Mapping[str, str]


class RefusedRow(NamedTuple):
    """A row that cannot: its line in the file and the code of the reason, never the cells."""

    line: int
    code: str


class RegisterSheet(NamedTuple):
    """What a file brings."""

    rows: tuple[Row, ...]
    refused: tuple[RefusedRow, ...]


def read_sheet(content: bytes, about: RegisterAbout) -> RegisterSheet:
    """The rows of a CSV file in UTF-8 with a head, each number once.

    Raises DomainError "sheet_not_utf8", "sheet_columns" (with those that are `missing`) or "sheet_too_long".
    """
    try:
        lines = csv.DictReader(StringIO(content.decode("utf-8-sig"), newline=""), restkey="", restval=None)
        head = tuple(name.strip() for name in lines.fieldnames or ())
        _check_head(head, about)
        lines.fieldnames = list(head)
        found = list(_walked(lines, about))
    except UnicodeDecodeError as error:
        raise DomainError("sheet_not_utf8") from error
    except csv.Error as error:
        raise DomainError("sheet_columns", missing=()) from error
    if len(found) > MOST_ROWS:
        raise DomainError("sheet_too_long", limit=MOST_ROWS)
    return RegisterSheet(
        tuple(row for row in found if isinstance(row, Row)), tuple(row for row in found if isinstance(row, RefusedRow))
    )


def _check_head(head: Iterable[str], about: RegisterAbout) -> None:
    missing = {IDENTIFIER, *(column.id for column in about.columns if column.required)} - set(head)
    if missing:
        raise DomainError("sheet_columns", missing=tuple(sorted(missing)))


def _walked(lines: "csv.DictReader[str]", about: RegisterAbout) -> Iterator[Row | RefusedRow]:
    known: set[str] = set()
    for cells in lines:
        try:
            row = _row(cells, about)
        except DomainError as error:
            yield RefusedRow(lines.line_num, error.code)
            continue
        yield RefusedRow(lines.line_num, "row_twice") if row.identifier in known else row
        known.add(row.identifier)


def _row(cells: Mapping[str, str | None], about: RegisterAbout) -> Row:
    if "" in cells or None in cells.values():
        raise DomainError("row_cells")
    if any(len(cell or "") > LONGEST_CELL for cell in cells.values()):
        raise DomainError("row_too_long")
    facts = {column.id: normal(cells.get(column.id) or "") for column in about.columns}
    if any(column.required and not facts[column.id] for column in about.columns):
        raise DomainError("row_incomplete")
    return Row(about.sought(cells[IDENTIFIER] or ""), facts)
