"""Canonical JSON (RFC 8785) of plain values, and the hashes made from it.

Fractions are refused: money is whole satang, quantities are decimal text. Without them, with whole numbers
below 2^53 and ASCII names, the standard library writes exactly the bytes that RFC 8785 asks for (a test
compares them).
"""

import hashlib
import json
from collections.abc import Mapping
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
    match value:
        case None | bool() | str():
            return value
        case int() if abs(value) <= LARGEST:
            return value
        case UUID() | Decimal():
            return str(value)
        case datetime():
            return moment(value)
        case date() | time():
            return value.isoformat()
        case Mapping():
            return {_name(name): plain(item) for name, item in value.items()}
        case list() | tuple():
            return [plain(item) for item in value]
    raise TypeError(f"not a plain value: {type(value).__name__}")


def _name(name: Any) -> str:
    if isinstance(name, str) and name.isascii():
        return name
    raise TypeError("names of JSON members are ASCII text")


def moment(value: datetime) -> str:
    """A UTC time to the microsecond, always of the same length: `2026-10-09T11:45:00.000000Z`."""
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def canonical(value: Any) -> str:
    """The one JSON text of `value` after `plain`."""
    return _dumps(plain(value))


_dumps = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True).encode


def event_hash(columns: tuple[str | int, ...]) -> str:
    """SHA-256 (hex) of the canonical JSON array of an event's columns, in the order of `Event.sealed`."""
    return hashlib.sha256(_dumps(columns).encode("utf-8", "surrogatepass")).hexdigest()
