"""The clocks of listed cases, folded anew from their events, so that a list says the same as the page of each case."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from saduak.cases.models import Case
from saduak.cases.queries.law import book_of
from saduak.cases.story import Story, clock_of
from saduak.catalogue.queries import pinned
from saduak.core.calendars import Calendar
from saduak.core.clock import Clock
from saduak.core.package import Package, Text
from saduak.core.terms import terms_of
from saduak.ledger.history import histories
from saduak.ledger.streams import Ref
from saduak.ledger.wiring import Happening


@dataclass(frozen=True, slots=True)
class Timed:
    """The clock of a case with its reasons, the calendar it is read by, and the step in work, if one is."""

    clock: Clock
    calendar: Calendar
    step: Text | None


def timed(case_ids: Iterable[UUID]) -> Mapping[UUID, Timed]:
    """The clock of each of these cases; the caller has asked whether its reader may see them."""
    rows = Case.objects.filter(id__in=tuple(case_ids)).select_related("agency")
    cases = {Ref.of("case", row.id): row for row in rows}
    told = histories(list(cases))
    return {row.id: _timed(row, told[ref]) for ref, row in cases.items() if ref in told}


def _timed(row: Case, happenings: tuple[Happening, ...]) -> Timed:
    story = Story(happenings)
    book = book_of(row.agency, story.filed["regime"])
    package = pinned(UUID(story.publication))
    clock = clock_of(story, terms_of(package.service, book), book)
    return Timed(clock, book.calendar, _name_of(package, row.step))


def _name_of(package: Package, step: str) -> Text | None:
    return next((each.name for each in package.service.steps if each.id == step), None)
