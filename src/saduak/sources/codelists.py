"""Official code lists: read from CSV as the authority hands them out, cleaned where that is safe, and laid over the
starter set that a package ships.

The full list stays outside the package and its folder: it belongs to the authority, and it is read wherever
`lists_folder` says. Columns: `code`, `class` (or `type`), `name_th`, `name_en`, and for management codes `scope` and
`needs_text`. A row that cannot be trusted is refused with its reason; nothing is guessed.
"""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Final, Literal

from saduak.core.errors import SourceError
from saduak.core.package import Code, CodeList, Package, Text
from saduak.core.thai import normal, western_digits
from saduak.sources.binding import bound
from saduak.sources.compiled import plain
from saduak.sources.documents import file_bytes, read_document
from saduak.sources.files import SUFFIX

NAME: Final = re.compile(r"[a-z0-9]+([_-][a-z0-9]+)*\Z")
CODE: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,19}\Z")
THAI: Final = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e]")
BROKEN: Final = re.compile("[\ufffd?]{2,}|\ufffd|[\ue000-\uf8ff]")
"""What a scanner or a wrong encoding leaves behind."""
STRAY_MARK: Final = re.compile("(?:^|\\s)[\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]")
"""A vowel or tone mark without a consonant under it."""
BRACKETS: Final = re.compile(r"\(\s+|\s+\)")
TWO_VOWELS: Final = re.compile("[\u0e31\u0e34-\u0e39]{2}|[\u0e48-\u0e4b]{2}|[\u0e40-\u0e44](?:\\s|$)")
"""Two vowels or two tone marks on one consonant, or a leading vowel without one: letters read wrongly."""
MISREAD: Final = (BROKEN, STRAY_MARK, TWO_VOWELS)
CLASS: Final = re.compile(r"[A-Za-z][A-Za-z_]{0,29}\Z")
UNSPECIFIED: Final = re.compile(r"\d{4}99\Z")
"""The items "not otherwise specified" of a list in steps of two digits; what they hold must be shown by analysis."""
SCOPES: Final[Mapping[str, tuple[str, ...]]] = {
    "any": (),
    "": (),
    "non-hazardous only": ("non_hazardous_only",),
    "hazardous only": ("hazardous_only",),
    "hazardous incinerator": ("hazardous_only",),
}

Why = Literal["code", "no_thai_name", "broken_letters", "brackets", "given_twice", "class", "scope", "columns"]
Row = Mapping[str | None, str | None]


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that was not taken, counted from 1 below the heading, and why."""

    row: int
    code: str
    why: Why
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: the list, the rows that were refused, and how many names were cleaned."""

    code_list: CodeList
    refused: tuple[Refused, ...]
    cleaned: int


# Importing


def read_csv(path: Path, list_id: str, name: Text | None = None) -> Imported:
    """The code list that a CSV file holds. Raises `SourceError` "source_unreadable", "source_too_large",
    "codes_not_utf8" or "codes_columns"."""
    try:
        text = file_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SourceError("codes_not_utf8", file=str(path), byte=error.start + 1) from error
    rows = csv.DictReader(StringIO(text))
    columns = [HEADINGS.get(name, name) for name in rows.fieldnames or ()]
    missing = {"code", "name_th"} - set(columns)
    if missing:
        raise SourceError("codes_columns", file=str(path), missing=tuple(sorted(missing)))
    rows.fieldnames = columns
    source = f"{path.name} (SHA-256 {sha256(text.encode()).hexdigest()[:16]})"
    return _imported(rows, CodeList(list_id, name or Text(list_id, list_id), source, ()))


HEADINGS: Final[Mapping[str, str]] = {"group4": "code", "group": "code", "type": "kind"}
"""What the official tables call their columns besides."""


def _imported(rows: Iterable[Row], empty: CodeList) -> Imported:
    codes: dict[str, Code] = {}
    refused: list[Refused] = []
    cleaned = 0
    for number, row in enumerate(rows, 1):
        found = _read_row(number, row, codes)
        if isinstance(found, Refused):
            refused.append(found)
        else:
            codes[found.code] = found
            cleaned += found.name.th != row.get("name_th")
    return Imported(replace(empty, codes=tuple(codes.values())), tuple(refused), cleaned)


def _read_row(number: int, row: Row, known: Mapping[str, Code]) -> Code | Refused:
    code = re.sub(r"\s", "", western_digits(row.get("code") or ""))
    th, en = (_name(row.get(column) or "") for column in ("name_th", "name_en"))
    why = _why_refused(code, th, en, row, known)
    if why:
        return Refused(number, code, why, th or en)
    return Code(code=code, name=Text(th, en or th), group=_group(code), classes=_classes(code, row), rule=_rule(row))


def _why_refused(code: str, th: str, en: str, row: Row, known: Mapping[str, Code]) -> Why | None:
    faults: tuple[tuple[Why, bool], ...] = (
        ("columns", None in row),
        ("code", not CODE.match(code)),
        ("given_twice", code in known),
        ("no_thai_name", not THAI.search(th)),
        ("broken_letters", any(pattern.search(text) for text in (th, en) for pattern in MISREAD)),
        ("brackets", any(text.count("(") != text.count(")") for text in (th, en))),
        ("class", bool(row.get("class")) and not CLASS.match((row.get("class") or "").strip())),
        ("scope", _cell(row, "scope") not in SCOPES),
    )
    return next((why for why, holds in faults if holds), None)


def _cell(row: Row, column: str) -> str:
    return (row.get(column) or "").strip()


def _name(text: str) -> str:
    """A name with composed vowels, single spaces and none inside brackets."""
    return BRACKETS.sub(lambda found: found[0].strip(), " ".join(normal(text).split()))


def _classes(code: str, row: Row) -> tuple[str, ...]:
    """The list's own class, that an item is unspecified, the scope of a method, and that it asks for a text."""
    own = (_cell(row, "class"),) if _cell(row, "class") else ()
    unspecified = ("unspecified",) if own and UNSPECIFIED.match(code) else ()
    text = ("needs_text",) if _cell(row, "needs_text").startswith("yes") else ()
    return (*own, *unspecified, *SCOPES[_cell(row, "scope")], *text)


def _rule(row: Row) -> Text | None:
    """What a method asks to be written, as the list says it."""
    asked = _cell(row, "needs_text").partition(":")[2].strip()
    return Text(f"ต้องระบุ: {asked}", f"State the {asked}.") if asked else None


def _group(code: str) -> str:
    """The code above: official lists count in steps of two digits, methods in one digit under two."""
    if not code.isdecimal() or len(code) < 3:
        return ""
    return code[:-1] if len(code) == 3 else code[:-2]


# Keeping


def written(code_list: CodeList) -> str:
    """The list as YAML, one code a line, so that two versions can be compared."""
    head = {name: value for name, value in plain(code_list).items() if name != "codes"}
    lines = [f"{name}: {_json(value)}" for name, value in head.items()]
    return "\n".join([*lines, "codes:", *(f"  - {_json(plain(code))}" for code in code_list.codes), ""])


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def keep(code_list: CodeList, folder: Path) -> Path:
    """Write the list into the folder, over what was imported into it before; the file appears whole or not at all."""
    if not NAME.match(code_list.id):
        raise SourceError("codes_name", value=code_list.id)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{code_list.id}{SUFFIX}"
    whole = laid_over(_kept(path), code_list) if path.is_file() else code_list
    draft = path.with_suffix(".draft")
    draft.write_text(written(whole), encoding="utf-8")
    draft.replace(path)
    return path


def _kept(path: Path) -> CodeList:
    return bound(read_document(path), CodeList)


def kept_lists(folder: Path) -> Mapping[str, CodeList]:
    """Every imported list by its id; none where the folder is not there."""
    found = {path.stem: _kept(path) for path in sorted(folder.glob(f"*{SUFFIX}"))} if folder.is_dir() else {}
    return {code_list.id: code_list for code_list in found.values()}


# Laying over


def with_imported(package: Package, folder: Path) -> Package:
    """The package with the imported lists of the folder over its own, and a digest that says so; the same package where
    there are none."""
    imported = kept_lists(folder)
    own = [code_list.id for code_list in package.code_lists if code_list.id in imported]
    if not own:
        return package
    lists = tuple(
        laid_over(code_list, imported[code_list.id]) if code_list.id in imported else code_list
        for code_list in package.code_lists
    )
    said = "".join(written(imported[name]) for name in own)
    return replace(package, code_lists=lists, digest=sha256(f"{package.digest}\0{said}".encode()).hexdigest())


def laid_over(starter: CodeList, full: CodeList) -> CodeList:
    """The codes of both in order. A code in both has the official name, and what either knows of classes and rules."""
    codes = {code.code: code for code in starter.codes}
    for code in full.codes:
        codes[code.code] = _joined(codes[code.code], code) if code.code in codes else code
    ordered = tuple(codes[name] for name in sorted(codes))
    source = full.source if full.source in starter.source else f"{starter.source}; {full.source}"
    return replace(starter, source=source, codes=ordered)


def _joined(starter: Code, official: Code) -> Code:
    classes = tuple(dict.fromkeys((*starter.classes, *official.classes)))
    group, rule = starter.group or official.group, starter.rule or official.rule
    return Code(starter.code, official.name, group, classes, rule)
