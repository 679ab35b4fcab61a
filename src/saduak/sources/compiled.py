"""A package as one text of JSON and back: what the database keeps, what a case pins and what is exported.

The text is canonical (sorted keys, no spaces), so that equal packages are equal texts.
"""

import json
import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from enum import Enum
from typing import Any

from saduak.core.package import Package
from saduak.sources.binding import bound
from saduak.sources.documents import Table

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def compiled(package: Package) -> str:
    """The whole package as canonical JSON; dates are ISO, defaults and the places of the files are left out."""
    return json.dumps(plain(replace(package, files={})), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def plain(value: Any) -> Any:
    """A value of a package as plain data. A field that holds its default is left out, as in the files."""
    if is_dataclass(value) and not isinstance(value, type):
        given = ((field.name, getattr(value, field.name), field.default) for field in fields(value))
        return {name: plain(found) for name, found, default in given if found != default}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: plain(found) for name, found in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(found) for found in value]
    return value


def package_of(text: str) -> Package:
    """The package that `compiled` wrote. Raises `SourceError` for a text that is none."""
    return bound(_table(json.loads(text)), Package)


def _table(found: dict[str, Any]) -> Table:
    table = Table("compiled", 1)
    for name, value in found.items():
        table[name] = _value(value)
    return table


def _value(value: Any) -> Any:
    """Maps become tables; what looks like a day becomes one, and a text again where the type asks for text."""
    if isinstance(value, dict):
        return _table(value)
    if isinstance(value, list):
        return [_value(item) for item in value]
    if isinstance(value, str) and _DAY.fullmatch(value):
        return date.fromisoformat(value)
    return value
