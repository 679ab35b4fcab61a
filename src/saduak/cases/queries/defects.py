"""Where the defect record of a case stands: until when, what is open, what was answered, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from saduak.cases.models import Case, DefectItem, DefectRecord, DefectReply
from saduak.core.calendars import BANGKOK
from saduak.core.defects import DefectStanding, ItemAnswer, defect_standing
from saduak.core.lawbook import Lawbook
from saduak.core.receipt import Channel
from saduak.core.spans import Span, Unit

PENDING = "pending"
"""A record that was sent and that the applicant has not acknowledged yet (U10)."""


@dataclass(frozen=True, slots=True)
class RecordedItem:
    """One item with its answers, earliest first. `state` is "open", "answered" (nobody has looked yet) or "mended"."""

    id: UUID
    number: int
    about: str
    found: str
    mend: str
    state: str
    replies: Sequence[DefectReply]


@dataclass(frozen=True, slots=True)
class StandingRecord:
    """A defect record at one moment; `standing` is the law's answer with its reasons."""

    record: DefectRecord
    items: tuple[RecordedItem, ...]
    standing: DefectStanding

    @property
    def deadline(self) -> date:
        """The last day on which it may be mended."""
        return self.standing.act_by

    @property
    def is_acknowledged(self) -> bool:
        """Whether the applicant signed, confirmed, or declined with proof of delivery."""
        return self.record.acknowledgement != PENDING

    @property
    def may_be_returned(self) -> bool:
        """Whether an officer may return the application: never by itself, and never over answers nobody looked at."""
        unjudged = any(item.state == "answered" for item in self.items)
        return self.standing.state == "may_be_returned" and self.is_acknowledged and not unjudged


def defect_record(case: Case, book: Lawbook, now: datetime) -> StandingRecord | None:
    """The one defect record of a case as it stands at `now`; None where there is none."""
    record = DefectRecord.objects.select_related("officer").filter(case=case).first()
    if record is None:
        return None
    items = list(DefectItem.objects.filter(record=record).order_by("number").prefetch_related("replies"))
    return StandingRecord(record, tuple(map(_recorded, items)), standing(record, items, book, now))


def standing(record: DefectRecord, items: Sequence[DefectItem], book: Lawbook, now: datetime) -> DefectStanding:
    """What the law makes of the answers so far. The deadline may have been moved, so it is counted to its day."""
    recorded_on = record.recorded_at.astimezone(BANGKOK).date()
    days = Span((record.deadline - recorded_on).days, Unit.DAY)
    answers = [as_answer(reply) for item in items for reply in item.replies.all()]
    return defect_standing(recorded_on, days, [str(item.id) for item in items], answers, now, book)


def as_answer(reply: DefectReply) -> ItemAnswer:
    """A reply as the law reads it."""
    return ItemAnswer(str(reply.item_id), reply.at, reply.accepted, Channel(reply.channel))


def _recorded(item: DefectItem) -> RecordedItem:
    replies = sorted(item.replies.all(), key=lambda reply: reply.at)
    return RecordedItem(item.id, item.number, item.about, item.found, item.mend, _state(replies), replies)


def _state(replies: Sequence[DefectReply]) -> str:
    if not replies:
        return "open"
    if replies[-1].accepted is None:
        return "answered"
    return "mended" if replies[-1].accepted else "open"
