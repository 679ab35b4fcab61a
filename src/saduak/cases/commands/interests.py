"""Who may not act in a case because of an own interest (APA s.13 and s.16)."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.models import Interest
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.core.reasons import Code
from saduak.core.thai import normal
from saduak.core.transitions import BEFORE_DECISION
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role
from saduak.parties.queries import officer_at

GROUNDS = ("party", "spouse", "relative", "representative", "creditor", "regulation", "partiality")
"""APA s.13 (1) to (6) in order, and the grave ground of partiality of s.16."""


@command(case="case_id")
def declare_interest(
    write: Write, *, actor: Actor, case_id: UUID, officer_id: UUID, ground: str, note: str, now: datetime, key: str
) -> UUID:
    """Record that an officer has an interest and leaves the case; by the officer, or by a supervisor about one.

    Raises DomainError("interest_ground"), NotAllowed("not_own_interest"), WrongState("interest_declared",
    "wrong_state"), NotFound.
    """
    act = begin(write, case_id, now)
    act.require_state(*BEFORE_DECISION)
    if ground not in GROUNDS:
        raise DomainError("interest_ground")
    officer = officer_at(act.case.agency_id, officer_id)
    if officer.user_id != act.who.user and not act.who.has(Role.SUPERVISOR, act.case.agency_id):
        raise NotAllowed("not_own_interest")
    if Interest.objects.filter(case=act.case, officer=officer).exists():
        raise WrongState("interest_declared")
    interest = Interest(
        id=uuid7(), case=act.case, officer=officer, ground=ground, note=normal(note)[:2000], declared_at=now
    )
    interest.save(force_insert=True)
    act.record(
        events.INTEREST_DECLARED,
        "APA s.13",
        interest=interest.id,
        officer=officer_id,
        ground=ground,
        note=interest.digest(interest.note),
    )
    act.settle()
    return interest.id


def interest_of(act: Act) -> str:
    """The ground on which the actor may not act here, or nothing.

    What nobody has to declare counts as well: the actor is the applicant, acts for it, filed for it, or consented in
    the other party's name.
    """
    case, who = act.case, act.who
    own = {who.person, *who.principals} - {None}
    if who.person and who.person in {case.person_id, case.filed_by_id}:
        return "party" if who.person == case.person_id else "representative"
    if own & {case.person_id, case.organisation_id}:
        return "representative"
    if who.person and str(who.person) in {said.payload["person"] for said in act.story.of("case.consent_answered")}:
        return "representative"
    return act.declared


def require_no_interest(act: Act) -> None:
    """Raises NotAllowed("has_interest") with the ground; the hands of the system have none."""
    ground = interest_of(act)
    if ground:
        raise NotAllowed("has_interest", ground=Code("interest_ground", ground))
