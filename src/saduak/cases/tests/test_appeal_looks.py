"""Who has an appeal is warned before, on and after its last day, once each, whatever failed elsewhere."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from saduak.cases import commands
from saduak.cases.commands import appeal_looks
from saduak.cases.models import Appeal
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import key
from saduak.cases.tests.test_appeals import (
    DECIDED,
    appeal,
    assert_rebuilds,
    consider,
    duties,
    superior_of,
    waste_refused,
)
from saduak.core.errors import NotAllowed
from saduak.ledger.actors import WORKER
from saduak.ledger.guard import side_door

pytestmark = pytest.mark.django_db


def test_who_has_the_appeal_is_warned_before_on_and_after_the_last_day_once_each() -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    superior_of(at)
    case_id = waste_refused(at)
    appeal(at, case_id)
    commands.look_until(DECIDED, datetime(2026, 12, 20, 3, 0, tzinfo=UTC))
    looks = [said["look"] for said in desk.happened(case_id, "case.appeal_warned")]
    assert looks == ["appeal_near", "appeal_due_day", "appeal_overdue"]
    assert duties(at.agency) == [
        ("appeal_consider", "authority"),
        ("appeal_overdue", "authority"),
        ("appeal_overdue", "supervisor"),
    ]
    consider(at, case_id, "disagrees", datetime(2026, 12, 21, 3, 0, tzinfo=UTC))
    assert duties(at.agency) == []
    assert_rebuilds()


def test_a_missed_night_is_caught_up_by_one_warning() -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    case_id = waste_refused(at)
    appeal(at, case_id)
    late = datetime(2026, 12, 20, 3, 0, tzinfo=UTC)
    commands.look_at_due_cases(late)
    commands.look_at_due_cases(late)
    assert [said["look"] for said in desk.happened(case_id, "case.appeal_warned")] == ["appeal_overdue"]


def test_looks_that_fail_hold_back_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    broken, whole = waste_refused(at), waste_refused(at)
    first, second = appeal(at, broken), appeal(at, whole, now=DECIDED + timedelta(days=2, minutes=1))
    with side_door("bulk loader"):
        Appeal.objects.filter(pk=first).update(warned=5)
    monkeypatch.setattr(appeal_looks, "BATCH", 1)
    late = datetime(2026, 12, 20, 3, 0, tzinfo=UTC)
    assert commands.look_at_due_appeals(late) == 1
    assert Appeal.objects.get(pk=second).warned == ["appeal_overdue"]
    assert Appeal.objects.get(pk=first).warned == 5, "a row that no look can read"


def test_nobody_but_the_poller_takes_a_look() -> None:
    at = desk.with_letter_code(office.office(office.INDUSTRY))
    case_id = waste_refused(at)
    appeal_id = appeal(at, case_id)
    said: dict[str, Any] = {"case_id": case_id, "appeal_id": appeal_id, "now": DECIDED + timedelta(days=3)}
    with pytest.raises(NotAllowed, match="worker_only"):
        commands.look_at_appeal(actor=at.authority.actor, key=key(), **said)
    assert commands.look_at_appeal(actor=WORKER, key=key(), **said) == ""
