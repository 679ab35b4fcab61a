"""What the applicant may choose: to withdraw, how to be answered, a better manual (EPA s.11; LFA s.11)."""

from datetime import datetime
from uuid import UUID

from saduak.cases.commands import events
from saduak.cases.commands.acting import begin
from saduak.cases.commands.versions import go_over
from saduak.cases.queries.versions import offered_version
from saduak.core.errors import DomainError, WrongState
from saduak.core.transitions import BEFORE_DECISION, Command, State
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write

REPLIES = frozenset({"electronic", "paper"})


@command(case="case_id")
def withdraw(
    write: Write, *, actor: Actor, case_id: UUID, ground: str, seen: int | None, now: datetime, key: str
) -> None:
    """Take the application back, any time before the decision; no reason is needed.

    Raises as `begin` and `permit` do.
    """
    act = begin(write, case_id, now, seen)
    act.permit(Command.WITHDRAW)
    act.record(events.WITHDRAWN, "LFA s.7", **act.because(ground))
    act.settle()


@command(case="case_id")
def choose_reply(
    write: Write, *, actor: Actor, case_id: UUID, reply: str, seen: int | None, now: datetime, key: str
) -> None:
    """Choose how to be answered, "electronic" or "paper", until the result was told (EPA s.11).

    Raises NotAllowed("not_the_applicant"), DomainError("reply_unknown"), WrongState("already_chosen"), and as `begin`
    does.
    """
    act = begin(write, case_id, now, seen)
    act.require_applicant()
    act.require_state(*BEFORE_DECISION, State.DECIDED, State.DEEMED_GRANTED)
    if reply not in REPLIES:
        raise DomainError("reply_unknown", reply=reply)
    if reply == act.case.reply:
        raise WrongState("already_chosen")
    act.record(events.REPLY_CHOSEN, "EPA s.11", reply=reply)
    act.settle()


@command(case="case_id")
def choose_version(
    write: Write, *, actor: Actor, case_id: UUID, publication_id: UUID, seen: int | None, now: datetime, key: str
) -> None:
    """Go over to a later manual that is better for the applicant, before consideration begins (LFA s.11).

    The due date is counted from the choice and, unless the regime says otherwise, never later than the one promised
    (U11). Raises NotAllowed("not_the_applicant"), WrongState("version_not_offered"), and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_applicant()
    act.require_state(State.SUBMITTED, State.DEFECT_OPEN, State.COMPLETE)
    offered = offered_version(act.case, act.story, now)
    if offered is None or offered.id != publication_id:
        raise WrongState("version_not_offered")
    go_over(act, events.VERSION_CHOSEN, offered)
    act.settle()
