"""The decision told to the applicant: from then on it holds, and the time to appeal runs (LFA s.10; APA s.42)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.models import Decision
from saduak.cases.story import DECIDING, moment_of
from saduak.core.errors import DomainError, NotAllowed, NotFound
from saduak.core.looks import Look
from saduak.core.orders import Means, Service, notified
from saduak.core.transitions import Command, State
from saduak.ledger.actors import REACTION, Actor
from saduak.ledger.door import command
from saduak.ledger.history import history
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Happening

MEANS: Mapping[str, Means] = MappingProxyType(
    {"inbox": Means.ELECTRONIC, "hand": Means.HAND, "post": Means.POST_DOMESTIC}
)
"""By what means a letter on a lane was served; an e-mail is a second lane and serves nothing."""

UNTOLD = frozenset({State.DECIDED, State.DEEMED_GRANTED})
"""States in which the result is still to be told."""


@command(case="case_id")
def record_notification(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    letter_id: UUID,
    means: str,
    delivered_at: datetime,
    now: datetime,
    key: str,
) -> bool:
    """Record that the decision reached the applicant; False when it had before, since the first time counts.

    Raises DomainError("means_unknown"), NotFound for a letter that does not tell the decision of this case,
    WrongState("refused_by_law"), and as `begin` does.
    """
    act = begin(write, case_id, now)
    if means not in set(Means):
        raise DomainError("means_unknown")
    if not _tells_decision(act.story.happenings, str(letter_id)):
        raise NotFound("not_found", what="letter")
    if act.state is State.NOTIFIED:
        return False
    _tell(act, str(letter_id), means, delivered_at)
    act.settle()
    return True


def _tell(act: Act, letter: str, means: str, at: datetime) -> None:
    decision = Decision.objects.filter(case=act.case, state="made").first()
    stated = decision is not None and bool(decision.appeal)
    act.permit(Command.NOTIFY, ("states_appeal_if_adverse",) if stated else ())
    act.record(events.NOTIFIED, "LFA s.10", letter=letter, means=means, delivered_at=at)


@command(case="case_id")
def record_posting(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    letter_id: UUID,
    outcome: str,
    at: datetime,
    now: datetime,
    key: str,
) -> bool:
    """Record on the case that the letter of its decision was "posted", or "returned" by the post; False when the
    decision is told already. A posted one counts as received some days later, on which the clock looks (APA s.71).

    Raises NotAllowed("reaction_only"), NotFound for a letter that does not tell the decision of this case.
    """
    if actor != REACTION:
        raise NotAllowed("reaction_only")
    act = begin(write, case_id, now)
    if not _tells_decision(act.story.happenings, str(letter_id)):
        raise NotFound("not_found", what="letter")
    if act.state not in UNTOLD:
        return False
    if outcome == "posted":
        service, limit = Service(Means.POST_DOMESTIC, at), act.book.limit("apa.post_domestic")
        deemed_on, _ = notified(service, limit, act.book.calendar, act.book.regime)
        act.record(events.DECISION_POSTED, "APA s.71", letter=letter_id, posted_at=at, deemed_on=deemed_on)
    else:
        act.record(events.DECISION_CAME_BACK, "APA s.71", letter=letter_id, came_back_at=at)
    act.settle()
    return True


def count_as_told(act: Act, look: Look) -> None:
    """The day has come on which the posted decision counts as received."""
    posted = act.story.last("case.decision_posted")
    if posted is not None:
        _tell(act, posted.payload["letter"], Means.POST_DOMESTIC.value, look.at)


def follow_post(event: Happening, *, actor: Actor, now: datetime, key: str) -> None:
    """When the letter of a decision is posted, or comes back, its case knows."""
    case_id = _case_decided_by(event.ref)
    if case_id is None:
        return
    record_posting(
        actor=actor,
        case_id=case_id,
        letter_id=UUID(event.ref.key),
        outcome=event.payload["state"],
        at=moment_of(event.payload["at"]),
        now=now,
        key=key,
    )


def notify_of_decision(event: Happening, *, actor: Actor, now: datetime, key: str) -> None:
    """When the letter of a decision is delivered, the decision is told. Other letters, and e-mails, tell nothing."""
    means = MEANS.get(event.payload["lane"])
    case_id = _case_decided_by(event.ref)
    if means is None or case_id is None:
        return
    record_notification(
        actor=actor,
        case_id=case_id,
        letter_id=UUID(event.ref.key),
        means=means.value,
        delivered_at=moment_of(event.payload["at"]),
        now=now,
        key=key,
    )


def _case_decided_by(letter: Ref) -> UUID | None:
    """The case whose decision this letter tells, if it is such a letter."""
    sent = next((happening for happening in history(letter) if happening.kind == "letter.sent"), None)
    if sent is None or sent.payload["case"] is None:
        return None
    is_told = _tells_decision(history(Ref("case", sent.payload["case"])), letter.key)
    return UUID(sent.payload["case"]) if is_told else None


def _tells_decision(happenings: Iterable[Happening], letter: str) -> bool:
    """Whether a case ordered this letter to tell its decision."""
    ordered = (said.payload for said in happenings if said.kind == "case.letter_ordered")
    return any(said["letter"] == letter and said["because"] in DECIDING for said in ordered)
