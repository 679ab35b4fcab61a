"""The look that the poller takes at a case when its moment has come: whatever is due is done, once."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.commands.awaiting import miss_answer, remind_of_answer
from saduak.cases.commands.delaying import draft_notice, remember_parts, send_notice
from saduak.cases.commands.notifying import count_as_told
from saduak.cases.commands.silence import deem_granted
from saduak.cases.commands.warning import warn
from saduak.cases.models import Case
from saduak.cases.policy import SYSTEM
from saduak.cases.story import facts_of
from saduak.core.consultations import OVERDUE, REMINDER
from saduak.core.errors import NotAllowed, WrongState
from saduak.core.looks import Look, next_look
from saduak.identities.queries import remember_claims
from saduak.ledger.actors import Actor
from saduak.ledger.canonical import plain
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.messages.queries import remember_preferences
from saduak.parties.queries import remember_persons

NOTICE = "delay_notice"
ACTS: Mapping[str, Callable[[Act, Look], None]] = MappingProxyType(
    {
        "delay_draft": draft_notice,
        NOTICE: send_notice,
        "deemed_approval": deem_granted,
        "deemed_service": count_as_told,
        REMINDER: remind_of_answer,
        OVERDUE: miss_answer,
    }
)
"""What a look asks for; every other one warns somebody."""


@command(case="case_id")
def look_at_case(write: Write, *, actor: Actor, case_id: UUID, now: datetime, key: str) -> str:
    """Do what is due at `now` and nothing else: a warning, a delay notice, an approval by silence, a
    decision told by post; which look it was,
    empty when nothing is due any more. The row then names the next.

    Only the poller may. Raises NotAllowed("worker_only"), NotFound.
    """
    if actor not in SYSTEM:
        raise NotAllowed("worker_only")
    return _look(write, case_id, now)


@command()
def look_at_cases(
    write: Write, *, actor: Actor, case_ids: tuple[UUID, ...], at: datetime, now: datetime, key: str
) -> tuple[str, ...]:
    """The same for several cases in one transaction: all or none of these looks are taken, each with events of its own.
    `at` is the poller's moment again: where a case has gone beyond it, none is looked at early because of that one.

    Only the poller may. Raises NotAllowed("worker_only"), NotFound, WrongState("ahead_of_the_clock").
    """
    if actor not in SYSTEM:
        raise NotAllowed("worker_only")
    refs = [Ref.of("case", case_id) for case_id in case_ids]
    write.lock(*refs)
    if write.transaction.clamped(at) != at:
        raise WrongState("ahead_of_the_clock")
    _remember(case_ids)
    write.foresee(*refs)
    return tuple(_look(write, case_id, now) for case_id in case_ids)


def _remember(case_ids: tuple[UUID, ...]) -> None:
    """What letters ask of cases and of those to whom they go, for all of them together."""
    cases = list(Case.objects.filter(id__in=case_ids).only("id", "person_id", "next_look"))
    remember_parts([case.id for case in cases if case.next_look == NOTICE])
    persons = {case.person_id for case in cases if case.person_id}
    remember_persons(persons)
    remember_claims(persons)
    remember_preferences(persons)


def _look(write: Write, case_id: UUID, now: datetime) -> str:
    act = begin(write, case_id, now)
    look = next_look(act.clock(), facts_of(act.story), act.book, act.now)
    is_due = look is not None and look.at <= act.now
    if look is None or not is_due:
        was = {"next_look_at": plain(act.case.next_look_at), "next_look": act.case.next_look}
        act.record(events.RECOMPUTED, ground="look", was=was)
        act.settle()
        return ""
    ACTS.get(look.what, warn)(act, look)
    act.settle()
    return look.what
