"""More time by the licence's own law, and the clock that stands still on one of its grounds."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import extend_limit, pause_case, resume_case
from saduak.cases.queries import WholeCase
from saduak.cases.queries.more_time import extension_left, extension_letter, lasting_pause, pause_grounds
from saduak.channels.desk.sheets import Sheet, opened
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say, sentences
from saduak.core.thai import western_digits
from saduak.core.transitions import Command

form_page = require_http_methods(["GET", "HEAD", "POST"])
PREVIEW = "preview"


@never_cache
@form_page
@for_officers()
def more_time(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Extend the limit of the law; the letter may be seen before it goes."""
    sheet = opened(request, officer, case_id)
    amount, ground = _amount(sheet), sheet.typed("ground")
    if sheet.is_sent and sheet.typed("do") != PREVIEW:
        told = {"amount": amount, "ground": ground, "handed_to": sheet.typed("handed_to")}
        until = sheet.attempt(extend_limit, case_id=case_id, **told, seen=sheet.seen)
        if sheet.went_through:
            return sheet.done("clockwork.extended", day=until)
    case = sheet.case
    return sheet.show(
        "clockwork/more_time.html",
        left=extension_left(case),
        preview=extension_letter(case, amount, ground) if sheet.is_sent and amount else None,
        was_previewed=sheet.is_sent and sheet.typed("do") == PREVIEW,
        may=Command.EXTEND in case.possible,
    )


def _amount(sheet: Sheet) -> int:
    """How much time was typed; 0 for what is no small number, which the command refuses."""
    typed = western_digits(sheet.typed("amount"))
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0


@never_cache
@form_page
@for_officers()
def pause(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Let the clock stand still on a ground of law, or run again."""
    sheet = opened(request, officer, case_id)
    if sheet.is_sent:
        said = _act(sheet, case_id)
        if sheet.went_through:
            return sheet.done(said)
    case, known = sheet.case, sentences(language_of_page())
    named = [(each, known.get(f"pause_ground.{each}", each)) for each in pause_grounds(case)]
    return sheet.show(
        "clockwork/pause.html",
        grounds=named,
        lasting=lasting_pause(case),
        may_pause=Command.PAUSE in case.possible and bool(named),
        may_resume=Command.RESUME in case.possible,
    )


def _act(sheet: Sheet, case_id: UUID) -> str:
    if sheet.typed("do") == "resume":
        sheet.attempt(resume_case, case_id=case_id, seen=sheet.seen)
        return "clockwork.resumed"
    ground, note = sheet.typed("pause_ground"), sheet.typed("note")
    sheet.attempt(pause_case, case_id=case_id, pause_ground=ground, note=note, seen=sheet.seen)
    return "clockwork.paused"


def acts_of_clock(case: WholeCase) -> list[tuple[str, str]]:
    """What may be done about the time of a case, as code of a word and address: only what its law has."""
    left = extension_left(case)
    found = []
    if Command.EXTEND in case.possible and left and left.is_possible:
        found.append(("extend", reverse("desk:more_time", args=[case.id])))
    if lasting_pause(case):
        found += [("resume", reverse("desk:pause", args=[case.id]))] if Command.RESUME in case.possible else []
    elif Command.PAUSE in case.possible and pause_grounds(case):
        found.append(("pause", reverse("desk:pause", args=[case.id])))
    return found


def paused_words(case: WholeCase) -> str:
    """Since when the clock of a case stands still, if it does."""
    lasting = lasting_pause(case)
    return say("clockwork.paused_since", language_of_page(), day=lasting.since) if lasting else ""
