"""Pages for everybody: no log-in, no script needed, and an address that can be passed on."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from saduak.channels.public.derivation import Derivation, derive
from saduak.channels.public.forms import DueForm
from saduak.channels.shell.pages import language_of_page
from saduak.core.calendars import BANGKOK
from saduak.core.errors import LawError
from saduak.ledger.present import present


@require_safe
def due(request: HttpRequest) -> HttpResponse:
    """เมื่อไรถึงกำหนด: when something was filed and what the manual promises in, every date and its reasons out."""
    language = language_of_page()
    asked = bool(request.GET)
    form = DueForm(request.GET if asked else None, language=language, now=present().astimezone(BANGKOK))
    found = _derived(form) if asked and form.is_valid() else None
    context: dict[str, Any] = {"form": form, "found": found}
    if found:
        context["line"] = json.dumps(found.question.as_line(), ensure_ascii=False)
    return render(request, "public/due.html", context, status=422 if asked and form.errors else 200)


def _derived(form: DueForm) -> Derivation | None:
    """The derivation; a question that the law cannot answer becomes an error of the form."""
    try:
        return derive(form.question())
    except LawError as error:
        form.add_law_error(error)
        return None
