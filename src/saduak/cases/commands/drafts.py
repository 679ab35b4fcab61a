"""Writing an application: begin, save, throw away. Nothing is checked here, so that nothing typed is ever lost."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.models import Draft
from saduak.cases.policy import draft_owner
from saduak.cases.queries.drafts import own_draft
from saduak.catalogue.queries import current, pinned, publication
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotAllowed, NotFound
from saduak.core.receipt import Channel
from saduak.files.queries import require_given
from saduak.ledger.actors import Actor
from saduak.ledger.canonical import canonical
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role
from saduak.parties.policy.standing import standing_of
from saduak.parties.queries import known_agency

LONGEST = 400_000
"""Letters of JSON in one draft: a thousand waste lines fit, a flood does not."""


@command()
def start_draft(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    publication_id: UUID,
    person_id: UUID | None,
    organisation_id: UUID | None,
    channel: str,
    answers: Mapping[str, Any],
    now: datetime,
    key: str,
) -> UUID:
    """Begin an application, for a person, an organisation or (where a service asks no log-in) nobody known; its id.

    Raises NotAllowed("not_intake", "not_the_applicant", "not_a_writer"), NotFound, DomainError("applicant_two").
    """
    if person_id and organisation_id:
        raise DomainError("applicant_two")
    _require_office(agency_id, publication_id)
    _require_for(actor, agency_id, channel, (person_id or organisation_id, publication_id), now)
    draft = Draft(
        id=uuid7(),
        owner=draft_owner(actor),
        agency_id=agency_id,
        publication_id=publication_id,
        person_id=person_id,
        organisation_id=organisation_id,
        channel=channel,
        answers=_as_text(answers),
        started_at=now,
        saved_at=now,
    )
    draft.save(force_insert=True)
    ref = Ref.of("draft", draft.id)
    write.lock(ref)
    write.append(ref, events.DRAFT_STARTED, agency=agency_id, publication=publication_id, owner=draft.owner)
    return draft.id


@command(draft="draft_id")
def save_draft(
    write: Write,
    *,
    actor: Actor,
    draft_id: UUID,
    answers: Mapping[str, Any] | None,
    papers: tuple[Mapping[str, Any], ...] | None,
    now: datetime,
    key: str,
) -> None:
    """Keep what was typed so far, right or wrong, and which papers lie with it; None leaves either as it is.

    Raises NotFound for another's draft or file, WrongState("draft_closed"), DomainError("draft_too_long").
    """
    draft = own_draft(actor, draft_id, now)
    text = draft.answers if answers is None else _as_text(answers)
    _save(write, draft, text, draft.papers if papers is None else papers)


@command(draft="draft_id")
def lay_papers(
    write: Write,
    *,
    actor: Actor,
    draft_id: UUID,
    added: tuple[Mapping[str, Any], ...],
    removed: tuple[str, ...],
    now: datetime,
    key: str,
) -> None:
    """Lay papers with a draft and take others away by the ids of their files, whatever another page did meanwhile.

    Raises as `save_draft` does.
    """
    draft = own_draft(actor, draft_id, now)
    left = [paper for paper in draft.papers if str(paper.get("file")) not in removed]
    _save(write, draft, draft.answers, (*left, *added))


def _save(write: Write, draft: Draft, answers: str, papers: Iterable[Mapping[str, Any]]) -> None:
    laid = [dict(paper) for paper in papers]
    require_given(write.actor, files_of(laid) - files_of(draft.papers))
    draft.answers, draft.papers, draft.saved_at = answers, laid, write.now
    draft.save(update_fields=["answers", "papers", "saved_at"])
    ref = Ref.of("draft", draft.id)
    write.append(ref, events.DRAFT_SAVED, papers=draft.papers, answers=draft.digest(draft.answers))


@command(draft="draft_id")
def move_draft(write: Write, *, actor: Actor, draft_id: UUID, publication_id: UUID, now: datetime, key: str) -> None:
    """Go over to the version in force; only what differs is asked then.

    Raises as `save_draft`, and NotFound for a version of another service or office, or one that is not in force.
    """
    draft = own_draft(actor, draft_id, now)
    _require_successor(draft, publication_id, now)
    draft.offered_from_id, draft.publication_id, draft.saved_at = draft.publication_id, publication_id, now
    draft.save(update_fields=["offered_from", "publication", "saved_at"])
    write.append(Ref.of("draft", draft_id), events.DRAFT_MOVED, publication=publication_id)


@command(draft="draft_id")
def drop_draft(write: Write, *, actor: Actor, draft_id: UUID, now: datetime, key: str) -> None:
    """Throw a draft away with everything in it. Raises as `save_draft`."""
    draft = own_draft(actor, draft_id, now)
    draft.state, draft.answers, draft.papers, draft.salt, draft.erased_at = "dropped", "{}", [], None, now
    draft.save(update_fields=["state", "answers", "papers", "salt", "erased_at"])
    write.append(Ref.of("draft", draft_id), events.DRAFT_DROPPED)


def _require_office(agency_id: UUID, publication_id: UUID) -> None:
    """Raise NotFound unless the version is published by this very agency."""
    found = publication(publication_id)
    if found is None or found.office != known_agency(agency_id).slug:
        raise NotFound("not_found", what="service")


def _require_successor(draft: Draft, publication_id: UUID, now: datetime) -> None:
    """Raise NotFound unless the version is that of the draft's own service and office in force today."""
    old = publication(draft.publication_id)
    holds = current(old.service, old.office, now.astimezone(BANGKOK).date()) if old else None
    if holds is None or holds.id != publication_id:
        raise NotFound("not_found", what="service")


def _require_for(actor: Actor, agency_id: UUID, channel: str, whose: tuple[UUID | None, UUID], now: datetime) -> None:
    """A counter begins for whoever stands before it; anybody else for oneself, or for whom one acts in the service."""
    who, (applicant, publication_id) = standing_of(actor, now), whose
    if channel != Channel.ELECTRONIC and not who.has(Role.INTAKE, agency_id):
        raise NotAllowed("not_intake")
    if channel != Channel.ELECTRONIC or applicant in {None, who.person}:
        return
    if applicant not in who.principals_in(pinned(publication_id).service.id):
        raise NotAllowed("not_the_applicant")


def files_of(papers: Iterable[Mapping[str, Any]]) -> set[UUID]:
    """The files that lie with an application. Raises NotFound for what is no id of a file."""
    try:
        return {UUID(str(paper["file"])) for paper in papers if paper.get("file")}
    except ValueError:
        raise NotFound("not_found", what="file") from None


def _as_text(answers: Mapping[str, Any]) -> str:
    text = canonical(json.loads(json.dumps(answers, default=str)))
    if len(text) > LONGEST:
        raise DomainError("draft_too_long", longest=LONGEST)
    return text
