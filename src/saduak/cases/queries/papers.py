"""The papers of a case against what its manual asks: what lies there, what is missing, and whose duty it is."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from saduak.cases.models import Case, Consent, Paper
from saduak.core.formlogic import FormLogic
from saduak.core.package import Answers, Document, Package
from saduak.files.queries import stored_files
from saduak.ledger.rows import ask, finding, id_of

REFUSED = "refused"
"""The state of a file that did not pass the look for malware."""


class Asked(Protocol):
    """A case with its pinned manual: in a command's hands, or read as a whole."""

    @property
    def form(self) -> FormLogic: ...

    @property
    def package(self) -> Package: ...

    @property
    def answers(self) -> Answers: ...


@dataclass(frozen=True, slots=True)
class Wanted:
    """One document that the manual asks for these answers.

    `state` is "there", "looked_up", "consented", "missing" or "not_required" (optional and not there); `duty` whose it
    is to get it: "applicant", "agency" (a paper of the state, EPA s.12) or "other_party" (a consent).
    """

    document: Document
    state: str
    duty: str
    paper: UUID | None
    file: UUID | None
    look: UUID | None

    @property
    def is_missing(self) -> bool:
        """Whether somebody still has to get it."""
        return self.state == "missing"


@dataclass(frozen=True, slots=True)
class Checklist:
    """What is wanted, in the order of the manual, and the good papers that lie there, earliest first."""

    wanted: tuple[Wanted, ...]
    papers: tuple[Paper, ...]

    @property
    def first_papers(self) -> tuple[Paper, ...]:
        """The first good paper of each document that the manual wants from the applicant: with these it was whole."""
        wanted = {each.document.id for each in self.wanted if each.duty == "applicant" and each.document.required}
        first = {paper.document: paper for paper in reversed(self.papers)}
        return tuple(paper for name, paper in first.items() if name in wanted)


def checklist(asked: Asked, case: Case) -> Checklist:
    """The documents that the manual asks for these answers against the papers that lie there; of several papers of a
    document the latest counts. A paper whose file was refused for malware is not there."""
    documents = asked.form.documents(asked.package.service.documents, asked.answers)
    papers = _good_papers(case)
    latest = {paper.document: paper for paper in papers}
    consented = _consented(case) if any(document.consent for document in documents) else frozenset()
    wanted = tuple(_wanted(document, latest.get(document.id), consented) for document in documents)
    return Checklist(wanted, tuple(papers))


def papers_wanted(asked: Asked, case: Case) -> tuple[Wanted, ...]:
    """What is wanted, in the order of the manual."""
    return checklist(asked, case).wanted


def _good_papers(case: Case) -> list[Paper]:
    """Papers of named documents, earliest first, without those whose file was refused."""
    papers: list[Paper]
    named = "WHERE t.case_id = %s AND t.document <> '' ORDER BY t.added_at, t.id"
    [papers] = ask(finding(Paper, named, id_of(case.id)))
    files = stored_files(paper.file for paper in papers if paper.file) if any(paper.file for paper in papers) else ()
    refused = {file.id for file in files if file.state == REFUSED}
    return [paper for paper in papers if paper.file not in refused]


def still_missing(wanted: Iterable[Wanted]) -> tuple[Document, ...]:
    """What the applicant has to bring and has not. A paper of the state never makes an application incomplete."""
    return tuple(each.document for each in wanted if each.is_missing and each.duty == "applicant")


def may_be_recorded(asked: Asked, case: Case) -> frozenset[str]:
    """What a defect record may name, as "document:<id>" and "field:<group>.<field>": a paper that this applicant has to
    bring, or one that lies there and may be wrong, and a question that these answers bring up (LFA s.7 and s.8). Papers
    of the state are among them only so that naming one is refused in its own words (EPA s.12)."""
    wanted = papers_wanted(asked, case)
    papers = {f"document:{each.document.id}" for each in wanted if each.document.required or each.paper}
    return frozenset(papers | {f"field:{group}.{field}" for group, field in _questions(asked)})


def _questions(asked: Asked) -> Iterator[tuple[str, str]]:
    """Group and field of every question that is shown; in a repeating group for any of its lines."""
    form, answers = asked.form, asked.answers
    for page in form.pages(answers):
        for group in page.groups:
            given = answers.get(group.id, {})
            for line in (given,) if isinstance(given, Mapping) else given or ({},):
                yield from ((group.id, field.id) for field in form.fields(group, answers, line))


def open_lookups(wanted: Iterable[Wanted]) -> tuple[Document, ...]:
    """Papers of the state that the agency has not looked up, copied or seen yet: its own duty (EPA s.12)."""
    own = (each for each in wanted if each.duty == "agency")
    return tuple(each.document for each in own if each.state in {"missing", "not_required"})


def _wanted(document: Document, paper: Paper | None, consented: frozenset[str]) -> Wanted:
    duty = "agency" if document.state_issued else "other_party" if document.consent else "applicant"
    if paper:
        return Wanted(document, "looked_up" if paper.look else "there", duty, paper.id, paper.file, paper.look)
    if document.id in consented:
        return Wanted(document, "consented", duty, None, None, None)
    return Wanted(document, "missing" if document.required else "not_required", duty, None, None, None)


def _consented(case: Case) -> frozenset[str]:
    """Documents for which every party that was asked has consented."""
    asked = list(Consent.objects.filter(case=case).values_list("document", "state"))
    return frozenset({document for document, _ in asked} - {document for document, state in asked if state != "given"})
