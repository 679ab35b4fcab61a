"""Licences for the tests of the register: rows as an earlier release could have left them, loaded in bulk."""

from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from itertools import count
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.catalogue.models import PublishedVersion
from saduak.catalogue.tests.press import OFFICE, publish, shipped
from saduak.core.licence_record import LicenceRecord, Permitted
from saduak.core.package.words import Text
from saduak.core.thai import normal
from saduak.ledger.actors import INSTALLER
from saduak.ledger.guard import side_door
from saduak.licences.models import Licence, LicenceSheet
from saduak.parties.commands import create_agency
from saduak.parties.models import Agency
from saduak.parties.tests.town import key

FOOD = "health/food-large"
NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)
ADDRESS = "บ้านเลขที่ 1 ถนนศรีจันทร์ ตำบลในเมือง อำเภอเมืองขอนแก่น จังหวัดขอนแก่น"
_numbers = count(1)


def office() -> Agency:
    """The municipality that serves the catalogue of tests, with its package of large food places."""
    slug, thai, english, province = OFFICE
    found = Agency.objects.filter(slug=slug).first()
    if found:
        return found
    if not PublishedVersion.objects.filter(service=FOOD, office=slug).exists():
        publish(shipped(FOOD)[-1], OFFICE)
    told: dict[str, Any] = {"name_th": thai, "name_en": english, "kind": "municipality", "province": province}
    made: UUID = create_agency(actor=INSTALLER, slug=slug, **told, now=NOW, key=key())
    return Agency.objects.get(id=made)


def record(number: str = "KKC-อภ.2-2570-00001", **changes: Any) -> LicenceRecord:
    """What stands on a licence for a large food place."""
    whole = LicenceRecord(
        id=str(uuid7()),
        number=number,
        agency=Text(OFFICE[1], OFFICE[2]),
        service=FOOD,
        version="2569-01-01",
        title=Text("ใบอนุญาตจัดตั้งสถานที่จำหน่ายอาหาร", "Licence for a food place"),
        form_code="อภ.2",
        holder="ร้านก๋วยเตี๋ยวป้าปิ่น",
        lines=(Text(f"ตั้งอยู่ที่ {ADDRESS}", "At 1 Si Chan Road, Nai Mueang"), Text("พื้นที่ 250 ตารางเมตร", "250 m²")),
        facts={"area": "250"},
        conditions=(Text("ติดตั้งบ่อดักไขมัน", "A grease trap is installed"),),
        permitted=(Permitted(2, Text("ครัวกลาง", "Central kitchen"), {"name": "ครัวกลาง"}, ("ปิดภายใน 22.00 น.",)),),
        fee=100_000,
        issued_on=date(2026, 11, 2),
        expires_on=date(2027, 11, 1),
        issuer=Text("นายกเทศมนตรีนครขอนแก่น", "Mayor of Khon Kaen City"),
        power="",
        legal_basis=(Text("พ.ร.บ. การสาธารณสุข พ.ศ. 2535 มาตรา 38", "Public Health Act s.38"),),
        case_number="KK-69-00012",
    )
    return replace(whole, **changes)


def licence(told: LicenceRecord | None = None, **changes: Any) -> Licence:
    """A licence in the register, valid unless told otherwise."""
    number = next(_numbers)
    said = told or record(f"KKC-อภ.2-2570-{number:05}")
    row = Licence(
        id=UUID(said.id),
        agency=office(),
        service=said.service,
        publication=PublishedVersion.objects.filter(service=FOOD).latest("published_at").id,
        number=said.number,
        form_code=said.form_code,
        record=said.told(),
        words=normal(f"{said.number} {said.holder} {' '.join(line.th for line in said.lines)}").lower(),
        issued_on=said.issued_on,
        expires_on=said.expires_on,
        state="issued",
        state_since=said.issued_on,
        code=f"7H3K9Q{number:04}",
        changed_at=NOW,
    )
    row.record_digest = sha256(row.said.encode()).hexdigest()
    for name, value in changes.items():
        setattr(row, name, value)
    with side_door("bulk loader"):
        row.save(force_insert=True)
    return row


def sheet(row: Licence, pdf: bytes) -> LicenceSheet:
    """The sealed sheet that was kept of a licence, as far as the register knows it: its digest."""
    kept = LicenceSheet(licence=row, file=uuid7(), sha256=sha256(pdf).hexdigest(), sealed_at=NOW)
    with side_door("bulk loader"):
        kept.save(force_insert=True)
    return kept
