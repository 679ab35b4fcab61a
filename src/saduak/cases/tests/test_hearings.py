"""Nobody is refused unheard (APA s.30)."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.models import Hearing
from saduak.cases.tests import desk, office
from saduak.cases.tests.desk import REFUSAL, TUESDAY
from saduak.cases.tests.office import MONDAY, Office, key
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.messages.commands import record_delivery
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

LAST_DAY = date(2026, 11, 12)


def open_hearing(at: Office, case_id: UUID, answer_by: date = LAST_DAY, grounds: str = "ไม่มีที่ล้างมือ") -> UUID:
    return commands.open_hearing(
        actor=at.officer.actor,
        case_id=case_id,
        grounds=grounds,
        answer_by=answer_by,
        seen=None,
        now=TUESDAY,
        key=key(),
    )


def answer(at: Office, case_id: UUID, **changes: Any) -> None:
    said: dict[str, Any] = {"actor": at.citizen, "statement": "ติดตั้งแล้วเมื่อวานนี้", "now": TUESDAY, "key": key()}
    commands.answer_hearing(case_id=case_id, **{**said, **changes})


def refusal(at: Office) -> UUID:
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id, **REFUSAL)
    desk.check(at, case_id)
    return case_id


def is_unheard(at: Office, case_id: UUID, now: datetime) -> bool:
    try:
        desk.decide(at, case_id, now=now)
    except WrongState as refused:
        return bool(refused.params["why"].value == "heard_if_adverse")
    return False


def test_the_invitation_tells_the_facts_and_the_answer_opens_the_way() -> None:
    at = office.office()
    case_id = refusal(at)
    open_hearing(at, case_id)
    desk.work(TUESDAY)
    letter = desk.letters(case_id)[-1]
    assert letter.kind == "hearing"
    assert "ไม่มีที่ล้างมือ" in letter.body
    assert "วันพฤหัสบดีที่ 12 พฤศจิกายน 2569" in letter.body
    assert is_unheard(at, case_id, TUESDAY)
    answer(at, case_id)
    assert Hearing.objects.get(case=case_id).statement == "ติดตั้งแล้วเมื่อวานนี้"
    with pytest.raises(WrongState, match="hearing_answered"):
        answer(at, case_id)
    assert not is_unheard(at, case_id, TUESDAY)


def test_who_does_not_answer_is_waited_for_until_the_last_day_is_over() -> None:
    at = office.office()
    case_id = refusal(at)
    open_hearing(at, case_id)
    desk.work(TUESDAY)
    last_hour = datetime.fromisoformat("2026-11-12T23:00:00+07:00")
    assert is_unheard(at, case_id, last_hour)
    assert not is_unheard(at, case_id, last_hour + timedelta(hours=1))


def test_a_hearing_has_facts_a_week_and_one_chance() -> None:
    at = office.office()
    case_id = refusal(at)
    with pytest.raises(DomainError, match="hearing_grounds_missing"):
        open_hearing(at, case_id, grounds=" ")
    with pytest.raises(DomainError, match="hearing_too_short"):
        open_hearing(at, case_id, date(2026, 11, 9))
    with pytest.raises(WrongState, match="no_hearing"):
        answer(at, case_id)
    open_hearing(at, case_id)
    with pytest.raises(WrongState, match="hearing_held"):
        open_hearing(at, case_id)
    with pytest.raises(NotAllowed, match="not_the_applicant"):
        answer(at, case_id, actor=at.officer.actor)


def test_it_is_left_out_on_a_ground_of_the_act_only() -> None:
    at = office.office()
    case_id = refusal(at)
    with pytest.raises(DomainError, match="hearing_skip_ground"):
        commands.skip_hearing(
            actor=at.officer.actor, case_id=case_id, ground="busy", reason="x", seen=None, now=MONDAY, key=key()
        )
    desk.skip_hearing(at, case_id)
    stranger = town.officer(at.agency, "late", "officer")
    with pytest.raises(WrongState, match="hearing_held"):
        commands.skip_hearing(
            actor=stranger.actor, case_id=case_id, ground="urgent", reason="x", seen=None, now=MONDAY, key=key()
        )
    assert not is_unheard(at, case_id, TUESDAY)


def test_the_last_day_to_answer_is_a_working_day() -> None:
    at = office.office()
    case_id = refusal(at)
    open_hearing(at, case_id, date(2026, 11, 14))
    assert Hearing.objects.get(case=case_id).answer_by == date(2026, 11, 16)


def test_nobody_has_had_the_chance_before_the_letter_came() -> None:
    at = office.office()
    case_id = refusal(at)
    open_hearing(at, case_id)
    assert is_unheard(at, case_id, TUESDAY + timedelta(days=20))


def test_by_post_the_days_given_run_from_the_day_on_which_the_letter_counts_as_told() -> None:
    at = office.office()
    case_id = refusal(at)
    commands.choose_reply(actor=at.citizen, case_id=case_id, reply="paper", seen=None, now=MONDAY, key=key())
    open_hearing(at, case_id)
    desk.work(TUESDAY)
    letter = desk.letters(case_id)[-1]
    assert is_unheard(at, case_id, TUESDAY + timedelta(days=20))
    posted: dict[str, Any] = {"letter_id": letter.id, "lane": "post", "outcome": "posted", "proof": "RX1234"}
    record_delivery(actor=at.intake.actor, **posted, at=TUESDAY, now=TUESDAY, key=key())
    assert is_unheard(at, case_id, datetime.fromisoformat("2026-11-19T12:00:00+07:00"))
    assert not is_unheard(at, case_id, datetime.fromisoformat("2026-11-20T12:00:00+07:00"))
