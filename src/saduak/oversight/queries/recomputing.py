"""Every figure compared with the events of all finished cases, those included that nobody counted."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from saduak.cases.queries.courses import finished_in, groups_of_finished
from saduak.oversight.models import Cell
from saduak.oversight.queries.behind import Compared, Unequal, compared, ids_behind
from saduak.oversight.queries.figures import Part
from saduak.oversight.tallies import MEASURES


def groups(agency: UUID | None = None, service: str = "", month: date | None = None) -> list[tuple[UUID, str, date]]:
    """Agency, service and month of everything that ended or was counted, narrowed to what is named."""
    counted = Cell.objects.values_list("agency", "service", "month").order_by().distinct()
    found = {*groups_of_finished(), *counted}
    return sorted(
        each for each in found if agency in {None, each[0]} and service in {"", each[1]} and month in {None, each[2]}
    )


def beside(group: tuple[UUID, str, date]) -> list[Compared]:
    """Every figure of an agency, a service and a month as it is kept and as the events say."""
    own, name, first = group
    part = Part(frozenset({own}), name, first, first)
    ended = finished_in(first, part.last_day, agency=own, service=name)
    return compared(part, *MEASURES, case_ids=sorted({*ended, *ids_behind(part)}))


def unequal(agency: UUID | None = None, service: str = "", month: date | None = None) -> Iterator[Unequal]:
    """Every figure that differs."""
    for group in groups(agency, service, month):
        yield from (Unequal(*group, each) for each in beside(group) if not each.is_equal)
