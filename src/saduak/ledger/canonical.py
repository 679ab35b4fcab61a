"""Canonical JSON (RFC 8785) of plain values, and the hashes made from it.

Fractions are refused: money is whole satang, quantities are decimal text. Without them, with whole numbers
below 2^53 and ASCII names, the standard library writes exactly the bytes that RFC 8785 asks for (a test
compares them).
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from uuid import UUID

LARGEST = 2**53 - 1
GENESIS = "0" * 64
"""The `prev_hash` of the first event of every stream."""


def plain(value: Any) -> Any:
    """The JSON value that stands for `value`; TypeError for what has no one obvious form (fractions, sets,
    objects).
    """
    write = _PLAIN.get(type(value))
    return write(value) if write else _rarely_plain(value)


def _rarely_plain(value: Any) -> Any:
    """The same for what is made after one of the usual types."""
    match value:
        case str():
            return str.__str__(value)
        case int():
            return _whole(int(value))
        case UUID() | Decimal():
            return str(value)
        case datetime():
            return moment(value)
        case date() | time():
            return value.isoformat()
        case Mapping():
            return _members(value)
        case list() | tuple():
            return _items(value)
    raise TypeError(f"not a plain value: {type(value).__name__}")


def _as_it_is(value: Any) -> Any:
    return value


def _whole(value: int) -> int:
    if abs(value) > LARGEST:
        raise TypeError("not a plain value: a number of more than 53 bits")
    return value


def _members(value: Mapping[Any, Any]) -> dict[str, Any]:
    return {_name(name): plain(item) for name, item in value.items()}


def _items(value: Sequence[Any]) -> list[Any]:
    return [plain(item) for item in value]


def _name(name: Any) -> str:
    if isinstance(name, str) and name.isascii():
        return name
    raise TypeError("names of JSON members are ASCII text")


def moment(value: datetime) -> str:
    """A UTC time to the microsecond, always of the same length: `2026-10-09T11:45:00.000000Z`."""
    at = value if value.tzinfo is UTC else value.astimezone(UTC)
    return at.replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


_PLAIN: Mapping[type, Callable[[Any], Any]] = {
    **dict.fromkeys((type(None), bool, str), _as_it_is),
    **dict.fromkeys((UUID, Decimal), str),
    **dict.fromkeys((date, time), lambda value: value.isoformat()),
    **dict.fromkeys((list, tuple), _items),
    int: _whole,
    datetime: moment,
    dict: _members,
}
"""How the usual types are written; asked a hundred times for one event."""


def canonical(value: Any) -> str:
    """The one JSON text of `value` after `plain`."""
    return canonical_of_plain(plain(value))


def canonical_of_plain(value: Any) -> str:
    """The same for what `plain` gave."""
    return _dumps(value)


_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True).encode


def event_hash(columns: tuple[str | int, ...]) -> str:
    """SHA-256 (hex) of the canonical JSON array of an event's columns, in the order of `Event.sealed`."""
    return hashlib.sha256(_dumps(columns).encode("utf-8", "surrogatepass")).hexdigest()
