"""How somebody wishes to be written to."""

from datetime import datetime
from typing import Any
from uuid import UUID

from saduak.core.errors import DomainError
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.messages.commands import events
from saduak.messages.commands.sending import LANGUAGES
from saduak.messages.models import Preference
from saduak.messages.policy import require

KINDS = ("person", "organisation")


@command(preference="party_id")
def choose_preference(
    write: Write,
    *,
    actor: Actor,
    party_kind: str,
    party_id: UUID,
    language: str,
    email_lane: bool,
    now: datetime,
    key: str,
) -> None:
    """Choose the language of letters and whether they come by e-mail besides the inbox, for oneself or for whom one
    acts. Raises DomainError "party_kind", "letter_language".
    """
    preference = Preference(id=party_id, party_kind=party_kind, language=language, email_lane=email_lane)
    require(actor, "choose_preference", preference, now)
    if party_kind not in KINDS:
        raise DomainError("party_kind")
    if language not in LANGUAGES:
        raise DomainError("letter_language")
    preference.save()
    said: dict[str, Any] = {"party_kind": party_kind, "language": language, "email_lane": email_lane}
    write.append(Ref.of("preference", party_id), events.PREFERENCE_CHOSEN, **said)
