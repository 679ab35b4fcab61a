"""Papers at the counter: originals are copied and certified by the agency, free; papers of the state nobody brings."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from saduak.channels.desk.intake.counter import Counter, after, at_counter
from saduak.core.errors import DomainError
from saduak.core.package import Document, Source
from saduak.files.queries import StoredFile, stored_files


@dataclass(frozen=True, slots=True)
class Brought:
    """A paper that lies with the draft: a scan of an original, a copy that was handed in, or one only seen on paper."""

    number: int
    source: str
    file: StoredFile | None


@dataclass(frozen=True, slots=True)
class Slot:
    """One document that the manual asks for these answers, and what was brought of it."""

    document: Document
    brought: tuple[Brought, ...]

    @property
    def whose(self) -> str:
        """Whose duty it is to get it: the applicant's, the agency's (EPA s.12), or another party's."""
        return "agency" if self.document.state_issued else "other_party" if self.document.consent else "applicant"


@require_http_methods(["GET", "HEAD", "POST"])
@at_counter
def papers(counter: Counter) -> HttpResponse:
    """Every document, with a form to take it in; each file is taken by itself, so that no other is lost."""
    if counter.is_sent:
        _act(counter)
        if counter.went_through:
            return counter.onward("", f"{reverse('desk:intake_papers', args=[counter.draft.id])}#{_anchor(counter)}")
    return counter.show(
        "papers.html",
        here="papers",
        slots=list(_slots(counter)),
        about=counter.typed("document"),
        on=after(counter.draft, "papers"),
    )


def _anchor(counter: Counter) -> str:
    return f"d-{counter.typed('document')}" if _asked(counter) else "content"


def _asked(counter: Counter) -> Document | None:
    return next((each for each in counter.draft.documents if each.id == counter.typed("document")), None)


def _act(counter: Counter) -> None:
    """Take a paper in, or put one away again."""
    rows = list(counter.draft.row.papers)
    does, _, number = counter.typed("do").partition(":")
    if does == "remove":
        counter.keep(papers=[row for at, row in enumerate(rows) if str(at) != number])
        return
    document = _asked(counter)
    if document is None:
        counter.refuse(DomainError("paper_unknown"), "content")
        return
    source = Source.SHOWN_ORIGINAL if does == "original" else Source.UPLOAD
    name = f"file-{document.id}"
    file = counter.file(name) if name in counter.request.FILES or does == "original" else None
    if counter.refused is None:
        paper: Mapping[str, Any] = {
            "document": document.id,
            "source": source.value,
            "file": str(file) if file else None,
        }
        counter.keep(papers=[*rows, paper])


def _slots(counter: Counter) -> Iterator[Slot]:
    rows = counter.draft.row.papers
    files = {str(file.id): file for file in counter_files(counter)}
    for document in counter.draft.documents:
        yield Slot(
            document,
            tuple(
                Brought(number, str(row.get("source", "upload")), files.get(str(row.get("file"))))
                for number, row in enumerate(rows)
                if row.get("document") == document.id
            ),
        )


def counter_files(counter: Counter) -> tuple[StoredFile, ...]:
    """The scans that lie with the draft."""
    return tuple(stored_files(laid.file.id for laid in counter.draft.files))
