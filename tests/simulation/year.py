"""A year of one office by real commands: people file, officers act or let things lie, the system is away for days, the
office announces days on which it closes. The clock is moved on as `saduak demo --advance` moves it.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from uuid import UUID

from saduak.cases import commands
from saduak.cases.models import Case, Consent, Duty, Notice, Paper, RegulatorCopy
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import FACTORY, INDUSTRY, WASTE, key
from saduak.cli.demo.making import live_through
from saduak.core.calendars import BANGKOK
from saduak.messages.models import Letter
from saduak.parties.commands import change_agency_calendar
from saduak.parties.tests import town
from tests.simulation.checker import DAY, Observer, Told

FIRST, FILED_UNTIL, LAST = date(2027, 1, 4), date(2027, 9, 30), date(2027, 12, 20)
PROMISE = 7
"""Working days in which the office promises a waste permit."""
PROVINCE = "40"
PAPERS = ("processor_consent", "method_details", "process_diagram", "photographs")


@dataclass
class Plan:
    """How one case will go: on which day it comes and is looked at, when it ends and how, and what its officer is like:
    `speaks` is how often a reason is given."""

    filed: date
    completed: date
    ends: date
    granted: bool
    speaks: float


@dataclass
class Year:
    """The office with its people, and what chance has in store for it; the same chance makes the same year."""

    cases: int
    seed: int = 2570
    away: set[date] = field(default_factory=set)
    closed: list[date] = field(default_factory=list)
    announced: dict[date, date] = field(default_factory=dict)
    under_way: dict[UUID, Plan] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)  # noqa: S311 - the same year again
        self.national = Observer((2027,), PROVINCE, (), ())
        for _ in range(9):
            since = FIRST + DAY * self.chance.randrange(330)
            self.away |= {since + DAY * each for each in range(self.chance.randint(1, 9))}
        for day in self.chance.sample(self._days(self.national.works), 5):
            self.announced[max(day - DAY * 30, FIRST)] = day
        self.plans: dict[date, list[Plan]] = defaultdict(list)
        for plan in (self._plan() for _ in range(self.cases)):
            self.plans[plan.filed].append(plan)

    def _days(self, wanted: Callable[[date], bool]) -> list[date]:
        return [day for day in (FIRST + DAY * each for each in range(45, 320)) if wanted(day)]

    def _plan(self) -> Plan:
        filed = FIRST + DAY * self.chance.randrange((FILED_UNTIL - FIRST).days)
        completed = filed + DAY * self.chance.randrange(4)
        ends = min(completed + DAY * (5 + int(self.chance.expovariate(1 / 25))), LAST)
        return Plan(filed, completed, ends, self.chance.random() < 0.3, self.chance.choice((0.0, 0.3, 0.9)))

    # Day by day

    def live(self) -> None:
        """The whole year."""
        self.at = desk.with_letter_code(office.office(INDUSTRY))
        self.admin = town.officer(self.at.agency, "calendar", "agency_admin")
        day = FIRST
        while day <= LAST + DAY * 2:
            self._night(day)
            self._people(day)
            self._clock(day, time(12), time(23, 59))
            day += DAY

    def _night(self, day: date) -> None:
        self._clock(day, time(0), time(9))
        if closed := self.announced.get(day):
            self.closed.append(closed)
            change_agency_calendar(
                actor=self.admin.actor,
                agency_id=self.at.agency,
                weekdays=(1, 2, 3, 4, 5),
                opens=time(8, 30),
                closes=time(16, 30),
                extra_open=(),
                closed=tuple(self.closed),
                now=moment(day, time(9)),
                key=key(),
            )

    def _clock(self, day: date, since: time, until: time) -> None:
        """What the system does by itself, unless it is away."""
        if day not in self.away:
            live_through(moment(day, since), moment(day, until), lambda _: None)

    def _people(self, day: date) -> None:
        for plan in self.plans.get(day, ()):
            self.under_way[self._file(plan)] = plan
        if self.works(day):
            for case_id, plan in list(self.under_way.items()):
                self._officer(case_id, plan, day)

    def works(self, day: date) -> bool:
        """Whether officers are in."""
        return self.national.works(day) and day not in self.closed

    def _officer(self, case_id: UUID, plan: Plan, day: date) -> None:
        now = moment(day, time(11))
        row = Case.objects.get(pk=case_id)
        if row.decided_at or row.closed_at:
            del self.under_way[case_id]
            return
        if row.completed_at is None and day >= plan.completed:
            commands.confirm_complete(actor=self.at.intake.actor, case_id=case_id, seen=None, now=now, key=key())
        elif row.completed_at and day >= plan.ends:
            self._end(case_id, now, granted=plan.granted)
        elif row.completed_at and self.chance.random() < plan.speaks:
            self._give_reason(case_id, now)

    def _file(self, plan: Plan) -> UUID:
        answers = {**FACTORY, "period": {"starts_on": "2028-01-01", "ends_on": "2028-12-31"}}
        papers = tuple({"document": name, "source": "upload", "file": None} for name in PAPERS)
        return office.file(self.at, WASTE, answers, papers=papers, now=moment(plan.filed, time(10)))

    def _give_reason(self, case_id: UUID, now: datetime) -> None:
        draft = Notice.objects.filter(case=case_id, state="draft").first()
        if draft and draft.reason_at is None:
            commands.give_delay_reason(
                actor=self.at.officer.actor,
                case_id=case_id,
                notice_id=draft.id,
                reason=f"รอผลวิเคราะห์ตัวอย่าง ครั้งที่ {draft.number}",
                seen=None,
                now=now,
                key=key(),
            )

    def _end(self, case_id: UUID, now: datetime, *, granted: bool) -> None:
        if not granted:
            commands.withdraw(actor=self.at.citizen, case_id=case_id, ground="", seen=None, now=now, key=key())
            return
        consent, paper = Consent.objects.get(case=case_id), Paper.objects.get(case=case_id, document=PAPERS[0])
        commands.accept_paper_consent(
            actor=self.at.officer.actor, consent_id=consent.id, paper_id=paper.id, now=now, key=key()
        )
        desk.begin(self.at, case_id, "review", now)
        desk.finish(self.at, case_id, "review", now)
        line = {"line": 1, "outcome": "granted", "conditions": (), "reasons": ""}
        desk.draft(self.at, case_id, lines=(line,), now=now)
        desk.check(self.at, case_id, now=now)
        desk.decide(self.at, case_id, now=now)

    # What came of it

    def told(self) -> Iterator[Told]:
        """Each case as an observer sees it."""
        for row in Case.objects.order_by("number"):
            sent = Notice.objects.filter(case=row, state="sent").order_by("number").values_list("number", "sent_at")
            ended = row.decided_at or row.closed_at
            yield Told(
                row.number,
                day_of(row.entered_at),
                [(number, day_of(at)) for number, at in sent if at],
                RegulatorCopy.objects.filter(case=row).count(),
                Letter.objects.filter(case_id=row.id, kind="delay").count(),
                Duty.objects.filter(case=row, what="window_missed").count(),
                day_of(ended) if ended else LAST + DAY * 3,
            )

    def faults(self) -> list[str]:
        """What an observer finds wrong, by case."""
        observer = Observer((2027,), PROVINCE, self.closed, self.away)
        return [f"{case.number}: {fault}" for case in self.told() for fault in observer.faults(case, PROMISE)]


def moment(day: date, clock: time) -> datetime:
    """A time of day in Thailand, as UTC."""
    return datetime.combine(day, clock, BANGKOK).astimezone(UTC)


def day_of(at: datetime) -> date:
    """The day in Thailand."""
    return at.astimezone(BANGKOK).date()
