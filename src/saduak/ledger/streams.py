"""Names of streams."""

from typing import NamedTuple
from uuid import UUID


class Ref(NamedTuple):
    """The name of a stream. Refs sort by code point, and that is the order in which streams are locked."""

    kind: str
    key: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"

    @classmethod
    def of(cls, kind: str, key: UUID | str) -> "Ref":
        return cls(kind, str(key))

    @classmethod
    def parse(cls, text: str) -> "Ref":
        """The ref written `kind:key`; ValueError for anything else."""
        kind, colon, key = text.partition(":")
        if not (kind and colon and key):
            raise ValueError(f"a stream is named KIND:ID, not {text!r}")
        return cls(kind, key)
