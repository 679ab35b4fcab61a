"""What happened to a case, with who did it and through what: the history as an officer reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from saduak.cases.models import Ground
from saduak.cases.queries.consents import CONSENTER
from saduak.cases.queries.whole import WholeCase
from saduak.ledger.models import Event
from saduak.parties.models import Officer


@dataclass(frozen=True, slots=True)
class Told:
    """One event. `by` is "officer" (then `position` names the post), "applicant", "other_party" or "system"; `channel`
    is through what it came (`desk`, `portal`, `worker`); `ground` the words behind it, empty once erased."""

    kind: str
    at: datetime
    by: str
    position: str
    channel: str
    legal_basis: str
    payload: Mapping[str, Any]
    ground: str


def chronicle(case: WholeCase) -> tuple[Told, ...]:
    """Everything that happened to a case, latest first; deliveries by the worker are its own affair."""
    events = Event.objects.filter(stream__kind="case", stream__key=str(case.id)).exclude(kind__startswith="delivery.")
    rows = list(events.order_by("-seq"))
    posts = _posts(case.row.agency_id, {row.actor for row in rows})
    grounds = {str(ground.id): ground.text for ground in Ground.objects.filter(case=case.row)}
    return tuple(_told(row, posts, grounds) for row in rows)


def _posts(agency_id: UUID, actors: Iterable[str]) -> Mapping[str, str]:
    """The post of each officer among the actors, by the actor's name in the ledger."""
    users = [name.removeprefix("user:") for name in actors if name.startswith("user:")]
    held = Officer.objects.filter(agency=agency_id, user__in=users).order_by("since")
    return {f"user:{officer.user_id}": officer.position for officer in held}


def _told(row: Event, posts: Mapping[str, str], grounds: Mapping[str, str]) -> Told:
    said = row.payload
    return Told(
        row.kind,
        row.at,
        _by(row.actor, posts),
        posts.get(row.actor, ""),
        row.channel,
        row.legal_basis,
        said,
        grounds.get(str(said.get("ground_id", "")), ""),
    )


def _by(actor: str, posts: Mapping[str, str]) -> str:
    if actor in posts:
        return "officer"
    if actor == str(CONSENTER):
        return "other_party"
    return "applicant" if actor.startswith("user:") else "system"
