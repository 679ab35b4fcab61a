"""Asking another agency: the form, at a step that was begun; and what was asked, as the page of the case shows it."""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import ask_consultation
from saduak.cases.queries import WholeCase
from saduak.cases.queries.consultations import ASKERS, Opened, consultations_of_case
from saduak.channels.desk.forms import Form
from saduak.channels.desk.papers import paper_name
from saduak.channels.desk.sheets import Sheet, opened
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.opinions import about
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.consultations import KINDS
from saduak.core.errors import SaduakError
from saduak.core.letters import in_language
from saduak.core.transitions import State
from saduak.files.queries import stored_files
from saduak.parties.queries import dealing_agencies

BOXES: Final = 3
"""Questions for which an empty form has room; one that holds more is given more."""
OUTSIDE: Final = "outside"
ABOUT: Final = {
    "consultation_whom": "asked",
    "consultation_email": "email",
    "consultation_kind": "question_kind",
    "consultation_questions": "question-1",
    "question_too_long": "question-1",
    "consultation_facts": "facts",
    "line_too_long": "body",
}


class Choosable(NamedTuple):
    """A paper that can be passed on: what it is, and the name of its file."""

    id: UUID
    says: str
    file: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def consult(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """The form of a question to another agency."""
    sheet = opened(request, officer, case_id)
    if sheet.is_sent:
        _ask(sheet)
        if sheet.went_through:
            return sheet.done("consulting.asked")
    whole = sheet.case
    steps = [(str(task.id), in_language(whole.step(task).name, language_of_page())) for task in _begun(whole)]
    return sheet.show(
        "consulting/ask.html",
        steps=steps,
        may=bool(steps) and whole.state is State.UNDER_CONSIDERATION and whole.has_role(*ASKERS),
        papers=passable(whole),
        chosen_step=sheet.typed("task") or (steps[0][0] if steps else ""),
        **asked_form(sheet, whole.row.agency_id),
    )


def _ask(sheet: Sheet) -> None:
    task = sheet.id_of("task") or UUID(int=0)
    tried(sheet, ask_consultation, case_id=sheet.case.id, task_id=task, seen=sheet.seen, **typed_letter(sheet))


def _begun(case: WholeCase) -> list[Any]:
    return [task for task in case.tasks if task.state == "open"]


def passable(case: WholeCase) -> list[Choosable]:
    """The papers of a case that have a file."""
    held = [(paper, paper.file) for paper in case.papers if paper.file]
    files = {file.id: file.name for file in stored_files(file for _, file in held)}
    return [Choosable(paper.id, paper_name(case, paper.document), files.get(file, "")) for paper, file in held]


def typed_letter(form: Form) -> dict[str, Any]:
    """What a form of questions says, as the commands take it."""
    chosen = form.typed("asked")
    is_outside = chosen in {"", OUTSIDE}
    return {
        "asked_id": None if is_outside else form.id_of("asked"),
        "body": form.typed("body") if chosen == OUTSIDE else "",
        "email": form.typed("email") if chosen == OUTSIDE else "",
        "question_kind": form.typed("question_kind"),
        "questions": tuple(_questions(form)),
        "facts": form.typed("facts"),
        "paper_ids": tuple(_papers(form)),
    }


def _questions(form: Form) -> Sequence[str]:
    return [form.typed(f"question-{number}") for number in range(1, BOXES + 1)]


def _papers(form: Form) -> list[UUID]:
    return [own for each in form.request.POST.getlist("papers") if (own := _uuid(each))]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def tried(form: Form, command: Callable[..., Any], part: str = "", /, **arguments: Any) -> None:
    """Run a command; a refusal leads to the field that it is about."""
    if form.refused:
        return
    try:
        command(actor=form.actor, now=form.now, key=f"{form.key}{part}", **arguments)
    except SaduakError as error:
        form.refuse(error, ABOUT.get(error.code) or about(error))


def asked_form(form: Form, own: UUID) -> dict[str, Any]:
    """What the form of questions shows; an agency does not ask itself."""
    language = language_of_page()
    kinds = [(kind, say(f"question_kind.{kind}", language)) for kind in KINDS]
    named = [
        (str(row.id), row.name_en if language == "en" else row.name_th) for row in dealing_agencies() if row.id != own
    ]
    return {
        "agencies": named,
        "outside": OUTSIDE,
        "kinds": kinds,
        "questions": list(enumerate(_questions(form), 1)),
        "passed": form.request.POST.getlist("papers"),
    }


def consultations_shown(case: WholeCase) -> Sequence[Opened]:
    """What the page of a case shows of its consultations."""
    return consultations_of_case(case.row, case.now)
