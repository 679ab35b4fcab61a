"""Agency against agency, and only those that let themselves be compared (OP-5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from saduak.core.reasons import Words
from saduak.ledger.actors import Actor
from saduak.oversight.models import Comparison
from saduak.oversight.policy import JOINERS, scope_of
from saduak.oversight.queries.figures import Part, by_agency
from saduak.oversight.tallies import NOTHING, Tally
from saduak.parties.policy.standing import standing_of


@dataclass(frozen=True, slots=True)
class Compared:
    """The figures of one agency beside those of the others."""

    agency: UUID
    name: Words
    number: str
    whole: Tally
    told: Tally


class Joined(NamedTuple):
    """An order by which an agency lets itself be compared, and the one that ended it."""

    number: str
    since: datetime
    until: datetime | None
    end_number: str


def comparison(actor: Actor, part: Part, now: datetime) -> Sequence[Compared]:
    """The agencies that are compared and have figures in this part, the most punctual first. Who looks after all
    agencies sees them; who leads one sees them while it is among them. Raises NotAllowed("role_needed")."""
    scope = scope_of(actor, now)
    rows = Comparison.objects.filter(until=None).select_related("agency")
    joined = {row.agency_id: row for row in rows}
    if scope is not None and not scope & joined.keys():
        return []
    told = by_agency(Part(frozenset(joined), part.service, part.since, part.until), "whole", "told")
    found = [
        Compared(
            own,
            Words(joined[own].agency.name_th, joined[own].agency.name_en),
            joined[own].number,
            figures.get(("whole", ""), NOTHING),
            figures.get(("told", ""), NOTHING),
        )
        for own, figures in told.items()
    ]
    return sorted(found, key=lambda each: (-(each.whole.share or 0), each.name.th))


def orders_of_comparison(agency_id: UUID) -> Sequence[Joined]:
    """Every order of an agency about it, the latest first."""
    rows = Comparison.objects.filter(agency=agency_id).order_by("-since", "-id")
    return [Joined(row.number, row.since, row.until, row.end_number) for row in rows]


def joinable(actor: Actor, now: datetime) -> Sequence[UUID]:
    """The agencies for which the actor may join or leave."""
    return sorted(standing_of(actor, now).agencies_as(*JOINERS))
