"""Answers to the defect record, looked at one by one; its acknowledgement, and more time (LFA s.8; APA s.65)."""

from collections.abc import Callable, Mapping
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import acknowledge_defect, answer_defect, extend_defect_deadline, judge_answer
from saduak.cases.queries import WholeCase
from saduak.cases.queries.defects import RecordedItem, StandingRecord, defect_record
from saduak.channels.desk.papers import CLERKS, paper_name
from saduak.channels.desk.sheets import Sheet, no_deed, opened
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.core.errors import DomainError, NotFound
from saduak.core.letters import in_language
from saduak.core.receipt import Channel
from saduak.core.transitions import Command, State
from saduak.files.queries import stored_files
from saduak.messages.queries import letters_of_case

form_page = require_http_methods(["GET", "HEAD", "POST"])
BY_HAND: Final = tuple(channel.value for channel in Channel if channel is not Channel.ELECTRONIC)
RECORD_LETTERS: Final = frozenset({"defect", "objection"})


@never_cache
@form_page
@for_officers()
def items(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """The record item by item: what was found, what came in answer, and the officer's look at it."""
    sheet = opened(request, officer, case_id)
    said = _DEEDS.get(request.POST.get("do", ""), no_deed)(sheet) if sheet.is_sent else ""
    if sheet.went_through and said:
        return sheet.done(said, "desk:items")
    held = _record(sheet)
    case = sheet.case
    return sheet.show(
        "checking/items.html",
        record=held,
        items=[_item_shown(case, item) for item in held.items],
        may_judge=case.has_role(*CLERKS) and case.state is State.DEFECT_OPEN,
        may_extend=Command.EXTEND_DEFECT_DEADLINE in case.possible,
        may_return=Command.RETURN in case.possible and held.may_be_returned,
        letters=[one for one in letters_of_case(sheet.actor, case.id, sheet.now) if one.kind in RECORD_LETTERS],
        channels=BY_HAND,
        of=request.POST.get("reply", request.POST.get("item", "")),
    )


@never_cache
@form_page
@for_officers()
def extend(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Give the applicant longer to mend, also after the time is over (APA s.65)."""
    sheet = opened(request, officer, case_id)
    if sheet.is_sent:
        until = sheet.day("until")
        sheet.attempt(
            extend_defect_deadline, case_id=case_id, until=until, ground=sheet.typed("ground"), seen=sheet.seen
        )
        if sheet.went_through:
            return sheet.done("desk.items.extended", "desk:items")
    return sheet.show("deeds/extend.html", record=_record(sheet))


def _record(sheet: Sheet) -> StandingRecord:
    """The record of the case. Raises NotFound where there is none."""
    case = sheet.case
    held = defect_record(case.row, case.book, case.now)
    if held is None:
        raise NotFound("not_found", what="defect record")
    return held


def _item_shown(case: WholeCase, item: RecordedItem) -> Mapping[str, Any]:
    given = {paper.id: paper.file for paper in case.papers if paper.file}
    named = [given[reply.paper] for reply in item.replies if reply.paper in given]
    files = {file.id: file for file in stored_files(named)}
    replies = [(reply, files.get(given[reply.paper]) if reply.paper in given else None) for reply in item.replies]
    pending = next((reply for reply, _ in reversed(replies) if reply.accepted is None), None)
    return {"item": item, "about": about(case, item.about), "replies": replies, "pending": pending}


def about(case: WholeCase, what: str) -> str:
    """What of the manual an item is about, by its name."""
    kind, _, name = what.partition(":")
    if kind == "document":
        return paper_name(case, name)
    group_id, _, field_id = name.partition(".")
    named = (
        each.label
        for group in case.form.groups()
        if group.id == group_id
        for each in group.fields
        if each.id == field_id
    )
    found = next(named, None)
    return in_language(found, language_of_page()) if found else what


# What is done


def _judge(sheet: Sheet) -> str:
    accepted = sheet.typed("accepted")
    if accepted not in {"yes", "no"}:
        sheet.refuse(DomainError("judgement_missing"))
        return ""
    sheet.attempt(
        judge_answer,
        case_id=sheet.case.id,
        reply_id=_uuid(sheet, "reply"),
        accepted=accepted == "yes",
        note=sheet.typed("note"),
        seen=sheet.seen,
    )
    return "desk.items.judged"


def _acknowledge(sheet: Sheet) -> str:
    sheet.attempt(
        acknowledge_defect,
        case_id=sheet.case.id,
        acknowledgement=sheet.typed("acknowledgement"),
        proof=sheet.typed("proof"),
        seen=sheet.seen,
    )
    return "desk.items.acknowledged"


def _hand_in(sheet: Sheet) -> str:
    """Enter what the applicant brought, posted or mailed in answer to an item, at the time it came; now if none is
    given."""
    file_id = sheet.file("file") if sheet.request.FILES.get("file") else None
    sheet.attempt(
        answer_defect,
        case_id=sheet.case.id,
        item_id=_uuid(sheet, "item"),
        text=sheet.typed("text"),
        file_id=file_id,
        answers=None,
        answered_at=sheet.moment("day", "clock") if sheet.typed("day") or sheet.typed("clock") else None,
        channel=sheet.typed("channel"),
        seen=sheet.seen,
    )
    return "desk.items.handed_in"


_DEEDS: Mapping[str, Callable[[Sheet], str]] = {"judge": _judge, "acknowledge": _acknowledge, "hand_in": _hand_in}


def _uuid(sheet: Sheet, name: str) -> UUID:
    """The row that a form is about. Raises NotFound for what is no id."""
    try:
        return UUID(sheet.typed(name))
    except ValueError as error:
        raise NotFound("not_found", what=name) from error
