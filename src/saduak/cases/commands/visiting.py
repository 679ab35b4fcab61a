"""The visit to a place: the manual's checklist answered, photos, and the officer's opinion."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.commands.tasks import open_task
from saduak.cases.models import Task, Visit
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, WrongState
from saduak.core.package import StepKind
from saduak.core.thai import normal
from saduak.core.transitions import State
from saduak.files.queries import require_given, stored_files
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role

ANSWERS = frozenset({"yes", "no", "not_applicable"})
OPINIONS = frozenset({"fit", "fit_with_conditions", "unfit"})
MOST_PHOTOS = 60
LONGEST_NOTE = 10_000


@command(case="case_id")
def record_visit(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    task_id: UUID,
    visited_at: datetime,
    answers: Mapping[str, str],
    photos: tuple[UUID, ...],
    opinion: str,
    note: str,
    seen: int | None,
    now: datetime,
    key: str,
) -> UUID:
    """Record a visit for a step that was begun; its id. `answers` maps each place in the checklist, from "1", to
    "yes", "no" or "not_applicable"; `photos` are ids of files. A later visit stands beside an earlier one.

    Raises WrongState("not_a_visit"), DomainError("visit_in_future", "visit_before_filing", "visit_answers",
    "visit_opinion", "visit_note_missing", "visit_note_too_long", "visit_photos"), NotAllowed("has_interest"), and as
    `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_state(State.UNDER_CONSIDERATION)
    act.require_role(Role.OFFICER, Role.CHECKER)
    task = open_task(act, task_id)
    _check(act, task, visited_at, answers, opinion)
    _check_photos(photos)
    require_given(actor, photos)
    visit = Visit(
        id=uuid7(),
        task=task,
        officer_id=act.officer_id,
        visited_at=visited_at,
        answers={position: answers[position] for position in sorted(answers, key=int)},
        photos=[str(photo) for photo in photos],
        opinion=opinion,
        note=_note(opinion, note),
    )
    visit.save(force_insert=True)
    _record(act, visit)
    act.settle()
    return visit.id


def _record(act: Act, visit: Visit) -> None:
    act.record(
        events.VISIT_RECORDED,
        visit=visit.id,
        task=visit.task_id,
        officer=visit.officer_id,
        visited_at=visit.visited_at,
        answers=visit.answers,
        photos=visit.photos,
        opinion=visit.opinion,
        note=visit.digest(visit.note),
    )


def _check(act: Act, task: Task, visited_at: datetime, answers: Mapping[str, str], opinion: str) -> None:
    if task.kind != StepKind.SITE_VISIT:
        raise WrongState("not_a_visit")
    if visited_at > act.now:
        raise DomainError("visit_in_future")
    if visited_at < act.case.entered_at:
        raise DomainError("visit_before_filing", filed=act.case.entered_at.astimezone(BANGKOK))
    step = next(step for step in act.package.service.steps if step.id == task.step)
    asked = {str(position) for position in range(1, len(step.checklist) + 1)}
    if answers.keys() != asked or not ANSWERS.issuperset(answers.values()):
        raise DomainError("visit_answers", count=len(asked))
    if opinion not in OPINIONS:
        raise DomainError("visit_opinion")


def _note(opinion: str, note: str) -> str:
    """What the officer writes; an opinion that is not plainly "fit" says why."""
    kept = normal(note)
    if opinion != "fit" and not kept:
        raise DomainError("visit_note_missing")
    if len(kept) > LONGEST_NOTE:
        raise DomainError("visit_note_too_long", longest=LONGEST_NOTE)
    return kept


def _check_photos(photos: Sequence[UUID]) -> None:
    """Every photo is a picture on file that was not refused."""
    found = {file.id: file for file in stored_files(photos)}
    fit = [photo for photo in photos if photo in found and found[photo].media_type.startswith("image/")]
    if len(fit) != len(photos) or len(photos) > MOST_PHOTOS or any(file.refusal for file in found.values()):
        raise DomainError("visit_photos", most=MOST_PHOTOS)
