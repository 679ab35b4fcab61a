"""Papers of the state that the agency gets itself: a look into a register stands for the paper (EPA s.12)."""

from datetime import datetime
from uuid import UUID

from saduak.cases.commands.acting import begin
from saduak.cases.commands.papers import add_paper, document_of
from saduak.core.errors import DomainError, NotFound, WrongState
from saduak.core.package import Source
from saduak.core.transitions import BEFORE_DECISION
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write
from saduak.linkage.queries import looks_of_case
from saduak.parties.policy import Role


@command(case="case_id")
def add_paper_from_look(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    document: str,
    look_id: UUID,
    seen: int | None,
    now: datetime,
    key: str,
) -> UUID:
    """Let a look into a register stand for a paper of the state (EPA s.12); the paper's id.

    Raises NotFound for a look of another case, DomainError("paper_not_in_manual", "paper_not_of_the_state"),
    WrongState("look_found_nothing"), and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_state(*BEFORE_DECISION)
    act.require_role(Role.INTAKE, Role.OFFICER)
    look = next((look for look in looks_of_case(case_id) if look.id == look_id), None)
    if look is None:
        raise NotFound("not_found", what="look")
    if look.outcome != "found":
        raise WrongState("look_found_nothing")
    if not document_of(act, document).state_issued:
        raise DomainError("paper_not_of_the_state")
    paper = add_paper(act, document, Source.LINKAGE, look=look_id)
    act.settle()
    return paper
