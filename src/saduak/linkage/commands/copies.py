"""Copies of state papers that citizens still had to bring."""

from datetime import datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.core.errors import DomainError
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.linkage.commands.events import COPY_ASKED
from saduak.linkage.models import CopyAsked
from saduak.linkage.policy import Matter, require


@command()
def record_copy_asked(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    case_id: UUID,
    register: str,
    document: str,
    why: str,
    now: datetime,
    key: str,
) -> UUID:
    """Count a copy of a state paper that a citizen had to bring (EPA s.12, I-2); the id of the count.

    `why` is the code of what left no other way: `not_connected`, `no_answer` or `not_seen`. Raises
    NotAllowed("not_case_of_agency"), DomainError("why_unknown").
    """
    require(actor, "record_copy_asked", Matter(agency_id, case_id), now)
    if why not in {"not_connected", "no_answer", "not_seen"}:
        raise DomainError("why_unknown")
    said: dict[str, Any] = {"register": register, "document": document, "why": why}
    row = CopyAsked(id=uuid7(), agency_id=agency_id, case_id=case_id, asked_at=now, **said)
    row.save(force_insert=True)
    ref = Ref.of("copy", row.id)
    write.lock(ref)
    write.append(ref, COPY_ASKED, legal_basis="EPA s.12", agency=agency_id, case=case_id, **said)
    return row.id
