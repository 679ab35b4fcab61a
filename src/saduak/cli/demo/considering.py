"""Acts of consideration: whose work it is, steps and visits, looks into registers, consents of other parties."""

from datetime import timedelta
from typing import Any

from saduak.cases import commands
from saduak.cases.models import Consent, Task
from saduak.cases.queries.consents import CONSENTER, consent_link
from saduak.cases.queries.notices import notices_of
from saduak.cli.demo import papers
from saduak.cli.demo.tale import Acts, By, Tale, Words
from saduak.core.package import StepKind
from saduak.files.commands import receive
from saduak.linkage.commands import look_up
from saduak.linkage.queries import looks_of_case

OPINIONS = {
    True: "ตรวจคำขอ เอกสาร และผลตรวจสถานที่แล้ว เป็นไปตามหลักเกณฑ์ทุกข้อ เห็นควรอนุญาตตามคำขอ",
    False: "ผลตรวจสถานที่ไม่เป็นไปตามหลักเกณฑ์หนึ่งข้อ ผู้ขอยังไม่ได้แก้ไข เห็นควรให้โอกาสโต้แย้งก่อนมีคำสั่งไม่อนุญาต",
}
"""What an officer thinks at the end of a step, by whether everything was in order."""
REASONS = (
    "รอผลตรวจคุณภาพน้ำทิ้งจากห้องปฏิบัติการของสำนักงานสิ่งแวดล้อมภาค คาดว่าจะได้รับภายในสัปดาห์หน้า แล้วจะเสนอผู้มีอำนาจทันที",
    "เจ้าพนักงานสาธารณสุขผู้ตรวจสถานที่ลาป่วยต่อเนื่อง หน่วยงานมอบหมายเจ้าหน้าที่คนใหม่ให้ตรวจภายในสามวันทำการ",
    "ผู้ขอขอเลื่อนวันตรวจสถานที่เพราะปิดปรับปรุงครัว นัดตรวจใหม่แล้วและจะสรุปความเห็นในวันเดียวกัน",
)
"""What officers write into delay notices: each of one case."""


def _take(tale: Tale, _words: Words, by: By) -> None:
    post = tale.officer
    commands.assign_case(actor=post.actor, officer_id=post.officer, seen=None, **by)


def _hand_on(tale: Tale, _words: Words, by: By) -> None:
    supervisor, other = tale.world.post(tale.office, "supervisor"), tale.world.post(tale.office, "officer2")
    commands.assign_case(actor=supervisor.actor, officer_id=other.officer, seen=None, **by)


def _interest(tale: Tale, _words: Words, by: By) -> None:
    post = tale.officer
    said: dict[str, Any] = {"officer_id": post.officer, "ground": "relative", "note": "ผู้ขอเป็นพี่ชายของคู่สมรส"}
    commands.declare_interest(actor=post.actor, **said, **by)


def _look(tale: Tale, _words: Words, by: By) -> None:
    """Ask a register instead of the applicant."""
    is_company, post = tale.row.organisation_id is not None, tale.clerk
    register, document = ("dbd.juristic", "juristic_person") if is_company else ("dopa.person", "identity_card")
    number = "0405566000017" if is_company else tale.who.said["number"]
    look = look_up(
        actor=post.actor,
        agency_id=tale.row.agency_id,
        register=register,
        subject_kind="organisation" if is_company else "person",
        subject_id=tale.row.organisation_id or tale.who.person,
        identifier=number,
        purpose="ตรวจคุณสมบัติของผู้ขออนุญาต",
        legal_basis="EPA s.12",
        **{**by, "key": f"{by['key']}:look"},
    )
    if any(seen.id == look and seen.outcome == "found" for seen in looks_of_case(tale.id)):
        commands.add_paper_from_look(actor=post.actor, document=document, look_id=look, seen=None, **by)


def _explain(tale: Tale, _words: Words, by: By) -> None:
    """Give the case's own reason for the latest delay notice that has none."""
    without = [notice for notice in notices_of(tale.whole) if not notice.reason]
    if without:
        reason = REASONS[without[-1].number % len(REASONS)]
        said: dict[str, Any] = {"notice_id": without[-1].id, "reason": reason, "seen": None}
        commands.give_delay_reason(actor=tale.officer.actor, **said, **by)


def _start(tale: Tale, _words: Words, by: By) -> None:
    """Begin the next step that is not the decision's own."""
    waiting = Task.objects.filter(case=tale.id, state="waiting").exclude(kind=StepKind.DECISION.value)
    task = waiting.order_by("position").first()
    if task is not None:
        commands.start_task(actor=tale.officer.actor, task_id=task.id, seen=None, **by)


def _finish(tale: Tale, words: Words, by: By) -> None:
    """End the step that was begun; a visit with what was found there."""
    task = Task.objects.filter(case=tale.id, state="open").exclude(kind=StepKind.DECISION.value).first()
    if task is None:
        return
    if task.kind == StepKind.SITE_VISIT.value and not task.visits.exists():
        _visit(tale, task, is_fit="unfit" not in words, by=by)
    is_fit = "unfit" not in words
    said: dict[str, Any] = {
        "task_id": task.id,
        "opinion": OPINIONS[is_fit] if task.kind == StepKind.CONSIDERATION.value else "",
        "seen": None,
    }
    commands.finish_task(actor=tale.officer.actor, **said, **by)


def _visit(tale: Tale, task: Task, *, is_fit: bool, by: By) -> None:
    post, now = tale.officer, by["now"]
    step = next(step for step in tale.whole.package.service.steps if step.id == task.step)
    answers = {str(place): "yes" for place in range(1, len(step.checklist) + 1)}
    if not is_fit:
        answers[max(answers)] = "no"
    views = ("ด้านหน้า", "ภายใน")
    photos = tuple(
        receive(actor=post.actor, name=f"{view}.jpg", content=papers.photo(view), now=now, key=f"{by['key']}:p{number}")
        for number, view in enumerate(views)
    )
    commands.record_visit(
        actor=post.actor,
        task_id=task.id,
        visited_at=now - timedelta(minutes=50),
        answers=answers,
        photos=photos,
        opinion="fit" if is_fit else "unfit",
        note="" if is_fit else "ทางหนีไฟด้านหลังมีของวางกีดขวาง และไม่มีบ่อดักไขมัน",
        seen=None,
        **{**by, "key": f"{by['key']}:visit"},
    )


def _consent(tale: Tale, words: Words, by: By) -> None:
    """So many of the parties asked, or all, consent by the link they were sent."""
    asked = list(Consent.objects.filter(case=tale.id, state="asked").order_by("id"))
    for number, consent in enumerate(asked if words[0] == "all" else asked[: int(words[0])]):
        _reply_to(consent, gives=True, note="", by={**by, "key": f"{by['key']}:{number}"})


def _decline(tale: Tale, _words: Words, by: By) -> None:
    consent = Consent.objects.filter(case=tale.id, state="asked").order_by("id").first()
    if consent is not None:
        _reply_to(consent, gives=False, note="กำลังการรับของเดือนนี้เต็มแล้ว", by=by)


def _reply_to(consent: Consent, *, gives: bool, note: str, by: By) -> None:
    commands.answer_consent(
        actor=CONSENTER,
        consent_id=consent.id,
        token=consent_link(consent.id),
        gives=gives,
        name=f"ผู้จัดการ {consent.name}",
        note=note,
        now=by["now"],
        key=by["key"],
    )


CONSIDERING: Acts = {
    "take": _take,
    "hand_on": _hand_on,
    "interest": _interest,
    "look": _look,
    "explain": _explain,
    "start": _start,
    "finish": _finish,
    "consent": _consent,
    "decline": _decline,
}
