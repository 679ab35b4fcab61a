"""By which way an agency looks into a register, and the files that holders hand over."""

import json
from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from typing import Any
from uuid import UUID

from django.conf import settings
from uuid_utils.compat import uuid7

from saduak.core.errors import DomainError, WrongState
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.linkage.commands.events import REGISTER_CONNECTED, REGISTER_IMPORTED
from saduak.linkage.models import Connection, Edition, Entry, Way, mark_of, sealed
from saduak.linkage.policy import Matter, require
from saduak.linkage.ports import Register
from saduak.linkage.registers import register_about


@command(agency="agency_id")
def connect_register(
    write: Write, *, actor: Actor, agency_id: UUID, register: str, way: str, now: datetime, key: str
) -> None:
    """Say by which way an agency's officers look into a register: `gdx`, `file`, `simulator`, or `none` to end it.

    Raises NotAllowed("not_agency_admin"), DomainError("register_unknown" or "way_unknown").
    """
    require(actor, "connect_register", Matter(agency_id), now)
    register_about(register)
    if way != Way.NONE and way not in wired_ways():
        raise DomainError("way_unknown", way=way)
    row = Connection.objects.filter(agency=agency_id, register=register).first()
    connection = row or Connection(id=uuid7(), agency_id=agency_id, register=register)
    connection.way = way
    connection.save(force_insert=row is None)
    said = {"connection": connection.id, "agency": agency_id, "register": register, "way": way}
    write.append(Ref.of("agency", agency_id), REGISTER_CONNECTED, legal_basis="DGA s.13", **said)


@command(agency="agency_id")
def import_register(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    register: str,
    label: str,
    rows: tuple[tuple[str, Mapping[str, str]], ...],
    now: datetime,
    key: str,
) -> UUID:
    """Take over the rows of a holder's file (number, cells), which replace all rows before them; the edition's id.

    `label` says of which day or number the file is. Raises NotAllowed("not_agency_admin"),
    DomainError("register_unknown", "sheet_empty" or "label_missing").
    """
    require(actor, "import_register", Matter(agency_id), now)
    register_about(register)
    if not rows:
        raise DomainError("sheet_empty")
    if not label.strip():
        raise DomainError("label_missing")
    before = Edition.objects.filter(agency=agency_id, register=register, replaced_at=None)
    Entry.objects.filter(edition__in=before).delete()
    before.update(replaced_at=now)
    said: dict[str, Any] = {"register": register, "label": label.strip(), "rows": len(rows)}
    edition = Edition(id=uuid7(), agency_id=agency_id, imported_at=now, **said)
    edition.save(force_insert=True)
    Entry.objects.bulk_create(_entries(edition, rows), batch_size=1000)
    write.append(Ref.of("agency", agency_id), REGISTER_IMPORTED, edition=edition.id, agency=agency_id, **said)
    return edition.id


def _entries(edition: Edition, rows: tuple[tuple[str, Mapping[str, str]], ...]) -> list[Entry]:
    return [
        Entry(
            id=uuid7(),
            edition=edition,
            mark=mark_of(edition.register, number),
            cells=sealed(json.dumps(cells, ensure_ascii=False)),
        )
        for number, cells in rows
    ]


def wired_ways() -> tuple[str, ...]:
    """The ways that this installation has at all."""
    return tuple(wired())


def wired() -> Mapping[str, Register]:
    """The ways into registers, by name, as `config.wiring` says."""
    ways: Mapping[str, Register] = import_module(settings.WIRING).REGISTERS
    return ways


def way_of(agency_id: UUID, register: str) -> str:
    """The way by which an agency asks a register; raises WrongState("register_not_connected")."""
    ways = Connection.objects.filter(agency=agency_id, register=register).exclude(way=Way.NONE)
    way = ways.values_list("way", flat=True).first()
    if way is None or way not in wired():
        raise WrongState("register_not_connected", register=register)
    return way
