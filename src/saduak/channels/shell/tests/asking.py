"""A small channel that asks a page of กอ.1, as a portal would: the form, its finder, and what was answered."""

from typing import Any

from django.conf.urls.i18n import i18n_patterns
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse

from saduak.channels.shell.fields import answers_from, deed_of, done, find_codes, page_shown, summary
from saduak.channels.shell.pages import asks_for_a_part
from saduak.config.urls import handler400, handler403
from saduak.config.urls import urlpatterns as of_product
from saduak.core.formlogic import FormLogic
from saduak.core.package import Answers
from saduak.sources.packages import package

WASTE = package("industry/waste-removal", "2566-11-01")
LOGIC = FormLogic(WASTE.form, WASTE.code_lists)
REMEMBERED = ("050103", "080111")


def ask(request: HttpRequest, page_id: str) -> HttpResponse:
    """Ask a page; what is right is answered with what was said, what is wrong with 422 and everything typed."""
    page = next(each.page for each in LOGIC.pages({}) if each.page.id == page_id)
    typed: Answers = answers_from(request.POST, page.groups)
    sent = request.POST if request.method == "POST" else request.GET
    deed = deed_of(sent, page.groups) if "do" in sent or request.method == "POST" else None
    typed = done(deed, typed, page.groups) if deed else typed
    if deed and deed.kind == "find":
        return HttpResponse(status=303, headers={"Location": reverse("finder", args=[page_id, deed.name])})
    if deed is None or deed.kind != "next":
        return shown(request, page_id, typed)
    checked = LOGIC.check(typed)
    here = {group.id for group in page.groups}
    faults = [fault for fault in checked.faults if fault.group in here]
    if faults or checked.refusals:
        return shown(request, page_id, typed, 422, faults=faults, refusals=checked.refusals)
    told = summary(LOGIC, checked.answers, lambda at: reverse("ask", args=[at]))
    return render(request, "asking/told.html", {"summary": told})


def shown(request: HttpRequest, page_id: str, typed: Answers, status: int = 200, **wrong: Any) -> HttpResponse:
    """The page with its answers."""
    page = next(each for each in LOGIC.pages(typed) if each.page.id == page_id)
    found = page_shown(LOGIC, page, typed, finder=lambda name: reverse("finder", args=[page_id, name]), **wrong)
    return render(request, "asking/page.html", {"page": found}, status=status)


def finder(request: HttpRequest, page_id: str, name: str) -> HttpResponse:
    """The code finder of a field, whole or as a part."""
    field = next(each for group in LOGIC.groups() for each in group.fields if each.id == name.rpartition(".")[2])
    here, back = reverse("finder", args=[page_id, name]), reverse("ask", args=[page_id])
    found = find_codes(LOGIC, field, name, request.GET.dict(), address=here, back=back, remembered=REMEMBERED)
    part = "shell/fields/finder_part.html" if asks_for_a_part(request) else "shell/fields/finder.html"
    return render(request, part, {"finder": found})


urlpatterns = [
    *i18n_patterns(
        path("asking/<slug:page_id>/", ask, name="ask"),
        path("asking/<slug:page_id>/codes/<str:name>/", finder, name="finder"),
        prefix_default_language=False,
    ),
    *of_product,
]
__all__ = ["handler400", "handler403", "urlpatterns"]
