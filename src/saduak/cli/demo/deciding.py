"""Acts of the decision: the hearing, the draft and its check, the decision, its letter read or handed over."""

from collections.abc import Mapping
from typing import Any

from saduak.cases import commands
from saduak.cli.demo.days import working_days_after
from saduak.cli.demo.tale import Acts, By, Tale, Words
from saduak.core.calendars import BANGKOK
from saduak.messages.commands import record_delivery, record_reading
from saduak.messages.models import Letter


def _hear(tale: Tale, _words: Words, by: By) -> None:
    answer_by = working_days_after(by["now"].astimezone(BANGKOK).date(), 8)
    grounds = "จากการตรวจสถานที่พบว่าทางหนีไฟถูกกีดขวางและไม่มีบ่อดักไขมัน"
    if "waste" in tale.said:
        grounds = "วิธีจัดการที่ขอสำหรับรายการที่ 5 ไม่ตรงกับประเภทที่โรงงานผู้รับได้รับอนุญาต"
    said: dict[str, Any] = {"grounds": grounds, "answer_by": answer_by, "seen": None}
    commands.open_hearing(actor=tale.officer.actor, **said, **by)


def _skip(tale: Tale, _words: Words, by: By) -> None:
    reason = "คำสั่งอาศัยข้อเท็จจริงที่ผู้ขอให้ไว้เองในคำขอ"
    commands.skip_hearing(actor=tale.officer.actor, ground="facts_of_the_party", reason=reason, seen=None, **by)


def _state(tale: Tale, _words: Words, by: By) -> None:
    statement = "ขอชี้แจงว่ากำลังว่าจ้างช่างติดตั้งแล้ว ขอให้พิจารณาให้เวลาอีกสิบห้าวัน"
    commands.answer_hearing(actor=tale.applicant, statement=statement, **by)


REFUSAL = {
    "facts": "ตรวจสถานที่แล้ว ทางหนีไฟด้านหลังถูกกีดขวาง และไม่มีบ่อดักไขมัน",
    "law": "ข้อบัญญัติท้องถิ่นว่าด้วยสถานที่จำหน่ายอาหาร ออกตามพระราชบัญญัติการสาธารณสุข พ.ศ. 2535",
    "reasons": "สถานที่ไม่ถูกสุขลักษณะตามหลักเกณฑ์ และยังมิได้แก้ไขในวันพิจารณา",
}
CONDITION = {"text": "จัดให้มีถังดับเพลิงสองถังและตรวจสภาพทุกหกเดือน", "reason": "พื้นที่ครัวใช้ก๊าซหุงต้มหลายหัว"}
LINE_REASON = "โรงงานผู้รับมิได้รับอนุญาตให้เผาของเสียประเภทนี้"


def _draft(tale: Tale, words: Words, by: By) -> None:
    """Put "granted", "conditions", "refused", or a refusal of some "lines" before the authority."""
    outcome, lines = words[0], _lines(tale, {int(word) for word in words[1:]})
    adverse: Mapping[str, Any] = REFUSAL if outcome == "refused" or len(words) > 1 else dict.fromkeys(REFUSAL, "")
    if len(words) > 1:
        adverse = {"facts": LINE_REASON, "law": "กฎกระทรวง ฉบับที่ 2 (พ.ศ. 2535) ข้อ 13", "reasons": LINE_REASON}
    commands.draft_decision(
        actor=tale.officer.actor,
        outcome="refused" if outcome == "refused" else "granted",
        lines=lines,
        conditions=(CONDITION,) if outcome == "conditions" else (),
        seen=None,
        **adverse,
        **by,
    )


def _lines(tale: Tale, refused: set[int]) -> tuple[dict[str, Any], ...]:
    """An outcome for each line, where lines are decided."""
    case = tale.whole
    group = case.package.service.decides_lines
    asked = case.answers.get(group, ()) if group else ()
    return tuple(
        {
            "line": number,
            "outcome": "refused" if number in refused else "granted",
            "conditions": [],
            "reasons": LINE_REASON if number in refused else "",
        }
        for number in range(1, len(asked) + 1)
    )


def _check(tale: Tale, words: Words, by: By) -> None:
    agrees = words[0] == "yes"
    note = "" if agrees else "โปรดระบุเหตุผลของเงื่อนไขให้ชัดว่าอาศัยข้อเท็จจริงใดจากการตรวจ"
    commands.check_decision(actor=tale.checker.actor, agrees=agrees, note=note, seen=None, **by)


def _decide(tale: Tale, words: Words, by: By) -> None:
    commands.decide(actor=tale.authority(words).actor, seen=None, **by)


def _read(tale: Tale, _words: Words, by: By) -> None:
    """Open every letter that waits in the inbox."""
    if not tale.is_electronic:
        return
    for letter in Letter.objects.filter(case_id=tale.id, read_at=None).order_by("id"):
        key = f"{by['key']}:{letter.id}"
        record_reading(actor=tale.applicant, letter_id=letter.id, now=by["now"], key=key)


def _hand(tale: Tale, _words: Words, by: By) -> None:
    """Hand over the letter of the decision at the counter."""
    letter = Letter.objects.filter(case_id=tale.id).order_by("id").last()
    if letter is not None:
        said: dict[str, Any] = {"lane": "hand", "outcome": "delivered", "proof": "ลงชื่อรับในสมุดส่งหนังสือ", "at": by["now"]}
        record_delivery(actor=tale.clerk.actor, letter_id=letter.id, **said, now=by["now"], key=by["key"])


DECIDING: Acts = {
    "hear": _hear,
    "skip": _skip,
    "state": _state,
    "draft": _draft,
    "check": _check,
    "decide": _decide,
    "read": _read,
    "hand": _hand,
}
