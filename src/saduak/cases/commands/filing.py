"""Filing: one way in for the portal, the counter, the post and the village (LFA s.7; EPA s.7, s.10 and s.12)."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act
from saduak.cases.commands.applying import Applicant, Filing, Manner, opened
from saduak.cases.commands.consents import ask_consents
from saduak.cases.commands.drafts import files_of
from saduak.cases.commands.tasks import plan_tasks
from saduak.cases.models import Paper
from saduak.cases.queries.drafts import own_draft
from saduak.files.queries import require_given
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write


@command(draft="draft_id")
def submit_draft(
    write: Write,
    *,
    actor: Actor,
    draft_id: UUID,
    entered_at: datetime | None,
    reply: str,
    language: str,
    assurance: str,
    identity_seen: str,
    consented: bool,
    missing_known: bool,
    helper: str,
    reason: str,
    now: datetime,
    key: str,
) -> UUID:
    """File a draft; the id of the application. A draft becomes one application however often it is sent.

    Raises what `submit_application` raises, and NotFound or WrongState("draft_closed") for the draft.
    """
    draft = own_draft(actor, draft_id, now, filed_too=True)
    if draft.case:
        return draft.case
    manner = Manner(
        draft.channel, entered_at, reply, language, assurance, identity_seen, consented, missing_known, helper, reason
    )
    case_id = _file(
        write,
        Filing(
            draft.publication_id,
            Applicant(draft.person_id, draft.organisation_id),
            json.loads(draft.answers),
            draft.papers,
            manner,
            draft_id,
        ),
        now,
    )
    draft.state, draft.case = "filed", case_id
    draft.save(update_fields=["state", "case"])
    write.append(Ref.of("draft", draft_id), events.DRAFT_FILED, case=case_id)
    return case_id


@command()
def submit_application(
    write: Write,
    *,
    actor: Actor,
    publication_id: UUID,
    person_id: UUID | None,
    organisation_id: UUID | None,
    answers: Mapping[str, Any],
    papers: tuple[Mapping[str, Any], ...],
    channel: str,
    entered_at: datetime | None,
    reply: str,
    language: str,
    assurance: str,
    identity_seen: str,
    consented: bool,
    missing_known: bool,
    helper: str,
    reason: str,
    now: datetime,
    key: str,
) -> UUID:
    """File an application in one go; its id. `entered_at` is the true time at which a clerk was handed it.

    `assurance` is the level of the log-in, `identity_seen` the kind of paper by which a clerk knows who it is.
    Raises NotAllowed("not_the_applicant", "assurance_needed", "not_intake"), WrongState("manual_changed",
    "not_published", "barred_until"), DomainError("answers_faulty", "line_refused", "papers_missing", "entered_later",
    "consent_needed", "identity_needed").
    """
    manner = Manner(
        channel, entered_at, reply, language, assurance, identity_seen, consented, missing_known, helper, reason
    )
    applicant = Applicant(person_id, organisation_id)
    require_given(actor, files_of(papers))
    return _file(write, Filing(publication_id, applicant, answers, papers, manner), now)


def _file(write: Write, filing: Filing, now: datetime) -> UUID:
    """May it be filed, what is recorded, what follows."""
    act = opened(write, filing, now)
    add_papers(act, act.story.filed["papers"])
    plan_tasks(act)
    ask_consents(act)
    act.settle()
    return act.case.id


def add_papers(act: Act, papers: Sequence[Mapping[str, Any]]) -> None:
    """The rows of papers that came with the application; their ids stand in the event."""
    rows = [
        Paper(
            id=UUID(paper["id"]),
            case=act.case,
            document=paper["document"],
            source=paper["source"],
            file=paper["file"],
            added_at=act.now,
            certified_by_id=paper["certified_by"],
        )
        for paper in papers
    ]
    act.write.insert(*rows)
