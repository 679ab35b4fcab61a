"""An agency that writes letters, its officers, and the people it writes to."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from saduak.ledger.actors import INSTALLER, Actor
from saduak.ledger.models import Event
from saduak.ledger.outbox import Schedule, deliver_due
from saduak.messages import commands, queries
from saduak.messages.commands import Addressee, Signatory
from saduak.messages.models import Letter
from saduak.parties import commands as parties
from saduak.parties.tests import town
from saduak.parties.tests.town import NOW, Post, key

LATER = NOW + timedelta(minutes=1)
SUBJECT = "แจ้งผลการพิจารณาคำขอ"
BODY = "ตามที่ท่านได้ยื่นคำขอ น้ำ กำ ก็ ปิ่น ฐานู ฝุ่น ผู้ที่ จำกัด\nจึงเรียนมาเพื่อโปรดทราบ"


@dataclass(frozen=True)
class Bureau:
    """An agency with a code of letters, an officer who writes, and a citizen with an inbox."""

    agency: UUID
    officer: Post
    citizen: Actor
    person: UUID

    def send(self, **said: Any) -> UUID:
        """Send a letter, by default an electronic one with a number to the citizen."""
        return commands.send_letter(**self.said(**said))

    def said(self, **said: Any) -> dict[str, Any]:
        """The arguments of a letter."""
        usual: dict[str, Any] = {
            "actor": self.officer.actor,
            "agency_id": self.agency,
            "kind": "decision",
            "addressee": Addressee(self.person, None, "นางสาวปิ่น ฐานู", email="pin@example.com"),
            "subject": SUBJECT,
            "body": BODY,
            "language": "th",
            "reply": "electronic",
            "numbered": True,
            "signatory": Signatory("นายสมชาย ใจดี", "ปลัดเทศบาล"),
            "now": NOW,
            "key": key(),
        }
        return {**usual, **said}

    def on_paper(self, **said: Any) -> UUID:
        """Send a letter to be posted."""
        to = Addressee(self.person, None, "นางสาวปิ่น ฐานู", address="12 หมู่ 3 ตำบลท่าพระ")
        return self.send(**{"addressee": to, "reply": "paper", **said})

    def record(self, letter_id: UUID, lane: str, outcome: str, proof: str = "EF123456789TH", **said: Any) -> None:
        """Record what an officer knows of a delivery."""
        usual = {"actor": self.officer.actor, "at": NOW, "now": LATER, "key": key()}
        commands.record_delivery(letter_id=letter_id, lane=lane, outcome=outcome, proof=proof, **{**usual, **said})

    def shown(self, letter_id: UUID) -> queries.LetterShown:
        """The letter as the officer sees it."""
        return queries.letter(self.officer.actor, letter_id, NOW)

    def lanes(self, letter_id: UUID) -> list[tuple[str, str]]:
        """Lane and state, in the order in which the lanes were opened."""
        return [(lane.lane, lane.state) for lane in self.shown(letter_id).lanes]


def bureau(name: str = "เทศบาลตำบลท่าพระ", code: str = "ขก 52401") -> Bureau:
    """An agency of that name and everybody it needs."""
    agency = town.agency(name)
    mark = key()
    parties.describe_agency(
        actor=INSTALLER,
        agency_id=agency,
        address_th="ถนนมิตรภาพ จังหวัดขอนแก่น 40260",
        address_en="Mittraphap Road, Khon Kaen 40260",
        telephone="043000000",
        email="saraban@example.com",
        letter_code=code,
        now=NOW,
        key=key(),
    )
    officer = town.officer(agency, f"officer-{mark}", "officer")
    citizen, person = town.citizen(f"citizen-{mark}")
    return Bureau(agency, officer, citizen, person)


def work(now: datetime = LATER, schedule: Schedule | None = None) -> int:
    """Let the worker carry what is due."""
    return deliver_due(lambda: now, schedule or Schedule(), is_stopping=lambda: False)


def kinds(letter_id: UUID) -> list[str]:
    """What happened to a letter, in order."""
    of_letter = Event.objects.filter(stream__kind="letter", stream__key=str(letter_id))
    return list(of_letter.order_by("seq").values_list("kind", flat=True))


def row(letter_id: UUID) -> Letter:
    """The row of a letter."""
    return Letter.objects.get(id=letter_id)
