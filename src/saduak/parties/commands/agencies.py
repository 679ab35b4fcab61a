"""Agencies and their units."""

import re
from datetime import date, datetime, time
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from uuid_utils.compat import uuid7

from saduak.core.errors import DomainError, WrongState
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.parties.commands import events
from saduak.parties.commands.rows import change, fetch
from saduak.parties.models import Agency, Unit
from saduak.parties.policy import require

SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,78}[a-z0-9])?")
LETTER_CODE = re.compile(r"[ก-ฮ][ก-๎.]{0,11} ?[0-9]{2,7}(?:[./][0-9]{1,6}){0,3}")
"""รหัสตัวพยัญชนะประจำจังหวัดหรือกระทรวงและเลขประจำของเจ้าของเรื่อง, as the Prime Minister's Office rule on
correspondence (2526) sets it."""
ARABIC = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")

ExtraOpening = tuple[date, time, time]


@command()
def create_agency(
    write: Write,
    *,
    actor: Actor,
    slug: str,
    name_th: str,
    name_en: str,
    kind: str,
    province: str,
    now: datetime,
    key: str,
) -> UUID:
    """Set up an agency; its id. `slug` is its short name in addresses and folders, `province` the two-digit code.

    Only the installer may. Raises DomainError("agency_slug"), WrongState("slug_taken"), DomainError("province_code")
    for anything but two digits.
    """
    require(actor, "create_agency", None, now)
    if not SLUG.fullmatch(slug):
        raise DomainError("agency_slug", slug=slug)
    if Agency._base_manager.filter(slug=slug).exists():
        raise WrongState("slug_taken", slug=slug)
    if not (len(province) == 2 and province.isascii() and province.isdigit()):
        raise DomainError("province_code", province=province)
    said = {"slug": slug, "name_th": name_th, "name_en": name_en, "kind": kind, "province": province}
    agency = Agency(id=uuid7(), **said)
    agency.save(force_insert=True)
    ref = Ref.of("agency", agency.id)
    write.lock(ref)
    write.append(ref, events.AGENCY_CREATED, **said)
    return agency.id


@command(agency="agency_id")
def describe_agency(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    address_th: str,
    address_en: str,
    telephone: str,
    email: str,
    letter_code: str,
    now: datetime,
    key: str,
) -> None:
    """Record what the head of the agency's letters says: where it is, how to reach it, and its book code (ขก 0033).

    Raises DomainError("email_address"), DomainError("letter_code"). What is empty stays unknown.
    """
    agency = fetch(Agency, agency_id)
    require(actor, "describe_agency", agency, now)
    code = " ".join(letter_code.translate(ARABIC).split())
    if code and not LETTER_CODE.fullmatch(code):
        raise DomainError("letter_code", letter_code=letter_code)
    said = {
        "address_th": " ".join(address_th.split()),
        "address_en": " ".join(address_en.split()),
        "telephone": " ".join(telephone.split()),
        "email": _address(email),
        "letter_code": code,
    }
    write.append(Ref.of("agency", agency_id), events.AGENCY_DESCRIBED, **said)
    change(agency, **said)


def _address(email: str) -> str:
    """The e-mail address without blanks around it, if it can be one."""
    address = email.strip()
    try:
        if address:
            validate_email(address)
    except ValidationError:
        raise DomainError("email_address", email=address) from None
    return address


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
