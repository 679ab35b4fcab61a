"""A case carried through the steps of its manual, and the worker that sends what follows, for tests."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from saduak.cases import commands
from saduak.cases.models import Task
from saduak.cases.tests import office
from saduak.cases.tests.office import FACTORY, MONDAY, Office, key
from saduak.catalogue.commands import publish_version
from saduak.core.package import Field, FieldKind, Form, Group
from saduak.ledger.actors import INSTALLER
from saduak.ledger.models import Event
from saduak.ledger.outbox import Schedule, deliver_due
from saduak.messages.models import Letter
from saduak.parties.tests import town
from saduak.sources.compiled import compiled
from saduak.sources.overlays import adopted

TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)
PROCESSORS = ("3-106-12/50ขก", "3-101-7/54ขก")


def restaurant_under_consideration(at: Office) -> UUID:
    """A licence of food premises, visited, with an opinion: the decision is next."""
    case_id = office.file(at, office.FOOD_LARGE, office.RESTAURANT)
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    begin(at, case_id, "visit")
    visit(at, case_id)
    finish(at, case_id, "visit")
    begin(at, case_id, "opinion")
    finish(at, case_id, "opinion")
    return case_id


def waste_under_consideration(at: Office, lines: int = 1) -> UUID:
    """A waste permit of so many lines, reviewed; the processors have not consented."""
    answers = {**FACTORY, "waste": waste_lines(lines)}
    case_id = office.file(at, office.WASTE, answers)
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    begin(at, case_id, "review")
    finish(at, case_id, "review")
    return case_id


def waste_lines(count: int) -> list[Mapping[str, Any]]:
    """Lines of paint sludge, taken in turn by two processors."""
    names = ("บริษัท ตัวอย่างรีไซเคิล จำกัด", "บริษัท ตัวอย่างกำจัดกาก จำกัด")
    return [
        {
            **FACTORY["waste"][0],
            "description": f"กากสี ชุดที่ {number}",
            "processor_number": PROCESSORS[number % 2],
            "processor_name": names[number % 2],
        }
        for number in range(count)
    ]


def names_processors_by_registered_number(at: Office) -> None:
    """The waste permit with a form that asks for the processor's registered number, not for that of its factory."""
    package = next(each for overlay, each in adopted() if overlay.agency == at.slug and each.service.id == office.WASTE)

    def asked(field: Field) -> Field:
        return replace(field, kind=FieldKind.TEXT, longest=20) if field.id == "processor_number" else field

    def grouped(group: Group) -> Group:
        return replace(group, fields=tuple(asked(field) for field in group.fields))

    pages = (replace(page, groups=tuple(map(grouped, page.groups))) for page in package.form.pages)
    service = replace(package.service, version="2569-01-01", valid_from=date(2026, 1, 1))
    publish_version(
        actor=INSTALLER,
        service=service.id,
        office=at.slug,
        office_th=at.slug,
        office_en=at.slug,
        province="40",
        compiled=compiled(replace(package, service=service, form=Form(tuple(pages)))),
        now=MONDAY,
        key=key(),
    )


def begin(at: Office, case_id: UUID, step: str, now: datetime = MONDAY) -> None:
    """The officer begins a step."""
    task = office.task(case_id, step)
    commands.start_task(actor=at.officer.actor, case_id=case_id, task_id=task.id, seen=None, now=now, key=key())


OPINION = "ตรวจแล้วเป็นไปตามหลักเกณฑ์ เห็นควรอนุญาต"


def finish(at: Office, case_id: UUID, step: str, now: datetime = MONDAY, opinion: str = OPINION) -> None:
    """The officer finishes a step with an opinion."""
    said: dict[str, Any] = {"task_id": office.task(case_id, step).id, "opinion": opinion, "seen": None}
    commands.finish_task(actor=at.officer.actor, case_id=case_id, **said, now=now, key=key())


def visit(at: Office, case_id: UUID, **changes: Any) -> UUID:
    """The officer records a visit that found the place fit."""
    said: dict[str, Any] = {
        "actor": at.officer.actor,
        "case_id": case_id,
        "task_id": Task.objects.get(case=case_id, step="visit").id,
        "visited_at": MONDAY,
        "answers": {str(place): "yes" for place in range(1, 8)},
        "photos": (),
        "opinion": "fit",
        "note": "",
        "seen": None,
        "now": MONDAY,
        "key": key(),
    }
    return commands.record_visit(**{**said, **changes})


def draft(at: Office, case_id: UUID, outcome: str = "granted", **changes: Any) -> None:
    """The officer puts a decision before the authority."""
    said: dict[str, Any] = {
        "actor": at.officer.actor,
        "case_id": case_id,
        "outcome": outcome,
        "lines": (),
        "facts": "",
        "law": "",
        "reasons": "",
        "conditions": (),
        "seen": None,
        "now": TUESDAY,
        "key": key(),
    }
    commands.draft_decision(**{**said, **changes})


REFUSAL: Mapping[str, Any] = {
    "outcome": "refused",
    "facts": "ตรวจสถานที่แล้วไม่มีที่ล้างมือ",
    "law": "ข้อบัญญัติท้องถิ่น ข้อ 9",
    "reasons": "ผู้ขอมิได้จัดให้มีภายในเวลาที่ให้แก้ไข",
}


def check(at: Office, case_id: UUID, *, agrees: bool = True, note: str = "", **changes: Any) -> None:
    """The checker looks at the draft."""
    said: dict[str, Any] = {"actor": at.checker.actor, "seen": None, "now": TUESDAY, "key": key()}
    commands.check_decision(case_id=case_id, agrees=agrees, note=note, **{**said, **changes})


def decide(at: Office, case_id: UUID, **changes: Any) -> None:
    """The authority decides."""
    said: dict[str, Any] = {"actor": at.authority.actor, "seen": None, "now": WEDNESDAY, "key": key()}
    commands.decide(case_id=case_id, **{**said, **changes})


def skip_hearing(at: Office, case_id: UUID) -> None:
    """The officer leaves the hearing out, with its ground."""
    commands.skip_hearing(
        actor=at.officer.actor,
        case_id=case_id,
        ground="facts_of_the_party",
        reason="คำสั่งอาศัยข้อเท็จจริงที่ผู้ขอให้ไว้เองในคำขอ",
        seen=None,
        now=TUESDAY,
        key=key(),
    )


def work(now: datetime = WEDNESDAY) -> int:
    """One run of the worker; how many letters and reactions it carried."""
    return deliver_due(lambda: now, Schedule(), is_stopping=lambda: False)


def letters(case_id: UUID) -> list[Letter]:
    """The letters of a case, oldest first, without the one that brings its licence."""
    return list(Letter.objects.filter(case_id=case_id).exclude(kind="licence_issued").order_by("id"))


def kinds(case_id: UUID) -> list[str]:
    """What happened to a case, without what the worker noted beside it."""
    events = Event.objects.filter(stream__kind="case", stream__key=str(case_id)).order_by("seq")
    return [event.kind for event in events if not event.kind.startswith("delivery.")]


def happened(case_id: UUID, kind: str) -> list[Mapping[str, Any]]:
    """The payloads of a kind."""
    events = Event.objects.filter(stream__kind="case", stream__key=str(case_id), kind=kind).order_by("seq")
    return [event.happening.payload for event in events]


def with_letter_code(at: Office) -> Office:
    """The same office with all that its letters say of it."""
    from saduak.parties.commands import describe_agency

    admin = town.officer(at.agency, f"admin-{at.slug}", "agency_admin")
    describe_agency(
        actor=admin.actor,
        agency_id=at.agency,
        address_th="1 ถนนตัวอย่าง ขอนแก่น 40000",
        address_en="1 Example Road, Khon Kaen 40000",
        telephone="043000000",
        email="office@example.com",
        letter_code="ขก 0033",
        now=MONDAY,
        key=key(),
    )
    return at
