"""Who looks after all agencies opens an application for a stated purpose, on record and in sight of the applicant."""

from datetime import datetime
from uuid import UUID

from saduak.cases.commands import events
from saduak.cases.commands.acting import begin
from saduak.cases.policy import central_post, oversees
from saduak.core.errors import DomainError, NotAllowed
from saduak.core.thai import normal
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write

LONGEST_PURPOSE = 500
"""Characters."""


@command(case="case_id")
def oversee_case(write: Write, *, actor: Actor, case_id: UUID, purpose: str, now: datetime, key: str) -> None:
    """Record why a regulator or an auditor opens an application; they may read it until the end of that day.

    Raises NotAllowed("not_overseer") for everybody else, DomainError("purpose_empty", "line_too_long"), NotFound.
    """
    act = begin(write, case_id, now)
    if not oversees(act.who, act.case):
        raise NotAllowed("not_overseer")
    text = normal(purpose).strip()
    if not text:
        raise DomainError("purpose_empty")
    if len(text) > LONGEST_PURPOSE:
        raise DomainError("line_too_long", longest=LONGEST_PURPOSE)
    post = central_post(act.who)
    act.record(events.OVERSEEN, officer=post.officer, agency=post.agency, **act.because(text))
    act.settle()
