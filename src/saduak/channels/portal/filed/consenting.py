"""Another party reads what it is asked to consent to, and answers: by the link it was handed, or by log-in (W-5).

The page shows the lines that name this party and who asks; nothing else of the application.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import answer_consent
from saduak.cases.queries.asked import Consent, asked_of
from saduak.cases.queries.consents import CONSENTER, consent_for_token, consents_asked_of
from saduak.channels.entrance.citizens import see
from saduak.channels.entrance.visits import Visitor, for_citizens
from saduak.channels.portal.apply.writers import key_of
from saduak.channels.portal.filed.readers import Wrong, typed
from saduak.channels.shell.errors import sentence_of, status_of
from saduak.channels.shell.pages import language_of_page
from saduak.core.errors import DomainError, NotFound, SaduakError
from saduak.core.transitions import BEFORE_DECISION
from saduak.ledger.actors import Actor, user
from saduak.ledger.present import present

form_page = require_http_methods(["GET", "HEAD", "POST"])
ANSWERS: Final = {"gives": True, "declines": False}
LONGEST_NAME: Final = 150


@dataclass(frozen=True, slots=True)
class Holder:
    """Who answers: by the link, whose `token` it holds, or by log-in."""

    actor: Actor
    token: str
    consent: Consent
    now: datetime

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered. The link ends; a log-in does not."""
        is_over = bool(self.token) and self.consent.expires_at <= self.now
        return self.consent.state == "asked" and not is_over and self.consent.case.state in BEFORE_DECISION

    @property
    def standing(self) -> str:
        """Where it stands: asked, given, declined, expired or closed."""
        if self.consent.state != "asked" or self.is_open:
            return self.consent.state
        return "closed" if self.consent.case.state not in BEFORE_DECISION else "expired"


@never_cache
@form_page
def by_link(request: HttpRequest, consent_id: UUID, signature: str) -> HttpResponse:
    """The page behind a link. Raises NotFound for one that is not ours or was replaced."""
    token = f"{consent_id.hex}{signature}"
    holder = Holder(CONSENTER, token, consent_for_token(token), present())
    answer = _answered(request, holder, reverse("portal:consent", args=[consent_id, signature]))
    # Never "no-referrer": a browser would then send its answer as from nowhere, and nobody could consent.
    answer.headers["Referrer-Policy"] = "same-origin"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer


@never_cache
@form_page
@for_citizens("ial_1")
def by_log_in(request: HttpRequest, here: Visitor, consent_id: UUID) -> HttpResponse:
    """The same for who acts for the organisation that was asked. Raises NotFound for anybody else."""
    actor, now = user(here.user_id, channel="portal"), present()
    found = next((each for each in consents_asked_of(actor, now) if each.id == consent_id), None)
    if found is None:
        raise NotFound("not_found", what="consent")
    return _answered(request, Holder(actor, "", found, now), reverse("portal:home"))


def _answered(request: HttpRequest, holder: Holder, onward: str) -> HttpResponse:
    if request.method != "POST":
        return _shown(request, holder)
    try:
        _answer(request, holder)
    except SaduakError as error:
        return _shown(request, holder, error)
    return see(onward)


def _answer(request: HttpRequest, holder: Holder) -> None:
    """Give or decline. Raises DomainError("consent_answer_missing", "consent_position_missing") and as the command."""
    chosen, name, position = (typed(request, field) for field in ("answer", "name", "position"))
    if chosen not in ANSWERS:
        raise DomainError("consent_answer_missing")
    if not name or len(name) > LONGEST_NAME:
        raise DomainError("consent_name_missing")
    if not position or len(position) > LONGEST_NAME:
        raise DomainError("consent_position_missing")
    answer_consent(
        actor=holder.actor,
        consent_id=holder.consent.id,
        token=holder.token,
        gives=ANSWERS[chosen],
        name=f"{name} ({position})",
        note=typed(request, "note"),
        now=holder.now,
        key=key_of(request),
    )


ABOUT: Mapping[str, str] = {
    "consent_answer_missing": "answer",
    "consent_name_missing": "name",
    "consent_position_missing": "position",
    "consent_note_missing": "note",
    "consent_note_too_long": "note",
}
"""The field that a refusal is about."""


def _shown(request: HttpRequest, holder: Holder, error: SaduakError | None = None) -> HttpResponse:
    consent = holder.consent
    wrong = [Wrong(ABOUT.get(error.code, "content"), sentence_of(error))] if error else []
    context: dict[str, Any] = {
        "holder": holder,
        "consent": consent,
        "asked": asked_of(consent, language_of_page(), holder.now),
        "wrong": wrong,
        "about": {each.to for each in wrong},
        "kept": {name: typed(request, name) for name in ("answer", "name", "position", "note")},
    }
    return render(request, "portal/filed/consent.html", context, status=status_of(error) if error else 200)
