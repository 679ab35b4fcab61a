"""Who may hand in, look through and forget files.

This room lies below the one that knows offices and roles: whether an officer may open a paper follows from the case it
belongs to, so the room of the case asks its own policy before it asks here.
"""

from saduak.core.errors import NotAllowed
from saduak.ledger.actors import INSTALLER, REACTION, WORKER, Actor


def require_giver(actor: Actor) -> None:
    """Raise NotAllowed("not_a_giver") for what runs by itself: whoever hands in a paper is somebody."""
    if actor in {WORKER, REACTION}:
        raise NotAllowed("not_a_giver")


def require_scanner(actor: Actor) -> None:
    """Raise NotAllowed("reaction_only") unless the outbox is at work: nobody declares a file clean by hand."""
    if actor != REACTION:
        raise NotAllowed("reaction_only")


def require_eraser(actor: Actor) -> None:
    """Raise NotAllowed("installer_only") for anybody else."""
    if actor != INSTALLER:
        raise NotAllowed("installer_only")


def is_giver(actor: Actor | None, uploaded_by: str) -> bool:
    """Whether the actor handed the file in, and so may see it before it was looked at."""
    return actor is not None and str(actor) == uploaded_by
