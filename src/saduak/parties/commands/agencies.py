"""Agencies and their units."""

from datetime import date, datetime, time
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.core.errors import DomainError
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.parties.commands import events
from saduak.parties.commands.rows import change, fetch
from saduak.parties.models import Agency, Unit
from saduak.parties.policy import require

ExtraOpening = tuple[date, time, time]


@command()
def create_agency(
    write: Write,
    *,
    actor: Actor,
    name_th: str,
    name_en: str,
    kind: str,
    province: str,
    now: datetime,
    key: str,
) -> UUID:
    """Set up an agency; its id. `province` is the two-digit code. Only the installer may.

    Raises DomainError("province_code") for anything but two digits.
    """
    require(actor, "create_agency", None, now)
    if not (len(province) == 2 and province.isascii() and province.isdigit()):
        raise DomainError("province_code", province=province)
    said = {"name_th": name_th, "name_en": name_en, "kind": kind, "province": province}
    agency = Agency(id=uuid7(), **said)
    agency.save(force_insert=True)
    ref = Ref.of("agency", agency.id)
    write.lock(ref)
    write.append(ref, events.AGENCY_CREATED, **said)
    return agency.id


@command(agency="agency_id")
def change_agency_calendar(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    weekdays: tuple[int, ...],
    opens: time,
    closes: time,
    extra_open: tuple[ExtraOpening, ...],
    closed: tuple[date, ...],
    now: datetime,
    key: str,
) -> None:
    """Replace the agency's own working days and hours (EPA s.10: they decide when a filing counts as
    received).

    Raises DomainError("weekdays") unless ISO numbers 1 to 7; DomainError("opening_hours") when closing is
    not later.
    """
    agency = fetch(Agency, agency_id)
    require(actor, "change_agency_calendar", agency, now)
    if not weekdays or not set(weekdays) <= set(range(1, 8)):
        raise DomainError("weekdays")
    if any(start >= end for start, end in [(opens, closes), *(extra[1:] for extra in extra_open)]):
        raise DomainError("opening_hours")
    said = {
        "weekdays": sorted(set(weekdays)),
        "opens": opens,
        "closes": closes,
        "extra_open": [[part.isoformat() for part in extra] for extra in sorted(extra_open)],
        "closed": [day.isoformat() for day in sorted(set(closed))],
    }
    write.append(Ref.of("agency", agency_id), events.AGENCY_CALENDAR_CHANGED, legal_basis="EPA s.10", **said)
    change(agency, **said)


@command(agency="agency_id")
def designate_system(
    write: Write, *, actor: Actor, agency_id: UUID, designation_order: str, now: datetime, key: str
) -> None:
    """Record the order by which the head of the agency set the electronic system (EPA s.16)."""
    agency = fetch(Agency, agency_id)
    require(actor, "designate_system", agency, now)
    ref = Ref.of("agency", agency_id)
    write.append(ref, events.AGENCY_SYSTEM_DESIGNATED, legal_basis="EPA s.16", designation_order=designation_order)
    change(agency, designation_order=designation_order)


@command(agency="agency_id")
def announce_channels(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    channel_notice: str,
    channel_notice_from: date,
    now: datetime,
    key: str,
) -> None:
    """Record the notice of electronic channels and the day from which it holds (EPA s.10 and s.20)."""
    agency = fetch(Agency, agency_id)
    require(actor, "announce_channels", agency, now)
    said = {"channel_notice": channel_notice, "channel_notice_from": channel_notice_from}
    write.append(Ref.of("agency", agency_id), events.AGENCY_CHANNELS_ANNOUNCED, legal_basis="EPA s.10", **said)
    change(agency, **said)


@command(agency="agency_id")
def open_unit(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    parent_id: UUID | None,
    name_th: str,
    name_en: str,
    now: datetime,
    key: str,
) -> UUID:
    """Open a unit, at the top or under a unit of the same agency; its id.

    Raises DomainError("other_agency").
    """
    agency = fetch(Agency, agency_id)
    require(actor, "open_unit", agency, now)
    if parent_id and fetch(Unit, parent_id).agency_id != agency_id:
        raise DomainError("other_agency")
    unit = Unit(id=uuid7(), agency=agency, parent_id=parent_id, name_th=name_th, name_en=name_en)
    unit.save(force_insert=True)
    write.append(
        Ref.of("agency", agency_id),
        events.UNIT_OPENED,
        unit=unit.id,
        parent=parent_id,
        name_th=name_th,
        name_en=name_en,
    )
    return unit.id
