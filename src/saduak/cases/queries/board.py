"""The supervisor's board: who has how much, what is late, where time goes. Figures of one agency, each from few rows.

Open cases are read by the partial index of open cases, the first `MOST_OPEN` by the day to act; times by step from the
latest `MOST_STEPS` finished ones of ninety days; channels from the latest `MOST_FILED` filed in them.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median
from uuid import UUID

from saduak.cases.models import Case, Task
from saduak.cases.queries.lists import NOBODY, RUNNING, soon_until
from saduak.catalogue.queries import pinned
from saduak.core.calendars import BANGKOK
from saduak.core.errors import NotAllowed
from saduak.core.package import Text
from saduak.core.reasons import Code, Words
from saduak.ledger.actors import Actor
from saduak.parties.policy import Role
from saduak.parties.policy.standing import standing_of

LEADERS = (Role.SUPERVISOR, Role.AUTHORITY)
"""Who sees the board of an agency."""
MOST_OPEN, MOST_STEPS, MOST_FILED = 5_000, 5_000, 5_000
PERIOD = timedelta(days=90)


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


@dataclass(frozen=True, slots=True)
class _Open:
    officer: UUID
    position: str
    unit: UUID
    unit_name: Words
    state: str
    is_soon: bool
    is_late: bool


def board_of(actor: Actor, agency: UUID, now: datetime) -> Board:
    """The figures of an agency for its supervisor or head. Raises NotAllowed("role_needed")."""
    if not standing_of(actor, now).has_any(agency, *LEADERS):
        raise NotAllowed("role_needed", roles=[Code("role", role) for role in LEADERS])
    rows, steps, filed = _open(agency, now), _steps(agency, now), _filed(agency, now)
    return Board(
        _load(NOBODY, Words("", ""), "", rows),
        _by([((row.officer, Words(row.position, row.position), ""), row) for row in rows]),
        _by([((row.unit, row.unit_name, ""), row) for row in rows]),
        _by([((NOBODY, Words("", ""), row.state), row) for row in rows]),
        _times(steps),
        dict(Counter(filed).most_common()),
        len(rows) >= MOST_OPEN,
        len(steps) >= MOST_STEPS,
        len(filed) >= MOST_FILED,
    )


def _open(agency: UUID, now: datetime) -> list[_Open]:
    today = now.astimezone(BANGKOK).date()
    until = soon_until(today)
    names = ("officer", "officer__position", "unit", "unit__name_th", "unit__name_en", "state", "due_on")
    rows = Case.objects.filter(agency=agency, closed_at=None).order_by("act_on", "id").values_list(*names)
    return [
        _Open(
            *(officer or NOBODY, position or "", unit or NOBODY, Words(th or "", en or ""), state),
            *_due(state, due_on, today, until),
        )
        for officer, position, unit, th, en, state, due_on in rows[:MOST_OPEN]
    ]


def _due(state: str, due_on: date | None, today: date, until: date) -> tuple[bool, bool]:
    """Whether a case is due soon, and whether it is late: as the views of the work list say it."""
    if due_on is None or state not in RUNNING:
        return False, False
    return today <= due_on <= until, due_on < today


Named = tuple[UUID, Words, str]


def _by(rows: Iterable[tuple[Named, _Open]]) -> list[Load]:
    held: dict[Named, list[_Open]] = defaultdict(list)
    for name, row in rows:
        held[name].append(row)
    loads = [_load(*name, cases) for name, cases in held.items()]
    return sorted(loads, key=lambda load: (-load.late, -load.soon, -load.open, load.name.th, load.state))


def _load(own: UUID, name: Words, state: str, rows: Sequence[_Open]) -> Load:
    return Load(own, name, state, len(rows), sum(row.is_soon for row in rows), sum(row.is_late for row in rows))


Step = tuple[UUID, str, float]


def _steps(agency: UUID, now: datetime) -> list[Step]:
    """The manual, the step and the days of each step that the agency's officers finished lately."""
    done = Task.objects.filter(officer__agency=agency, state="done", finished_at__gte=now - PERIOD)
    names = ("case__publication", "step", "started_at", "finished_at")
    rows = done.exclude(started_at=None).order_by("-finished_at").values_list(*names)
    return [
        (manual, step, (finished - started) / timedelta(days=1))
        for manual, step, started, finished in rows[:MOST_STEPS]
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
