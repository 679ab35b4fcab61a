"""The last look: every answer and paper, the fee, what is missing, consent, how to be answered; then it is filed."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import submit_draft
from saduak.cases.queries import OpenDraft
from saduak.channels.entrance.citizens import see
from saduak.channels.portal.apply.papers import slots
from saduak.channels.portal.apply.steps import next_step, steps
from saduak.channels.portal.apply.writers import Writer, for_writers, key_of
from saduak.channels.portal.apply.writing import keep
from saduak.channels.shell.errors import sentence_of, status_of
from saduak.channels.shell.fields import summary
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.core.errors import LawError, SaduakError
from saduak.core.fees import Bill, bill

REPLIES = ("electronic", "paper")


@dataclass(frozen=True, slots=True)
class Said:
    """What is said at the last look; kept when something is refused."""

    consented: bool = False
    missing_known: bool = False
    reply: str = "electronic"
    key: str = ""


@dataclass(frozen=True, slots=True)
class Wrong:
    """One entry of the error summary."""

    to: str
    says: str


@require_http_methods(["GET", "HEAD", "POST"])
@for_writers
def check(request: HttpRequest, writer: Writer) -> HttpResponse:
    """Everything once more, and the button that files it. Pressed twice, it files once."""
    if request.method != "POST":
        return _shown(request, writer, Said())
    reply = request.POST.get("reply", "")
    said = Said(
        consented="consent" in request.POST,
        missing_known="missing_known" in request.POST,
        reply=reply if reply in REPLIES else "electronic",
        key=key_of(request),
    )
    wrong = _unsaid(writer.draft, said)
    if wrong:
        return _shown(request, writer, said, wrong, 422)
    try:
        _leave_strays(writer)
        case_id = submit_draft(
            actor=writer.actor,
            draft_id=writer.draft.id,
            entered_at=None,
            reply=said.reply,
            language=language_of_page(),
            assurance=writer.assurance,
            identity_seen="",
            consented=said.consented,
            missing_known=said.missing_known,
            helper="",
            reason="",
            now=writer.now,
            key=said.key,
        )
    except SaduakError as error:
        return _shown(request, writer, said, [Wrong("content", sentence_of(error))], status_of(error))
    return see(reverse("portal:receipt", args=[case_id]))


def _leave_strays(writer: Writer) -> None:
    """What the answers no longer ask for, and what did not pass the look for malware, is not filed."""
    asked = {document.id for document in writer.draft.documents}
    refused = {str(laid.file.id) for laid in writer.draft.files if laid.file.state == "refused"}
    laid = writer.draft.row.papers
    good = [paper for paper in laid if paper["document"] in asked and str(paper["file"]) not in refused]
    if len(good) < len(laid):
        keep(writer, writer.draft.answers, good)


def _unsaid(in_hand: OpenDraft, said: Said) -> list[Wrong]:
    """What has to be said before it can be filed."""
    language = language_of_page()
    wrong = []
    if in_hand.missing and not said.missing_known:
        wrong.append(Wrong("missing_known", say("apply.say_missing", language)))
    if not said.consented:
        wrong.append(Wrong("consent", say("apply.say_consent", language)))
    return wrong


def _shown(
    request: HttpRequest, writer: Writer, said: Said, wrong: list[Wrong] | None = None, status: int = 200
) -> HttpResponse:
    in_hand = writer.draft
    found = steps(in_hand)
    pages = {step.id: step for step in found}
    context: dict[str, Any] = {
        "draft": in_hand,
        "writer": writer,
        "summary": summary(in_hand.form, in_hand.answers, lambda page: f"{pages[page].address}?to=check"),
        "slots": slots(in_hand),
        "missing": in_hand.missing,
        "left": [step for step in found if step.state in {"todo", "wrong"} and step.id not in {"papers", "check"}],
        "next": next_step(found),
        "said": said,
        "wrong": wrong or [],
        "service": in_hand.package.service,
        **_fee(in_hand),
    }
    return render(request, "portal/apply/check.html", context, status=status)


def _fee(in_hand: OpenDraft) -> dict[str, Bill | str | None]:
    """The bill for these answers today, or the sentence why there is none yet."""
    package, day = in_hand.package, in_hand.now.astimezone(BANGKOK).date()
    try:
        answers, classes = in_hand.checked.answers, in_hand.form.classes
        found = bill(package.fees, answers, day, form=package.form, classes=classes)
    except LawError as error:
        return {"bill": None, "no_bill": sentence_of(error)}
    if not found.items and package.fees.fees != "none" and in_hand.checked.faults:  # no answer is no "none"
        return {"bill": None, "no_bill": say("apply.fee_depends", language_of_page())}
    return {"bill": found}
