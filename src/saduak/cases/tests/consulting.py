"""Two agencies and a body outside that ask each other, for tests: what is asked, answered and agreed."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from saduak.cases import commands
from saduak.cases.models import AskedQuestion, Consultation, Paper
from saduak.cases.queries.consultations import CONSULTEE, consultation_link
from saduak.cases.tests import office
from saduak.cases.tests.office import Office, key
from saduak.parties.tests import town

OUTSIDE = "การไฟฟ้าส่วนภูมิภาค สาขาตัวอย่าง"
FACTS = "คำขอนำกากสีออกนอกโรงงาน 12.5 ตัน ส่งเผาร่วมในเตาปูนซีเมนต์"
ASKED = ("วิธีกำจัดนี้เหมาะสมกับของเสียรหัส 080112 หรือไม่", "เส้นทางขนส่งผ่านเขตชุมชนได้หรือไม่")


def ask(at: Office, case_id: UUID, now: datetime, **changes: Any) -> UUID:
    """The officer asks a body outside two questions at the step of review; the consultation's id."""
    said: dict[str, Any] = {
        "actor": at.officer.actor,
        "case_id": case_id,
        "task_id": office.task(case_id, "review").id,
        "asked_id": None,
        "body": OUTSIDE,
        "email": "opinion@example.com",
        "question_kind": "environment",
        "questions": ASKED,
        "facts": FACTS,
        "paper_ids": (),
        "seen": None,
        "now": now,
        "key": key(),
    }
    if changes.get("asked_id"):
        said |= {"body": "", "email": ""}
    return commands.ask_consultation(**{**said, **changes})


def answer(consultation_id: UUID, now: datetime, **changes: Any) -> None:
    """Whoever holds the link approves everything."""
    said: dict[str, Any] = {
        "actor": CONSULTEE,
        "consultation_id": consultation_id,
        "token": "" if "actor" in changes else consultation_link(consultation_id),
        "answers": opinions(consultation_id),
        "name": "นายผู้ตอบ ตัวอย่าง (หัวหน้าแผนก)",
        "now": now,
        "key": key(),
    }
    commands.answer_consultation(**{**said, **changes})


def opinions(consultation_id: UUID, opinion: str = "approves", clauses: str = "") -> tuple[Mapping[str, Any], ...]:
    """The same opinion on every question."""
    rows = AskedQuestion.objects.filter(consultation=consultation_id).order_by("number")
    return tuple({"question": row.id, "opinion": opinion, "clauses": clauses, "papers": ()} for row in rows)


def agree(at: Office, days: int, since: date, **changes: Any) -> UUID:
    """The administrator records that the body outside answers in so many working days."""
    said: dict[str, Any] = {
        "actor": at.authority.actor,
        "agency_id": at.agency,
        "asked_id": None,
        "body": OUTSIDE,
        "service": "",
        "question_kind": "",
        "amount": days,
        "unit": "working_day",
        "number": "ขก 0033/1 ลงวันที่ 4 มกราคม 2570",
        "since": since,
        "until": None,
        "replaces": None,
        "now": datetime(since.year, since.month, since.day, 3, tzinfo=office.MONDAY.tzinfo),
        "key": key(),
    }
    if changes.get("asked_id"):
        said["body"] = ""
    return commands.record_agreement(**{**said, **changes})


def other_agency(name: str = "สำนักงานทรัพยากรธรรมชาติและสิ่งแวดล้อมจังหวัด") -> tuple[UUID, town.Post]:
    """Another agency here, and an officer of it."""
    agency = town.agency(name)
    return agency, town.officer(agency, f"adviser-{agency}", "officer")


def consultation(own: UUID) -> Consultation:
    """The row as it is now."""
    return Consultation.objects.get(pk=own)


def paper_with_file(case_id: UUID, file: UUID) -> Paper:
    """A paper of the case that has this file."""
    return Paper.objects.get(case=case_id, file=file)
