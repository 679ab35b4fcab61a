"""Delay notices (LFA s.10 para 2): drafted the day after a missed promise, given a reason by an officer, and sent at
the sending hour whether it came or not, with the regulator's copy in the same transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db.models import Model

from saduak.cases.commands import duties, events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.commands.duties import Holder
from saduak.cases.commands.letters import send_of_case
from saduak.cases.models import (
    CaseWords,
    Consent,
    Consultation,
    Decision,
    Hearing,
    Notice,
    RegulatorCopy,
    StandingOrder,
)
from saduak.cases.queries.letters import language_of
from saduak.cases.queries.notices import delay_letter, facts_told, regulator, signed_by_order, standing_order
from saduak.cases.queries.whole import WholeCase
from saduak.cases.story import facts_of
from saduak.core.calendars import BANGKOK
from saduak.core.delays import check_delay_reason
from saduak.core.errors import DomainError, NotFound, WrongState
from saduak.core.facts import Happened
from saduak.core.looks import Look
from saduak.core.reasons import Language
from saduak.core.thai import normal
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.rows import ask, finding, fresh, id_of
from saduak.ledger.transaction import Write, once, recalled, remember
from saduak.parties.policy import Role

LONGEST = 2_000
"""Letters of a reason."""
REASON_GIVERS = (Role.INTAKE, Role.OFFICER, Role.CHECKER, Role.AUTHORITY, Role.SUPERVISOR)
KINDS = {
    "delay.reason_stands": "given",
    "delay.reason_missing": "missing",
    "delay.reason_repeated": "repeated",
    "delay.reason_copying": "copying",
}
"""How a notice came by its reason, by the rule that judged it."""
SENT = ("kind", "told", "state", "sent_at", "next_on", "window_on", "window_until", "letter")
"""Columns of a notice that its sending fills."""
IN_ORDER = "ORDER BY t.asked_at, t.id"
PARTS: tuple[tuple[type[Model], str], ...] = (
    (CaseWords, ""),
    (Consent, IN_ORDER),
    (Consultation, IN_ORDER),
    (Hearing, ""),
    (Decision, ""),
    (Notice, "AND t.state <> 'dropped' ORDER BY t.number"),
)
"""What letters read of a case besides its row."""


@dataclass
class Series:
    """The delay notices of a case as they stand at the moment of a look."""

    act: Act

    @cached_property
    def sent(self) -> list[date]:
        return [fact.day for fact in facts_of(self.act.story).of(Happened.DELAY_NOTICED)]

    @cached_property
    def missed_on(self) -> date:
        """The missed day."""
        found = self.act.clock().delays_from
        assert found is not None  # noqa: S101 - a notice is looked for only where one is set
        return found

    @cached_property
    def window(self) -> tuple[date, date]:
        return self.act.book.rhythm.window(self.missed_on, self.sent)

    @property
    def today(self) -> date:
        return self.act.now.astimezone(BANGKOK).date()

    @cached_property
    def next_on(self) -> date:
        """The day of the notice after this one."""
        return self.act.book.rhythm.window(self.missed_on, (*self.sent, self.today))[0]

    @property
    def number(self) -> int:
        return len(self.sent) + 1

    @cached_property
    def case(self) -> WholeCase:
        """The case as letters read it, with what this command has added; its parts are read in one message."""
        act = self.act
        case = WholeCase(act.case, act.who, act.now)
        read = recalled(("parts", act.case.id)) or _parts([act.case.id])[act.case.id]
        [case.row.words], consents, consultations, hearings, decisions, notices = read
        case.__dict__.update(consents=consents, consultations=consultations, notices=notices)
        case.__dict__.update(hearing=next(iter(hearings), None), decision=next(iter(decisions), None))
        case.__dict__.update(story=act.story, package=act.package, form=act.form, book=act.book, clock=act.clock())
        case.__dict__["tasks"] = act.tasks
        return case

    @cached_property
    def notices(self) -> list[Notice]:
        """Those of the case but for dropped ones, in order; read with the case."""
        found: list[Notice] = vars(self.case)["notices"]
        return found

    @property
    def drafted(self) -> Notice | None:
        """The one that waits."""
        return next((notice for notice in self.notices if notice.state == "draft"), None)

    @cached_property
    def language(self) -> Language:
        return language_of(self.case)

    @cached_property
    def order(self) -> StandingOrder | None:
        """The order under which the system sends today."""
        agency = self.act.case.agency_id
        return once(("standing_order", agency, self.today), lambda: standing_order(agency, self.today))

    def holder(self, of: Callable[[Act], Holder]) -> Holder:
        """The supervisor or the head, by name."""
        case = self.act.case
        return once((of.__name__, case.agency_id, case.unit_id), lambda: of(self.act))


def remember_parts(case_ids: Sequence[UUID]) -> None:
    """Read the parts of several held cases together, for one notice of each."""
    remember({("parts", case_id): parts for case_id, parts in _parts(case_ids).items()})


def _parts(case_ids: Sequence[UUID]) -> dict[UUID, list[list[Any]]]:
    """The rows of each part in its order, by case."""
    if not case_ids:
        return {}
    named, own = ", ".join(["%s"] * len(case_ids)), [id_of(case_id) for case_id in case_ids]
    read = ask(*(finding(model, f"WHERE t.case_id IN ({named}) {rest}", *own) for model, rest in PARTS))
    found: dict[UUID, list[list[Any]]] = {case_id: [[] for _ in PARTS] for case_id in case_ids}
    for place, rows in enumerate(read):
        for row in rows:
            found[row.case_id][place].append(row)
    return found


def draft_notice(act: Act, _look: Look) -> None:
    """Draft the first notice of a series and ask the officer for its reason."""
    series = Series(act)
    _draft(series, series.number, series.window[0])


def _draft(series: Series, number: int, due_on: date) -> Notice:
    """Draft a notice, or move the one that waits."""
    act, notice = series.act, series.drafted
    if notice:
        notice.due_on = due_on
        act.write.update(notice, "due_on")
        act.record(events.DELAY_DRAFTED, "LFA s.10", notice=notice.id, number=notice.number, due_on=due_on)
        return notice
    notice = fresh(Notice, case=act.case, number=number, due_on=due_on, drafted_at=act.now)
    act.write.insert(notice)
    act.record(events.DELAY_DRAFTED, "LFA s.10", notice=notice.id, number=number, due_on=due_on)
    duties.open_duty(act, duties.REASON, duties.owner(act), duties.OWED, about=notice.id, due_on=due_on)
    return notice


def send_notice(act: Act, _look: Look) -> None:
    """Send the notice that is due, with the officer's reason or with facts, and draft the next."""
    series = Series(act)
    notice = series.drafted or _draft(series, series.number, series.window[0])
    _word(series, notice)
    _send(series, notice)
    _copy(series, notice)
    _owe(series, notice)
    _draft(series, series.number + 1, series.next_on)


def _word(series: Series, notice: Notice) -> None:
    """Judge the reason once more; without one that stands, facts from the case take its place."""
    earlier = [each.reason for each in series.notices if each.number < notice.number and each.reason]
    notice.kind = KINDS[_judged(series.act, notice.reason, earlier)]
    notice.told = notice.reason if notice.kind == "given" else facts_told(series.case, series.language)


def _judged(act: Act, text: str, earlier: Sequence[str]) -> str:
    """The rule under which a reason stands, or does not."""
    return check_delay_reason(text, earlier, act.book.regime.copying_words).because.rule


def _send(series: Series, notice: Notice) -> None:
    act, case, language = series.act, series.case, series.language
    said = delay_letter(case, notice, series.next_on, language)
    notice.state, notice.sent_at, notice.next_on = "sent", act.now, series.next_on
    notice.window_on, notice.window_until = series.window
    notice.letter = send_of_case(
        act,
        case,
        said,
        signatory=signed_by_order(case, series.order, language),
        copies=(regulator(case, language),),
        key=f"delay:{notice.id}",
    )
    act.write.update(notice, *SENT)


def _copy(series: Series, notice: Notice) -> None:
    """Record the notice, and with it the regulator's copy: neither is without the other."""
    act, order = series.act, series.order
    copy = fresh(
        RegulatorCopy,
        notice=notice,
        case=act.case,
        agency_id=act.case.agency_id,
        service=act.case.service,
        addressee=act.book.regime.settings.regulator_copy,
        number=notice.number,
        kind=notice.kind,
        overdue_since=series.missed_on,
        days_late=max((series.today - series.missed_on).days, 0),
        window_late=max((series.today - series.window[1]).days, 0),
        sent_at=act.now,
    )
    act.write.insert(copy)
    act.record(
        events.DELAY_NOTICED,
        "LFA s.10",
        notice=notice.id,
        number=notice.number,
        letter=notice.letter,
        reason_kind=notice.kind,
        overdue_since=copy.overdue_since,
        window_on=notice.window_on,
        window_until=notice.window_until,
        next_on=notice.next_on,
        addressee=copy.addressee,
        order=order.id if order else None,
        told=notice.digest(notice.told),
    )


def _owe(series: Series, notice: Notice) -> None:
    """What a notice leaves behind: a reason owed, a missed window, an order that nobody recorded."""
    act = series.act
    if notice.kind != "given":
        who = series.holder(duties.supervisor)
        duties.open_duty(act, duties.REASON_OWED, who, duties.OWED, about=notice.id, due_on=series.today)
    if series.today > series.window[1]:
        who = series.holder(duties.head)
        duties.open_duty(act, duties.WINDOW_MISSED, who, duties.LIABLE, about=notice.id, due_on=series.window[1])
    if series.order is None:
        once(("order_missing", act.case.agency_id), lambda: _miss_order(series))


def _miss_order(series: Series) -> None:
    if not duties.is_open_at(series.act, duties.ORDER_MISSING, Role.AUTHORITY):
        duties.open_duty(series.act, duties.ORDER_MISSING, series.holder(duties.head), duties.OWED)


@command(case="case_id")
def give_delay_reason(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    notice_id: UUID,
    reason: str,
    seen: int | None,
    now: datetime,
    key: str,
) -> None:
    """Give the reason of a delay notice: of a draft until it goes, of one that went with facts, late.

    Raises DomainError("delay_reason_missing", "delay_reason_repeated", "delay_reason_copying", "delay_reason_long"),
    WrongState("delay_reason_given"), NotAllowed("role_needed", "has_interest"), NotFound, and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_role(*REASON_GIVERS)
    notice = Notice.objects.filter(pk=notice_id, case=act.case).exclude(state="dropped").first()
    if notice is None:
        raise NotFound("not_found", what="notice")
    if _has_reason(notice):
        raise WrongState("delay_reason_given")
    text = normal(reason)
    if len(text) > LONGEST:
        raise DomainError("delay_reason_long", longest=LONGEST)
    others = Notice.objects.filter(case=act.case, number__lt=notice.number).exclude(state="dropped")
    kind = KINDS[_judged(act, text, [reason for reason in others.values_list("reason", flat=True) if reason])]
    if kind != "given":
        raise DomainError(f"delay_reason_{kind}")
    notice.reason, notice.reason_by_id, notice.reason_at = text, act.officer_id, act.now
    notice.save(update_fields=["reason", "reason_by", "reason_at"])
    act.record(
        events.DELAY_REASON_GIVEN,
        "LFA s.10",
        notice=notice.id,
        number=notice.number,
        officer=notice.reason_by_id,
        reason=notice.digest(notice.reason),
    )
    duties.close_duties(act, "reason_given", (duties.REASON, duties.REASON_OWED), about=notice.id)
    act.settle()


def _has_reason(notice: Notice) -> bool:
    """Whether a notice that went has its reason: it went with one, or one was given since."""
    if notice.sent_at is None:
        return False
    return notice.kind == "given" or (notice.reason_at is not None and notice.reason_at > notice.sent_at)


@command(case="case_id")
def close_missed_window(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    duty_id: UUID,
    how: str,
    evidence: str,
    seen: int | None = None,
    now: datetime,
    key: str,
) -> None:
    """Answer for a window that was missed: "sent_late", once it was sent, or "force_majeure" with evidence (LFA s.10
    para 4). The notice stays late either way.

    Raises DomainError("window_how", "evidence_missing"), WrongState("not_sent_yet"), NotAllowed("role_needed"),
    NotFound, and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_role(Role.AUTHORITY)
    duty = duties.open_duties(act).filter(pk=duty_id, what__in=(duties.WINDOW_MISSED, "notify_missed")).first()
    if duty is None:
        raise NotFound("not_found", what="duty")
    if how not in {"sent_late", "force_majeure"}:
        raise DomainError("window_how")
    if how == "force_majeure" and not evidence.strip():
        raise DomainError("evidence_missing")
    is_sent = duty.what == duties.WINDOW_MISSED or act.story.last("case.notified") is not None
    if how == "sent_late" and not is_sent:
        raise WrongState("not_sent_yet")
    act.record(
        events.WINDOW_CLOSED,
        "LFA s.10",
        duty=duty.id,
        officer=act.officer_id,
        how=how,
        **act.because(evidence),
    )
    duties.close_one(act, duty, how)
    act.settle()
