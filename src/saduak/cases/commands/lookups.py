"""Papers of the state that the agency gets itself, by a look into a register or out of its own file (EPA s.12)."""

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


@command(case="case_id")
def find_in_own_file(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    document: str,
    file_id: UUID,
    seen: int | None,
    now: datetime,
    key: str,
) -> UUID:
    """Keep the copy of a paper that the agency found in its own file and certifies, so that nobody brings it again
    (EPA s.12); the paper's id.

    Raises NotFound, DomainError("paper_not_in_manual", "paper_not_of_the_state") for a paper that neither the state
    issued nor the manual looks for there, WrongState("paper_refused"), and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_state(*BEFORE_DECISION)
    act.require_role(Role.INTAKE, Role.OFFICER)
    wanted = document_of(act, document)
    if not wanted.state_issued and Source.AGENCY_FILE not in wanted.sources:
        raise DomainError("paper_not_of_the_state")
    paper = add_paper(act, document, Source.AGENCY_FILE, file=file_id, certified_by=act.officer_id)
    act.settle()
    return paper
