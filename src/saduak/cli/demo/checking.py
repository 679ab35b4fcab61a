"""Acts of the check of completeness: complete, mended on the spot, the one defect record and what follows it."""

from datetime import timedelta
from typing import Any

from saduak.cases import commands
from saduak.cases.models import DefectItem, DefectReply
from saduak.cli.demo.days import working_days_after
from saduak.cli.demo.tale import Acts, By, Tale, Words
from saduak.core.calendars import BANGKOK


def _complete(tale: Tale, _words: Words, by: By) -> None:
    commands.confirm_complete(actor=tale.clerk.actor, seen=None, **by)


def _spot(tale: Tale, _words: Words, by: By) -> None:
    """What was forgotten is handed over while one waits."""
    handed = tuple(
        {"document": name, "source": "upload", "file": str(tale.file(_title(tale, name), by["now"], f"{by['key']}:f"))}
        for name in tale.said["without"]
    )
    commands.fix_on_the_spot(actor=tale.clerk.actor, answers=None, papers=handed, seen=None, **by)


def _defect(tale: Tale, words: Words, by: By) -> None:
    """The record, with so many working days to mend."""
    commands.record_defect(
        actor=tale.clerk.actor,
        items=tuple(_item(tale, name) for name in tale.said["items"]),
        amount=int(words[0]),
        unit="working_day",
        acknowledgement="electronic" if tale.is_electronic else "signature",
        proof="",
        seen=None,
        **by,
    )


def _item(tale: Tale, name: str) -> dict[str, str]:
    """A finding about a document, or about a field of the form."""
    if "." in name:
        return {
            "about": f"field:{name}",
            "found": "ข้อมูลที่กรอกไม่ตรงกับเอกสารที่แนบ",
            "mend": "โปรดตรวจและกรอกใหม่ให้ตรงกัน หรือชี้แจงว่าต่างกันเพราะเหตุใด",
        }
    title = _title(tale, name)
    return {"about": f"document:{name}", "found": f"ยังไม่ได้แนบ{title}", "mend": f"โปรดแนบ{title} เป็นไฟล์ภาพหรือ PDF"}


def _title(tale: Tale, document: str) -> str:
    """The name of a document in the case's manual."""
    listed = tale.whole.package.service.documents
    return next(paper.name.th for paper in listed if not isinstance(paper, str) and paper.id == document)


def _acknowledge(tale: Tale, _words: Words, by: By) -> None:
    if tale.is_electronic:
        commands.acknowledge_defect(actor=tale.applicant, acknowledgement="electronic", proof="", seen=None, **by)


def _answer(tale: Tale, words: Words, by: By) -> None:
    """Answer an item, by the paper it asks for or in words."""
    item = DefectItem.objects.get(record=tale.id, number=int(words[0]))
    document = item.about.removeprefix("document:") if item.about.startswith("document:") else ""
    commands.answer_defect(
        actor=tale.applicant,
        item_id=item.id,
        text="" if document else "ตรวจแล้ว ข้อมูลในแบบคำขอถูกต้อง เอกสารที่แนบเป็นฉบับก่อนปรับปรุงร้าน",
        file_id=tale.file(_title(tale, document), by["now"], f"{by['key']}:f") if document else None,
        answers=None,
        answered_at=None,
        channel="" if tale.is_electronic else "counter",
        seen=None,
        **by,
    )


def _judge(tale: Tale, words: Words, by: By) -> None:
    reply = DefectReply.objects.filter(item__record=tale.id, accepted=None).order_by("at", "id").first()
    if reply is not None:
        note = "" if words[0] == "yes" else "ภาพไม่ชัด อ่านวันหมดอายุไม่ได้ โปรดส่งใหม่"
        said: dict[str, Any] = {"reply_id": reply.id, "accepted": words[0] == "yes", "note": note, "seen": None}
        commands.judge_answer(actor=tale.clerk.actor, **said, **by)


def _extend(tale: Tale, words: Words, by: By) -> None:
    """More time, so many working days from now."""
    until = working_days_after(by["now"].astimezone(BANGKOK).date(), int(words[0]))
    ground = "ผู้ขอแจ้งว่าเจ้าของอาคารอยู่ต่างจังหวัด จะลงนามหนังสือได้ในสัปดาห์หน้า"
    commands.extend_defect_deadline(actor=tale.officer.actor, until=until, ground=ground, seen=None, **by)


def _return(tale: Tale, _words: Words, by: By) -> None:
    reasons = "พ้นกำหนดแก้ไขแล้ว ยังขาดรายการที่แจ้งไว้ในบันทึกข้อบกพร่อง จึงคืนคำขอพร้อมเหตุผลนี้"
    commands.return_application(actor=tale.officer.actor, reasons=reasons, seen=None, **by)


def _reinstate(tale: Tale, words: Words, by: By) -> None:
    today = by["now"].astimezone(BANGKOK).date()
    commands.reinstate(
        actor=tale.authority().actor,
        until=working_days_after(today, int(words[0])),
        asked_on=today,
        obstacle_ended_on=today - timedelta(days=3),
        ground="ผู้ขอเข้ารักษาตัวในโรงพยาบาลตลอดช่วงเวลาที่ให้แก้ไข มีใบรับรองแพทย์มาแสดง",
        seen=None,
        **by,
    )


def _refile(tale: Tale, _words: Words, by: By) -> None:
    commands.refile(actor=tale.applicant, **by)


def _refer(tale: Tale, _words: Words, by: By) -> None:
    said: dict[str, Any] = {"agency_named": "เทศบาลเมืองศิลา", "ground": "จุดที่ขอขายอยู่นอกเขตเทศบาลนครขอนแก่น", "seen": None}
    commands.refer_application(actor=tale.clerk.actor, **said, **by)


def _except(tale: Tale, _words: Words, by: By) -> None:
    commands.order_exception(
        actor=tale.authority().actor,
        officer_id=tale.clerk.officer,
        discipline_reference="บันทึกข้อความ ที่ 77/2569",
        ground="เจ้าหน้าที่มิได้แจ้งรายการที่ขาดให้ครบในคราวเดียว ให้ดำเนินการต่อโดยผู้ขอไม่เสียสิทธิ",
        seen=None,
        **by,
    )


def _withdraw(tale: Tale, _words: Words, by: By) -> None:
    commands.withdraw(actor=tale.applicant, ground="เปลี่ยนสถานที่", seen=None, **by)


def _offer(tale: Tale, _words: Words, by: By) -> None:
    file = tale.file("แผนผังสถานที่ฉบับปรับปรุง", by["now"], f"{by['key']}:f")
    commands.offer_paper(actor=tale.applicant, document="", file_id=file, seen=None, **by)


CHECKING: Acts = {
    "complete": _complete,
    "spot": _spot,
    "defect": _defect,
    "acknowledge": _acknowledge,
    "answer": _answer,
    "judge": _judge,
    "extend": _extend,
    "return": _return,
    "reinstate": _reinstate,
    "refile": _refile,
    "refer": _refer,
    "except": _except,
    "withdraw": _withdraw,
    "offer": _offer,
}
