"""Answers to the defect record, item by item, and the officer's look at each (LFA s.8)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.commands.amending import mend
from saduak.cases.commands.checking import complete, require_whole
from saduak.cases.commands.defects import acknowledge, record_of
from saduak.cases.commands.papers import add_paper
from saduak.cases.models import DefectItem, DefectReply
from saduak.cases.policy import is_applicant
from saduak.cases.queries.defects import PENDING, StandingRecord, as_answer
from saduak.core.calendars import BANGKOK
from saduak.core.defects import Assent, ItemAnswer, counts_at, in_time
from saduak.core.errors import DomainError, NotFound, WrongState
from saduak.core.package import Source
from saduak.core.receipt import Channel
from saduak.core.transitions import Command, State
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role


@command(case="case_id")
def answer_defect(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    item_id: UUID,
    text: str,
    file_id: UUID | None,
    answers: Mapping[str, Any] | None,
    answered_at: datetime | None,
    channel: str,
    seen: int | None,
    now: datetime,
    key: str,
) -> UUID:
    """Answer one item by words, by a paper, by the form as it should read, or by several of these; the reply's id.

    A clerk who enters it for the applicant says by which `channel` and when it was handed over (`answered_at`); what
    the applicant sends is electronic and counts now. Raises NotFound, DomainError("reply_empty", "entered_later",
    "before_record", "line_refused", "nothing_amended", "beyond_record", "answers_faulty", "channel_needed"),
    WrongState("item_closed"), and as `begin` and `permit` do: what comes too late is refused.
    """
    act = begin(write, case_id, now, seen)
    held = _state_then_record(act)
    item = _item(held, item_id)
    at, through = _handed(act, held, answered_at, channel)
    timely = in_time(ItemAnswer(str(item_id), at, None, through), held.deadline, act.book)
    act.permit(Command.ANSWER_DEFECT, ("in_time",) if timely else ())
    if not text.strip() and file_id is None and answers is None:
        raise DomainError("reply_empty")
    if answers is not None:
        mend(act, held, answers)
    paper = add_paper(act, _document_about(item), Source.UPLOAD, file=file_id) if file_id else None
    reply = DefectReply(id=uuid7(), item=item, at=at, channel=through.value, text=text.strip(), paper=paper)
    reply.save(force_insert=True)
    if held.record.acknowledgement == PENDING and is_applicant(act.who, act.case):
        acknowledge(act, held.record, Assent.ELECTRONIC, "")  # who answers has the record in hand
    act.record(
        events.DEFECT_ANSWERED,
        "LFA s.8",
        item=item.id,
        reply=reply.id,
        paper=paper,
        channel=through,
        answered_at=at,
        text=reply.digest(reply.text),
    )
    act.settle()
    return reply.id


@command(case="case_id")
def judge_answer(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    reply_id: UUID,
    accepted: bool,
    note: str,
    seen: int | None,
    now: datetime,
    key: str,
) -> None:
    """Find an item mended, or still open with a `note` why. With the last one the application is complete.

    It was complete when the applicant did what made it so, not when the officer looked (U7). Raises NotFound,
    WrongState("already_judged"), DomainError("note_missing"), as `begin` does, and as `require_whole` does where the
    last acceptance would complete what is not whole.
    """
    act = begin(write, case_id, now, seen)
    act.require_state(State.DEFECT_OPEN)
    act.require_role(Role.INTAKE, Role.OFFICER)
    reply = DefectReply.objects.filter(pk=reply_id, item__record=case_id).first()
    if reply is None:
        raise NotFound("not_found", what="reply")
    if reply.accepted is not None:
        raise WrongState("already_judged")
    if not accepted and not note.strip():
        raise DomainError("note_missing")
    reply.accepted, reply.judged_at, reply.note = accepted, now, note.strip()
    reply.save(update_fields=["accepted", "judged_at", "note"])
    act.record(
        events.DEFECT_JUDGED,
        "LFA s.8",
        item=reply.item_id,
        reply=reply.id,
        accepted=accepted,
        note=reply.digest(reply.note),
    )
    _complete_if_mended(act)
    act.settle()


def _state_then_record(act: Act) -> StandingRecord:
    """The record; where there is none, the refusal of the table says what may be done instead."""
    if act.state is not State.DEFECT_OPEN:
        act.permit(Command.ANSWER_DEFECT)
    return record_of(act)


def _item(held: StandingRecord, item_id: UUID) -> DefectItem:
    """An item that is open. Raises NotFound, WrongState("item_closed")."""
    view = next((item for item in held.items if item.id == item_id), None)
    if view is None:
        raise NotFound("not_found", what="item")
    if view.state == "mended":
        raise WrongState("item_closed", number=view.number)
    return DefectItem.objects.get(pk=item_id)


def _handed(act: Act, held: StandingRecord, answered_at: datetime | None, channel: str) -> tuple[datetime, Channel]:
    """When and how it came. Raises DomainError("channel_needed", "entered_later", "before_record")."""
    if is_applicant(act.who, act.case):
        return act.now, Channel.ELECTRONIC
    if channel not in set(Channel) - {Channel.ELECTRONIC}:
        raise DomainError("channel_needed")
    if answered_at and answered_at > act.now:
        raise DomainError("entered_later", entered=answered_at.astimezone(BANGKOK), now=act.now.astimezone(BANGKOK))
    if answered_at and answered_at < held.record.recorded_at:
        recorded = held.record.recorded_at.astimezone(BANGKOK)
        raise DomainError("before_record", entered=answered_at.astimezone(BANGKOK), recorded=recorded)
    return answered_at or act.now, Channel(channel)


def _document_about(item: DefectItem) -> str:
    return item.about.removeprefix("document:") if item.about.startswith("document:") else ""


def _complete_if_mended(act: Act) -> None:
    """Complete once every item is closed, at the legal moment of the answer that closed the last one.

    Raises as `require_whole` does: no acceptance makes complete what its manual does not find whole.
    """
    held = record_of(act)
    if held.standing.still_open:
        return
    act.permit(Command.CONFIRM_COMPLETE, ("all_items_closed",))
    require_whole(act)
    closing = [reply for item in held.items for reply in item.replies if reply.accepted]
    last = max(closing, key=lambda reply: counts_at(as_answer(reply), act.book))
    complete(act, "defects_mended", last.at, last.channel)
