"""A body outside reads what it is asked and answers, by the signed link it was sent: no log-in, no more of the case.

Tries are limited for each link and visitor, an answer is given once, and the link ends.
"""

from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saduak.cases.commands import answer_consultation
from saduak.cases.queries.consultations import CONSULTEE, Opened, consultation_for_token
from saduak.channels.entrance.citizens import see
from saduak.channels.entrance.limits import count
from saduak.channels.portal.apply.writers import key_of
from saduak.channels.portal.filed.readers import Wrong, typed
from saduak.channels.shell.errors import sentence_of, status_of
from saduak.channels.shell.opinions import OPINIONS, Given, about, opinions_given, opinions_wanted, why
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.errors import NotFound, SaduakError
from saduak.files.queries import content, headers_for, stored
from saduak.ledger.present import present

ACTION: Final = "consultation"
"""The limit of answers, a key of ACCOUNT_RATE_LIMITS."""
OVER: Final = frozenset({"expired", "taken_back", "closed"})
"""Where nothing is received any more, no file either; an answer sent twice is answered as the first."""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_link(request: HttpRequest, consultation_id: UUID, signature: str) -> HttpResponse:
    """The page behind a link. Raises NotFound for one that is not ours."""
    token, now = f"{consultation_id.hex}{signature}", present()
    found = consultation_for_token(token, now)
    if request.method != "POST":
        return _private(_shown(request, found, opinions_wanted(found)))
    given = opinions_wanted(found)
    if found.standing in OVER:
        return _private(_shown(request, found, given, status=409))
    try:
        count(request, ACTION, str(consultation_id))
        given, wrong = opinions_given(request, found, CONSULTEE, now, key_of(request))
        if wrong:
            raise wrong
        answer_consultation(
            actor=CONSULTEE,
            consultation_id=found.id,
            token=token,
            answers=tuple(each.answer for each in given),
            name=typed(request, "name"),
            now=now,
            key=key_of(request),
        )
    except SaduakError as error:
        return _private(_shown(request, consultation_for_token(token, present()), given, error))
    return see(reverse("portal:consult", args=[consultation_id, signature]))


@never_cache
@require_GET
def file(request: HttpRequest, consultation_id: UUID, signature: str, file_id: UUID) -> HttpResponse:
    """A paper that was passed on, as long as the link holds. Raises NotFound for any other."""
    found = consultation_for_token(f"{consultation_id.hex}{signature}", present())
    if not found.is_open or file_id not in {passed.file.id for passed in found.papers}:
        raise NotFound("not_found", what="file")
    return _private(HttpResponse(content(file_id), headers=headers_for(stored(file_id), inline="show" in request.GET)))


def _private(answer: HttpResponse) -> HttpResponse:
    # Never "no-referrer": a browser would then send its answer as from nowhere, and nobody could answer.
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


def _shown(
    request: HttpRequest, found: Opened, given: list[Given], error: SaduakError | None = None, *, status: int = 200
) -> HttpResponse:
    wrong = Wrong(about(error), sentence_of(error)) if error else None
    context: dict[str, Any] = {
        "found": found,
        "given": given,
        "opinions": [(each, say(f"opinion.{each}", language_of_page())) for each in OPINIONS],
        "why": why(found.row.because),
        "wrong": [wrong] if wrong else [],
        "wrong_at": wrong.to if wrong else "",
        "wrong_says": wrong.says if wrong else "",
        "name": typed(request, "name"),
        "signature": request.resolver_match.kwargs["signature"] if request.resolver_match else "",
    }
    return render(request, "portal/filed/consult.html", context, status=status_of(error) if error else status)
