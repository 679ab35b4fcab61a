"""Bring a row up to its events once more: because it differed from them, or because a calendar changed."""

from datetime import datetime
from uuid import UUID

from saduak.cases.commands.acting import Act
from saduak.cases.commands.events import RECOMPUTED
from saduak.cases.commands.tasks import replan
from saduak.cases.models import Case
from saduak.cases.queries.recomputing import computed, recounted, told_story, unlike
from saduak.cases.story import Story
from saduak.core.errors import NotAllowed, NotFound
from saduak.ledger.actors import INSTALLER, REACTION, Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Happening
from saduak.parties.policy.standing import standing_of


@command(case="case_id")
def recompute_case(write: Write, *, actor: Actor, case_id: UUID, ground: str, now: datetime, key: str) -> bool:
    """Make the row what the events say; False when it is already. The event keeps the columns as they were, and new
    dates are told as new dates always are. `ground` is "calendar" or "rebuild".

    Only the installer may, and what follows from a change of the calendar. Raises NotAllowed("installer_only"),
    NotFound.
    """
    if actor not in {INSTALLER, REACTION}:
        raise NotAllowed("installer_only")
    case = Case.objects.select_related("agency").filter(pk=case_id).first()
    if case is None:
        raise NotFound("not_found", what="case")
    story = Story(write.history(Ref.of("case", case_id)))
    found = computed(told_story(story.happenings), case.agency)
    was = {each.column: each.stored for each in unlike(case, found)}
    if not was:
        return False
    for column, value in found.items():
        setattr(case, column, value)
    act = Act(write, case, standing_of(actor, now), story, now)
    act.record(RECOMPUTED, ground=ground, was=was)
    replan(act)
    case.save(force_update=True)
    act.settle()
    return True


def recompute_after_calendar(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> int:
    """Recount the open cases of an agency whose working time changed (U21); how many rows moved."""
    agency = UUID(event.ref.key)
    ids = [row.id for row, found in recounted(agency) if any(unlike(row, found))]
    return sum(
        recompute_case(actor=actor, case_id=case_id, ground="calendar", now=now, key=f"{key}:{case_id}")
        for case_id in ids
    )
