"""Who stands in the register of a company as its director may act for it from then on."""

from datetime import datetime
from uuid import UUID

from saduak.cases.commands.acting import Act, begin
from saduak.core.errors import NotAllowed, NotFound, WrongState
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write
from saduak.linkage.queries import LookView, looks_of_case
from saduak.parties.commands import record_director
from saduak.parties.policy import Role


@command(case="case_id")
def confirm_director(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    look_id: UUID,
    person_id: UUID,
    until: datetime,
    seen: int | None,
    now: datetime,
    key: str,
) -> UUID:
    """Confirm that a person directs the organisation that applies, as the look into its register says; the id of the
    mandate.

    Raises NotFound for a look of another case, WrongState("look_found_nothing", "no_director_here", "director_known"),
    NotAllowed("own_role"), DomainError("term_backwards"), and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_role(Role.INTAKE, Role.OFFICER)
    organisation = act.case.organisation_id
    if organisation is None:
        raise WrongState("no_director_here")
    if person_id == act.who.person:
        raise NotAllowed("own_role")
    look = _look_at_organisation(act, look_id)
    mandate: UUID = record_director(
        actor=actor,
        agency_id=act.case.agency_id,
        organisation_id=organisation,
        person_id=person_id,
        evidence=f"look:{look.id}",
        until=until,
        now=now,
        key=f"{key}:director",
    )
    return mandate


def _look_at_organisation(act: Act, look_id: UUID) -> LookView:
    """The look for this case that found the organisation."""
    look = next((each for each in looks_of_case(act.case.id) if each.id == look_id), None)
    if look is None:
        raise NotFound("not_found", what="look")
    if look.outcome != "found" or look.subject_id != act.case.organisation_id:
        raise WrongState("look_found_nothing")
    return look
