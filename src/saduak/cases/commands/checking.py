"""The check of completeness: complete, mended on the spot, or the one defect record (LFA s.8)."""

from datetime import datetime
from uuid import UUID

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.commands.tasks import replan
from saduak.core.transitions import Command
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write


@command(case="case_id")
def confirm_complete(write: Write, *, actor: Actor, case_id: UUID, seen: int | None, now: datetime, key: str) -> None:
    """Find the application complete as filed: nothing more may be asked, and the clock runs from its receipt.

    Raises as `begin` and `permit` do.
    """
    act = begin(write, case_id, now, seen)
    act.permit(Command.CONFIRM_COMPLETE)
    complete(act, "as_filed", act.case.entered_at, act.case.channel)
    act.settle()


def complete(act: Act, how: str, act_at: datetime, channel: str) -> None:
    """Record completeness; `act_at` is when the applicant did what made it complete, which starts the clock (U7)."""
    act.record(events.COMPLETED, "LFA s.8", how=how, act_at=act_at, act_channel=channel, tasks=act.story.filed["tasks"])
    replan(act)
