"""What follows from an event, and what can leave the building: the shapes of the tables in
`config/wiring.py`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings

from saduak.ledger.actors import Actor
from saduak.ledger.streams import Ref

REACTION_PREFIX = "reaction:"


@dataclass(frozen=True, slots=True)
class Happening:
    """An event as reactions see it."""

    id: UUID
    ref: Ref
    kind: str
    payload: Mapping[str, Any]
    at: datetime


class Follows(Protocol):
    """Calls the command that follows from `event`, passing `actor`, `now` and `key` on to it."""

    def __call__(self, event: Happening, /, *, actor: Actor, now: datetime, key: str) -> object: ...


@dataclass(frozen=True, slots=True)
class Reaction:
    """After an event of kind `on`, `run`. `atomic` ones share its transaction, others come from the outbox.

    `name` is part of the key under which it runs once, so it never changes.
    """

    on: str
    name: str
    run: Follows
    atomic: bool = False

    @property
    def effect(self) -> str:
        return REACTION_PREFIX + self.name


@dataclass(frozen=True, slots=True)
class Outgoing:
    """What an effect is given: `key` is the same at every attempt, so that a receiver can drop a second
    copy. `at` is the business time of this attempt.
    """

    effect: str
    key: str
    payload: Mapping[str, Any]
    attempt: int
    at: datetime


Effect = Callable[[Outgoing], None]
"""Delivers or raises, best `DeliveryFailed`. Runs outside any transaction; may run twice for one key."""


def reactions_to(kind: str) -> tuple[Reaction, ...]:
    """The reactions to an event kind, in the order of the table."""
    return _by_kind(settings.WIRING).get(kind, ())


def reaction_for(effect: str) -> Reaction | None:
    """The reaction that an outbox row named `effect` stands for."""
    reactions: tuple[Reaction, ...] = import_module(settings.WIRING).REACTIONS
    return next((reaction for reaction in reactions if reaction.effect == effect), None)


def effect_for(name: str) -> Effect | None:
    """The adapter wired for `name`, if any is."""
    effects: Mapping[str, Effect] = import_module(settings.WIRING).EFFECTS
    return effects.get(name)


def paused() -> frozenset[str]:
    """Effects that wait, without an attempt being counted, until the operator has set up what carries them."""
    waiting: Callable[[], frozenset[str]] | None = getattr(import_module(settings.WIRING), "paused", None)
    return waiting() if waiting else frozenset()


@lru_cache(maxsize=8)
def _by_kind(module: str) -> dict[str, tuple[Reaction, ...]]:
    table: dict[str, tuple[Reaction, ...]] = {}
    for reaction in import_module(module).REACTIONS:
        table[reaction.on] = (*table.get(reaction.on, ()), reaction)
    return table
