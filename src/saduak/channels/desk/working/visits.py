"""The visit to a place, recorded where it happens: the manual's checklist, photos, the officer's opinion."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import record_visit
from saduak.cases.commands.visiting import MOST_PHOTOS
from saduak.cases.queries import WholeCase
from saduak.cases.queries.steps import Task, Visit, visits_of
from saduak.channels.desk.sheets import Sheet, opened
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotFound, SaduakError
from saduak.core.letters import in_language
from saduak.core.package import StepKind
from saduak.core.reasons import buddhist_year
from saduak.files.commands import receive
from saduak.files.queries import StoredFile, stored_files

ANSWERS: Final = ("yes", "no", "not_applicable")
OPINIONS: Final = ("fit", "fit_with_conditions", "unfit")


@dataclass(frozen=True, slots=True)
class VisitShown:
    """A visit on record: each point of the checklist with its answer, and the photos."""

    visit: Visit
    points: tuple[tuple[str, str], ...]
    photos: tuple[StoredFile, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the checklist as the form asks it; `name` is that of the field."""

    name: str
    says: str
    chosen: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def visit(request: HttpRequest, officer: OnDuty, case_id: UUID, task_id: UUID) -> HttpResponse:
    """The form of a visit; photos that were received stay, also when something else has to be put right."""
    sheet = opened(request, officer, case_id)
    task = _visit_task(sheet, task_id)
    photos = _photos(sheet, task) if sheet.is_sent else ()
    if sheet.is_sent:
        _record(sheet, task, photos)
        if sheet.went_through:
            return sheet.done_at("working.visit_done", "desk:task", case_id, task_id)
    here = sheet.now.astimezone(BANGKOK)
    return sheet.show(
        "working/visit.html",
        task=task,
        step=sheet.case.step(task),
        points=_points(sheet, task),
        opinions=[(each, say(f"working.opinion.{each}", language_of_page())) for each in OPINIONS],
        answers=[(each, say(f"working.answer.{each}", language_of_page())) for each in ANSWERS],
        photos=stored_files(photos),
        kept=_signed(sheet, task, photos),
        day=sheet.typed("day") if sheet.is_sent else day_typed(here),
        clock=sheet.typed("clock") if sheet.is_sent else f"{here:%H.%M}",
    )


def _record(sheet: Sheet, task: Task, photos: Sequence[UUID]) -> None:
    """Run the command with what was typed."""
    at = sheet.moment("day", "clock")
    points = range(1, len(sheet.case.step(task).checklist) + 1)
    answers = {str(number): sheet.typed(f"point-{number}") for number in points}
    sheet.attempt(
        record_visit,
        case_id=sheet.case.id,
        task_id=task.id,
        visited_at=at,
        answers={number: answer for number, answer in answers.items() if answer},
        photos=tuple(photos),
        opinion=sheet.typed("opinion"),
        note=sheet.typed("note"),
        seen=sheet.seen,
    )


def _visit_task(sheet: Sheet, task_id: UUID) -> Task:
    found = next((task for task in sheet.case.tasks if task.id == task_id), None)
    if found is None or found.kind != StepKind.SITE_VISIT:
        raise NotFound("not_found", what="task")
    return found


def _points(sheet: Sheet, task: Task) -> list[Point]:
    listed = sheet.case.step(task).checklist
    return [
        Point(f"point-{number}", in_language(text, language_of_page()), sheet.typed(f"point-{number}"))
        for number, text in enumerate(listed, 1)
    ]


def day_typed(at: datetime) -> str:
    """A day as a person of this page's language types it."""
    return day_typed_of(at.date())


def day_typed_of(day: date) -> str:
    """The same of a day."""
    return f"{day.day}/{day.month}/{buddhist_year(day.year) if language_of_page() == 'th' else day.year}"


# Photos: received with the first try, and known again by a signed list, so that nobody names the file of another case


def _photos(sheet: Sheet, task: Task) -> tuple[UUID, ...]:
    found = list(_kept(sheet, task))
    for number, sent in enumerate(sheet.request.FILES.getlist("photos")[: MOST_PHOTOS + 1]):
        try:
            found.append(
                receive(
                    actor=sheet.actor,
                    name=sent.name or "",
                    content=sent.read(),
                    now=sheet.now,
                    key=f"{sheet.key}:photo{number}",
                )
            )
        except SaduakError as error:
            sheet.refuse(error, "photos")
    if len(found) > MOST_PHOTOS and sheet.refused is None:
        sheet.refuse(DomainError("visit_photos", most=MOST_PHOTOS), "photos")
    return tuple(dict.fromkeys(found))


def _kept(sheet: Sheet, task: Task) -> list[UUID]:
    try:
        told = signing.loads(sheet.request.POST.get("kept", ""), salt=_salt(sheet, task))
    except signing.BadSignature:
        return []
    dropped = set(sheet.request.POST.getlist("drop"))
    return [UUID(photo) for photo in told if photo not in dropped]


def _signed(sheet: Sheet, task: Task, photos: Sequence[UUID]) -> str:
    return signing.dumps([str(photo) for photo in photos], salt=_salt(sheet, task)) if photos else ""


def _salt(sheet: Sheet, task: Task) -> str:
    return f"desk.visit:{sheet.officer.user_id}:{sheet.case.id}:{task.id}"


# What is on record


def visits_shown(case: WholeCase, task: Task) -> list[VisitShown]:
    """The visits of a step, latest first."""
    texts = [in_language(text, language_of_page()) for text in case.step(task).checklist]
    return [
        VisitShown(
            row,
            tuple((text, row.answers.get(str(number), "")) for number, text in enumerate(texts, 1)),
            tuple(stored_files(UUID(str(photo)) for photo in row.photos)),
        )
        for row in visits_of(task)
    ]
