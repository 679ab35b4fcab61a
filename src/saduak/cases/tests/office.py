"""An office at work for tests: an agency that serves what it adopted, its officers, an applicant, ready answers."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import lru_cache
from itertools import count
from typing import Any
from uuid import UUID

from saduak.cases import commands
from saduak.cases.commands.applying import missing_papers
from saduak.cases.models import Case, Task
from saduak.catalogue.commands import publish_version
from saduak.catalogue.models import PublishedVersion
from saduak.catalogue.queries import pinned
from saduak.core.formlogic import FormLogic
from saduak.core.package import Transition
from saduak.ledger.actors import INSTALLER, Actor
from saduak.parties.commands import create_agency
from saduak.parties.tests import town
from saduak.sources.compiled import compiled
from saduak.sources.overlays import adopted
from saduak.sources.packages import package

MONDAY = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
"""Ten in the morning of a working day."""
CITY, INDUSTRY = "khon-kaen-city", "khon-kaen-industry"
WASTE, FOOD_LARGE, FOOD_SMALL = "industry/waste-removal", "health/food-large", "health/food-small"
_keys = count()


def key() -> str:
    """A key nobody has used."""
    return f"office-{next(_keys)}"


@dataclass(frozen=True)
class Office:
    """An agency with one officer for each role, and an applicant."""

    agency: UUID
    slug: str
    intake: town.Post
    officer: town.Post
    checker: town.Post
    authority: town.Post
    supervisor: town.Post
    citizen: Actor
    person: UUID


def office(slug: str = CITY) -> Office:
    """An agency whose services are published, with its people."""
    agency = create_agency(
        actor=INSTALLER,
        slug=slug,
        name_th=f"สำนักงาน {slug}",
        name_en=slug,
        kind="municipality",
        province="40",
        now=town.NOW,
        key=key(),
    )
    posts = {
        role: town.officer(agency, f"{role}-{slug}", role)
        for role in ("intake", "officer", "checker", "authority", "supervisor")
    }
    publish_services(slug)
    citizen, person = town.citizen(f"citizen-{slug}")
    return Office(agency, slug, **posts, citizen=citizen, person=person)


def publish_services(slug: str) -> None:
    """Publish what the office adopted, as the shipped files say."""
    for shelf in _adopted_by(slug):
        publish_version(actor=INSTALLER, office=slug, now=MONDAY, key=key(), **shelf)


def publish_both(slug: str, transition: str, now: datetime) -> UUID:
    """The manual of form สก.2, and that of กอ.1 with this transition for what is pending; the id of the old."""
    old, new = package(WASTE, "2549-04-25"), package(WASTE, "2566-11-01")
    article = "moi_waste_2566 24" if transition == "move" else ""
    changed = replace(new.service, transition=Transition(transition, article))  # type: ignore[arg-type]
    names: dict[str, Any] = {"service": WASTE, "office": slug, "office_th": slug, "office_en": slug, "province": "40"}
    ids = [
        publish_version(actor=INSTALLER, compiled=compiled(each), now=now, key=key(), **names)
        for each in (old, replace(new, service=changed))
    ]
    return ids[0]


@lru_cache(maxsize=8)
def _adopted_by(slug: str) -> tuple[Mapping[str, str], ...]:
    """What is published of each service that an office adopted; the files are read once, not for every test."""
    return tuple(
        {
            "service": package.service.id,
            "office_th": overlay.agency_name.th,
            "office_en": overlay.agency_name.en,
            "province": overlay.province,
            "compiled": compiled(package),
        }
        for overlay, package in adopted()
        if overlay.agency == slug
    )


def publication(slug: str, service: str) -> UUID:
    """The latest published version of a service at an office."""
    row = PublishedVersion.objects.filter(office=slug, service=service).order_by("-valid_from").first()
    assert row is not None
    return row.id


def file(
    at: Office,
    service: str,
    answers: Mapping[str, Any],
    *,
    now: datetime = MONDAY,
    papers: tuple[Mapping[str, Any], ...] | None = None,
    **changes: Any,
) -> UUID:
    """File an application through the portal as the office's citizen, with every paper it needs; its id."""
    manual = publication(at.slug, service)
    given: dict[str, Any] = {
        "actor": at.citizen,
        "publication_id": manual,
        "person_id": at.person,
        "organisation_id": None,
        "answers": answers,
        "papers": papers_needed(manual, answers) if papers is None else papers,
        "channel": "electronic",
        "entered_at": None,
        "reply": "electronic",
        "language": "th",
        "assurance": "ial_2",
        "identity_seen": "",
        "consented": True,
        "missing_known": True,
        "helper": "",
        "reason": "",
        "now": now,
        "key": key(),
    }
    return commands.submit_application(**{**given, **changes})


def papers_needed(manual: UUID, answers: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """What an applicant brings who has read the manual: everything but papers of the state."""
    package = pinned(manual)
    form = FormLogic(package.form, package.code_lists)
    missing = missing_papers(form, package, form.check(answers).answers, set())
    return tuple({"document": paper.id, "source": "upload", "file": None} for paper in missing)


def case(case_id: UUID) -> Case:
    """The row as it is now."""
    return Case.objects.get(pk=case_id)


def task(case_id: UUID, step: str) -> Task:
    """The task of a step."""
    return Task.objects.get(case=case_id, step=step)


RESTAURANT: Mapping[str, Any] = {
    "request": {"kind": "new"},
    "applicant": {
        "kind": "person",
        "person_id": "1101700203450",
        "name": "นางสาวสมมุติ ตัวอย่าง",
        "age": 34,
        "nationality": "ไทย",
        "address": "1 ถนนตัวอย่าง ตำบลในเมือง อำเภอเมืองขอนแก่น จังหวัดขอนแก่น 40000",
        "telephone": "0800000000",
        "filed_by": "self",
    },
    "business": {"kind": "restaurant", "in_market": False},
    "place": {
        "name": "ครัวตัวอย่าง",
        "address": "3 ถนนตัวอย่าง ตำบลในเมือง อำเภอเมืองขอนแก่น",
        "area": "220.00",
        "workers": 5,
        "handlers": 3,
        "hours": "10.00–21.00 น.",
        "right": "lease",
    },
    "declaration": {"correct": True},
}
"""Answers for a licence of food premises of 220 square metres."""

FACTORY: Mapping[str, Any] = {
    "applicant": {
        "kind": "juristic",
        "name": "บริษัท ตัวอย่างผลิตชิ้นส่วน จำกัด",
        "tax_id": "0405566000017",
        "business": "ผลิตชิ้นส่วนโลหะและพ่นสี",
        "factory_number": "20400010525500",
        "address": "99 หมู่ 1 ถนนตัวอย่าง ตำบลตัวอย่าง อำเภอเมืองขอนแก่น จังหวัดขอนแก่น",
        "telephone": "043000000",
        "email": "factory@example.com",
        "signs_as": "operator",
    },
    "period": {"starts_on": "2026-12-01", "ends_on": "2027-11-30"},
    "waste": [
        {
            "code": "080112",
            "description": "กากสี",
            "is_chemical": False,
            "tonnes": "12.500",
            "method": "042",
            "method_text": "ส่งเป็นเชื้อเพลิงผสมให้เตาปูนซีเมนต์",
            "processor_number": "3-106-12/50ขก",
            "processor_name": "บริษัท ตัวอย่างรีไซเคิล จำกัด",
        }
    ],
}
"""Answers for a waste permit with one line."""
