"""Counting finished cases, a few at a time, apart from the work on them.

The poller reads on in the events from where it ended (`Reading`), looks which cases ended or changed since they were
counted, takes out what each had added and adds what its events say now. Whoever counts holds one stream of its own; no
case waits for that. Counting a case twice changes nothing.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import NamedTuple
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.queries.courses import TOUCHING, Course, courses, finished, finished_in
from saduak.core.spread import Spread
from saduak.ledger.actors import WORKER, Actor
from saduak.ledger.door import command
from saduak.ledger.history import touched_since
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.oversight.commands import events
from saduak.oversight.models import Cell, CountedCase, Reading, Variant
from saduak.oversight.policy import require
from saduak.oversight.tallies import NOTHING, Mark, Tally, marks_of, month_of, path_of, tallied

BATCH = 50
"""Cases counted in one transaction: on SQLite everybody else waits for it."""
READ = 1_000
"""Events read together."""
OVERLAP = timedelta(hours=2)
"""How far before the last event reading goes on: a long transaction, or a clock that was set back, hides no case."""
STREAM = Ref("tally", "cases")


class Group(NamedTuple):
    """Whose figures a case belongs to."""

    service: str
    agency: UUID
    publication: UUID
    month: date


Sums = dict[Group, dict[tuple[str, str], Tally]]


def count_finished(now: datetime, *, is_stopping: Callable[[], bool] = lambda: False) -> int:
    """Count what ended or changed since the last time; how many cases. Any number of pollers may run."""
    changed, read, after = 0, 0, start_of_reading()
    while not is_stopping():
        touched = touched_since(after, TOUCHING, READ)
        if not touched:
            break
        after, read = touched[-1][0], read + len(touched)
        waiting = iter(uncounted([UUID(key) for _, key in touched]))
        while some := tuple(islice(waiting, BATCH)):
            changed += count_cases(actor=WORKER, case_ids=some, last=after, now=now, key=str(uuid7()))
    if read >= READ:
        count_cases(actor=WORKER, case_ids=(), last=after, now=now, key=str(uuid7()))
    return changed


def start_of_reading() -> UUID | None:
    """From which event on to read; None for the first."""
    reading = Reading.objects.filter(pk=Reading.ONLY).first()
    if reading is None:
        return None
    moment = (reading.event.int >> 80) - OVERLAP // timedelta(milliseconds=1)
    return UUID(int=max(moment, 0) << 80)


def uncounted(case_ids: Sequence[UUID]) -> list[UUID]:
    """Those of these cases that are counted otherwise than they stand: ended, changed, or open again."""
    known = list(dict.fromkeys(case_ids))
    now, counted = finished(known), dict(CountedCase.objects.filter(pk__in=known).values_list("pk", "seq"))
    return [case_id for case_id in known if now.get(case_id) != counted.get(case_id)]


@command()
def count_cases(
    write: Write, *, actor: Actor, case_ids: tuple[UUID, ...], last: UUID | None, now: datetime, key: str
) -> int:
    """Bring these cases up to their events, and note that events were read up to `last`; how many changed.

    Raises NotAllowed("worker_only").
    """
    require(actor, "count_cases", None, now)
    write.lock(STREAM)
    changed = put(case_ids, courses(case_ids))
    write.append(STREAM, events.CASES_COUNTED, cases=len(case_ids), changed=changed, last=last)
    if last is not None:
        Reading.objects.update_or_create(pk=Reading.ONLY, defaults={"event": last, "at": now})
    return changed


@command()
def recount(write: Write, *, actor: Actor, agency_id: UUID, service: str, month: date, now: datetime, key: str) -> int:
    """Count the cases of an agency, a service and a month anew from their events, and add up their figures again; how
    many cases. Raises NotAllowed("installer_only")."""
    require(actor, "recount", None, now)
    write.lock(STREAM)
    until = (month + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    rows = CountedCase.objects.filter(agency=agency_id, service=service, month=month)
    known = {*finished_in(month, until, agency=agency_id, service=service), *rows.values_list("pk", flat=True)}
    for some in _some(sorted(known)):
        put(some, courses(some))
    Cell.objects.filter(agency=agency_id, service=service, month=month).delete()
    _add(_sums((row, 1) for row in rows.iterator(chunk_size=1000)))
    write.append(STREAM, events.RECOUNTED, cases=len(known), agency=agency_id, service=service, month=month)
    return len(known)


def _some(ids: Iterable[UUID]) -> Iterator[tuple[UUID, ...]]:
    walking = iter(ids)
    while some := tuple(islice(walking, BATCH)):
        yield some


def put(case_ids: Iterable[UUID], told: Mapping[UUID, Course]) -> int:
    """Take these cases out of the figures and put in what is told of them; how many rows changed."""
    old = list(CountedCase.objects.filter(pk__in=tuple(case_ids)))
    new = counted_rows(list(told.values()))
    _add(_sums([*((row, -1) for row in old), *((row, 1) for row in new)]))
    CountedCase.objects.filter(pk__in=[row.pk for row in old]).delete()
    CountedCase.objects.bulk_create(new)
    return len({row.pk for row in (*old, *new)})


def counted_rows(told: Sequence[Course]) -> list[CountedCase]:
    """The rows of these courses, not saved yet, but for the variants that they need."""
    variants = _variants({(course.service, path_of(course)) for course in told})
    return [_row(course, variants[course.service, path_of(course)]) for course in told]


def _row(course: Course, variant: UUID) -> CountedCase:
    whole = next((taken for taken in course.times if not taken.name), None)
    return CountedCase(
        case=course.case,
        number=course.number,
        agency_id=course.agency,
        publication_id=course.publication,
        service=course.service,
        variant_id=variant,
        channel=course.channel,
        end=course.end,
        month=month_of(course),
        closed_at=course.closed_at,
        in_time=whole.in_time if whole else None,
        told_in_time=course.told_in_time,
        seq=course.seq,
        marks=[list(mark) for mark in marks_of(course)],
    )


def _variants(paths: set[tuple[str, str]]) -> dict[tuple[str, str], UUID]:
    digests = {(service, path): sha256(path.encode()).hexdigest() for service, path in paths}
    new = [Variant(id=uuid7(), service=key[0], path=key[1], digest=digest) for key, digest in digests.items()]
    Variant.objects.bulk_create(new, ignore_conflicts=True)
    rows = Variant.objects.filter(digest__in=digests.values())
    return {(row.service, row.path): row.id for row in rows}


def _sums(rows: Iterable[tuple[CountedCase, int]]) -> Sums:
    """What rows add to each group (1), and what they had added (-1)."""
    sums: Sums = {}
    for row, sign in rows:
        group = Group(row.service, row.agency_id, row.publication_id, row.month)
        figures = sums.setdefault(group, {})
        for name, tally in tallied(Mark(*mark) for mark in row.marks).items():
            before = figures.get(name, NOTHING)
            figures[name] = before.plus(tally) if sign > 0 else before.minus(tally)
    return sums


def _add(sums: Sums) -> None:
    """Add tallies to their cells; a cell of nothing goes."""
    for group, figures in sums.items():
        add_up(group, {name: tally for name, tally in figures.items() if tally != NOTHING})


def add_up(group: Group, figures: Mapping[tuple[str, str], Tally]) -> None:
    """Add tallies to the cells of one group."""
    where = {"service": group.service, "agency_id": group.agency, "publication_id": group.publication}
    own = Cell.objects.filter(**where, month=group.month)
    cells = {(cell.measure, cell.name): cell for cell in own}
    found = {key: (tally_of(cells[key]) if key in cells else NOTHING).plus(tally) for key, tally in figures.items()}
    gone = [cells[key].pk for key, tally in found.items() if key in cells and not tally.count]
    changed = [_filled(cells[key], tally) for key, tally in found.items() if key in cells and tally.count]
    new = [
        _filled(Cell(**where, month=group.month, measure=key[0], name=key[1]), tally)
        for key, tally in found.items()
        if key not in cells and tally.count
    ]
    own.filter(pk__in=gone).delete()
    Cell.objects.bulk_update(changed, ["count", "good", "total", "buckets"], batch_size=200)
    Cell.objects.bulk_create(new)


def tally_of(cell: Cell) -> Tally:
    """A cell as what it adds up to."""
    spread = Spread({int(bucket): count for bucket, count in cell.buckets.items()})
    return Tally(cell.count, cell.good, cell.total, spread)


def _filled(cell: Cell, tally: Tally) -> Cell:
    cell.count, cell.good, cell.total = tally.count, tally.good, tally.total
    cell.buckets = {str(bucket): count for bucket, count in sorted(tally.spread.buckets.items()) if count}
    return cell
