"""The supervisor's board: who has how much, what is late, where time goes. Figures of one agency, each from few rows.

Open cases are read by the partial index of open cases, the first `MOST_OPEN` by the day to act; times by step from the
latest `MOST_STEPS` finished ones of ninety days, looked for in short spans first; channels from the latest
`MOST_FILED` filed in them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from typing import NamedTuple, cast
from uuid import UUID

from saduak.cases.models import Case, Task
from saduak.cases.queries.lists import NOBODY, RUNNING, soon_until
from saduak.catalogue.queries import pinned
from saduak.core.calendars import BANGKOK
from saduak.core.errors import NotAllowed
from saduak.core.package import Text
from saduak.core.reasons import Code, Words
from saduak.ledger.actors import Actor
from saduak.ledger.rows import ask, id_of
from saduak.parties.policy import Role
from saduak.parties.policy.standing import standing_of
from saduak.parties.queries import asking_officers, units_of

LEADERS = (Role.SUPERVISOR, Role.AUTHORITY)
"""Who sees the board of an agency."""
MOST_OPEN, MOST_STEPS, MOST_FILED = 5_000, 1_000, 5_000
PERIOD = timedelta(days=90)
NAMELESS = Words("", "")
SPANS = (1, 3, 7, 14, 30, 60, 90)
"""Days within which the latest finished steps are looked for, until there are enough."""


@dataclass(frozen=True, slots=True)
class Load:
    """How many open cases somebody or something has: all, due within three working days, overdue. `id` is an officer, a
    unit or `NOBODY`, and `name` its position or names; of a stage, `state` names it."""

    id: UUID
    name: Words
    state: str
    open: int
    soon: int
    late: int


@dataclass(frozen=True, slots=True)
class StepTime:
    """How long a step took: the median in days from its beginning to its end, and over how many."""

    service: Words
    step: Text
    days: float
    count: int


@dataclass(frozen=True, slots=True)
class Board:
    """The board of an agency. `channels` maps a channel to how many cases came by it; each `…_capped` says that only
    the first or latest rows were counted."""

    total: Load
    officers: Sequence[Load]
    units: Sequence[Load]
    stages: Sequence[Load]
    steps: Sequence[StepTime]
    channels: Mapping[str, int]
    open_capped: bool
    steps_capped: bool
    channels_capped: bool


class _Open(NamedTuple):
    officer: UUID
    unit: UUID
    state: str
    is_soon: bool
    is_late: bool


def board_of(actor: Actor, agency: UUID, now: datetime) -> Board:
    """The figures of an agency for its supervisor or head. Raises NotAllowed("role_needed")."""
    if not standing_of(actor, now).has_any(agency, *LEADERS):
        raise NotAllowed("role_needed", roles=[Code("role", role) for role in LEADERS])
    rows, steps, filed = _open(agency, now), _steps(agency, now), _filed(agency, now)
    return Board(
        _load(NOBODY, NAMELESS, rows),
        _by((row.officer for row in rows), rows, _posts(agency)),
        _by((row.unit for row in rows), rows, _units(agency)),
        _by((row.state for row in rows), rows, {}),
        _times(steps),
        dict(Counter(filed).most_common()),
        len(rows) >= MOST_OPEN,
        len(steps) >= MOST_STEPS,
        len(filed) >= MOST_FILED,
    )


def _open(agency: UUID, now: datetime) -> list[_Open]:
    today = now.astimezone(BANGKOK).date()
    until = soon_until(today)
    rows = Case.objects.filter(agency=agency, closed_at=None).order_by("act_on", "id")
    read = rows.values_list("officer", "unit", "state", "due_on")[:MOST_OPEN]
    found = cast("Iterable[tuple[UUID | None, UUID | None, str, date | None]]", read)
    return [
        _Open(officer or NOBODY, unit or NOBODY, state, *_due(state, due_on, today, until))
        for officer, unit, state, due_on in found
    ]


def _posts(agency: UUID) -> Mapping[UUID | str, Words]:
    [posts] = ask(asking_officers("SELECT id FROM parties_officer WHERE agency_id = %s", id_of(agency)))
    return {post.id: Words(post.position, post.position) for post in posts}


def _units(agency: UUID) -> Mapping[UUID | str, Words]:
    return {unit.id: Words(unit.name_th, unit.name_en) for unit in units_of(agency)}


def _due(state: str, due_on: date | None, today: date, until: date) -> tuple[bool, bool]:
    """Whether a case is due soon, and whether it is late: as the views of the work list say it."""
    if due_on is None or state not in RUNNING:
        return False, False
    return today <= due_on <= until, due_on < today


def _by(keys: Iterable[UUID | str], rows: Iterable[_Open], names: Mapping[UUID | str, Words]) -> list[Load]:
    """Cases by what `keys` say of each: an officer or a unit with its name, or a state."""
    held: dict[UUID | str, list[_Open]] = defaultdict(list)
    for key, row in zip(keys, rows, strict=True):
        held[key].append(row)
    loads = [_load(key, names.get(key, NAMELESS), cases) for key, cases in held.items()]
    return sorted(loads, key=lambda load: (-load.late, -load.soon, -load.open, load.name.th, load.state))


def _load(key: UUID | str, name: Words, rows: Sequence[_Open]) -> Load:
    own, state = (NOBODY, key) if isinstance(key, str) else (key, "")
    return Load(own, name, state, len(rows), sum(row.is_soon for row in rows), sum(row.is_late for row in rows))


Step = tuple[UUID, str, float]


def _steps(agency: UUID, now: datetime) -> list[Step]:
    """The manual, the step and the days of each step that the agency's officers finished lately."""
    done = Task.objects.filter(officer__agency=agency, state="done").exclude(started_at=None).order_by("-finished_at")
    names = ("case__publication", "step", "started_at", "finished_at")
    rows: list[tuple[UUID, str, datetime | None, datetime | None]] = []
    for days in SPANS:
        rows = list(done.filter(finished_at__gte=now - timedelta(days=days)).values_list(*names)[:MOST_STEPS])
        if len(rows) == MOST_STEPS:
            break
    return [
        (manual, step, (finished - started) / timedelta(days=1))
        for manual, step, started, finished in rows
        if started and finished
    ]


def _times(steps: Sequence[Step]) -> list[StepTime]:
    held: dict[tuple[str, str], list[float]] = defaultdict(list)
    named: dict[tuple[str, str], tuple[Words, Text]] = {}
    for manual, step, days in steps:
        service = pinned(manual).service
        held[service.id, step].append(days)
        text = next((each.name for each in service.steps if each.id == step), Text(step, step))
        named.setdefault((service.id, step), (Words(service.name.th, service.name.en), text))
    found = [StepTime(*named[key], round(median(days), 1), len(days)) for key, days in held.items()]
    return sorted(found, key=lambda each: -each.days)


def _filed(agency: UUID, now: datetime) -> list[str]:
    rows = Case.objects.filter(agency=agency, entered_at__gte=now - PERIOD).order_by("-entered_at")
    return list(rows.values_list("channel", flat=True)[:MOST_FILED])
