"""The right to appeal against a decision or a return, who decides appeals, and an appeal with its own clock."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from saduak.cases.models import Appeal, AppealBody, Case, Ground, NewOrder
from saduak.cases.policy import STAFF, sees_appeals
from saduak.cases.queries.appeals import appeal_rule
from saduak.cases.queries.outages import relief_for
from saduak.cases.queries.serving import served
from saduak.cases.queries.whole import WholeCase
from saduak.cases.story import span_of
from saduak.core.appeals import OPEN, Against, Stage, considered_by, decided_by
from saduak.core.calendars import BANGKOK
from saduak.core.errors import CalendarYearUnknown, NotFound
from saduak.core.limits import Extension, statutory
from saduak.core.outages import Relief
from saduak.core.package import Package
from saduak.core.package.words import cited
from saduak.core.periods import Period
from saduak.core.reasons import Reason, Words
from saduak.core.stopwatches import Used
from saduak.core.transitions import State
from saduak.ledger.actors import Actor
from saduak.messages.queries import LetterShown, letters_of_case
from saduak.parties.policy.standing import Standing, standing_of

RETURNED = "case.returned"
GENERAL = "apa"
"""The Act whose appeal goes to who made the order first; another law sends it where it says."""
MOST = 200
"""Appeals that a list shows."""

__all__ = [
    "Appeal",
    "AppealBody",
    "NewOrder",
    "Right",
    "WholeAppeal",
    "appeal_bodies",
    "appeal_of",
    "appeals_at",
    "body_of",
    "goes_straight_up",
    "is_about",
    "right_of_appeal",
    "whole_appeal",
]


@dataclass(frozen=True, slots=True)
class Right:
    """The right to appeal against the decision or the return: `until` when and why, None while its letter does not
    count as told or the last day cannot be counted, for want of the holidays of `year`. `entered_at` is when the letter
    stood in the inbox, `read_at` when it was opened (U14: both are kept). `relief` is what an outage on the last day
    gives."""

    against: Against
    letter: UUID
    told_on: date | None
    until: Period | None
    because: tuple[Reason, ...]
    entered_at: datetime | None
    read_at: datetime | None
    is_over: bool
    year: int | None = None
    relief: Relief | None = None


def right_of_appeal(case: WholeCase) -> Right | None:
    """Until when the decision, or the return, may be appealed; None where there is neither, or it gave all that was
    asked for."""
    kind = _order_of(case)
    if not kind:
        return None
    told = [said.payload for said in case.story.of("case.letter_ordered") if said.payload["because"] == kind]
    if kind == RETURNED:
        told = told[-1:]  # an application may be returned twice, and each return is an order of its own
    ordered = {said["letter"]: said["letter_kind"] for said in told}
    letters = letters_of_case(_reader(case), case.id, case.now)
    letter = next((each for each in letters if str(each.id) in ordered), None)
    return _right(case, letter, _against(kind, ordered[str(letter.id)])) if letter else None


def _order_of(case: WholeCase) -> str:
    """The event of the order that stands against the applicant, or nothing."""
    if case.state is State.RETURNED:
        return RETURNED
    decision = case.decision
    has_lost = decision is not None and decision.outcome != "granted"
    return "case.decided" if case.state is State.NOTIFIED and has_lost else ""


def _against(kind: str, letter_kind: str) -> Against:
    if kind != RETURNED:
        return Against.DECISION
    return Against.LAPSE if letter_kind == Against.LAPSE else Against.RETURN


def _right(case: WholeCase, letter: LetterShown, against: Against) -> Right:
    told = served(case, letter)
    inbox = next((lane.at for lane in letter.lanes if (lane.lane, lane.state) == ("inbox", "delivered")), None)
    today = case.now.astimezone(BANGKOK).date()
    asked = told.relief.because if told.relief and told.relief.ask_by else ()
    because = (*told.because, *(told.appeal.because if told.appeal else ()), *asked)
    is_over = told.appeal is not None and today > told.appeal.act_by
    return Right(
        against, letter.id, told.on, told.appeal, because, inbox, letter.read_at, is_over, told.year, told.relief
    )


def is_about(row: Appeal, right: Right) -> bool:
    """Whether an appeal is against the order that stands now."""
    return row.order_letter in (right.letter, None) and row.against == right.against


def _reader(case: WholeCase) -> Actor:
    return case.who.actor


def goes_straight_up(package: Package, against: str) -> bool:
    """Whether the licence's own law sends appeals to another body at once, and not to who made the order first. A
    return is no order under that law."""
    rule = appeal_rule(package)
    return against != Against.RETURN and rule is not None and cited(rule.article).act != GENERAL


def power_of_appeals(package: Package, against: str) -> str:
    """The article under which the superior decides, as packages write it: that of the licence's law, else APA s.45."""
    rule = appeal_rule(package)
    return rule.article if rule is not None and goes_straight_up(package, against) else f"{GENERAL} 45"


def body_of(agency_id: UUID, service: str, day: date) -> AppealBody | None:
    """Who decides appeals against an agency's orders in a service on `day`; what was recorded for the service itself
    goes before what was recorded for all."""
    rows = AppealBody.objects.filter(agency=agency_id, service__in=("", service), since__lte=day)
    joined = rows.select_related("superior").order_by("-since", "-recorded_at")
    return min(joined, key=lambda row: row.service == "", default=None)


def appeal_bodies(agency_id: UUID) -> Sequence[AppealBody]:
    """Every such record of an agency, the latest first."""
    rows = AppealBody.objects.filter(agency=agency_id).select_related("superior")
    return list(rows.order_by("-since", "-recorded_at"))


def appeal_of(case: WholeCase) -> Appeal | None:
    """The latest appeal in a case; one that was taken back only where no other came against the same order."""
    rows = Appeal.objects.filter(case=case.row).select_related("agency", "superior", "decided_by")
    last: dict[UUID | None, datetime] = {}
    for row in rows:
        last[row.order_letter] = max(row.entered_at, last.get(row.order_letter, row.entered_at))
    return max(
        rows,
        key=lambda row: (last[row.order_letter], row.stage != Stage.WITHDRAWN, row.entered_at),
        default=None,
    )


def new_order(case: WholeCase) -> NewOrder | None:
    """The order that took the place of the decision, if one did: the latest."""
    return NewOrder.objects.filter(case=case.row).select_related("agency", "made_by").order_by("-made_at").first()


class Watches(NamedTuple):
    """How long who made the order and the superior have had an appeal."""

    maker: Used
    superior: Used


@dataclass
class WholeAppeal:
    """An appeal as this reader may see it, with its case."""

    row: Appeal
    case: WholeCase

    @property
    def is_open(self) -> bool:
        return self.row.stage in OPEN

    @cached_property
    def due(self) -> Period:
        """Until when the appeal is to be considered, or decided, in the stage in which it is or last was."""
        return due_of(self.row, self.case)

    @cached_property
    def watches(self) -> Watches:
        """The stopwatches of the appeal."""
        row, case = self.row, self.case
        received = _day(row.received_at)
        end = _day(row.decided_at or self.case.now)
        up = _day(row.forwarded_at) if row.forwarded_at else None
        return Watches(_used(received, min(up or end, end), case), _used(up or end, end, case))

    @cached_property
    def order(self) -> NewOrder | None:
        """The order that came of it, the latest."""
        return new_order(self.case)

    @cached_property
    def court_until(self) -> Period | None:
        """Until when the end of the appeal may be brought before the Administrative Court (s.49); None before."""
        if self.row.decided_at is None or self.row.result in {"revoked", "reopened"}:
            return None
        book = self.case.book
        try:
            return statutory(book.limit("admin_court.suit"), _day(self.row.decided_at), book.calendar)
        except CalendarYearUnknown:
            return None

    @cached_property
    def relief(self) -> Relief | None:
        """What an outage on the last day to appeal gives who came late."""
        if not self.row.is_late or self.row.last_on is None:
            return None
        return relief_for(self.row.agency_id, self.row.last_on, self.case.book)

    @property
    def reopened(self) -> str:
        """How the application went on after a return was revoked: "complete" or "mend"; else nothing."""
        return str(self._revoked["how"]) if self._revoked else ""

    @property
    def mend_until(self) -> date | None:
        """The last day to mend that came with it; None where none did."""
        return date.fromisoformat(self._revoked["deadline"]) if self.reopened == "mend" else None

    @cached_property
    def _revoked(self) -> Mapping[str, Any]:
        """What the event says by which this appeal revoked a return; nothing where none did."""
        said = (each.payload for each in self.case.story.of("case.return_revoked"))
        return next((each for each in said if _about(each, self.row)), {})

    @cached_property
    def return_reasons(self) -> str:
        """The reasons of the return that it is against; nothing where it is against a decision."""
        if self.row.against == Against.DECISION:
            return ""
        returned: str | None = None
        for each in self.case.story.happenings:
            if each.kind == RETURNED:
                returned = each.payload["ground_id"]
            if each.kind == "case.appeal_filed" and _about(each.payload, self.row):
                break
        rows = Ground.objects.filter(case=self.case.row, pk=returned) if returned else Ground.objects.none()
        return rows.values_list("text", flat=True).first() or ""

    @property
    def is_of_superior(self) -> bool:
        """Whether the reader sits at the agency that decides it."""
        return self.row.superior_id is not None and self.case.who.has_any(self.row.superior_id, *STAFF)

    def has_role(self, *roles: str) -> bool:
        """Whether the reader holds one of these roles at the agency with which the appeal lies now."""
        at = self.row.superior_id if self.row.stage == Stage.SUPERIOR else self.row.agency_id
        return at is not None and self.case.who.has_any(at, *roles)


def due_of(row: Appeal, case: WholeCase) -> Period:
    """The period of the stage of an appeal, with its reasons. Raises `CalendarYearUnknown`."""
    if row.forwarded_at is None:
        return considered_by(_day(row.received_at), case.book)
    longer = [
        Extension(span_of(said.payload["span"]), _day(said.at))
        for said in case.story.of("case.appeal_extended")
        if _about(said.payload, row)
    ]
    return decided_by(_day(row.forwarded_at), longer, case.book)


def _about(said: Any, row: Appeal) -> bool:
    return bool(said["appeal"] == str(row.id))


def _used(since: date, until: date, case: WholeCase) -> Used:
    days = max((until - since).days, 0)
    try:
        return Used(days, case.book.calendar.working_days_between(since, until) if days else 0)
    except CalendarYearUnknown:
        return Used(days, None)


def _day(at: datetime) -> date:
    return at.astimezone(BANGKOK).date()


def whole_appeal(actor: Actor, appeal_id: UUID, now: datetime) -> WholeAppeal:
    """An appeal for a reader: the applicant, the agency that made the order, the agency that decides it.

    Raises NotFound for who may not see it, as for one that does not exist.
    """
    row = Appeal.objects.filter(pk=appeal_id).select_related("agency", "superior", "decided_by").first()
    rows = Case.objects.select_related("agency", "publication", "words", "officer", "unit")
    found = rows.filter(pk=row.case_id).first() if row else None
    who = standing_of(actor, now)
    if row is None or found is None or not sees_appeals(who, found):
        raise NotFound("not_found", what="appeal")
    return WholeAppeal(row, WholeCase(found, who, now))


@dataclass(frozen=True, slots=True)
class ListedAppeal:
    """One line of the list of appeals."""

    id: UUID
    number: str
    service: Words
    agency: Words
    applicant: str
    against: str
    stage: str
    is_late: bool
    act_by: date
    result: str
    entered_at: datetime


def appeals_at(actor: Actor, now: datetime) -> Sequence[ListedAppeal]:
    """The appeals that lie, or lay, at the agencies of an officer: open ones first, by the day to act by."""
    rows = Appeal.objects.filter(_at(standing_of(actor, now)))
    joined = rows.select_related("case__publication", "case__words", "agency").defer(
        "case__publication__compiled", "case__words__answers"
    )
    is_open = [each.value for each in OPEN]
    waiting = joined.filter(stage__in=is_open).order_by("act_by", "id")[:MOST]
    over = joined.exclude(stage__in=is_open).order_by("-entered_at", "-id")[:MOST]
    return [_listed(row) for row in (*waiting, *over)]


def _at(who: Standing) -> Q:
    own = who.agencies_as(*STAFF)
    return Q(agency__in=own) | Q(superior__in=own, forwarded_at__isnull=False)


def _listed(row: Appeal) -> ListedAppeal:
    case = row.case
    return ListedAppeal(
        row.id,
        case.number,
        Words(case.publication.name_th, case.publication.name_en),
        Words(row.agency.name_th, row.agency.name_en),
        case.words.applicant_name,
        row.against,
        row.stage,
        row.is_late,
        row.act_by,
        row.result,
        row.entered_at,
    )
