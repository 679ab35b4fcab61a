"""Who acts: what the ledger writes beside every event."""

from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Actor:
    """One who acts. `kind` is `user` or `system`; `on_behalf_of` names a stream (`person:…`) under a
    mandate.

    `channel` says through what the act came (`portal`, `desk`, `cli`, `worker`); it is recorded, never
    trusted.
    """

    kind: str
    id: str
    channel: str = ""
    on_behalf_of: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}"


def user(user_id: UUID, *, channel: str = "", on_behalf_of: str = "") -> Actor:
    """The actor behind a log-in."""
    return Actor("user", str(user_id), channel, on_behalf_of)


WORKER = Actor("system", "worker", channel="worker")
"""The outbox worker: it records deliveries and runs reactions."""

INSTALLER = Actor("system", "installer", channel="cli")
"""Whoever holds the machine: sets up the first agencies. The command line acts as it; no channel may."""

ENTRANCE = Actor("system", "entrance", channel="entrance")
"""The door of the house: it makes log-ins and records what an identity provider or a code has proved."""

REACTION = Actor("system", "reaction", channel="reaction")
"""Carries out reactions: what must follow from an event whoever caused it."""
