"""Papers that come to a case: offered freely, copied by the agency, or found by a look into a register."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.models import Paper
from saduak.cases.policy import is_applicant
from saduak.cases.queries.papers import REFUSED
from saduak.core.errors import DomainError, WrongState
from saduak.core.package import Document, Source
from saduak.core.receipt import Channel
from saduak.core.transitions import BEFORE_DECISION, Command
from saduak.files.queries import require_given, stored
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role


@command(case="case_id")
def offer_paper(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    document: str,
    file_id: UUID,
    seen: int | None,
    now: datetime,
    key: str,
) -> UUID:
    """Add a paper that nobody asked for, any time before the decision; its id. `document` may be empty (LFA s.8).

    Raises NotFound for a file that is not there, DomainError("paper_not_in_manual"), WrongState("paper_refused"), and
    as `begin` and `permit` do.
    """
    act = begin(write, case_id, now, seen)
    act.permit(Command.OFFER_DOCUMENT)
    paper = add_paper(act, document, Source.UPLOAD, file=file_id, offered=True)
    act.settle()
    return paper


@command(case="case_id")
def certify_original(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    document: str,
    file_id: UUID,
    seen: int | None,
    now: datetime,
    key: str,
) -> UUID:
    """Keep the copy that the counter made of an original, and certify it free of charge (EPA s.12); the paper's id.

    Raises as `offer_paper` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_state(*BEFORE_DECISION)
    act.require_role(Role.INTAKE, Role.OFFICER)
    paper = add_paper(act, document, Source.SHOWN_ORIGINAL, file=file_id, certified_by=act.officer_id)
    act.settle()
    return paper


def add_paper(
    act: Act,
    document: str,
    source: Source,
    *,
    file: UUID | None = None,
    look: UUID | None = None,
    certified_by: UUID | None = None,
    offered: bool = False,
) -> UUID:
    """Record a paper and make its row; its id.

    Raises NotFound, DomainError("paper_not_in_manual"), WrongState("paper_refused").
    """
    if document:
        document_of(act, document)
    if file:
        require_given(act.write.actor, (file,))
        require_fit(file)
    paper = Paper(
        id=uuid7(),
        case=act.case,
        document=document,
        source=source.value,
        file=file,
        look=look,
        added_at=act.now,
        certified_by_id=certified_by,
    )
    act.record(
        events.PAPER_ADDED,
        "EPA s.12" if certified_by or look else "LFA s.8",
        paper=paper.id,
        document=document,
        source=source,
        file=file,
        look=look,
        certified_by=certified_by,
        offered=offered,
        channel=Channel.ELECTRONIC if is_applicant(act.who, act.case) else Channel.COUNTER,
    )
    paper.save(force_insert=True)
    return paper.id


def require_fit(file: UUID) -> None:
    """Raises WrongState("paper_refused") for a file in which malware was found."""
    if stored(file).state == REFUSED:
        raise WrongState("paper_refused")


def add_handed(act: Act, papers: Iterable[Mapping[str, Any]], clerk: UUID) -> None:
    """Papers handed over at the counter, each `{"document", "source", "file"}`; a shown original is certified."""
    for paper in papers:
        shown = paper.get("source") == Source.SHOWN_ORIGINAL
        add_paper(
            act,
            str(paper["document"]),
            Source.SHOWN_ORIGINAL if shown else Source.UPLOAD,
            file=UUID(str(paper["file"])) if paper.get("file") else None,
            certified_by=clerk if shown else None,
        )


def document_of(act: Act, document: str) -> Document:
    """A document of the pinned manual. Raises DomainError("paper_not_in_manual")."""
    listed = act.package.service.documents
    found = next((each for each in (() if isinstance(listed, str) else listed) if each.id == document), None)
    if found is None:
        raise DomainError("paper_not_in_manual", paper=document)
    return found
