"""The process map: the paths that finished cases of one service really took, with counts and times for each arrow."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from saduak.cases.queries.courses import Course
from saduak.catalogue.queries import Publication, pinned, publication
from saduak.core.package import Service
from saduak.core.paths import STEP, Way, way_of
from saduak.core.reasons import Words
from saduak.oversight.models import Variant
from saduak.oversight.queries.behind import ids_behind, walked
from saduak.oversight.queries.figures import Kept, Part, kept
from saduak.oversight.tallies import BESIDE, Tally, added

MANUAL, LAW, BESIDE_MANUAL = "manual", "law", "beside"
"""How an arrow stands to the manual: it is a step of it; a way that the law opens beside it; or steps were left out,
repeated or turned round."""


@dataclass(frozen=True, slots=True)
class Stop:
    """An activity on the map: how many cases came by, and whether the manual has it."""

    activity: str
    count: int
    is_main: bool
    name: Words | None


@dataclass(frozen=True, slots=True)
class Arrow:
    """From one activity to the next: how often, how often out of the manual's order, and how long in between."""

    origin: str
    target: str
    kind: str
    tally: Tally

    @property
    def beside(self) -> int:
        """How often the target came where the manual has it not."""
        return self.tally.count - self.tally.good


@dataclass(frozen=True, slots=True)
class ProcessMap:
    """The map of a service: its activities in the order of the manual, with what lies beside it where it is mostly met;
    the arrows, most frequent first; how many cases, by how many different paths."""

    stops: Sequence[Stop]
    arrows: Sequence[Arrow]
    cases: int
    beside: int


def process_map(part: Part) -> ProcessMap:
    """The map of a part, which names a service."""
    rows = list(kept(part, "arrow", "end"))
    arrows = _arrows(rows)
    cases = sum(each.tally.count for each in rows if each.measure == "end")
    manuals = {each.publication for each in rows}
    stops = _stops(arrows, [pinned(each).service for each in sorted(manuals, key=_since)])
    found = [arrow for arrow in arrows if arrow.beside]
    return ProcessMap(stops, arrows, cases, sum(arrow.beside for arrow in found))


def _since(own: UUID) -> tuple[str, str]:
    known: Publication | None = publication(own)
    return (known.valid_from.isoformat() if known else "", str(own))


def _arrows(rows: Iterable[Kept]) -> list[Arrow]:
    tallies: dict[tuple[str, str], list[Tally]] = {}
    mains: dict[tuple[str, str], bool] = {}
    for each in rows:
        if each.measure == "arrow":
            origin, target = _ends(each.name)
            tallies.setdefault((origin, target), []).append(each.tally)
            way = _way(each.publication)
            mains[origin, target] = way.is_main(origin) and way.is_main(target)
    sums = {ends: added(several) for ends, several in tallies.items()}
    found = [Arrow(*ends, _kind(tally, is_main=mains[ends]), tally) for ends, tally in sums.items()]
    return sorted(found, key=lambda arrow: (-arrow.tally.count, arrow.origin, arrow.target))


def _ends(name: str) -> tuple[str, str]:
    origin, _, target = name.partition(">")
    return origin, target


def _kind(tally: Tally, *, is_main: bool) -> str:
    if tally.good < tally.count:
        return BESIDE_MANUAL
    return MANUAL if is_main else LAW


@lru_cache(maxsize=256)
def _way(manual: UUID) -> Way:
    """The way of a published manual, which nothing changes."""
    return way_of(pinned(manual).service.steps)


def _stops(arrows: Sequence[Arrow], services: Sequence[Service]) -> list[Stop]:
    """The activities, those of the manual in its order; each other one right after where most come from."""
    came: dict[str, int] = {}
    for arrow in arrows:
        came[arrow.target] = came.get(arrow.target, 0) + arrow.tally.count
        came.setdefault(arrow.origin, 0)
    for arrow in arrows:  # a path begins with its first activity, to which no arrow leads
        if came[arrow.origin] == 0:
            came[arrow.origin] = sum(each.tally.count for each in arrows if each.origin == arrow.origin)
    ways = [way_of(service.steps) for service in services]
    main = [name for name in dict.fromkeys(name for way in ways for name in _merged(ways, way)) if name in came]
    order = list(main)
    for name in sorted(came.keys() - set(main), key=lambda each: (-came[each], each)):
        order.insert(_place(name, order, arrows), name)
    names = _names(services)
    return [Stop(name, came[name], name in main, names.get(name)) for name in order]


def _merged(ways: Sequence[Way], way: Way) -> Iterator[str]:
    """The activities of the latest manual first, then those that only an earlier one has, before the decision."""
    latest = ways[-1].activities
    extra = [name for name in way.activities if name not in latest]
    yield from (*latest[:-2], *extra, *latest[-2:])


def _place(name: str, order: Sequence[str], arrows: Sequence[Arrow]) -> int:
    """Where an activity beside the manual is drawn: after that from which most come to it; at the bottom, where paths
    only end with it."""
    if not any(arrow.origin == name for arrow in arrows):
        return len(order)
    before = [arrow.origin for arrow in arrows if arrow.target == name and arrow.origin in order]
    return order.index(before[0]) + 1 if before else len(order)


def _names(services: Sequence[Service]) -> Mapping[str, Words]:
    """The names of steps; all other activities are named by the texts of the page."""
    return {f"{STEP}{step.id}": Words(step.name.th, step.name.en) for service in services for step in service.steps}


@dataclass(frozen=True, slots=True)
class Walk:
    """One way that cases took, and its activities with whether each was in its place."""

    activities: Sequence[tuple[str, bool]]

    @property
    def beside(self) -> bool:
        """Whether the manual was left."""
        return not all(in_place for _, in_place in self.activities)


def walks(service: str) -> Sequence[Walk]:
    """Every way that finished cases of a service ever took."""
    rows = Variant.objects.filter(service=service).order_by("path").values_list("path", flat=True)
    return [Walk([(name.lstrip(BESIDE), not name.startswith(BESIDE)) for name in path.split()]) for path in rows]


def courses_of(part: Part) -> Iterator[Course]:
    """Every finished case of a part with its events, as an export gives it away."""
    return walked(ids_behind(part))
