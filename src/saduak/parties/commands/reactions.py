"""What follows, among the parties, from what happened to them."""

from datetime import datetime
from uuid import UUID

from saduak.ledger.actors import Actor
from saduak.ledger.wiring import Happening
from saduak.parties.commands.users import revoke_sessions
from saduak.parties.models import Officer


def revoke_sessions_of_officer(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> None:
    """Whoever loses a post or a role is logged out, so that no open page outlives the power behind it."""
    officer = Officer.objects.get(id=UUID(event.ref.key))
    revoke_sessions(actor=actor, user_id=officer.user_id, now=now, key=key)
