"""The form by which an asked agency answers, the same behind a log-in and behind a link."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from django.http import HttpRequest

from saduak.cases.queries.consultations import Opened
from saduak.channels.shell.enclosures import enclosed, sealed
from saduak.channels.shell.pages import language_of_page
from saduak.core.consultations import OPINIONS
from saduak.core.errors import SaduakError
from saduak.core.thai import CONTROL
from saduak.files.queries import StoredFile, stored_files
from saduak.ledger.actors import Actor

__all__ = ["OPINIONS", "Given", "Why", "about", "opinions_given", "opinions_wanted", "why"]

LONGEST = 25_000
"""Letters of one answer that are read: more than the command takes, so that what is longer is refused, never cut."""


@dataclass(frozen=True, slots=True)
class Given:
    """One question as the form shows it: what was typed so far, and the files that were received."""

    id: UUID
    number: int
    text: str
    opinion: str = ""
    clauses: str = ""
    papers: tuple[UUID, ...] = ()
    kept: str = ""

    @property
    def files(self) -> tuple[StoredFile, ...]:
        """The files by name."""
        return stored_files(self.papers) if self.papers else ()

    @property
    def answer(self) -> Mapping[str, Any]:
        """What the command is given."""
        return {"question": self.id, "opinion": self.opinion, "clauses": self.clauses, "papers": self.papers}


def opinions_wanted(found: Opened) -> list[Given]:
    """The questions of an empty form."""
    return [Given(each.id, each.number, each.text) for each in found.questions]


def opinions_given(
    request: HttpRequest, found: Opened, actor: Actor, now: datetime, key: str
) -> tuple[list[Given], SaduakError | None]:
    """What was typed and sent, and why a file was not taken."""
    given, refused = [], None
    for each in found.questions:
        name, of = f"papers-{each.number}", f"consultation:{found.id}"
        files = enclosed(request, name, of, actor, now, key)
        refused = refused or files.error
        opinion, clauses = (_typed(request, f"{field}-{each.number}") for field in ("opinion", "clauses"))
        kept = sealed(files.ids, name, of)
        given.append(Given(each.id, each.number, each.text, opinion, clauses, files.ids, kept))
    return given, refused


def _typed(request: HttpRequest, name: str) -> str:
    return CONTROL.sub("", request.POST.get(name, "")[:LONGEST].replace("\r\n", "\n")).strip()


ABOUT: Mapping[str, str] = {
    "opinion_missing": "opinion-{number}",
    "clauses_missing": "clauses-{number}",
    "clauses_too_long": "clauses-{number}",
    "consultation_name": "name",
}


def about(error: SaduakError) -> str:
    """The field that a refusal is about."""
    return ABOUT.get(error.code, "content").format(**{"number": "", **error.params})


class Why(NamedTuple):
    """One reason as it was told, with its article."""

    says: str
    article: str


def why(told: Sequence[Mapping[str, Any]]) -> list[Why]:
    """Reasons that were kept as data, in the language of the page."""
    language = language_of_page()
    return [Why(each["text"][language], each["citation"]["text"][language]) for each in told]
