"""After the deadline: more time, the return with reasons, a deadline given back, and filing anew (LFA s.9)."""

from contextlib import suppress
from datetime import date, datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.commands.defects import record_of
from saduak.cases.models import Appeal, Draft, Paper
from saduak.cases.policy import is_applicant
from saduak.catalogue.queries import current, pinned
from saduak.core.appeals import OPEN
from saduak.core.calendars import BANGKOK
from saduak.core.defects import answer_period
from saduak.core.errors import DomainError, NotFound, WrongState
from saduak.core.formlogic import FormLogic
from saduak.core.limits import statutory
from saduak.core.package import Package, Source
from saduak.core.reasons import Words
from saduak.core.spans import Span, Unit
from saduak.core.transitions import Command, State
from saduak.ledger.actors import Actor
from saduak.ledger.canonical import canonical
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.parties.queries import officer_at


@command(case="case_id")
def extend_defect_deadline(
    write: Write, *, actor: Actor, case_id: UUID, until: date, ground: str, seen: int | None, now: datetime, key: str
) -> None:
    """Give the applicant longer to mend, also after the time is over; a closed day moves on (APA s.65).

    Raises DomainError("ground_missing", "deadline_not_later"), and as `begin` and `permit` do.
    """
    act = begin(write, case_id, now, seen)
    act.permit(Command.EXTEND_DEFECT_DEADLINE)
    _require_ground(ground)
    deadline = move_deadline(act, until)
    act.record(events.DEFECT_EXTENDED, "APA s.65", deadline=deadline, **act.because(ground))
    act.settle()


@command(case="case_id")
def return_application(
    write: Write, *, actor: Actor, case_id: UUID, reasons: str, seen: int | None, now: datetime, key: str
) -> None:
    """Return an application whose items are still open after the deadline, with reasons; an officer confirms (LFA s.9).

    Raises WrongState("answers_unjudged", "not_acknowledged"), and as `begin` and `permit` do.
    """
    act = begin(write, case_id, now, seen)
    if act.state is not State.DEFECT_OPEN:
        act.permit(Command.RETURN)
    held = record_of(act)
    answers = {
        "deadline_passed": _today(now) > held.deadline,
        "items_still_open": bool(held.standing.still_open),
        "reasons_given": bool(reasons.strip()),
    }
    act.permit(Command.RETURN, [guard for guard, holds in answers.items() if holds])
    unjudged = [item.number for item in held.items if item.state == "answered"]
    if unjudged:
        raise WrongState("answers_unjudged", items=unjudged)
    if not held.is_acknowledged:
        raise WrongState("not_acknowledged")
    act.record(events.RETURNED, "LFA s.9", items=list(held.standing.still_open), **act.because(reasons))
    act.settle()


@command(case="case_id")
def reinstate(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    until: date,
    asked_on: date,
    obstacle_ended_on: date,
    ground: str,
    seen: int | None,
    now: datetime,
    key: str,
) -> None:
    """Give back a deadline missed without fault, asked for in time after the obstacle ended (APA s.66).

    `ground` is why it was not the applicant's fault. Raises DomainError("asked_later", "obstacle_after_asking",
    "deadline_not_later"), WrongState("filed_anew") where the applicant has filed it again since,
    WrongState("appeal_waits") while an appeal against the return is open, and as `begin` and `permit` do.
    """
    act = begin(write, case_id, now, seen)
    if asked_on > _today(now):
        raise DomainError("asked_later", asked=asked_on)
    if obstacle_ended_on > asked_on:
        raise DomainError("obstacle_after_asking", ended=obstacle_ended_on, asked=asked_on)
    ask_by = statutory(act.book.limit("apa.reinstatement"), obstacle_ended_on, act.book.calendar).act_by
    answers = {"no_fault": bool(ground.strip()), "asked_in_time": asked_on <= ask_by}
    act.permit(Command.REINSTATE, [guard for guard, holds in answers.items() if holds])
    if _is_filed_anew(case_id):
        raise WrongState("filed_anew")
    if Appeal.objects.filter(case=act.case, stage__in=OPEN).exists():
        raise WrongState("appeal_waits")
    deadline = move_deadline(act, until, reinstated=True)
    act.record(
        events.REINSTATED,
        "APA s.66",
        deadline=deadline,
        asked_on=asked_on,
        obstacle_ended_on=obstacle_ended_on,
        **act.because(ground),
    )
    act.settle()


@command(case="case_id")
def order_exception(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    officer_id: UUID,
    discipline_reference: str,
    ground: str,
    seen: int | None,
    now: datetime,
    key: str,
) -> None:
    """Order what is fit where an officer's negligence or fraud left an application incomplete (LFA s.8 para 3).

    `officer_id` is whose fault it was. The clock does not move. Raises as `begin` and `permit` do.
    """
    act = begin(write, case_id, now, seen)
    answers = {
        "officer_at_fault": _works_here(act, officer_id),
        "reasons_given": bool(ground.strip()),
        "discipline_referenced": bool(discipline_reference.strip()),
    }
    act.permit(Command.ORDER_EXCEPTION, [guard for guard, holds in answers.items() if holds])
    act.record(
        events.EXCEPTION_ORDERED,
        "LFA s.8",
        officer=officer_id,
        **act.because(ground, discipline_reference=discipline_reference),
    )
    act.settle()


@command(case="case_id")
def refile(write: Write, *, actor: Actor, case_id: UUID, now: datetime, key: str) -> UUID:
    """Begin anew what was returned, referred or withdrawn: a draft under the manual now in force; its id.

    Answers and papers that the new manual does not ask for are left out. Raises WrongState("not_published"), and as
    `begin` does.
    """
    act = begin(write, case_id, now)
    act.require_applicant()
    act.require_state(State.RETURNED, State.REFERRED, State.WITHDRAWN)
    holds = current(act.case.service, act.case.agency.slug, _today(now))
    if holds is None:
        raise WrongState("not_published", service=Words(act.package.service.name.th, act.package.service.name.en))
    package = pinned(holds.id)
    draft = Draft(
        id=uuid7(),
        owner=act.who.user,
        agency_id=act.case.agency_id,
        publication_id=holds.id,
        offered_from_id=None if str(holds.id) == act.story.publication else UUID(act.story.publication),
        person_id=act.case.person_id,
        organisation_id=act.case.organisation_id,
        channel="electronic" if is_applicant(act.who, act.case) else "counter",
        answers=canonical(FormLogic(package.form, package.code_lists).check(act.answers).answers),
        papers=_papers(act, package),
        refiles=case_id,
        started_at=now,
        saved_at=now,
    )
    draft.save(force_insert=True)
    ref = Ref.of("draft", draft.id)
    write.lock(ref)
    write.append(ref, events.DRAFT_STARTED, agency=draft.agency_id, publication=holds.id, owner=draft.owner)
    write.append(ref, events.DRAFT_REFILES, refiles=case_id)
    write.append(ref, events.DRAFT_SAVED, papers=draft.papers, answers=draft.digest(draft.answers))
    return draft.id


def _is_filed_anew(case_id: UUID) -> bool:
    """Whether a draft that was begun from this case has become an application."""
    return Draft.objects.filter(refiles=case_id, state="filed").exists()


def _works_here(act: Act, officer_id: UUID) -> bool:
    with suppress(NotFound):
        return bool(officer_at(act.case.agency_id, officer_id))
    return False


def _papers(act: Act, package: Package) -> list[dict[str, Any]]:
    """The applicant's own papers that the manual knows; looks and certified copies belong to the old case."""
    listed = package.service.documents
    known = {document.id for document in (() if isinstance(listed, str) else listed)}
    papers = Paper.objects.filter(case=act.case, source=Source.UPLOAD, document__in=known).order_by("added_at", "id")
    latest = {paper.document: paper for paper in papers}
    return [
        {"document": name, "source": Source.UPLOAD.value, "file": str(paper.file) if paper.file else None}
        for name, paper in latest.items()
    ]


def move_deadline(act: Act, until: date, *, reinstated: bool = False) -> date:
    """The new last day on the record, a working day. Raises DomainError("deadline_not_later")."""
    held = record_of(act)
    earliest = _today(act.now) if reinstated else max(_today(act.now), held.deadline)
    recorded_on = held.record.recorded_at.astimezone(BANGKOK).date()
    if until < earliest or until == held.deadline:
        raise DomainError("deadline_not_later", old=held.deadline)
    span = Span((until - recorded_on).days, Unit.DAY)
    held.record.deadline = answer_period(recorded_on, span, act.book).act_by
    held.record.save(update_fields=["deadline"])
    return held.record.deadline


def _require_ground(ground: str) -> None:
    if not ground.strip():
        raise DomainError("ground_missing")


def _today(now: datetime) -> date:
    return now.astimezone(BANGKOK).date()
