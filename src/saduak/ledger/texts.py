"""Words behind an event that belong to no row of their own: a reason, a note."""

from typing import NamedTuple
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.ledger.models import ErasableText


class Kept(NamedTuple):
    """What an event says of words that may be erased: the id of their row, and their digest."""

    id: UUID
    digest: str


def keep_text(words: str) -> Kept:
    """Keep words behind the event that is about to be appended; inside a command."""
    row = ErasableText(id=uuid7(), text=words)
    row.save(force_insert=True)
    return Kept(row.id, row.digest(words))
