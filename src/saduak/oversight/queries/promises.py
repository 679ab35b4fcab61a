"""Promise against actual, by service and step, and what to promise instead (M-3; LFA s.7 para 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from saduak.cases.queries.courses import MINUTES
from saduak.catalogue.queries import pinned, publication
from saduak.core.package import Service, StepKind
from saduak.core.reasons import Words
from saduak.core.spans import Span, Unit
from saduak.core.spread import Proposal, proposal
from saduak.oversight.queries.figures import Kept, Part, kept
from saduak.oversight.tallies import Tally, added

DAYS: dict[Unit, int] = {Unit.DAY: 1, Unit.WORKING_DAY: 1, **MINUTES}
"""How much one of a unit is in the unit in which it is measured; months and years are not compared with days."""


@dataclass(frozen=True, slots=True)
class Line:
    """One promise and what became of it: of a whole service, or of its step `step`. `in_minutes` tells in what its
    tally is counted; otherwise in days, or in working days where the promise is."""

    service: str
    step: str
    name: Words
    promise: Span
    tally: Tally
    proposal: Proposal | None

    @property
    def in_minutes(self) -> bool:
        """Whether the time is counted in minutes."""
        return self.promise.unit in MINUTES


@dataclass(frozen=True, slots=True)
class Promised:
    """A service with one promise: `agencies` have made it. Agencies that promise otherwise stand on their own."""

    whole: Line
    steps: Sequence[Line]
    agencies: frozenset[UUID]


Key = tuple[str, Span]


def promises(part: Part) -> Sequence[Promised]:
    """Every promise of a part under which a case was decided, by name and length."""
    rows: dict[Key, list[Kept]] = {}
    for each in kept(part, "whole", "step"):
        rows.setdefault((each.service, pinned(each.publication).service.promise), []).append(each)
    found = [_promised(key, several) for key, several in rows.items()]
    return sorted(found, key=lambda each: (each.whole.name.th, each.whole.promise.unit, each.whole.promise.amount))


def _promised(key: Key, rows: Sequence[Kept]) -> Promised:
    service_id, promise = key
    latest = max((each.publication for each in rows), key=_validity)
    known, service = publication(latest), pinned(latest).service
    name = Words(known.name_th, known.name_en) if known else Words(service_id, service_id)
    whole = added(each.tally for each in rows if each.measure == "whole")
    return Promised(
        Line(service_id, "", name, promise, whole, _proposed(promise, whole)),
        _steps(service, rows),
        frozenset(each.agency for each in rows),
    )


def _validity(own: UUID) -> tuple[str, str]:
    known = publication(own)
    return (known.valid_from.isoformat() if known else "", str(own))


def _steps(service: Service, rows: Sequence[Kept]) -> list[Line]:
    found = []
    for step in service.steps:
        tally = added(each.tally for each in rows if (each.measure, each.name) == ("step", step.id))
        if tally.count:
            asked = None if step.kind is StepKind.DECISION else _proposed(step.time, tally)
            found.append(Line(service.id, step.id, Words(step.name.th, step.name.en), step.time, tally, asked))
    return found


def _proposed(promise: Span, tally: Tally) -> Proposal | None:
    """What the figures say about the promise, in the unit of its measure; nothing of months and years."""
    unit = DAYS.get(promise.unit)
    return proposal(promise.amount * unit, tally.spread) if unit and tally.count else None
