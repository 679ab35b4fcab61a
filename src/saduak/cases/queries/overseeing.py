"""Who looked at an application for oversight, when and why: for the gate before it, and for whom it concerns."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from saduak.cases.models import Case, Ground
from saduak.cases.policy import applied_by, oversees, visible_cases
from saduak.core.calendars import BANGKOK
from saduak.core.errors import NotFound
from saduak.ledger.actors import Actor
from saduak.ledger.history import kind_in
from saduak.ledger.streams import Ref
from saduak.ledger.wiring import Happening
from saduak.parties.policy.standing import Standing, standing_of
from saduak.parties.queries import officer_at

OVERSEEN = "case.overseen"


@dataclass(frozen=True, slots=True)
class Overseen:
    """One opening by who looks after all agencies: the post, never the person; `purpose` is empty once erased."""

    case_id: UUID
    number: str
    at: datetime
    agency_id: UUID
    post: str
    purpose: str


def said_why(who: Standing, happenings: Iterable[Happening], now: datetime) -> bool:
    """Whether one of these openings is the reader's own of today."""
    own = {str(post.officer) for post in who.held}
    today = now.astimezone(BANGKOK).date()
    return any(
        each.kind == OVERSEEN and each.payload["officer"] in own and each.at.astimezone(BANGKOK).date() == today
        for each in happenings
    )


def awaits_purpose(actor: Actor, case_id: UUID, now: datetime) -> bool:
    """Whether the reader has to say why before this case opens. Raises NotFound for who may not know of it."""
    row = case_to_open(actor, case_id, now)
    opened = kind_in(OVERSEEN, [Ref.of("case", case_id)])
    return row is not None and not said_why(standing_of(actor, now), opened, now)


def case_to_open(actor: Actor, case_id: UUID, now: datetime) -> Case | None:
    """The case that somebody who looks after all agencies is about to open; None for who needs to say nothing.

    Its number and its agency may be shown, and nothing else. Raises NotFound.
    """
    row = visible_cases(actor, now).select_related("agency").filter(pk=case_id).first()
    if row is None:
        raise NotFound("not_found", what="case")
    return row if oversees(standing_of(actor, now), row) else None


def overseen(case: Case) -> tuple[Overseen, ...]:
    """Every opening of one case, first come first; the caller has asked whether its reader may see the case."""
    return _told([case])


def overseen_of(actor: Actor, now: datetime) -> tuple[Overseen, ...]:
    """Every opening of the applications of which the actor is the applicant, or acts for it."""
    return _told(Case.objects.filter(applied_by(standing_of(actor, now))).only("id", "number"))


def _told(cases: Iterable[Case]) -> tuple[Overseen, ...]:
    rows = {str(case.id): case for case in cases}
    found = kind_in(OVERSEEN, [Ref.of("case", case.id) for case in rows.values()])
    named = [each.payload["ground_id"] for each in found]
    grounds = {str(ground.id): ground.text for ground in Ground.objects.filter(pk__in=named)} if named else {}
    return tuple(_one(rows[each.ref.key], each, grounds) for each in found)


def _one(case: Case, opening: Happening, grounds: Mapping[str, str]) -> Overseen:
    said = opening.payload
    agency = UUID(said["agency"])
    post = officer_at(agency, UUID(said["officer"])).position
    return Overseen(case.id, case.number, opening.at, agency, post, grounds.get(said["ground_id"], ""))
