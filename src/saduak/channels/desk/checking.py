"""The check of completeness on the day of filing: complete, or mended on the spot (LFA s.8). The defect record has its
own module."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saduak.cases.commands import confirm_complete, fix_on_the_spot
from saduak.cases.queries.papers import open_lookups, papers_wanted, still_missing
from saduak.channels.desk.hiding import hide, restore, summary_hidden
from saduak.channels.desk.papers import PaperShown, papers_shown
from saduak.channels.desk.sheets import Sheet, opened
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.fields import Deed, PageShown, answers_from, deed_of, done, find_codes, page_shown
from saduak.channels.shell.pages import asks_for_a_part
from saduak.core.errors import NotFound
from saduak.core.formlogic import Checked, Fault
from saduak.core.package import Answers, Source
from saduak.core.receipt import Channel
from saduak.core.transitions import Command

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_page
@for_officers()
def check(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """The manual's checklist against answers and papers, and the outcomes to choose from."""
    sheet = opened(request, officer, case_id)
    if sheet.is_sent:
        sheet.attempt(confirm_complete, case_id=case_id, seen=sheet.seen)
        if sheet.went_through:
            return sheet.done("desk.check.complete_done")
    case = sheet.case
    wanted = papers_wanted(case, case.row)
    return sheet.show(
        "checking/check.html",
        papers=papers_shown(case),
        missing=still_missing(wanted),
        lookups=open_lookups(wanted),
        faults=_faults(sheet),
        summary=summary_hidden(case.form, case.answers),
        may_check=Command.CONFIRM_COMPLETE in case.possible and case.defect is None,
    )


@never_cache
@form_page
@for_officers()
def mend(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Put right with the applicant what can be put right at once; the clock runs from this moment."""
    sheet = opened(request, officer, case_id)
    logic, groups = sheet.case.form, tuple(sheet.case.form.groups())
    known = sheet.case.answers
    typed, checked = hide(logic, known), None
    if sheet.is_sent:
        deed = deed_of(request.POST, groups)
        typed = done(deed, answers_from(request.POST, groups), groups)
        if deed.kind == "next":
            checked = logic.check(restore(logic, typed, known))
            _mend(sheet, checked)
            if sheet.went_through and not checked.faults:
                return sheet.done("desk.check.mended_done")
        return _mending_page(sheet, typed, checked, deed)
    return _mending_page(sheet, typed, checked, Deed("show"))


@require_GET
@for_officers()
def codes(request: HttpRequest, officer: OnDuty, case_id: UUID, name: str) -> HttpResponse:
    """The code finder of a field of the form that is being mended."""
    sheet = opened(request, officer, case_id)
    logic = sheet.case.form
    field = next(
        (each for group in logic.groups() for each in group.fields if _is_named(name, group.id, each.id)), None
    )
    if field is None:
        raise NotFound("not_found", what="field")
    here, back = reverse("desk:codes", args=[case_id, name]), reverse("desk:mend", args=[case_id])
    found = find_codes(logic, field, name, request.GET.dict(), address=here, back=back)
    part = "shell/fields/finder_part.html" if asks_for_a_part(request) else "shell/fields/finder.html"
    return render(request, part, {"finder": found})


def _is_named(name: str, group: str, field: str) -> bool:
    first, _, rest = name.partition(".")
    return first == group and rest.rpartition(".")[2] == field


def _faults(sheet: Sheet) -> Sequence[Fault]:
    """What is wrong with the answers of an application that came on paper; what came on line was checked then."""
    if sheet.case.row.channel == Channel.ELECTRONIC:
        return ()
    return sheet.case.form.check(sheet.case.answers).faults


def _mend(sheet: Sheet, checked: Checked) -> None:
    """Run the command, unless answers are wrong: the page then shows which."""
    if checked.faults:
        sheet.status = 422
        return
    papers = _handed(sheet)
    changed = None if checked.answers == sheet.case.form.check(sheet.case.answers).answers else checked.answers
    sheet.attempt(fix_on_the_spot, case_id=sheet.case.id, answers=changed, papers=papers, seen=sheet.seen)


def _handed(sheet: Sheet) -> tuple[Mapping[str, Any], ...]:
    """The papers that were handed over now, each with its scan where one was made."""
    return tuple(
        {"document": document.id, "source": source.value, "file": file}
        for document in sheet.case.documents
        if (source := _source(sheet, document.id)) is not None
        for file in (_scan(sheet, document.id),)
    )


def _source(sheet: Sheet, document: str) -> Source | None:
    chosen = sheet.request.POST.get(f"got-{document}", "")
    return Source(chosen) if chosen in {Source.UPLOAD.value, Source.SHOWN_ORIGINAL.value} else None


def _chosen(sheet: Sheet, paper: PaperShown) -> str:
    """How a paper was said to be handed over, when the page is shown again."""
    return sheet.request.POST.get(f"got-{paper.document.id}", "")


def _scan(sheet: Sheet, document: str) -> str | None:
    if f"file-{document}" not in sheet.request.FILES:
        return None
    found = sheet.file(f"file-{document}")
    return str(found) if found else None


def _mending_page(sheet: Sheet, typed: Answers, checked: Checked | None, deed: Deed) -> HttpResponse:
    sought = reverse("desk:codes", args=[sheet.case.id, deed.name]) if deed.kind == "find" else ""
    pages = _pages(sheet, typed, checked)
    return sheet.show(
        "checking/mend.html",
        pages=pages,
        wrong=[wrong for page in pages for wrong in page.wrong],
        papers=[(paper, _chosen(sheet, paper)) for paper in _may_be_handed(papers_shown(sheet.case))],
        sought=sought,
    )


def _pages(sheet: Sheet, typed: Answers, checked: Checked | None) -> list[PageShown]:
    logic, case_id = sheet.case.form, sheet.case.id
    faults = checked.faults if checked else ()
    refusals = checked.refusals if checked else ()
    return [
        page_shown(
            logic,
            page,
            typed,
            faults=faults,
            refusals=refusals,
            finder=lambda name: reverse("desk:codes", args=[case_id, name]),
        )
        for page in logic.pages(logic.check(typed).answers)
    ]


def _may_be_handed(papers: list[PaperShown]) -> list[PaperShown]:
    """What the applicant may hand over: nothing that the state issues is asked of anybody."""
    return [paper for paper in papers if paper.wanted.duty == "applicant" and paper.is_open]
