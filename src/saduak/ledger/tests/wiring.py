"""Reactions and effects for the tests of the ledger; `delivered` is the world outside."""

from datetime import datetime

from saduak.ledger.actors import Actor
from saduak.ledger.errors import DeliveryFailed
from saduak.ledger.projections import Projection
from saduak.ledger.tests.notes import note_copy
from saduak.ledger.wiring import Effect, Happening, Outgoing, Reaction

delivered: list[Outgoing] = []
failures: list[Exception] = []


def deliver(letter: Outgoing) -> None:
    """Fail as planned in `failures`, else take the letter."""
    if failures:
        raise failures.pop(0)
    delivered.append(letter)


def refuse(letter: Outgoing) -> None:
    """An address that will never exist."""
    raise DeliveryFailed("no such address: somchai@example.org", retry=False)


def copy(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> None:
    """Copy a note to a stream of copies."""
    note_copy(actor=actor, copy_id=f"{event.ref.key}-copy", words=event.payload["words"], now=now, key=key)


REACTIONS = (
    Reaction("tests.wanted", "tests.copy_now", copy, atomic=True),
    Reaction("tests.asked", "tests.copy_later", copy),
)
EFFECTS: dict[str, Effect] = {"tests.letter": deliver, "tests.lost_letter": refuse}
PROJECTIONS: tuple[Projection, ...] = ()
