"""Who may publish: the installer from the command line, and an agency's own administrator for that agency."""

from datetime import datetime

from saduak.core.errors import NotAllowed
from saduak.ledger.actors import INSTALLER, Actor


def require_publisher(actor: Actor, office: str, now: datetime) -> None:  # noqa: ARG001 - the same form as every rule
    """Raise NotAllowed unless the actor may publish for the office; central packages are the installer's."""
    if actor != INSTALLER:
        raise NotAllowed("installer_only")
