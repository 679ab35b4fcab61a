"""Event kinds: each is declared once with its fields, and says which of them are digests of erasable text."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from saduak.ledger.canonical import canonical_of_plain, plain

NAME = re.compile(r"[a-z_]+(\.[a-z_]+)+")
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class EventKind:
    """A kind of event: past tense, dotted (`officer.registered`).

    `fields` are what a payload of the current `version` holds, no more and no less. Those in `digests` hold
    a keyed digest of text that lives in a row which may be erased; the text itself never enters a payload.
    """

    name: str
    says: str
    version: int
    fields: frozenset[str]
    digests: frozenset[str]

    def payload(self, values: Mapping[str, Any]) -> str:
        """The canonical JSON of what is `told`."""
        return canonical_of_plain(self.told(values))

    def told(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """What an event of this kind says with these values; ValueError when a field is missing, unknown or text where
        a digest belongs.
        """
        if values.keys() != self.fields:
            raise ValueError(f"{self.name}: fields differ: {sorted(values.keys() ^ self.fields)}")
        for name in self.digests:
            if not (isinstance(values[name], str) and DIGEST.fullmatch(values[name])):
                raise ValueError(f"{self.name}: {name} must be a digest")
        found: dict[str, Any] = plain(values)
        return found


KINDS: dict[str, EventKind] = {}
"""Every kind declared by the rooms that are loaded, by name."""


def event_kind(name: str, says: str, *fields: str, digests: tuple[str, ...] = (), version: int = 1) -> EventKind:
    """Declare a kind; ValueError when the name is taken or not dotted. `digests` are fields as well."""
    if name in KINDS or not NAME.fullmatch(name):
        raise ValueError(f"event kind {name!r} is taken or not dotted")
    KINDS[name] = EventKind(name, says, version, frozenset({*fields, *digests}), frozenset(digests))
    return KINDS[name]
