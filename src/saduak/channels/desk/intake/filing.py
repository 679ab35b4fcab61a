"""The last look at the counter, filing, and the receipt to hand over."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saduak.cases.commands import submit_draft
from saduak.cases.queries.papers import papers_wanted
from saduak.channels.desk.clocks import clock_shown
from saduak.channels.desk.hiding import summary_hidden
from saduak.channels.desk.intake.counter import Counter, at_counter
from saduak.channels.desk.papers import papers_shown
from saduak.channels.desk.sheets import opened, way
from saduak.channels.desk.working.visits import day_typed
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.core.package import Document
from saduak.core.receipt import Channel
from saduak.identities.policy import PAPERS
from saduak.parties.queries import letter_office

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
        refusals=draft.checked.refusals,
        missing=_missing(counter),
        identities=[(each, say(f"intake.identity.{each}", language)) for each in PAPERS],
        replies=[(each, say(f"intake.reply.{each}", language)) for each in REPLIES],
        languages=[(each, say(f"intake.language.{each}", language)) for each in LANGUAGES],
        needs_identity=draft.package.service.assurance != "none",
        needs_reason=draft.row.channel in {Channel.COUNTER, Channel.POST, Channel.TELEPHONE},
        day=counter.typed("day") if sent else day_typed(here),
        clock=counter.typed("clock") if sent else f"{here:%H.%M}",
        reply=counter.typed("reply") or "paper",
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


@never_cache
@require_GET
@for_officers()
def receipt(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """The receipt, to be printed for somebody without a telephone: number, code, when it counts as received and why,
    what is still missing, what happens next, how to ask."""
    sheet = opened(request, officer, case_id)
    case = sheet.case
    wanted = papers_wanted(case, case.row)
    return sheet.show(
        "intake/receipt.html",
        office=letter_office(case.row.agency_id, language_of_page()),
        code=case.tracking_code,
        at_filing=case.clock_at_filing,
        clock=clock_shown(case.clock, case.state, case.row.act_on, case.book.calendar, case.now),
        papers=papers_shown(case),
        missing=[each.document for each in wanted if each.is_missing and each.duty == "applicant"],
        faults=case.form.check(case.answers).faults,
        follow=request.build_absolute_uri(way("portal:follow")) if way("portal:follow") else "",
        is_new=case.state.value == "submitted",
    )
