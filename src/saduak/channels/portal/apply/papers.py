"""The papers of a draft: only what the answers require, and of the citizen only what the state does not have (I-1)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import lay_papers
from saduak.cases.queries import Laid, OpenDraft
from saduak.channels.entrance.citizens import see
from saduak.channels.portal.apply.steps import step_after, steps
from saduak.channels.portal.apply.writers import Writer, for_writers
from saduak.channels.shell.errors import sentence_of
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.errors import DomainError, SaduakError
from saduak.core.package import ConsentOf, Document, Source
from saduak.files.commands import receive
from saduak.linkage.queries import PaperWay, ways_for

MOST_FILES = 20
"""Files of one document; what is more is refused with a sentence."""
MEGABYTE = 1_048_576


@dataclass(frozen=True, slots=True)
class Slot:
    """One document as the page shows it. `way` is how the agency comes by it first; `files` lie there already.

    `parties` are those who are asked to consent by link; `wrong` says why the last files were not taken.
    """

    document: Document
    way: str
    files: tuple[Laid, ...]
    parties: tuple[str, ...]
    may_show_original: bool
    wrong: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of its element, to which the error summary leads."""
        return f"d-{self.document.id}"

    @property
    def is_uploaded(self) -> bool:
        """Whether the applicant is asked for it here."""
        return self.way == PaperWay.UPLOAD or not self.document.state_issued

    @property
    def is_there(self) -> bool:
        """Whether a file lies there that was not refused."""
        return any(laid.file.state != "refused" for laid in self.files)


@require_http_methods(["GET", "HEAD", "POST"])
@for_writers
def papers(request: HttpRequest, writer: Writer) -> HttpResponse:
    """The papers: files are taken one by one, so that a wrong one does not lose the others."""
    if request.method != "POST":
        return _shown(request, writer.draft)
    deed, _, about = request.POST.get("do", "upload").partition(":")
    if deed == "next":
        return see(step_after(writer.draft, "papers"))
    if deed == "remove":
        _lay(writer, (), (about,))
        return see(reverse("portal:draft_papers", args=[writer.draft.id]))
    document = request.POST.get("document", "")
    if document not in {each.document.id for each in slots(writer.draft) if each.is_uploaded}:
        messages.warning(request, say("apply.not_asked", language_of_page()))
        return see(reverse("portal:draft_papers", args=[writer.draft.id]))
    wrong = _taken(writer, document, request.FILES.getlist("file"), is_instead=deed == "replace")
    if wrong:
        return _shown(request, writer.draft, {document: wrong})
    return see(f"{reverse('portal:draft_papers', args=[writer.draft.id])}#d-{document}")


def _taken(writer: Writer, document: str, sent: Sequence[UploadedFile], *, is_instead: bool) -> tuple[str, ...]:
    """Keep the files that are good; a sentence for each that is not."""
    own = [paper for paper in writer.draft.row.papers if paper.get("document") == document]
    if not sent:
        return (say("apply.file_missing", language_of_page()),)
    taken: list[Mapping[str, Any]] = []
    wrong: list[str] = []
    for file in sent:
        try:
            if len(taken) + (0 if is_instead else len(own)) >= MOST_FILES:
                raise DomainError("too_many_files", most=MOST_FILES)
            taken.append({"document": document, "source": Source.UPLOAD.value, "file": str(_received(writer, file))})
        except SaduakError as error:
            wrong.append(f"{file.name}: {sentence_of(error)}")
    if taken:
        _lay(writer, tuple(taken), tuple(str(paper["file"]) for paper in own) if is_instead else ())
    return tuple(wrong)


def _lay(writer: Writer, added: tuple[Mapping[str, Any], ...], removed: tuple[str, ...]) -> None:
    """Change which papers lie with the draft, and read it anew."""
    row = writer.draft.row
    lay_papers(
        actor=writer.actor, draft_id=row.id, added=added, removed=removed, now=writer.now, key=f"lay:{uuid4().hex}"
    )
    row.refresh_from_db(fields=["papers", "saved_at"])


def _received(writer: Writer, file: UploadedFile) -> UUID:
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        raise DomainError("file_too_large", limit=settings.UPLOAD_LIMIT // MEGABYTE)
    return receive(
        actor=writer.actor, name=file.name or "", content=file.read(), now=writer.now, key=f"file:{uuid4().hex}"
    )


def slots(in_hand: OpenDraft, wrong: Mapping[str, tuple[str, ...]] | None = None) -> tuple[Slot, ...]:
    """Every document that these answers call for."""
    return tuple(_slot(in_hand, document, (wrong or {}).get(document.id, ())) for document in in_hand.documents)


def _slot(in_hand: OpenDraft, document: Document, wrong: tuple[str, ...]) -> Slot:
    ways = ways_for(document, in_hand.row.agency_id)
    return Slot(
        document=document,
        way=(ways[0] if ways else PaperWay.UPLOAD).value,
        files=tuple(laid for laid in in_hand.files if laid.document == document.id),
        parties=tuple(_parties(in_hand, document.consent)) if document.consent else (),
        may_show_original=Source.SHOWN_ORIGINAL in document.sources,
        wrong=wrong,
    )


def _parties(in_hand: OpenDraft, asked: ConsentOf) -> Iterator[str]:
    """The names of the parties that the answers give, each once."""
    group, field = asked.name.split(".")
    given = in_hand.checked.answers.get(group, ())
    lines = given if isinstance(given, tuple) else (given,)
    yield from dict.fromkeys(str(line[field]) for line in lines if line.get(field))


def _shown(
    request: HttpRequest, in_hand: OpenDraft, wrong: Mapping[str, tuple[str, ...]] | None = None
) -> HttpResponse:
    found = slots(OpenDraft(in_hand.row, in_hand.now), wrong)
    context = {
        "draft": in_hand,
        "yours": [slot for slot in found if slot.is_uploaded and not slot.document.consent],
        "consents": [slot for slot in found if slot.document.consent],
        "fetched": [slot for slot in found if not slot.is_uploaded],
        "may_show": any(slot.may_show_original for slot in found if slot.is_uploaded and not slot.document.consent),
        "is_wrong": bool(wrong),
        "limit": settings.UPLOAD_LIMIT // MEGABYTE,
        "steps": steps(in_hand),
    }
    return render(request, "portal/apply/papers.html", context, status=422 if wrong else 200)
