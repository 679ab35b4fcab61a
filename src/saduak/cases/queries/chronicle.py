"""What happened to a case, with who did it and through what: the history as an officer reads it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from saduak.cases.models import Ground
from saduak.cases.queries.consents import CONSENTER
from saduak.cases.queries.overseeing import OVERSEEN
from saduak.cases.queries.whole import WholeCase
from saduak.ledger.history import Act, acts_in
from saduak.ledger.streams import Ref
from saduak.parties.queries import Holder, holders_at

NAMED = frozenset({"agency_named", "discipline_reference"})
"""Names and numbers that events hold as digests: told in the words of the row, empty once erased."""


OF_OTHERS = frozenset(
    {
        *("case.consulted", "case.question_put", "case.question_answered", "case.consultation_answered"),
        *("case.consultation_chased", "case.consultation_taken_back"),
    }
)
"""What officers of another agency do in a case, where it is not the work of its own."""


@dataclass(frozen=True, slots=True)
class Told:
    """One event. `by` is "officer" (then `position` names the post and `name` its holder, where that is on record: for
    officers, a citizen is told the post), "applicant", "other_party", "overseer" or "system"; `channel` is through what
    it came (`desk`, `portal`, `worker`); `ground` the words behind it, empty once erased."""

    kind: str
    at: datetime
    by: str
    position: str
    name: str
    channel: str
    legal_basis: str
    payload: Mapping[str, Any]
    ground: str


def chronicle(case: WholeCase) -> tuple[Told, ...]:
    """Everything that happened to a case, latest first; deliveries by the worker are its own affair."""
    acts = [act for act in acts_in(Ref.of("case", case.id)) if not act.happening.kind.startswith("delivery.")]
    posts = _posts(case.row.agency_id, {act.actor for act in acts})
    grounds = {str(ground.id): ground for ground in Ground.objects.filter(case=case.row)}
    return tuple(_told(act, posts, grounds) for act in reversed(acts))


def _posts(agency_id: UUID, actors: Iterable[str]) -> Mapping[str, Holder]:
    """The post of each officer among the actors with its holder, by the actor's name in the ledger."""
    users = [UUID(name.removeprefix("user:")) for name in actors if name.startswith("user:")]
    return {f"user:{user}": held for user, held in holders_at(agency_id, users).items()}


def _told(act: Act, posts: Mapping[str, Holder], grounds: Mapping[str, Ground]) -> Told:
    said = act.happening.payload
    ground = grounds.get(str(said.get("ground_id", "")))
    return Told(
        act.happening.kind,
        act.happening.at,
        "overseer" if act.happening.kind == OVERSEEN else _by(act.actor, posts, act.happening.kind),
        *posts.get(act.actor, Holder("", "")),
        act.channel,
        act.legal_basis,
        {**said, **dict.fromkeys(NAMED & said.keys(), ground.named)} if ground else said,
        ground.text if ground else "",
    )


def _by(actor: str, posts: Mapping[str, Holder], kind: str) -> str:
    if actor in posts:
        return "officer"
    if actor == str(CONSENTER) or kind in OF_OTHERS:
        return "other_party"
    return "applicant" if actor.startswith("user:") else "system"
