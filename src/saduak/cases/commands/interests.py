"""Who may not act in a case because of an own interest (APA s.13 and s.16)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.commands.duties import OWED, Holder, close_duties, open_duty, supervisor
from saduak.cases.models import Interest, Task
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.core.thai import normal
from saduak.core.transitions import BEFORE_DECISION
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role
from saduak.parties.queries import officer_at

GROUNDS = ("party", "spouse", "relative", "representative", "creditor", "regulation", "partiality")
"""APA s.13 (1) to (6) in order, and the grave ground of partiality of s.16."""
HAND_ON = "interest_hand_on"
"""The duty of the supervisor to give the case, or a step of it, to somebody else (APA s.14)."""


@command(case="case_id")
def declare_interest(
    write: Write, *, actor: Actor, case_id: UUID, officer_id: UUID, ground: str, note: str, now: datetime, key: str
) -> UUID:
    """Record that an officer has an interest and leaves the case; by the officer, or by a supervisor about one. A case
    of this officer is nobody's then, and a supervisor has to give it to another (APA s.14).

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
    _leave(act, officer_id)
    act.settle()
    return interest.id


def _leave(act: Act, officer_id: UUID) -> None:
    """Take the case from who has the interest, and ask a supervisor, another if there is one, to hand on the work."""
    owned = act.case.officer_id == officer_id
    if owned:
        act.record(events.ASSIGNED, "APA s.14", officer=None, unit=act.case.unit_id)
    if owned or _steps_of(act, [officer_id]):
        named = supervisor(act)
        open_duty(act, HAND_ON, Holder(named.role, None) if named.officer == officer_id else named, OWED)


def end_hand_on(act: Act) -> None:
    """The supervisor's duty is done once neither the case nor an unfinished step lies with who has an interest."""
    given = act.story.last("case.assigned")
    is_free = given is not None and given.payload["officer"] is None
    left = list(Interest.objects.filter(case=act.case).values_list("officer", flat=True))
    if left and not is_free and not _steps_of(act, left):
        close_duties(act, "handed_on", (HAND_ON,))


def _steps_of(act: Act, officers: Sequence[UUID]) -> bool:
    return Task.objects.filter(case=act.case, officer__in=officers).exclude(state="done").exists()
