"""The form at the counter: the same pages as the portal's; a gap keeps nobody from going on (LFA s.8)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from saduak.cases.commands import drop_draft, move_draft
from saduak.channels.desk.hiding import hide, restore
from saduak.channels.desk.intake.counter import Counter, after, at_counter, steps
from saduak.channels.shell.fields import Deed, answers_from, deed_of, done, find_codes, page_shown
from saduak.channels.shell.pages import asks_for_a_part
from saduak.core.errors import NotFound
from saduak.core.formlogic import Checked, ShownPage
from saduak.core.package import Answers


@require_GET
@at_counter
def draft(counter: Counter) -> HttpResponse:
    """Go on where something is open, else to the first page; a new version of the manual is asked about first."""
    if counter.draft.is_outdated:
        return counter.show("outdated.html")
    return counter.onward("", steps(counter.draft, "")[0].where)


@require_http_methods(["GET", "HEAD", "POST"])
@at_counter
def page(counter: Counter, page_id: str) -> HttpResponse:
    """A page of the form. Everything typed is kept; what is wrong is told, and the clerk may go on all the same."""
    asked = _asked(counter, page_id)
    groups, known = asked.page.groups, counter.draft.answers
    sent = counter.request.POST if counter.is_sent else counter.request.GET
    deed = deed_of(sent, groups) if counter.is_sent or "do" in sent else Deed("show")
    typed = hide(counter.draft.form, known)
    if counter.is_sent:
        typed = {**typed, **answers_from(counter.request.POST, groups)}
    typed = done(deed, typed, groups)
    checked = None
    if counter.is_sent:
        counter.keep(restore(counter.draft.form, typed, known))
        checked = counter.draft.checked
        if deed.kind == "next" and counter.went_through and _is_clean(checked, asked):
            return counter.onward("", after(counter.draft, page_id))
    return _shown(counter, page_id, typed, checked if deed.kind == "next" else None, deed)


def _asked(counter: Counter, page_id: str) -> ShownPage:
    found = next(
        (each for each in counter.draft.form.pages(counter.draft.checked.answers) if each.page.id == page_id), None
    )
    if found is None:
        raise NotFound("not_found", what="page")
    return found


def _is_clean(checked: Checked, asked: ShownPage) -> bool:
    here = {group.id for group in asked.page.groups}
    is_refused = any(refusal.group in here for refusal in checked.refusals)
    return not (is_refused or any(fault.group in here for fault in checked.faults))


def _shown(counter: Counter, page_id: str, typed: Answers, checked: Checked | None, deed: Deed) -> HttpResponse:
    draft = counter.draft
    found = page_shown(
        draft.form,
        _asked(counter, page_id),
        typed,
        faults=checked.faults if checked else (),
        refusals=checked.refusals if checked else (),
        finder=lambda name: reverse("desk:intake_codes", args=[draft.id, page_id, name]),
    )
    counter.status = 422 if checked and counter.status == 200 else counter.status
    if deed.kind == "find":
        return counter.onward("", reverse("desk:intake_codes", args=[draft.id, page_id, deed.name]))
    return counter.show("page.html", here=page_id, page=found, on=after(draft, page_id) if checked else "")


@require_GET
@at_counter
def codes(counter: Counter, page_id: str, name: str) -> HttpResponse:
    """The code finder of a field on a page."""
    first, rest = name.partition(".")[0], name.rpartition(".")[2]
    groups = _asked(counter, page_id).page.groups
    field = next((each for group in groups for each in group.fields if (group.id, each.id) == (first, rest)), None)
    if field is None or not field.code_list:
        raise NotFound("not_found", what="field")
    found = find_codes(
        counter.draft.form,
        field,
        name,
        counter.request.GET.dict(),
        address=reverse("desk:intake_codes", args=[counter.draft.id, page_id, name]),
        back=reverse("desk:intake_page", args=[counter.draft.id, page_id]),
    )
    part = "shell/fields/finder_part.html" if asks_for_a_part(counter.request) else "shell/fields/finder.html"
    return render(counter.request, part, {"finder": found})


@require_POST
@at_counter
def move(counter: Counter) -> HttpResponse:
    """Go over to the version in force; what was typed is kept as far as the new form asks for it."""
    holds = counter.draft.in_force
    if holds is not None:
        counter.attempt(move_draft, draft_id=counter.draft.id, publication_id=holds.id)
    return counter.show("outdated.html") if counter.refused else _to_draft(counter)


def _to_draft(counter: Counter) -> HttpResponse:
    return counter.onward("intake.moved", reverse("desk:intake_draft", args=[counter.draft.id]))


@require_POST
@at_counter
def drop(counter: Counter) -> HttpResponse:
    """Throw the draft away."""
    counter.attempt(drop_draft, draft_id=counter.draft.id)
    return counter.onward("intake.dropped", reverse("desk:intake"))
