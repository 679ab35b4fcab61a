"""Acts after the decision, and of rules: an appeal, its report, its end; papers from own files; the audit of a rule."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from saduak.cases import commands
from saduak.cases.models import Appeal
from saduak.cases.queries.papers import papers_wanted
from saduak.cli.demo import papers
from saduak.cli.demo.tale import Acts, By, Tale, Words
from saduak.cli.demo.world import World, told
from saduak.files.commands import receive
from saduak.ledger.actors import INSTALLER

GROUNDS = (
    "รายการที่ 5 ไม่ได้รับอนุญาตเพราะเห็นว่าโรงงานผู้รับไม่มีใบอนุญาตเผาของเสียประเภทนี้ "
    "แต่โรงงานผู้รับได้รับใบอนุญาตประกอบกิจการลำดับที่ 101 ครอบคลุมผ้าปนเปื้อนน้ำมันแล้วตั้งแต่เดือนก่อน ขอให้พิจารณาใหม่"
)
REPORT = "เห็นว่าคำสั่งเดิมอาศัยข้อมูลใบอนุญาต ณ วันพิจารณา จึงไม่เห็นด้วยกับอุทธรณ์ ขอรายงานเพื่อวินิจฉัย"
UPHELD: Mapping[str, Any] = {
    "facts": "ตรวจทะเบียนโรงงานแล้ว โรงงานผู้รับได้รับอนุญาตให้เผาของเสียประเภทนี้ก่อนวันออกคำสั่ง",
    "law": "กฎกระทรวง ฉบับที่ 2 (พ.ศ. 2535) ข้อ 13",
    "reasons": "ข้อเท็จจริงที่คำสั่งเดิมอาศัยคลาดเคลื่อน รายการที่ 5 จึงเข้าหลักเกณฑ์",
}


def _appeal(tale: Tale, _words: Words, by: By) -> None:
    said: dict[str, Any] = {"grounds": GROUNDS, "channel": "electronic", "entered_at": None, "seen": None}
    file = tale.file("สำเนาใบอนุญาตของโรงงานผู้รับ", by["now"], f"{by['key']}:paper")
    commands.file_appeal(actor=tale.applicant, papers=(file,), **said, **by)


def _report(tale: Tale, _words: Words, by: By) -> None:
    """The authority does not agree and reports to the superior."""
    nothing: dict[str, Any] = {"outcome": "", "lines": (), "facts": "", "law": "", "reasons": "", "conditions": ()}
    nothing["until"] = None
    row = Appeal.objects.get(case=tale.id)
    commands.consider_appeal(
        actor=tale.authority().actor, appeal_id=row.id, view="disagrees", report=REPORT, seen=None, **nothing, **by
    )


def _uphold(tale: Tale, _words: Words, by: By) -> None:
    """The superior puts another order in the place of the first: every line is granted."""
    row, case = Appeal.objects.get(case=tale.id), tale.whole
    count = len(case.answers.get(case.package.service.decides_lines, ()))
    lines = tuple(
        {"line": number, "outcome": "granted", "conditions": [], "reasons": ""} for number in range(1, count + 1)
    )
    slug = next(slug for slug, agency in tale.world.agencies.items() if agency == row.superior_id)
    said: dict[str, Any] = {"result": "revoked", "outcome": "granted", "lines": lines, "conditions": (), "seen": None}
    said["until"] = None
    commands.decide_appeal(actor=tale.world.post(slug, "authority").actor, appeal_id=row.id, **UPHELD, **said, **by)


def _own_file(tale: Tale, _words: Words, by: By) -> None:
    """The agency finds every paper of the state that is missing in its own files."""
    case, post = tale.whole, tale.clerk
    for paper in papers_wanted(case, case.row):
        if paper.is_missing and paper.duty == "agency":
            name, key = paper.document.id, f"{by['key']}:{paper.document.id}"
            file = receive(
                actor=post.actor,
                name=f"{name}.pdf",
                content=papers.paper(paper.document.name.th),
                now=by["now"],
                key=key,
            )
            said: dict[str, Any] = {"document": name, "file_id": file, "seen": None}
            commands.find_in_own_file(actor=post.actor, **said, **{**by, "key": f"{key}:laid"})


def _audit(tale: Tale, words: Words, by: By) -> None:
    note = "" if words[0] == "sound" else "รหัสของเสียไม่ตรงกับภาพถ่าย"
    commands.audit_decision(actor=tale.checker.actor, finding=words[0], note=note, seen=None, **by)


def name_superiors(world: World, now: datetime) -> None:
    """Who decides the appeals of each agency, and the orders that adopt a rule."""
    for said in told("agencies")["agencies"]:
        slug: str = said["slug"]
        by: dict[str, Any] = {"actor": INSTALLER, "now": now}
        if above := said.get("appeals_to"):
            commands.send_appeals_to(
                agency_id=world.agencies[slug],
                service="",
                superior_id=world.agencies[above["agency"]],
                number=above["number"],
                since=now.date(),
                **by,
                key=f"demo:{slug}:appeals",
            )
        if order := said.get("rule"):
            commands.adopt_rule(
                agency_id=world.agencies[slug],
                service=order["service"],
                rule=order["name"],
                number=order["number"],
                ordered_on=now.date(),
                since=now.date(),
                until=None,
                share=order["share"],
                **by,
                key=f"demo:{slug}:rule",
            )


APPEALING: Acts = {
    "appeal": _appeal,
    "report": _report,
    "uphold": _uphold,
    "own_file": _own_file,
    "audit": _audit,
}
