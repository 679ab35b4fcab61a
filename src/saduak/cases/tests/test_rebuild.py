"""Whatever was done, the rows are what the events say, and the chain of events holds."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from saduak.cases import commands
from saduak.cases.commands.projections import PROJECTIONS
from saduak.cases.models import DefectItem, DefectReply, Task
from saduak.cases.tests import office
from saduak.cases.tests.office import FOOD_LARGE, MONDAY, RESTAURANT, Office, key
from saduak.core.errors import SaduakError
from saduak.ledger.projections import differences_in
from saduak.ledger.verify import verify

pytestmark = pytest.mark.django_db

LEASE = {"about": "document:right_to_place", "found": "ไม่มีสัญญาเช่า", "mend": "แนบสัญญาเช่า"}
AREA = {"about": "field:place.area", "found": "ไม่ตรง", "mend": "แก้พื้นที่"}
Doing = Callable[[Office, UUID, datetime], object]


def _said(at: Office, case_id: UUID, now: datetime) -> dict[str, Any]:
    return {"case_id": case_id, "seen": None, "now": now, "key": key()}


def _confirm(at: Office, case_id: UUID, now: datetime) -> None:
    commands.confirm_complete(actor=at.intake.actor, **_said(at, case_id, now))


def _record(at: Office, case_id: UUID, now: datetime) -> None:
    commands.record_defect(
        actor=at.officer.actor,
        items=(LEASE, AREA),
        amount=7,
        unit="day",
        acknowledgement="signature",
        proof="",
        **_said(at, case_id, now),
    )


def _answer(at: Office, case_id: UUID, now: datetime) -> None:
    amended = {**RESTAURANT, "place": {**RESTAURANT["place"], "area": f"{200 + now.day}.00"}}
    for item in DefectItem.objects.filter(record=case_id).order_by("number"):
        commands.answer_defect(
            actor=at.citizen,
            item_id=item.id,
            text="แก้แล้ว",
            file_id=None,
            answers=amended if item.about == AREA["about"] else None,
            answered_at=None,
            channel="",
            **_said(at, case_id, now),
        )


def _judge(accepted: bool) -> Doing:
    def doing(at: Office, case_id: UUID, now: datetime) -> None:
        for reply in DefectReply.objects.filter(item__record=case_id, accepted=None):
            commands.judge_answer(
                actor=at.officer.actor,
                reply_id=reply.id,
                accepted=accepted,
                note="ดูแล้ว",
                **_said(at, case_id, now),
            )

    return doing


def _return(at: Office, case_id: UUID, now: datetime) -> None:
    commands.return_application(actor=at.officer.actor, reasons="ไม่แก้ภายในกำหนด", **_said(at, case_id, now))


def _extend(at: Office, case_id: UUID, now: datetime) -> None:
    until = (now + timedelta(days=10)).date()
    commands.extend_defect_deadline(actor=at.officer.actor, until=until, ground="มีเหตุ", **_said(at, case_id, now))


def _reinstate(at: Office, case_id: UUID, now: datetime) -> None:
    commands.reinstate(
        actor=at.authority.actor,
        until=(now + timedelta(days=9)).date(),
        asked_on=now.date(),
        obstacle_ended_on=now.date(),
        ground="น้ำท่วม",
        **_said(at, case_id, now),
    )


def _paper(at: Office, case_id: UUID, now: datetime) -> None:
    commands.choose_reply(actor=at.citizen, reply="paper", **_said(at, case_id, now))


def _start(at: Office, case_id: UUID, now: datetime) -> None:
    task = Task.objects.filter(case=case_id, started_at=None).order_by("position").first()
    if task:
        commands.start_task(actor=at.officer.actor, task_id=task.id, **_said(at, case_id, now))


def _withdraw(at: Office, case_id: UUID, now: datetime) -> None:
    commands.withdraw(actor=at.citizen, ground="เปลี่ยนใจ", **_said(at, case_id, now))


def _refile(at: Office, case_id: UUID, now: datetime) -> None:
    commands.refile(actor=at.citizen, case_id=case_id, now=now, key=key())


DOINGS: tuple[Doing, ...] = (
    *(_confirm, _record, _answer, _judge(accepted=True), _judge(accepted=False)),
    *(_return, _extend, _reinstate, _paper, _start, _withdraw, _refile),
)
FIRST: tuple[Doing, ...] = (_confirm, _record, _paper)
"""What most applications begin with, so that a run gets somewhere."""


@pytest.fixture
def at() -> Office:
    """One office for all runs of the property; each files an application of its own."""
    return office.office()


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=st.sampled_from(FIRST), rest=st.lists(st.tuples(st.sampled_from(DOINGS), st.integers(0, 5)), max_size=8))
def test_rows_are_what_the_events_say_after_anything(at: Office, first: Doing, rest: list[tuple[Doing, int]]) -> None:
    case_id, now = office.file(at, FOOD_LARGE, RESTAURANT), MONDAY
    for doing, days in [(first, 0), *rest]:
        now += timedelta(days=days, hours=1)
        with suppress(SaduakError):  # what is not permitted leaves nothing behind
            doing(at, case_id, now)
    assert rebuilt() == []
    assert list(verify()) == []


def rebuilt() -> list[str]:
    return [str(found) for projection in PROJECTIONS for found in differences_in(projection)]


def test_the_long_way_back_is_told_by_its_events(at: Office) -> None:
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    late = MONDAY + timedelta(days=8)
    steps = ((_record, MONDAY), (_return, late), (_refile, late), (_reinstate, late), (_answer, late))
    for doing, now in steps:
        doing(at, case_id, now)
    assert rebuilt() == []
    _judge(accepted=True)(at, case_id, late)
    assert office.case(case_id).state == "complete"
    assert rebuilt() == []
