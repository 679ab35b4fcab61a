"""Asking another agency for its opinion, asking after it, taking it back; the asked agency asking further."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from saduak.cases.commands import duties, events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.commands.consultations import (
    MAIL_CONSULTED,
    Asking,
    Letter,
    link_until,
    put,
    take_back,
    taken,
)
from saduak.cases.commands.tasks import open_task
from saduak.cases.models import Consultation
from saduak.cases.queries.consultations import ASKERS, may_answer, may_ask_after
from saduak.core.calendars import BANGKOK, ONE_DAY
from saduak.core.errors import CalendarYearUnknown, DomainError, NotAllowed, NotFound, WrongState
from saduak.core.reasons import Code
from saduak.core.thai import normal
from saduak.core.transitions import BEFORE_DECISION, State
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write

LONGEST_GROUND = 2_000


@command(case="case_id")
def ask_consultation(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    task_id: UUID,
    asked_id: UUID | None,
    body: str,
    email: str,
    question_kind: str,
    questions: tuple[str, ...],
    facts: str,
    paper_ids: tuple[UUID, ...],
    seen: int | None,
    now: datetime,
    key: str,
) -> UUID:
    """Ask another agency one or several questions at a step that was begun: an agency here by `asked_id`, or a body
    outside by its name in `body` and by `email`. `facts` is all that it is told of the case besides the papers. The
    clock runs on. The consultation's id.

    Raises as `put` and `begin` do, WrongState("wrong_state", "task_not_open"), NotAllowed("role_needed",
    "has_interest").
    """
    act = begin(write, case_id, now, seen)
    act.require_role(*ASKERS)
    act.require_state(State.UNDER_CONSIDERATION)
    task = open_task(act, task_id)
    step = next(step for step in act.package.service.steps if step.id == task.step)
    letter = Letter(asked_id, body, email, question_kind, questions, facts, paper_ids)
    row = put(act, Asking(act.case.agency_id, act.officer_id, step, None), letter)
    act.settle()
    return row.id


@command()
def pass_on_consultation(
    write: Write,
    *,
    actor: Actor,
    consultation_id: UUID,
    asked_id: UUID | None,
    body: str,
    email: str,
    question_kind: str,
    questions: tuple[str, ...],
    facts: str,
    paper_ids: tuple[UUID, ...],
    now: datetime,
    key: str,
) -> UUID:
    """Ask a third agency for what one's own answer needs: an officer of the asked agency, with no more papers than were
    passed to it. Its own answer is due as before. The new consultation's id.

    Raises as `put` does, NotFound, WrongState("consultation_over", "wrong_state", "consultation_too_far"),
    NotAllowed("has_interest").
    """
    act, parent = taken(write, consultation_id, now)
    if parent.asked_id is None or not may_answer(act.who, parent):
        raise NotFound("not_found", what="consultation")
    act.require_no_interest()
    require_open(act, parent)
    if parent.parent_id is not None:
        raise WrongState("consultation_too_far")
    if asked_id == act.case.agency_id:
        raise DomainError("consultation_whom")
    step = next(step for step in act.package.service.steps if step.id == parent.step)
    letter = Letter(asked_id, body, email, question_kind, questions, facts, paper_ids)
    row = put(act, Asking(parent.asked_id, post_at(act, parent.asked_id), step, parent), letter)
    act.settle()
    return row.id


@command()
def chase_consultation(write: Write, *, actor: Actor, consultation_id: UUID, now: datetime, key: str) -> None:
    """Ask after an answer whose day is over, by an officer of the agency that asked; the link of a body outside holds
    longer, and the duty to do so ends until another week is over. Once a working day is enough.

    Raises NotFound, WrongState("consultation_over", "consultation_not_due", "consultation_chased", "wrong_state"),
    NotAllowed("role_needed", "has_interest").
    """
    act, row = _of_asker(write, consultation_id, now)
    if act.now.astimezone(BANGKOK).date() <= row.due_on:
        raise WrongState("consultation_not_due", due=row.due_on)
    _require_another_day(act, row)
    row.chased_at, row.expires_at = act.now, link_until(act.now, row.due_on)
    row.save(update_fields=["chased_at", "expires_at"])
    told = act.record(
        events.CONSULTATION_CHASED,
        consultation=row.id,
        officer=post_at(act, row.agency_id),
        expires_at=row.expires_at,
    )
    act.write.send(told, MAIL_CONSULTED, consultation=row.id, what="chased")
    duties.close_duties(act, "chased", (duties.AWAITED,), about=row.id)
    act.settle()


def _require_another_day(act: Act, row: Consultation) -> None:
    """Raises WrongState("consultation_chased") where no working day has begun since somebody asked after it."""
    if row.chased_at is None:
        return
    after = row.chased_at.astimezone(BANGKOK).date() + ONE_DAY
    with suppress(CalendarYearUnknown):
        after = act.book.calendar.first_working_day(after)
    if act.now.astimezone(BANGKOK).date() < after:
        raise WrongState("consultation_chased", day=after)


@command()
def take_back_consultation(
    write: Write, *, actor: Actor, consultation_id: UUID, ground: str, now: datetime, key: str
) -> None:
    """Take the questions back, with what was asked further for them: the answer is not wanted any more.

    Raises NotFound, DomainError("ground_missing", "ground_too_long"), WrongState("consultation_over", "wrong_state"),
    NotAllowed("role_needed", "has_interest").
    """
    act, row = _of_asker(write, consultation_id, now)
    kept = normal(ground)
    if not kept:
        raise DomainError("ground_missing")
    if len(kept) > LONGEST_GROUND:
        raise DomainError("ground_too_long", longest=LONGEST_GROUND)
    take_back(act, row, kept)
    act.settle()


def _of_asker(write: Write, consultation_id: UUID, now: datetime) -> tuple[Act, Consultation]:
    """An open consultation in the hands of the agency that asked. Who has an interest in the case leaves it alone."""
    act, row = taken(write, consultation_id, now)
    if may_answer(act.who, row) and not may_ask_after(act.who, row):
        raise NotAllowed("role_needed", roles=[Code("role", role) for role in ASKERS])
    if not may_ask_after(act.who, row):
        raise NotFound("not_found", what="consultation")
    if row.agency_id == act.case.agency_id:
        act.require_no_interest()
    require_open(act, row)
    return act, row


def require_open(act: Act, row: Consultation) -> None:
    """Raises WrongState("consultation_over") for one that was answered or taken back, WrongState("wrong_state") once
    the case is decided."""
    if row.state != "asked":
        raise WrongState("consultation_over", state=Code("consultation_state", row.state))
    act.require_state(*BEFORE_DECISION)


def post_at(act: Act, agency_id: UUID) -> UUID:
    """The actor's post at an agency. Raises NotAllowed("no_post")."""
    posts = act.who.officers_at(agency_id)
    if not posts:
        raise NotAllowed("no_post")
    return min(posts)
