"""Whatever an office does and whenever the poller is away: no notice is missed, doubled or early, but in an outage, and
then the head answers for it. Checked by a few lines that share nothing with the engine but the calendar files."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from uuid import UUID

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saduak.cases import commands
from saduak.cases.models import Case, Duty, Notice, RegulatorCopy
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import FACTORY, INDUSTRY, WASTE, Office, key
from saduak.core.calendars import BANGKOK
from saduak.messages.models import Letter
from saduak.sources.files import law_file

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2027, 1, 4), date(2027, 6, 30)


def holidays() -> frozenset[date]:
    """The days of the calendar file on which government offices of Khon Kaen are closed."""
    listed = yaml.safe_load(law_file("calendars/2570.yaml").read_text(encoding="utf-8"))["days"]
    return frozenset(
        day["date"] for day in listed if day["kind"] != "extra_working_day" and "40" in day.get("provinces", ["40"])
    )


CLOSED = holidays()


def works(day: date) -> bool:
    return day.isoweekday() < 6 and day not in CLOSED


def wanted(missed: date, told: list[date], until: date) -> Iterator[date]:
    """The days on which notices had to go, given when those before really went: the next working day, then a week
    after the last, or before it where that is closed."""
    last = missed
    for went in [*told, None]:
        day = last + timedelta(days=1 if last == missed else 7)
        step = 1 if last == missed else -1
        while not works(day):
            day += timedelta(days=step)
        if day >= until and went is None:
            return
        yield day
        if went is None:
            return
        last = went


def due(completed: date) -> date:
    """Seven working days after the day of completion, as the office promises."""
    day, left = completed, 7
    while left:
        day += timedelta(days=1)
        left -= works(day)
    return day


def told(case: Case) -> list[date]:
    sent = Notice.objects.filter(case=case, state="sent").order_by("number").values_list("sent_at", flat=True)
    return [at.astimezone(BANGKOK).date() for at in sent if at]


def check(case: Case, away: set[date], ended: date) -> None:
    """One case against the law; `ended` is the day on which nothing more was owed."""
    assert case.completed_at
    days, missed = told(case), due(case.completed_at.astimezone(BANGKOK).date())
    numbers = list(Notice.objects.filter(case=case, state="sent").order_by("number").values_list("number", flat=True))
    assert numbers == list(range(1, len(days) + 1)), "numbered without gaps"
    assert RegulatorCopy.objects.filter(case=case).count() == len(days), "a copy with each"
    assert Letter.objects.filter(case_id=case.id, kind="delay").count() == len(days), "a letter with each"
    assert all(before < after for before, after in pairwise(days)), "none doubled"
    due_days = list(wanted(missed, days, ended))
    assert len(due_days) <= len(days) or due_days[-1] in away, "none missed"
    late = 0
    for number, (day, went) in enumerate(zip(due_days, days, strict=False), 1):
        assert went >= day, "none early"
        if went > day:
            assert all(day + timedelta(days=each) in away for each in range((went - day).days)), "late in outages only"
        limit = day if number == 1 else days[number - 2] + timedelta(days=7)
        late += went > max(limit, day)
    assert Duty.objects.filter(case=case, what="window_missed").count() == late, "each with its duty"


def filed(here: Office, day: date) -> UUID:
    now = datetime.combine(day, time(3), UTC)
    answers = {**FACTORY, "period": {"starts_on": "2027-09-01", "ends_on": "2028-08-31"}}
    case_id = office.file(here, WASTE, answers, now=now)
    commands.confirm_complete(actor=here.intake.actor, case_id=case_id, seen=None, now=now, key=key())
    return case_id


def give_reason(here: Office, case_id: UUID, day: date) -> None:
    draft = Notice.objects.filter(case=case_id, state="draft").first()
    if draft:
        commands.give_delay_reason(
            actor=here.officer.actor,
            case_id=case_id,
            notice_id=draft.id,
            reason=f"รอผลวิเคราะห์ ครั้งที่ {draft.number}",
            seen=None,
            now=datetime.combine(day, time(4), UTC),
            key=key(),
        )


WORKING = [day for day in (FIRST + timedelta(days=n) for n in range(150)) if works(day)]
STORIES = st.tuples(
    st.sampled_from(WORKING),
    st.integers(8, 60),
    st.lists(st.tuples(st.integers(0, 70), st.integers(1, 9)), max_size=3),
    st.booleans(),
)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(story=STORIES)
def test_no_notice_is_missed_doubled_or_early(story: tuple[date, int, list[tuple[int, int]], bool]) -> None:
    start, lasts, outages, speaks = story
    here = _here()
    case_id = filed(here, start)
    away = {start + timedelta(days=since + n) for since, length in outages for n in range(length)}
    end = start + timedelta(days=lasts)
    for day in (start + timedelta(days=n) for n in range(lasts)):
        if day not in away:
            commands.look_until(datetime.combine(day, time(0), BANGKOK), datetime.combine(day, time(23, 59), BANGKOK))
            if speaks and works(day):
                give_reason(here, case_id, day)
    commands.withdraw(
        actor=here.citizen,
        case_id=case_id,
        ground="",
        seen=None,
        now=datetime.combine(end, time(1), BANGKOK).astimezone(UTC),
        key=key(),
    )
    commands.look_until(
        datetime.combine(end, time(2), BANGKOK), datetime.combine(end + timedelta(days=30), time(2), BANGKOK)
    )
    check(office.case(case_id), away, end)


_OFFICES: dict[str, Office] = {}


def _here() -> Office:
    """One office for all examples of the test."""
    found = Case.objects.select_related("agency").first()
    if found is None or "it" not in _OFFICES:
        _OFFICES["it"] = desk.with_letter_code(office.office(INDUSTRY))
    return _OFFICES["it"]
