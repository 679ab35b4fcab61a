"""What every form of the desk is made of: what was typed, a key with which it acts once, and its answer.

A view tries a command with `Form.attempt`, and answers with `Form.onward` (303 and a word on the next page) or
`Form.page`: the page, with what was refused on top and everything that was typed kept.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any, Final
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from saduak.channels.entrance.visits import OnDuty
from saduak.channels.shell.errors import sentence_of, status_of
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.acts import Citation
from saduak.core.answers import cleaned
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, LawError, SaduakError
from saduak.core.package import Field, FieldKind, Text
from saduak.core.thai import CONTROL, western_digits
from saduak.files.commands import receive
from saduak.ledger.actors import Actor
from saduak.sources.texts import article

FORM_KEY: Final = re.compile(r"[0-9a-f]{32}")
CLOCK: Final = re.compile(r"([01]?\d|2[0-3])[.:]([0-5]\d)(?: ?น\.?)?")
LONGEST: Final = 25_000
"""Letters of one answer that are read: more than any command takes, so that what is longer is refused, never cut."""
DAY: Final = Field("day", FieldKind.DATE, Text("", ""))


@dataclass(frozen=True, slots=True)
class Refused:
    """Why something was not done: the sentence, the article behind it if there is one, and the field it is about."""

    says: str
    article: str = ""
    to: str = "content"


@dataclass
class Form:
    """One page with a form, for one officer, at one moment."""

    request: HttpRequest
    officer: OnDuty
    now: datetime
    refused: Refused | None = field(default=None, kw_only=True)
    status: int = field(default=200, kw_only=True)

    @property
    def actor(self) -> Actor:
        """Who acts, for a command."""
        return self.officer.actor

    @cached_property
    def key(self) -> str:
        """The key that this form was drawn with; what is no key of ours becomes a fresh one."""
        sent = self.request.POST.get("key", "")
        return f"desk:{sent if FORM_KEY.fullmatch(sent) else uuid4().hex}"

    @property
    def seen(self) -> int | None:
        """The last event that the page knew when it was drawn."""
        sent = self.request.POST.get("seen", "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 9 else 0

    @property
    def is_sent(self) -> bool:
        """Whether a form was sent."""
        return self.request.method == "POST"

    def typed(self, name: str) -> str:
        """What was typed in a field, without control characters."""
        return CONTROL.sub("", self.request.POST.get(name, "")[:LONGEST].replace("\r\n", "\n")).strip()

    def day(self, name: str) -> date | None:
        """The day typed in a field, in either era; None refuses the form, so that no command has to be tried."""
        try:
            found = cleaned(DAY, self.typed(name))
        except LawError as error:
            self._refuse(name, error)
            return None
        if not found:
            self._refuse(name, LawError("answer_not_date"))
            return None
        return date.fromisoformat(str(found))

    def clock(self, name: str) -> time | None:
        """The time of day typed in a field ("18.45", "๑๘:๔๕ น."); None refuses the form."""
        found = CLOCK.fullmatch(western_digits(self.typed(name)))
        if found is None:
            self._refuse(name, DomainError("answer_not_clock"))
            return None
        return time(int(found[1]), int(found[2]))

    def moment(self, day: str, clock: str) -> datetime | None:
        """The moment in Bangkok typed as a day and a time of day; None refuses the form."""
        found, at = self.day(day), self.clock(clock)
        return datetime.combine(found, at, BANGKOK) if found and at else None

    def id_of(self, name: str) -> UUID | None:
        """The id chosen in a field, if it can be one."""
        try:
            return UUID(self.typed(name))
        except ValueError:
            return None

    def file(self, name: str) -> UUID | None:
        """Receive the file of a field; None when there is none or it was refused, which the page then says."""
        sent = self.request.FILES.get(name)
        if sent is None:
            self._refuse(name, DomainError("file_empty"))
            return None
        try:
            found: UUID = receive(
                actor=self.actor, name=sent.name or "", content=sent.read(), now=self.now, key=f"{self.key}:{name}"
            )
        except SaduakError as error:
            self._refuse(name, error)
            return None
        return found

    def attempt(self, command: Callable[..., Any], part: str = "", /, **arguments: Any) -> Any:
        """Run a command and give what it gives; after a refusal None, and `refused` is for the page.

        A form that runs several commands names each `part` apart from the first, so that each acts once.
        """
        if self.refused:
            return None
        try:
            return command(actor=self.actor, now=self.now, key=f"{self.key}{part}", **arguments)
        except SaduakError as error:
            self.refuse(error)
            return None

    @property
    def went_through(self) -> bool:
        """Whether a form was sent and nothing refused."""
        return self.is_sent and self.refused is None

    def refuse(self, error: SaduakError, to: str = "content") -> None:
        """Keep an error for the page."""
        cited = error.params.get("article")
        told = article(cited, language_of_page()) if isinstance(cited, Citation) else ""
        self.refused, self.status = Refused(sentence_of(error), told, to), status_of(error)

    def _refuse(self, name: str, error: SaduakError) -> None:
        if self.refused is None:
            self.refuse(error, name)

    def onward(self, said: str, where: str, **params: Any) -> HttpResponse:
        """Go on to an address and say there what was done."""
        if said:
            messages.success(self.request, say(said, language_of_page(), **params))
        return HttpResponseRedirect(where, status=303)

    def page(self, template: str, **context: Any) -> HttpResponse:
        """The page, with a fresh key for its form."""
        shared = {"refused": self.refused, "form_key": uuid4().hex, "seen": 0, "typed": self.request.POST}
        return render(self.request, f"desk/{template}", {**shared, **context}, status=self.status)
