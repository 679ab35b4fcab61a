"""The chance to answer before an order against somebody (APA s.30)."""

from datetime import date, datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin, whole_of
from saduak.cases.models import Hearing
from saduak.cases.queries.hearings import is_heard as was_heard
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, WrongState
from saduak.core.periods import act_by
from saduak.core.spans import Doer
from saduak.core.thai import normal
from saduak.core.transitions import State
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role

SHORTEST = timedelta(days=7)
"""The Act says "sufficient chance" and names no days; fewer than seven after the day of the letter are too few."""
SKIPPED = ("urgent", "would_miss_time", "facts_of_the_party", "plainly_impossible", "enforcement", "regulation")
"""The grounds of APA s.30 para 2 (1) to (6)."""
LONGEST = 20_000


@command(case="case_id")
def open_hearing(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    grounds: str,
    answer_by: date,
    seen: int | None,
    now: datetime,
    key: str,
) -> UUID:
    """Tell the party the facts on which an order against it would rest, and until when it may answer; the hearing's id.
    A last day on which no office is open becomes the next working day (APA s.64).

    Raises WrongState("hearing_held"), DomainError("hearing_grounds_missing", "hearing_too_long", "hearing_too_short"),
    NotAllowed("has_interest"), and as `begin` does.
    """
    act = _prepared(write, case_id, now, seen)
    earliest = now.astimezone(BANGKOK).date() + SHORTEST
    if answer_by < earliest:
        raise DomainError("hearing_too_short", earliest=earliest)
    until = act_by(answer_by, Doer.PERSON, act.book.calendar)
    hearing = Hearing(
        id=uuid7(), case=act.case, told_at=now, answer_by=until, grounds=_text(grounds, "hearing_grounds_missing")
    )
    hearing.save(force_insert=True)
    said = {"hearing": hearing.id, "answer_by": until}
    act.record(events.HEARING_OPENED, "APA s.30", **said, grounds=hearing.digest(hearing.grounds))
    act.settle()
    return hearing.id


@command(case="case_id")
def skip_hearing(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    ground: str,
    reason: str,
    seen: int | None,
    now: datetime,
    key: str,
) -> UUID:
    """Leave the hearing out on a ground of APA s.30 para 2, and say why; the hearing's id.

    Raises WrongState("hearing_held"), DomainError("hearing_skip_ground", "hearing_grounds_missing",
    "hearing_too_long"), NotAllowed("has_interest"), and as `begin` does.
    """
    act = _prepared(write, case_id, now, seen)
    if ground not in SKIPPED:
        raise DomainError("hearing_skip_ground")
    why = _text(reason, "hearing_grounds_missing")
    hearing = Hearing(id=uuid7(), case=act.case, told_at=now, grounds=why, skipped=ground)
    hearing.save(force_insert=True)
    said = {"hearing": hearing.id, "skipped": ground}
    act.record(events.HEARING_SKIPPED, "APA s.30", **said, grounds=hearing.digest(why))
    act.settle()
    return hearing.id


@command(case="case_id")
def answer_hearing(write: Write, *, actor: Actor, case_id: UUID, statement: str, now: datetime, key: str) -> None:
    """Say what there is to say before the decision: the applicant, or intake for what came by hand; once, and as long
    as nothing is decided, so that what comes late is heard all the same.

    Raises NotAllowed("not_the_applicant"), WrongState("no_hearing", "hearing_answered", "wrong_state"),
    DomainError("hearing_statement_missing", "hearing_too_long"), and as `begin` does.
    """
    act = begin(write, case_id, now)
    act.require_applicant()
    act.require_state(State.UNDER_CONSIDERATION)
    hearing = Hearing.objects.filter(case=act.case, skipped="").first()
    if hearing is None:
        raise WrongState("no_hearing")
    if hearing.answered_at:
        raise WrongState("hearing_answered")
    hearing.statement, hearing.answered_at = _text(statement, "hearing_statement_missing"), now
    hearing.save(update_fields=["statement", "answered_at"])
    said = hearing.digest(hearing.statement)
    act.record(events.HEARING_ANSWERED, "APA s.30", hearing=hearing.id, statement=said)
    act.settle()


def is_heard(act: Act) -> bool:
    """Whether the party has answered, could have, or need not have been asked."""
    return was_heard(whole_of(act))


def _prepared(write: Write, case_id: UUID, now: datetime, seen: int | None) -> Act:
    """An officer of the case, without an interest, in consideration, and no hearing yet."""
    act = begin(write, case_id, now, seen)
    act.require_state(State.UNDER_CONSIDERATION)
    act.require_role(Role.OFFICER, Role.AUTHORITY)
    if Hearing.objects.filter(case=act.case).exists():
        raise WrongState("hearing_held")
    return act


def _text(text: str, missing: str) -> str:
    kept = normal(text)
    if not kept:
        raise DomainError(missing)
    if len(kept) > LONGEST:
        raise DomainError("hearing_too_long", longest=LONGEST)
    return kept
