"""How an error becomes a page: the status, the sentence of its code, and what to do next."""

import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say, say_error
from saduak.core.errors import (
    Busy,
    DomainError,
    LawError,
    NotAllowed,
    NotFound,
    SaduakError,
    Unavailable,
    WrongState,
)

logger = logging.getLogger(__name__)
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)

BY_CODE = {"not_visible": 404, "file_too_large": 413, "storage_full": 503}
"""Codes that answer otherwise than their kind; `not_visible` must not even tell that something exists."""

BY_KIND: tuple[tuple[type[SaduakError], int], ...] = (
    (NotAllowed, 403),
    (NotFound, 404),
    (WrongState, 409),
    (Busy, 503),
    (Unavailable, 503),
    (DomainError, 422),
    (LawError, 422),
)
"""The first kind that fits is used; whatever fits none is a fault of ours."""


def status_of(error: SaduakError) -> int:
    """The HTTP status that an error answers with."""
    kinds = (status for kind, status in BY_KIND if isinstance(error, kind))
    return BY_CODE.get(error.code) or next(kinds, 500)


def sentence_of(error: SaduakError) -> str:
    """What the error says, in the language of the page; a code without words is logged and told by its status."""
    language = language_of_page()
    try:
        return say_error(error, language)
    except KeyError:
        logger.exception("No sentence for error.%s", error.code)
        return say(f"refused.s{status_of(error)}", language)


def error_page(request: HttpRequest, status: int, sentence: str = "", code: str = "") -> HttpResponse:
    """The page that says what cannot be done and what to do next; nothing of what was sent stands on it."""
    language = language_of_page()
    context = {
        "heading": say(f"refused.t{status}", language),
        "sentence": sentence or say(f"refused.s{status}", language),
        "code": code,
        "may_try_again": status in {409, 503} or code == "stale",
        "was_sent": request.method not in {"GET", "HEAD"},
    }
    answer = render(request, "shell/error.html", context, status=status)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        answer.headers["Retry-After"] = "30"
    return answer


def answer_to(request: HttpRequest, error: SaduakError) -> HttpResponse:
    """The page for an error of ours."""
    return error_page(request, status_of(error), sentence_of(error), error.code)


class ErrorPages:
    """Middleware: what a view lets pass of our errors becomes a page; the programming interface has its own answers."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Go on; only exceptions are of interest here."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The page for an error of ours; of other exceptions, Django takes care."""
        return answer_to(request, exception) if isinstance(exception, SaduakError) else None


# What Django itself refuses: named in config/urls.py and, for forged or stale forms, in config/settings.py.


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A body that is too large (413) or cannot be read (400)."""
    return error_page(request, 413 if isinstance(exception, TOO_MUCH) else 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    """What Django's own checks forbid."""
    return error_page(request, 403)


def stale_form(request: HttpRequest, reason: str = "", **_: Any) -> HttpResponse:  # noqa: ARG001
    """A form without the token that it was given: a page left open, or cookies switched off."""
    return error_page(request, 403, say("refused.stale", language_of_page()), "stale")
