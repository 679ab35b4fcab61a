"""Who reads an application after it was filed, and what one page with a form on it needs: a command that is tried once,
and what was typed, kept when it is refused.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, wraps
from typing import Any, Concatenate, Final, NamedTuple, ParamSpec
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from saduak.cases.queries import WholeCase, whole_case
from saduak.channels.entrance.citizens import see
from saduak.channels.entrance.visits import Visitor, admitted
from saduak.channels.portal.apply.writers import key_of
from saduak.channels.shell.errors import sentence_of, status_of
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.errors import DomainError, NotFound, SaduakError
from saduak.core.thai import normal
from saduak.files.commands import receive
from saduak.ledger.actors import Actor, user
from saduak.ledger.present import present

LONGEST: Final = 10_000
"""Letters of one answer that a page takes."""
Arguments = ParamSpec("Arguments")


class Wrong(NamedTuple):
    """Why something was not done: the element it is about, and the sentence."""

    to: str
    says: str


class Sent:
    """A page with a form on it, as it was sent: its key, what was typed, and why it was refused."""

    request: HttpRequest
    wrong: list[Wrong]
    status: int

    @cached_property
    def key(self) -> str:
        """The key that the form was drawn with."""
        return key_of(self.request)

    @property
    def is_sent(self) -> bool:
        """Whether a form was sent."""
        return self.request.method == "POST"

    def typed(self, name: str) -> str:
        """What was typed, in the one form in which Thai is kept."""
        return typed(self.request, name)

    def refuse(self, error: SaduakError, to: str = "content") -> None:
        """Say on the page why something was not done."""
        self.wrong.append(Wrong(to, sentence_of(error)))
        self.status = status_of(error)


class Tried(Sent):
    """A page whose form brings a command that is tried once."""

    def attempt(self, deed: Callable[[], object], to: str = "content") -> bool:
        """Try a command; what refuses it stands on top of the page."""
        try:
            deed()
        except SaduakError as error:
            self.refuse(error, to)
            return False
        return True


@dataclass
class Reader(Tried):
    """The applicant, or who acts for it, before one application at one moment."""

    request: HttpRequest
    here: Visitor
    case: WholeCase
    now: datetime
    wrong: list[Wrong] = field(default_factory=list)
    status: int = 200

    @property
    def actor(self) -> Actor:
        """Who acts, on behalf of the applicant of this case, whoever is chosen now."""
        return actor_for(self.here, self.case)

    @property
    def seen(self) -> int:
        """The last event that the page knew when it was drawn; what is no number knows nothing."""
        sent = self.request.POST.get("seen", "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0

    def upload(self, name: str) -> UUID | None:
        """The file of a field, received; None where none was sent. Raises what `receive` raises."""
        sent = self.request.FILES.get(name)
        if sent is None:
            return None
        content = sent.read()
        return receive(actor=self.actor, name=sent.name or "", content=content, now=self.now, key=f"{self.key}:{name}")

    def done(self, said: str, where: str = "portal:case", *more: object) -> HttpResponse:
        """Go on to another page of this case, and say there what was done."""
        messages.success(self.request, say(said, language_of_page()))
        return see(reverse(where, args=[self.case.id, *more]))

    def show(self, template: str, **context: Any) -> HttpResponse:
        """The page. After a refusal the case is read afresh, so that the page shows what changed meanwhile."""
        if self.wrong:
            self.case = whole_case(self.actor, self.case.id, self.now)
        context = {"case": self.case, "reader": self, "wrong": self.wrong, "seen": self.case.seen, **context}
        return render(self.request, f"portal/filed/{template}", context, status=self.status)


def typed(request: HttpRequest, name: str) -> str:
    """What was typed in a field, in the one form in which Thai is kept; never longer than a page takes."""
    return normal(request.POST.get(name, "")[: LONGEST + 1])


def require_short(text: str) -> str:
    """The text. Raises DomainError("text_too_long")."""
    if len(text) > LONGEST:
        raise DomainError("text_too_long", longest=LONGEST)
    return text


def actor_for(here: Visitor, case: WholeCase) -> Actor:
    """The visitor on behalf of the applicant of a case."""
    row = case.row
    if row.organisation_id:
        return user(here.user_id, channel="portal", on_behalf_of=f"organisation:{row.organisation_id}")
    is_own = row.person_id in {None, here.person_id}
    return user(here.user_id, channel="portal", on_behalf_of="" if is_own else f"person:{row.person_id}")


def reader(request: HttpRequest, case_id: UUID) -> Reader | HttpResponse:
    """Who reads this application, or the way to the entrance. An officer who may see it reads it at the desk.

    Raises NotFound for who is not the applicant.
    """
    here, now = admitted(request, "one_time_code"), present()
    if isinstance(here, HttpResponse):
        return here
    case = whole_case(user(here.user_id, channel="portal"), case_id, now)
    if not case.is_applicant:
        raise NotFound("not_found", what="case")
    level = case.package.service.assurance
    sure = admitted(request, level) if level != "none" else here
    return sure if isinstance(sure, HttpResponse) else Reader(request, sure, case, now)


def for_applicants(
    view: Callable[Concatenate[Reader, Arguments], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Guard a page of an application: the applicant only, and who acts for it, logged in as surely as it asks."""

    @never_cache
    @wraps(view)
    def guarded(request: HttpRequest, case_id: UUID, *args: Arguments.args, **kwargs: Arguments.kwargs) -> HttpResponse:
        found = reader(request, case_id)
        return found if isinstance(found, HttpResponse) else view(found, *args, **kwargs)

    return guarded
