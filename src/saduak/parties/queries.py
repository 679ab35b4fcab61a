"""What other rooms ask about the parties."""

from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID

from saduak.core.errors import NotFound
from saduak.parties.identifiers import digits_of, lookup
from saduak.parties.models import ActingOrder, Agency, Delegation, Person, RoleGrant
from saduak.parties.models.terms import in_force


class CalendarParts(NamedTuple):
    """What an agency adds to the government's calendar: enough, with `law/calendars/`, to make a core
    Calendar.
    """

    province: str
    weekdays: frozenset[int]
    opens: time
    closes: time
    extra_open: tuple[tuple[date, time, time], ...]
    closed: frozenset[date]


def calendar_parts(agency_id: UUID) -> CalendarParts:
    """The agency's own days and hours as plain data; NotFound."""
    agency = Agency.objects.filter(id=agency_id).first()
    if agency is None:
        raise NotFound("not_found", what="agency")
    return CalendarParts(
        agency.province,
        frozenset(agency.weekdays),
        agency.opens,
        agency.closes,
        tuple(
            (date.fromisoformat(day), time.fromisoformat(opens), time.fromisoformat(closes))
            for day, opens, closes in agency.extra_open
        ),
        frozenset(map(date.fromisoformat, agency.closed)),
    )


def person_with_identifier(identifier: str) -> Person | None:
    """The person with this 13-digit number, if known; DomainError for a number that cannot be one."""
    return Person.objects.filter(id_lookup=lookup(digits_of(identifier))).first()


def roles_in_force(officer_id: UUID, now: datetime) -> frozenset[str]:
    """The roles that an officer holds at `now`, within the term of the post."""
    grants = RoleGrant.objects.filter(in_force(now), in_force(now, "officer__"), officer=officer_id)
    return frozenset(grants.values_list("role", flat=True))


def powers_for(officer_id: UUID, section: str, now: datetime) -> tuple[Delegation | ActingOrder, ...]:
    """The orders under which an officer may use the power of another in `section` at `now`."""
    given = Delegation.objects.filter(in_force(now), taker=officer_id).order_by("since")
    acting = ActingOrder.objects.filter(in_force(now), stand_in=officer_id).order_by("since")
    orders: tuple[Delegation | ActingOrder, ...] = (*given, *acting)
    return tuple(order for order in orders if order.covers(section, now))
