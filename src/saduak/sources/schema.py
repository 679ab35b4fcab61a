"""JSON Schema (2020-12) of every file of a package, generated from the types that read them.

`services/_schema/*.json` let an editor offer fields and mark mistakes while one writes; a YAML file names its schema in
its first line. The binder decides; a test keeps both the same.
"""

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from enum import Enum
from inspect import getdoc
from pathlib import Path
from typing import Any, Final, Literal, Union, get_args, get_origin, get_type_hints

from saduak.core.package import CodeList, Example, Fees, Form, Letter, LicenceFace, Overlay, Service

FILES: Final[Mapping[str, type[Any]]] = {
    "service": Service,
    "form": Form,
    "fees": Fees,
    "codelist": CodeList,
    "letter": Letter,
    "licence": LicenceFace,
    "example": Example,
    "overlay": Overlay,
}
"""Schema name to the type of the file."""

Schema = dict[str, Any]


def schema_of(kind: type[Any]) -> Schema:
    """The schema of one file; types that are used stand under `$defs`, with what their docstring says."""
    writing = _Writing()
    head = writing.record(kind)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **head,
        "$defs": dict(sorted(writing.known.items())),
    }


def written() -> Mapping[str, str]:
    """File name to text of every schema, as they stand under `services/_schema/`."""
    return {
        f"{name}.json": json.dumps(schema_of(kind), ensure_ascii=False, indent=1) + "\n" for name, kind in FILES.items()
    }


def write(folder: Path) -> None:
    """Write every schema into the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in written().items():
        (folder / name).write_text(text, encoding="utf-8")


class _Writing:
    """One schema being written; `known` holds the types met so far by name."""

    def __init__(self) -> None:
        self.known: dict[str, Schema] = {}

    def of(self, kind: Any) -> Schema:
        if is_dataclass(kind) and isinstance(kind, type):
            return self._reference(kind)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {"enum": [member.value for member in kind]}
        origin = get_origin(kind)
        return self._BY_ORIGIN[origin](self, kind) if origin in self._BY_ORIGIN else dict(_PLAIN[kind])

    def record(self, kind: type[Any]) -> Schema:
        hints = get_type_hints(kind)
        needed = [each.name for each in fields(kind) if each.default is MISSING and each.default_factory is MISSING]
        return {
            "title": kind.__name__,
            "description": getdoc(kind) or "",
            "type": "object",
            "properties": {each.name: self.of(hints[each.name]) for each in fields(kind)},
            "required": needed,
            "additionalProperties": False,
        }

    def _reference(self, kind: type[Any]) -> Schema:
        name = kind.__name__
        if name not in self.known:
            self.known[name] = {}  # stands in while the type, which may hold itself, is written
            self.known[name] = self.record(kind)
        return {"$ref": f"#/$defs/{name}"}

    def _tuple(self, kind: Any) -> Schema:
        return {"type": "array", "items": self.of(get_args(kind)[0])}

    def _map(self, kind: Any) -> Schema:
        return {"type": "object", "additionalProperties": self.of(get_args(kind)[1])}

    def _literal(self, kind: Any) -> Schema:
        return {"enum": list(get_args(kind))}

    def _union(self, kind: Any) -> Schema:
        return {"anyOf": [self.of(option) for option in get_args(kind)]}

    _BY_ORIGIN: Final[Mapping[Any, Callable[["_Writing", Any], Schema]]] = {
        tuple: _tuple,
        dict: _map,
        Mapping: _map,
        Literal: _literal,
        Union: _union,
        types.UnionType: _union,
    }


_PLAIN: Final[Mapping[Any, Schema]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    type(None): {"type": "null"},
}
