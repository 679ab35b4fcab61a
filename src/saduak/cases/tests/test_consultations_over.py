"""Until when a consulted agency reads what it was told, how often it is asked after, and what it has meanwhile."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from saduak.cases import commands
from saduak.cases.queries.consultations import consultation_for_token, consultation_link, consultation_seen
from saduak.cases.queries.whole import whole_case
from saduak.cases.tests import consulting
from saduak.cases.tests.consulting import answer, ask, consultation, other_agency
from saduak.cases.tests.office import key
from saduak.cases.tests.test_consultations import (
    FILED,
    assert_whole,
    at,
    case_in_review,
    further_of,
    open_duties,
    paper_of,
    refused,
)
from saduak.core.errors import WrongState

pytestmark = pytest.mark.django_db


def test_who_is_asked_no_more_reads_no_more_of_the_case() -> None:
    here, case_id = case_in_review()
    agency, adviser = other_agency()
    third, expert = other_agency("สำนักงานสาธารณสุขจังหวัด")
    paper = paper_of(here, case_id, "แผนผัง.pdf")
    own = ask(here, case_id, FILED, asked_id=agency, paper_ids=(paper,))
    further = further_of(adviser, own, third, paper_ids=(paper,))
    outside = ask(here, case_id, FILED, paper_ids=(paper,))
    assert consultation_seen(expert.actor, further, FILED).facts
    for each in (own, outside):
        said: dict[str, Any] = {"consultation_id": each, "ground": "ผู้ขอเปลี่ยนวิธีกำจัด", "now": FILED, "key": key()}
        commands.take_back_consultation(actor=here.officer.actor, **said)
    unread = [
        consultation_seen(adviser.actor, own, FILED),
        consultation_seen(adviser.actor, further, FILED),
        consultation_seen(expert.actor, further, FILED),
        consultation_for_token(consultation_link(outside), FILED),
    ]
    assert [(found.facts, list(found.papers), found.files) for found in unread] == [("", [], frozenset())] * 4
    kept = consultation_seen(here.officer.actor, own, FILED)
    assert kept.facts == consulting.FACTS
    assert [passed.paper for passed in kept.papers] == [paper], "the agency of the case keeps what it told"


def test_a_link_shows_its_answer_until_it_ends_and_nothing_afterwards() -> None:
    here, case_id = case_in_review()
    own = ask(here, case_id, FILED)
    token, end = consultation_link(own), consultation(own).expires_at
    answer(own, FILED)
    assert consultation_for_token(token, end - timedelta(minutes=1)).standing == "answered"
    over = consultation_for_token(token, end)
    assert (over.standing, over.facts) == ("expired", "")
    assert consultation_seen(here.officer.actor, own, end).standing == "answered"


def test_an_officer_asks_after_an_answer_once_a_working_day() -> None:
    here, case_id = case_in_review()
    own = ask(here, case_id, FILED)
    said: dict[str, Any] = {"actor": here.officer.actor, "consultation_id": own}
    friday = at(date(2027, 4, 9), "09:00")
    commands.chase_consultation(now=friday, key=key(), **said)
    for again in (friday + timedelta(hours=6), at(date(2027, 4, 11))):
        with refused("consultation_chased", WrongState) as refusal:
            commands.chase_consultation(now=again, key=key(), **said)
        assert refusal.value.params["day"] == date(2027, 4, 12)
    commands.chase_consultation(now=at(date(2027, 4, 12), "09:00"), key=key(), **said)
    assert_whole(case_id)


def test_near_the_end_of_the_years_on_file_one_asks_all_the_same() -> None:
    late = datetime(2027, 12, 27, 3, 0, tzinfo=UTC)
    here, case_id = case_in_review(late)
    own = consultation(ask(here, case_id, late))
    assert own.due_on == date(2028, 1, 6), "31 December is a holiday on file; of January the weekdays are counted"
    assert "consultation.pending_calendar" in [reason["rule"] for reason in own.because]
    assert "2571" in next(each["text"]["th"] for each in own.because if each["rule"].endswith("pending_calendar"))
    assert whole_case(here.officer.actor, case_id, late).consulted
    commands.look_until(late, late + timedelta(days=20))
    assert open_duties(case_id)
    assert_whole(case_id)


def test_the_default_time_of_an_answer_is_a_setting(settings: Any) -> None:
    settings.CONSULTATION_DAYS = 3
    here, case_id = case_in_review()
    own = consultation(ask(here, case_id, FILED))
    assert (own.due_on, own.basis) == (date(2027, 3, 30), "default")
