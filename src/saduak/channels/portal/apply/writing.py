"""The draft: what is left of it, its pages, the code finder, a new version of the manual, and throwing it away."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from saduak.cases.commands import drop_draft, move_draft, save_draft
from saduak.cases.queries import OpenDraft
from saduak.catalogue.queries import changes
from saduak.channels.entrance.citizens import see
from saduak.channels.portal.apply.known import known_answers, sources_of, still_known
from saduak.channels.portal.apply.steps import GAPS, faults_in, next_step, step_after, steps
from saduak.channels.portal.apply.writers import Writer, for_writers, key_of
from saduak.channels.shell.errors import sentence_of, status_of
from saduak.channels.shell.fields import Deed, answers_from, deed_of, done, find_codes, page_shown
from saduak.channels.shell.pages import asks_for_a_part, language_of_page
from saduak.channels.shell.texts import say
from saduak.core.errors import SaduakError, WrongState
from saduak.core.formlogic import Checked, ShownPage
from saduak.core.package import Answers, Field, Page
from saduak.core.reasons import Words


@require_GET
@for_writers
def draft(request: HttpRequest, writer: Writer) -> HttpResponse:
    """What is done and what is left. Met by a new version of the manual, it says so first."""
    in_hand = writer.draft
    found = steps(in_hand)
    context: dict[str, Any] = {"draft": in_hand, "steps": found, "next": next_step(found), "writer": writer}
    if in_hand.is_outdated and in_hand.in_force:
        context["changed"] = changes(in_hand.written_under, in_hand.in_force)
        context["headline"] = context["changed"].headline(language_of_page())
    return render(request, "portal/apply/draft.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_writers
def page(request: HttpRequest, writer: Writer, page_id: str) -> HttpResponse:
    """A page of the form: asked, kept, and asked again with every fault beside what it is about."""
    found = _page(writer.draft, page_id)
    groups = found.groups
    is_sent = request.method == "POST"
    sent = request.POST if is_sent else request.GET
    deed = deed_of(sent, groups) if is_sent or "do" in sent else None
    typed: Answers = writer.draft.answers
    if is_sent:
        typed = {**typed, **answers_from(request.POST, groups)}
    if deed:
        typed = done(deed, typed, groups)
    if not is_sent:
        return _shown(request, writer, found, typed, checked=_seen(request, writer.draft, typed))
    try:
        keep(writer, typed)
    except SaduakError as error:
        return _shown(request, writer, found, typed, status=status_of(error), refused=sentence_of(error))
    return _answered(request, writer, found, typed, deed or Deed("next"))


def _seen(request: HttpRequest, in_hand: OpenDraft, typed: Answers) -> Checked:
    """What a page tells when it is opened: what is wrong; what is missing only to who comes from the last look."""
    checked = in_hand.form.check(typed)
    is_last_look = request.GET.get("to") == "check"
    faults = tuple(fault for fault in checked.faults if is_last_look or fault.code not in GAPS)
    return Checked(checked.answers, faults, checked.refusals)


def _answered(request: HttpRequest, writer: Writer, page: Page, typed: Answers, deed: Deed) -> HttpResponse:
    """What follows a button, once everything typed is kept."""
    in_hand = writer.draft
    if deed.kind == "find":
        return see(reverse("portal:codes", args=[in_hand.id, deed.name]))
    checked = in_hand.form.check(typed)
    if deed.kind != "next":
        return _shown(request, writer, page, typed, checked=Checked(checked.answers, (), checked.refusals))
    here = {group.id for group in page.groups}
    is_refused = any(refusal.group in here for refusal in checked.refusals)
    if faults_in(checked, page.groups) or is_refused:
        return _shown(request, writer, page, typed, status=422, checked=checked)
    if request.GET.get("to") == "check":
        return see(reverse("portal:check", args=[in_hand.id]))
    return see(step_after(OpenDraft(in_hand.row, writer.now), page.id))


def keep(writer: Writer, typed: Answers, papers: Iterable[Mapping[str, Any]] | None = None) -> None:
    """Save everything typed, right or wrong, and the papers; the draft in hand is read anew afterwards."""
    row, laid = writer.draft.row, None if papers is None else tuple(papers)
    save_draft(
        actor=writer.actor, draft_id=row.id, answers=typed, papers=laid, now=writer.now, key=f"save:{uuid4().hex}"
    )
    row.refresh_from_db(fields=["answers", "papers", "saved_at"])


def _page(in_hand: OpenDraft, page_id: str) -> Page:
    found = next((page for page in in_hand.form.form.pages if page.id == page_id), None)
    if found is None:
        raise Http404
    return found


def _shown(
    request: HttpRequest,
    writer: Writer,
    page: Page,
    typed: Answers,
    *,
    status: int = 200,
    checked: Checked | None = None,
    refused: str = "",
) -> HttpResponse:
    in_hand = writer.draft
    standing = in_hand.form.pages(in_hand.form.check(typed).answers)
    asked = next((each for each in standing if each.page.id == page.id), None)
    if asked is None:
        return redirect("portal:draft", draft_id=in_hand.id)
    context = {
        "draft": in_hand,
        "page": page_shown(
            in_hand.form,
            asked,
            typed,
            faults=checked.faults if checked else (),
            refusals=checked.refusals if checked else (),
            finder=lambda name: reverse("portal:codes", args=[in_hand.id, name]),
            known=_known(writer, typed),
        ),
        "number": [each.page.id for each in standing].index(page.id) + 1,
        "of": len(standing),
        "refused": refused,
    }
    return render(request, "portal/apply/page.html", context, status=status)


def _known(writer: Writer, typed: Answers) -> dict[str, str]:
    """By the name of a field, where an answer comes from that still stands as it was filled in."""
    language = language_of_page()
    standing = still_known(known_answers(writer.draft.form, sources_of(writer)), typed)
    return {name: say(f"apply.known_{source}", language) for name, source in standing.items()}


@require_GET
@for_writers
def codes(request: HttpRequest, writer: Writer, name: str) -> HttpResponse:
    """The code finder of a field, as a page or as a part of one; it begins with the codes that were used before."""
    in_hand = writer.draft
    asked, field = _coded(in_hand, name)
    found = find_codes(
        in_hand.form,
        field,
        name,
        request.GET.dict(),
        address=reverse("portal:codes", args=[in_hand.id, name]),
        back=reverse("portal:draft_page", args=[in_hand.id, asked.page.id]),
        remembered=_remembered(writer, field),
    )
    part = "shell/fields/finder_part.html" if asks_for_a_part(request) else "portal/apply/codes.html"
    return render(request, part, {"finder": found, "draft": in_hand})


def _coded(in_hand: OpenDraft, name: str) -> tuple[ShownPage, Field]:
    """The page and the field of codes that a name in the form speaks of."""
    group_id, _, rest = name.partition(".")
    for page in in_hand.form.pages(in_hand.checked.answers):
        for group in page.groups:
            for field in group.fields:
                if group.id == group_id and field.id == rest.rpartition(".")[2] and field.code_list:
                    return page, field
    raise Http404


def _remembered(writer: Writer, field: Field) -> list[str]:
    """The codes of this list that stand in the draft or stood in earlier applications (W-3)."""
    groups = [group.id for group in writer.draft.form.groups() if field in group.fields]
    found: list[str] = []
    for told in (writer.draft.answers, *sources_of(writer).earlier):
        for group in groups:
            lines = told.get(group, ())
            found += [str(line.get(field.id, "")) for line in (lines if isinstance(lines, tuple) else (lines,))]
    return list(dict.fromkeys(code for code in found if code))[:12]


@require_POST
@for_writers
def move(request: HttpRequest, writer: Writer) -> HttpResponse:
    """Go over to the version in force. What the new form does not ask is left behind; the rest is kept."""
    in_hand = writer.draft
    if in_hand.in_force is None:
        row = in_hand.row.publication
        raise WrongState("not_published", service=Words(row.name_th, row.name_en))
    if in_hand.is_outdated:
        move_draft(
            actor=writer.actor,
            draft_id=in_hand.id,
            publication_id=in_hand.in_force.id,
            now=writer.now,
            key=key_of(request),
        )
        in_hand.row.refresh_from_db(fields=["publication", "offered_from", "papers", "answers"])
        moved = Writer(writer.here, OpenDraft(in_hand.row, writer.now), writer.now)
        asked = {document.id for document in moved.draft.documents}
        keep(moved, moved.draft.answers, [paper for paper in in_hand.row.papers if paper["document"] in asked])
    return see(reverse("portal:draft", args=[in_hand.id]))


@require_POST
@for_writers
def drop(request: HttpRequest, writer: Writer) -> HttpResponse:
    """Throw the draft away, and back to the first page of the service."""
    row = writer.draft.row
    drop_draft(actor=writer.actor, draft_id=row.id, now=writer.now, key=key_of(request))
    return see(reverse("portal:start", args=[*row.publication.service.split("/", 1), row.publication.office]))
