"""Acts between agencies: one asks another for its opinion, asks after it, and is answered; what they agreed on time."""

from collections.abc import Mapping
from datetime import datetime

from saduak.cases import commands
from saduak.cases.models import AskedQuestion, Consultation, Task
from saduak.cases.queries.consultations import CONSULTEE, consultation_link
from saduak.cli.demo.tale import Acts, By, Tale, Words
from saduak.cli.demo.world import World, told
from saduak.core.package import StepKind

OUTSIDE = "การไฟฟ้าส่วนภูมิภาค สาขาตัวอย่าง"
MAILBOX = "opinion@example.com"
ABOUT: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "transport": (
        "ขนกากสีจากโรงงานผ่านเขตเทศบาลสัปดาห์ละหนึ่งเที่ยว ด้วยรถบรรทุกปิดคลุม",
        ("เส้นทางขนส่งผ่านเขตชุมชนในเวลากลางวันได้หรือไม่", "มีช่วงเวลาห้ามเดินรถบรรทุกหรือไม่"),
    ),
    "environment": (
        "ของเสียเก็บรอขนในอาคารติดคลองสาธารณะ ห่างชุมชน 120 เมตร",
        ("ที่เก็บของเสียกระทบแหล่งน้ำของชุมชนหรือไม่", "เคยมีเหตุร้องเรียนโรงงานนี้ใน 12 เดือนหรือไม่"),
    ),
    "utilities": (
        "ร้านอาหารขนาด 310 ตารางเมตร ขอใช้ไฟฟ้า 60 กิโลวัตต์ ในอาคารเดิม",
        ("หม้อแปลงของพื้นที่รองรับได้หรือไม่",),
    ),
}
"""Facts and questions by what they are about."""
CLAUSES = "ให้ขนเฉพาะเวลา 09.00–15.00 น. และแจ้งเทศบาลล่วงหน้าหนึ่งวันทำการ"


def agree(world: World, now: datetime) -> None:
    """What the agencies agreed, once all of them are set up."""
    for said in told("agencies")["agencies"]:
        for agreed in said.get("agreements", ()):
            slug = said["slug"]
            post = world.post(slug, "admin", "authority")
            commands.record_agreement(
                actor=post.actor,
                agency_id=world.agencies[slug],
                asked_id=world.agencies[agreed["with"]],
                body="",
                service="",
                question_kind=agreed.get("about", ""),
                amount=agreed["days"],
                unit="working_day",
                number=agreed["number"],
                since=now.date(),
                until=None,
                replaces=None,
                now=now,
                key=f"demo:{slug}:agreement:{agreed['with']}:{agreed.get('about', '')}",
            )


def _ask(tale: Tale, words: Words, by: By) -> None:
    """Ask an agency by its short name, or the body "outside", about one of the subjects."""
    task = Task.objects.filter(case=tale.id, state="open").exclude(kind=StepKind.DECISION.value).first()
    if task is None:
        return
    whom, kind = words
    facts, questions = ABOUT[kind]
    is_outside = whom == "outside"
    held = [paper.id for paper in tale.whole.papers if paper.file][:1]
    commands.ask_consultation(
        actor=tale.officer.actor,
        task_id=task.id,
        asked_id=None if is_outside else tale.world.agencies[whom],
        body=OUTSIDE if is_outside else "",
        email=MAILBOX if is_outside else "",
        question_kind=kind,
        questions=questions,
        facts=facts,
        paper_ids=tuple(held),
        seen=None,
        **by,
    )


def _chase(tale: Tale, _words: Words, by: By) -> None:
    row = _open(tale)
    if row is not None:
        commands.chase_consultation(actor=tale.officer.actor, consultation_id=row.id, now=by["now"], key=by["key"])


def _advise(tale: Tale, words: Words, by: By) -> None:
    """The asked agency answers: it approves, or says otherwise in one word."""
    row = _open(tale)
    if row is None:
        return
    opinion = words[0] if words else "approves"
    rows = AskedQuestion.objects.filter(consultation=row).order_by("number")
    clauses = "" if opinion in {"approves", "no_opinion"} else CLAUSES
    answers = tuple({"question": each.id, "opinion": opinion, "clauses": clauses, "papers": ()} for each in rows)
    slug = next((slug for slug, own in tale.world.agencies.items() if own == row.asked_id), "")
    commands.answer_consultation(
        actor=tale.world.post(slug, "supervisor", "officer", "intake").actor if slug else CONSULTEE,
        consultation_id=row.id,
        token="" if slug else consultation_link(row.id),
        answers=answers,
        name="" if slug else "นายตัวอย่าง หัวหน้าแผนกบริการ",
        now=by["now"],
        key=by["key"],
    )


def _open(tale: Tale) -> Consultation | None:
    return Consultation.objects.filter(case=tale.id, state="asked").order_by("asked_at").first()


CONSULTING: Acts = {"ask": _ask, "chase": _chase, "advise": _advise}
