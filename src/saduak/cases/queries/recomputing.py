"""Rows of cases computed anew from their events, and what a change of a calendar would make of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, TypeVar
from uuid import UUID

from saduak.cases.models import Case
from saduak.cases.queries.law import DEFAULT_REGIME, book_of
from saduak.cases.story import Story, clock_of, columns
from saduak.catalogue.queries import pinned
from saduak.core.errors import NotFound
from saduak.core.lawbook import Lawbook
from saduak.core.reasons import Reason, because
from saduak.core.terms import terms_of
from saduak.ledger.canonical import plain
from saduak.ledger.history import histories, keys_of
from saduak.ledger.streams import Ref
from saduak.ledger.wiring import Happening
from saduak.parties.queries import Agency

FIXED = {
    "number": "number",
    "agency_id": "agency",
    "service": "service",
    "lane": "lane",
    "channel": "channel",
    "language": "language",
    "person_id": "person",
    "organisation_id": "organisation",
    "filed_by_id": "filed_by",
    "clerk_id": "clerk",
    "entered_at": "entered_at",
}
"""Columns that filing decides once and for all, by the field of its event."""
BATCH = 200
"""Cases whose events are read together."""

Item = TypeVar("Item")

WorkingTime = Mapping[str, Any]
"""Columns of an agency that make its calendar: weekdays, opens, closes, extra_open, closed."""


@dataclass(frozen=True, slots=True)
class Unlike:
    """A column that is not what the events say; `stored` and `computed` are plain values. `column` is "row" where a
    whole row or its events are missing."""

    case: UUID
    number: str
    column: str
    stored: Any = None
    computed: Any = None


@dataclass(frozen=True, slots=True)
class Move:
    """A case whose due day is another one under another calendar."""

    case: UUID
    number: str
    old: date | None
    new: date | None
    because: tuple[Reason, ...] = ()


def told_story(happenings: Iterable[Happening]) -> Story:
    """The story that the row contains: what a worker noted after the last act on the case is not in it yet."""
    story = Story(tuple(happenings))
    return Story(story.happenings[: story.seq])


def computed(story: Story, agency: Agency) -> dict[str, Any]:
    """Every column of a case's row as its events say, under the calendar of this agency."""
    book = book_of(agency, story.filed["regime"])
    clock = clock_of(story, terms_of(pinned(UUID(story.publication)).service, book), book)
    fixed = {column: story.filed[name] for column, name in FIXED.items()}
    return fixed | columns(story, clock, book, story.happenings[-1].at)


def unlike(row: Case, found: Mapping[str, Any]) -> Iterator[Unlike]:
    """Every column of a row that is not as computed."""
    for column, value in found.items():
        stored, said = plain(getattr(row, column)), plain(value)
        if stored != said:
            yield Unlike(row.id, row.number, column, stored, said)


def differences(names: Sequence[str] = ()) -> Iterator[Unlike]:
    """Every difference between rows and events: of the cases named by number or id, or of all, a batch at a time.

    Raises NotFound for a name that no case has.
    """
    rows = [case_named(name) for name in names] if names else _rows()
    for some in _batches(rows):
        stories = histories([Ref.of("case", row.id) for row in some])
        for row in some:
            story = told_story(stories.get(Ref.of("case", row.id), ()))
            if story.happenings:
                yield from unlike(row, computed(story, row.agency))
            else:
                yield Unlike(row.id, row.number, "row")
    if not names:
        yield from _without_rows()


def _rows() -> Iterable[Case]:
    return Case.objects.select_related("agency").order_by("id").iterator(chunk_size=BATCH)


def _without_rows() -> Iterator[Unlike]:
    for some in _batches(keys_of("case")):
        known = {str(own) for own in Case.objects.filter(pk__in=some).values_list("pk", flat=True)}
        yield from (Unlike(UUID(key), "", "row") for key in some if key not in known)


def _batches(items: Iterable[Item]) -> Iterator[tuple[Item, ...]]:
    """So many at a time, so that ten thousand cases need no more memory than a few hundred."""
    walking = iter(items)
    while some := tuple(islice(walking, BATCH)):
        yield some


def case_named(name: str) -> Case:
    """A case by its number or its id. Raises NotFound."""
    named: dict[str, Any]
    try:
        named = {"pk": UUID(name)}
    except ValueError:
        named = {"number": name}
    found = Case.objects.select_related("agency").filter(**named).first()
    if found is None:
        raise NotFound("not_found", what="case")
    return found


def moves(agency_id: UUID, parts: WorkingTime | None = None) -> Iterator[Move]:
    """The open cases of an agency whose due day moves when its working time becomes `parts`, earliest due first; with
    none, those that the law's calendar on file moves already."""
    for row, found in recounted(agency_id, parts):
        old, new = row.due_on, found["due_on"]
        if old != new or plain(row.due_at) != plain(found["due_at"]):
            yield Move(
                row.id, row.number, old, new, _why(old, new, book_of(_with(row.agency, parts or {}), DEFAULT_REGIME))
            )


def _why(old: date | None, new: date | None, book: Lawbook) -> tuple[Reason, ...]:
    """The rule by which a date moves; none where a date is missing on one side."""
    if old is None or new is None or old == new:
        return ()
    return (because("calendar.date_moves", calendar=book.calendar, old=old, new=new, last_day=new),)


def recounted(agency_id: UUID, parts: WorkingTime | None = None) -> Iterator[tuple[Case, dict[str, Any]]]:
    """Every open case of an agency with the columns that it would have."""
    rows = Case.objects.filter(agency=agency_id, closed_at=None).select_related("agency")
    for some in _batches(rows.order_by("due_on", "id").iterator(chunk_size=BATCH)):
        stories = histories([Ref.of("case", row.id) for row in some])
        for row in some:
            story = told_story(stories.get(Ref.of("case", row.id), ()))
            if story.happenings:
                yield row, computed(story, _with(row.agency, parts or {}))


def _with(agency: Agency, parts: WorkingTime) -> Agency:
    changed = copy(agency)
    for name, value in parts.items():
        setattr(changed, name, value)
    return changed
