"""The last look at the counter, filing, and the receipt to hand over."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saduak.cases.commands import submit_draft
from saduak.cases.queries import WholeCase
from saduak.cases.queries.papers import papers_wanted
from saduak.channels.desk.hiding import summary_hidden
from saduak.channels.desk.intake.counter import Counter, at_counter
from saduak.channels.desk.papers import papers_shown
from saduak.channels.desk.sheets import Sheet, opened, way
from saduak.channels.desk.working.visits import day_typed
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.fields import unfilled
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.receipts import receipt_of, sheet_of
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.core.errors import Unavailable
from saduak.core.letters import in_language
from saduak.core.package import Document
from saduak.core.receipt import Channel
from saduak.identities.policy import PAPERS

LANGUAGES: Final = ("th", "en")
REPLIES: Final = ("paper", "electronic")


@require_http_methods(["GET", "HEAD", "POST"])
@at_counter
def file(counter: Counter) -> HttpResponse:
    """Everything that was said and brought, what is missing, how it came; then it is filed, complete or not."""
    if counter.is_sent:
        case_id = _submit(counter)
        if counter.went_through:
            return counter.onward("", reverse("desk:intake_receipt", args=[case_id]))
    here, language = counter.now.astimezone(BANGKOK), language_of_page()
    draft, sent = counter.draft, counter.is_sent
    return counter.show(
        "file.html",
        here="file",
        summary=summary_hidden(draft.form, draft.checked.answers),
        faults=len(draft.checked.faults),
        unfilled=unfilled(draft.form, draft.checked.faults, language),
        refusals=draft.checked.refusals,
        missing=_missing(counter),
        identities=[(each, say(f"intake.identity.{each}", language)) for each in PAPERS],
        replies=[(each, say(f"intake.reply.{each}", language)) for each in REPLIES],
        languages=[(each, say(f"intake.language.{each}", language)) for each in LANGUAGES],
        needs_identity=draft.package.service.assurance != "none",
        needs_reason=draft.row.channel in {Channel.COUNTER, Channel.POST, Channel.TELEPHONE},
        day=counter.typed("day") if sent else day_typed(here),
        clock=counter.typed("clock") if sent else f"{here:%H.%M}",
        reply=counter.typed("reply") or _usual_reply(counter),
        language=counter.typed("language") or "th",
    )


def _missing(counter: Counter) -> Sequence[Document]:
    """What the applicant has to bring and has not, counting papers that were only seen."""
    brought = {str(row.get("document")) for row in counter.draft.row.papers}
    return [document for document in counter.draft.missing if document.id not in brought]


def _submit(counter: Counter) -> UUID | None:
    """File it at its true time. Whoever files again gets the same application."""
    found: UUID | None = counter.attempt(
        submit_draft,
        draft_id=counter.draft.id,
        entered_at=counter.moment("day", "clock"),
        reply=counter.typed("reply"),
        language=counter.typed("language") if counter.typed("language") in LANGUAGES else "th",
        assurance="none",
        identity_seen=counter.typed("identity") if counter.typed("identity") in PAPERS else "",
        consented=counter.typed("consented") == "yes",
        missing_known=True,
        helper=counter.typed("helper"),
        reason=counter.typed("reason"),
    )
    return found


def _usual_reply(counter: Counter) -> str:
    """The way in which somebody is answered who did not choose: as they came."""
    return "electronic" if counter.draft.row.channel == Channel.EMAIL else "paper"


@never_cache
@require_GET
@for_officers()
def receipt(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """The receipt, to be printed for somebody without a telephone: number, code, when it counts as received and why,
    what is still missing, what happens next, how to ask."""
    sheet = opened(request, officer, case_id)
    return _receipt(request, sheet)


@never_cache
@require_GET
@for_officers()
def receipt_pdf(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """The same as PDF with its code to scan: one press prints it."""
    sheet = opened(request, officer, case_id)
    case = sheet.case
    missing = _missing_now(case)
    language = language_of_page()
    try:
        return sheet_of(
            case,
            {
                **receipt_of(request, case),
                "unfilled": missing,
                "due_if": _due_if(case) if missing else "",
                "reply_says": say(f"intake.slip_{case.row.reply}", language),
                "clerk": case.row.clerk.position if case.row.clerk else "",
            },
        )
    except Unavailable as error:
        sheet.refuse(error)
        return _receipt(request, sheet)


def _receipt(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    case = sheet.case
    missing = _missing_now(case)
    return sheet.show(
        "intake/receipt.html",
        **receipt_of(request, case),
        at_filing=case.clock_at_filing,
        papers=papers_shown(case),
        unfilled=missing,
        due_if=_due_if(case) if missing else "",
        follow=request.build_absolute_uri(way("portal:follow")) if way("portal:follow") else "",
        is_new=case.state.value == "submitted",
    )


def _missing_now(case: WholeCase) -> list[str]:
    """What the applicant still has to give, by name: papers, then answers as the form calls them."""
    language = language_of_page()
    wanted = papers_wanted(case, case.row)
    papers = [each.document.name for each in wanted if each.is_missing and each.duty == "applicant"]
    answers = unfilled(case.form, case.form.check(case.answers).faults, language)
    return [*(in_language(name, language) for name in papers), *answers]


def _due_if(case: WholeCase) -> str:
    """By when the result follows if it is completed on the day of receipt, as long as that has a date."""
    clock = case.clock_at_filing
    if not clock.start or not clock.due or clock.due.last_day is None:
        return ""
    due = clock.due.at or clock.due.last_day
    return say("intake.due_if", language_of_page(), day=clock.start.day, due=due)
