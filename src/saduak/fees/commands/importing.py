"""A statement as a file: read whole before anything is taken over, then some hundreds of lines at a time."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib import import_module
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from saduak.core.errors import DomainError
from saduak.fees.commands.book import today
from saduak.fees.commands.taking import AT_ONCE, announced_among, take_statement
from saduak.fees.ports import StatementReader, Told
from saduak.ledger.actors import Actor


class Counts(NamedTuple):
    """Lines that were new, that confirmed something or were known; and how many of the new are unclear."""

    received: int
    confirmed: int
    repeated: int
    unclear: int


def import_statement(*, actor: Actor, agency_id: UUID, content: bytes, label: str, now: datetime, key: str) -> Counts:
    """Take over the money received of a statement in any form that is wired. A file that was broken off, or comes
    again, adds only what is missing. Without a label it is called by the day and how many lines it has: what a file is
    named, often after a person, stays out of the record.

    Raises DomainError("statement_form_unknown", "statement_unreadable", "statement_empty"), and as `take_statement`.
    """
    readers: Sequence[StatementReader] = import_module(settings.WIRING).STATEMENT_READERS
    reader = next((each for each in readers if each.knows(content)), None)
    if reader is None:
        raise DomainError("statement_form_unknown")
    told = list(reader.read(content))
    if not told:
        raise DomainError("statement_empty")
    named = label.strip() or f"{today(now)} ({len(told)})"
    own = announced_among(agency_id, [line.transaction for line in told])
    told.sort(key=lambda line: line.transaction not in own)
    taken = [
        take_statement(
            actor=actor,
            agency_id=agency_id,
            statement=named,
            lines=tuple(line._asdict() for line in some),
            now=now,
            key=f"{key}:{number}",
        )
        for number, some in enumerate(_pieces(told))
    ]
    return Counts(*(sum(column) for column in zip(*taken, strict=True)))


def _pieces(told: list[Told]) -> Iterator[list[Told]]:
    for start in range(0, len(told), AT_ONCE):
        yield told[start : start + AT_ONCE]
