"""A decision that goes by post: told on the day on which the law takes it as received, in time once it is posted."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.commands.polling import look_until
from saduak.cases.models import Duty
from saduak.cases.tests import desk, office
from saduak.cases.tests.desk import WEDNESDAY
from saduak.cases.tests.office import MONDAY, RESTAURANT, Office, key
from saduak.core.calendars import BANGKOK
from saduak.core.errors import NotAllowed
from saduak.messages.commands import record_delivery

pytestmark = pytest.mark.django_db
THURSDAY = WEDNESDAY + timedelta(days=1)
MONTH_LATER = WEDNESDAY + timedelta(days=30)


@pytest.fixture
def at() -> Office:
    return office.office()


@pytest.fixture
def decided(at: Office) -> UUID:
    """A licence granted on Wednesday 4 November 2569, whose letter is to go by post."""
    case_id = office.file(at, office.FOOD_LARGE, RESTAURANT, reply="paper")
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    desk.begin(at, case_id, "visit")
    desk.visit(at, case_id)
    desk.finish(at, case_id, "visit")
    desk.begin(at, case_id, "opinion")
    desk.finish(at, case_id, "opinion")
    desk.draft(at, case_id)
    desk.check(at, case_id)
    desk.decide(at, case_id)
    desk.work()
    return case_id


def post(at: Office, case_id: UUID, outcome: str, when: datetime, lane: str = "post") -> None:
    """The clerk records what became of the letter of the decision, and the worker follows."""
    record_delivery(
        actor=at.officer.actor,
        letter_id=desk.letters(case_id)[-1].id,
        lane=lane,
        outcome=outcome,
        at=when,
        proof="EF 1234 5678 9 TH",
        now=when,
        key=key(),
    )
    desk.work(when)


def told(case_id: UUID) -> Mapping[str, Any] | None:
    """How the decision was told, if it was."""
    found = desk.happened(case_id, "case.notified")
    return found[0] if found else None


def day(text: str) -> str:
    return datetime.fromisoformat(text).astimezone(BANGKOK).date().isoformat()


def test_a_posted_decision_counts_as_told_after_seven_days(at: Office, decided: UUID) -> None:
    post(at, decided, "posted", THURSDAY)
    row = office.case(decided)
    assert (row.state, row.next_look) == ("decided", "deemed_service")
    look_until(THURSDAY, THURSDAY + timedelta(days=6))
    assert told(decided) is None
    look_until(THURSDAY, MONTH_LATER)
    said = told(decided)
    assert said is not None
    assert (said["means"], day(said["delivered_at"])) == ("post_domestic", "2026-11-12")
    assert office.case(decided).state == "notified"


def test_who_posts_in_time_has_told_in_time(at: Office, decided: UUID) -> None:
    post(at, decided, "posted", WEDNESDAY + timedelta(days=7))
    look_until(WEDNESDAY, MONTH_LATER)
    assert not Duty.objects.filter(case=decided, what__in=("notify_missed",)).exists()
    assert not Duty.objects.filter(case=decided, what="notify", state="open").exists()


def test_who_posts_late_is_late(at: Office, decided: UUID) -> None:
    late = WEDNESDAY + timedelta(days=12)
    look_until(WEDNESDAY, late)
    post(at, decided, "posted", late)
    look_until(late, MONTH_LATER)
    assert Duty.objects.get(case=decided, what="notify_missed").severity == 1
    assert office.case(decided).state == "notified"


def test_a_letter_that_the_post_brings_back_tells_nothing(at: Office, decided: UUID) -> None:
    post(at, decided, "posted", THURSDAY)
    post(at, decided, "returned", THURSDAY + timedelta(days=5))
    assert office.case(decided).next_look == "notify"
    look_until(THURSDAY, MONTH_LATER)
    assert told(decided) is None
    again = MONTH_LATER
    post(at, decided, "posted", again)
    look_until(again, again + timedelta(days=8))
    said = told(decided)
    assert said is not None
    assert day(said["delivered_at"]) == "2026-12-11"


def test_a_proof_of_delivery_goes_before_what_is_presumed(at: Office, decided: UUID) -> None:
    post(at, decided, "posted", THURSDAY)
    post(at, decided, "delivered", THURSDAY + timedelta(days=2))
    look_until(THURSDAY, MONTH_LATER)
    said = told(decided)
    assert said is not None
    assert day(said["delivered_at"]) == "2026-11-07"
    assert len(desk.happened(decided, "case.notified")) == 1


def test_a_posting_is_followed_by_itself_only(at: Office, decided: UUID) -> None:
    with pytest.raises(NotAllowed, match="reaction_only"):
        commands.record_posting(
            actor=at.officer.actor,
            case_id=decided,
            letter_id=desk.letters(decided)[-1].id,
            outcome="posted",
            at=THURSDAY,
            now=THURSDAY,
            key=key(),
        )
