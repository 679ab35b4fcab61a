"""An application that is still being written, as its writer sees it; and what the writer has told before."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from saduak.cases.models import Case, Draft
from saduak.cases.policy import may_write, visible_cases
from saduak.cases.queries.whole import WholeCase, followed_case, whole_case
from saduak.catalogue.queries import Publication, current, pinned, publications
from saduak.core.calendars import BANGKOK
from saduak.core.errors import NotFound, WrongState
from saduak.core.formlogic import Checked, FormLogic
from saduak.core.package import Answers, Document, Package
from saduak.files.queries import StoredFile, stored_files
from saduak.ledger.actors import Actor
from saduak.parties.policy import Role
from saduak.parties.policy.standing import standing_of

REFUSED = "refused"
MOST_EARLIER = 5
"""So many of the latest applications are looked through for what was told before."""


class Laid(NamedTuple):
    """A file that lies with a draft, and the document it is."""

    document: str
    file: StoredFile


@dataclass
class OpenDraft:
    """A draft with its manual; every part is read when it is first asked for."""

    row: Draft
    now: datetime

    @property
    def id(self) -> UUID:
        return self.row.id

    @cached_property
    def package(self) -> Package:
        """The manual that it is written under."""
        return pinned(self.row.publication_id)

    @cached_property
    def form(self) -> FormLogic:
        """Its form at work."""
        return FormLogic(self.package.form, self.package.code_lists)

    @cached_property
    def answers(self) -> Answers:
        """What was typed so far, right or wrong, as far as the form asks for it."""
        return known_to(self.form, as_answers(json.loads(self.row.answers)))

    @cached_property
    def checked(self) -> Checked:
        """The answers that stand, and what is wrong or refused."""
        return self.form.check(self.answers)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """What the manual asks for these answers."""
        return self.form.documents(self.package.service.documents, self.checked.answers)

    @cached_property
    def files(self) -> tuple[Laid, ...]:
        """The files that lie with it, in the order in which they were given."""
        stored = {str(file.id): file for file in stored_files(UUID(str(paper["file"])) for paper in self._filed())}
        return tuple(
            Laid(str(paper["document"]), stored[str(paper["file"])])
            for paper in self._filed()
            if str(paper["file"]) in stored
        )

    def _filed(self) -> Iterator[Mapping[str, Any]]:
        return (paper for paper in self.row.papers if paper.get("file"))

    @property
    def missing(self) -> tuple[Document, ...]:
        """What the applicant has to bring and has not: no paper of the state, no consent asked in the system."""
        given = {laid.document for laid in self.files if laid.file.state != REFUSED}
        return tuple(
            document
            for document in self.documents
            if document.required and not document.state_issued and not document.consent and document.id not in given
        )

    @cached_property
    def in_force(self) -> Publication | None:
        """The version in force at this moment; filing needs that one (LFA s.7, s.11)."""
        day = self.now.astimezone(BANGKOK).date()
        return current(self.row.publication.service, self.row.publication.office, day)

    @property
    def is_outdated(self) -> bool:
        """Whether another version is in force than the one it is written under."""
        return self.in_force is not None and self.in_force.id != self.row.publication_id

    @cached_property
    def written_under(self) -> Publication:
        """The version that it is written under."""
        return self._publication(self.row.publication_id)

    @property
    def moved_from(self) -> Publication | None:
        """The version whose answers it still holds, if it met a new one."""
        return self._publication(self.row.offered_from_id) if self.row.offered_from_id else None

    def _publication(self, publication_id: UUID) -> Publication:
        rows = publications(service=self.row.publication.service, office=self.row.publication.office)
        return next(row for row in rows if row.id == publication_id)


def own_draft(actor: Actor, draft_id: UUID, now: datetime, *, filed_too: bool = False) -> Draft:
    """The open draft of this writer, or a filed one; one without an owner belongs to whoever holds its id.

    Raises NotFound, WrongState("draft_closed").
    """
    rows = Draft.objects.select_related("agency", "publication").defer("publication__compiled")
    draft = rows.filter(pk=draft_id).first()
    if draft is None or not may_write(actor, draft, now):
        raise NotFound("not_found", what="draft")
    if draft.state != "open" and not (filed_too and draft.case):
        raise WrongState("draft_closed")
    return draft


def open_draft(actor: Actor, draft_id: UUID, now: datetime) -> OpenDraft:
    """The draft for who writes it. Raises NotFound, WrongState("draft_closed")."""
    return OpenDraft(own_draft(actor, draft_id, now), now)


def counter_drafts(actor: Actor, now: datetime) -> Sequence[Draft]:
    """What clerks of the actor's agencies began for somebody and have not filed, last saved first."""
    agencies = standing_of(actor, now).agencies_as(Role.INTAKE)
    rows = Draft.objects.filter(agency__in=agencies, state="open").exclude(channel="electronic")
    joined = rows.select_related("agency", "publication", "organisation", "person").defer("publication__compiled")
    return list(joined.order_by("-saved_at")[:50])


def case_of_draft(actor: Actor, draft_id: UUID, now: datetime) -> WholeCase | None:
    """The application that a draft became, for who wrote it; None while it is not filed. Raises NotFound and
    WrongState("draft_closed") for one that was thrown away.

    Who wrote without a log-in sees it as anybody does who follows it with number and code.
    """
    draft = own_draft(actor, draft_id, now, filed_too=True)
    if draft.case is None:
        return None
    if draft.owner:
        return whole_case(actor, draft.case, now)
    row = Case.objects.select_related("agency", "publication", "words", "officer", "unit").get(pk=draft.case)
    return followed_case(row, now)


def earlier_answers(
    actor: Actor,
    service: str,
    person: UUID | None,
    organisation: UUID | None,
    now: datetime,
    *,
    besides: UUID | None = None,
) -> Sequence[Answers]:
    """What was told of the same applicant for the same service before, latest first: applications that the actor may
    see, then drafts of the actor's own, `besides` one of them. Nothing for an applicant who is not known."""
    if person is None and organisation is None:
        return ()
    cases = visible_cases(actor, now).filter(
        service=service, person=person, organisation=organisation, words__erased_at=None
    )
    told = cases.order_by("-entered_at", "-id").values_list("words__answers", flat=True)[:MOST_EARLIER]
    drafts = Draft.objects.filter(
        owner=actor.id, publication__service=service, person=person, organisation=organisation, state="open"
    )
    others = drafts.exclude(pk=besides) if besides else drafts
    typed = others.order_by("-saved_at", "-id").values_list("answers", flat=True)[:MOST_EARLIER]
    return [as_answers(json.loads(text)) for text in (*told, *typed)]


def as_answers(read: Mapping[str, Any]) -> Answers:
    """Answers as a form takes them, from JSON: lists are tuples."""
    return {name: _as_group(given) for name, given in read.items() if isinstance(given, (Mapping, list, tuple))}


def _as_group(given: Any) -> Any:
    if isinstance(given, Mapping):
        return {name: tuple(value) if isinstance(value, list) else value for name, value in given.items()}
    return tuple(_as_group(line) for line in given if isinstance(line, Mapping))


def known_to(form: FormLogic, answers: Answers) -> Answers:
    """The answers without what this form does not ask at all, as after a new version of it."""
    fields = {group.id: (group.repeats, {field.id for field in group.fields}) for group in form.groups()}
    return {
        name: _known_lines(given, *fields[name])
        for name, given in answers.items()
        if name in fields and isinstance(given, Mapping) is not fields[name][0]
    }


def _known_lines(given: Any, repeats: bool, known: Iterable[str]) -> Any:  # noqa: FBT001 - spread from a pair
    if repeats:
        return tuple({name: value for name, value in line.items() if name in known} for line in given)
    return {name: value for name, value in given.items() if name in known}
