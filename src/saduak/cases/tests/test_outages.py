"""When the electronic channel did not work: who records it, how the system notices it, and what it gives a person whose
last day fell into it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.commands.outages import GAP
from saduak.cases.models import Appeal, DefectRecord, Outage
from saduak.cases.queries import law, outages_of, relief_for
from saduak.cases.queries.appealed import right_of_appeal, whole_appeal
from saduak.cases.queries.law import DEFAULT_REGIME, book_of
from saduak.cases.queries.whole import whole_case
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import MONDAY, Office, key
from saduak.cases.tests.test_appeals import appeal, refused
from saduak.cases.tests.test_defect_record import recorded
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.ledger.actors import WORKER
from saduak.ledger.projections import differences
from saduak.parties.tests import town
from saduak.sources.regimes import regime

pytestmark = pytest.mark.django_db

LAST_DAY = date(2026, 11, 9)
"""A Monday: seven days after the record of defects."""
SINCE, UNTIL = MONDAY + timedelta(days=7), MONDAY + timedelta(days=7, hours=3)
TOLD = {"since": SINCE, "until": UNTIL, "evidence": "ไฟฟ้าดับ ตามหนังสือการไฟฟ้า ที่ 12/2569", "now": UNTIL}


@pytest.fixture
def here() -> Office:
    return desk.with_letter_code(office.office())


@pytest.fixture
def automatic(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The agencies chose that a last day in an outage moves by itself (U17)."""

    def chosen(name: str) -> Any:
        found = regime(name)
        return replace(found, settings=replace(found.settings, outage_relief="automatic"))

    monkeypatch.setattr(law, "regime", chosen)
    law._book.cache_clear()
    yield
    law._book.cache_clear()


def record(at: Office, **changes: Any) -> UUID:
    given: dict[str, Any] = {
        "actor": at.authority.actor,
        "agency_id": at.agency,
        "what": "channel",
        **TOLD,
        "key": key(),
    }
    return commands.record_outage(**{**given, **changes})


# Who records it


def test_the_authority_puts_an_outage_on_record_with_its_evidence(here: Office) -> None:
    record(here)
    [kept] = outages_of(here.agency)
    assert (kept.since, kept.until, kept.source) == (SINCE, UNTIL, "officer")
    assert kept.officer_id == here.authority.id
    assert "12/2569" in kept.evidence
    assert outages_of(town.agency()) == []
    assert not list(differences())


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"evidence": " "}, "evidence_missing"),
        ({"evidence": "ย" * 2_001}, "outage_evidence_long"),
        ({"until": SINCE}, "outage_order"),
        ({"now": UNTIL - timedelta(minutes=1)}, "outage_not_over"),
    ],
)
def test_what_cannot_be_is_refused(here: Office, wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError, match=code):
        record(here, **wrong)
    assert outages_of(here.agency) == []


def test_nobody_records_for_another_agency_or_for_all(here: Office) -> None:
    for wrong in ({"actor": here.officer.actor}, {"agency_id": town.agency()}, {"agency_id": None}):
        with pytest.raises(NotAllowed, match="role_needed"):
            record(here, **wrong)


# How the system notices it


def test_a_gap_in_the_pulse_of_the_worker_is_a_pause_of_the_worker(here: Office) -> None:
    assert commands.beat(MONDAY) is None
    assert commands.beat(MONDAY + GAP) is None
    back = MONDAY + GAP + timedelta(hours=5)
    assert commands.beat(back) is not None
    [found] = outages_of(here.agency)
    assert (found.since, found.until, found.source, found.agency_id) == (MONDAY + GAP, back, "system", None)
    assert found.what == "worker"
    assert not list(differences())
    assert commands.beat(back) is None


def test_a_gap_in_the_pulse_of_the_web_is_an_outage_of_the_channel_of_all(here: Office) -> None:
    assert commands.beat_of_web(MONDAY) is None
    commands.beat(MONDAY)
    assert commands.beat_of_web(MONDAY + GAP) is None
    back = MONDAY + GAP + timedelta(hours=5)
    assert commands.beat_of_web(back) is not None
    assert [(each.what, each.since, each.until) for each in outages_of(here.agency)] == [
        ("channel", MONDAY + GAP, back)
    ]
    assert not list(differences())


@pytest.mark.usefixtures("automatic")
def test_while_the_worker_alone_stood_still_nobody_is_given_more_time(here: Office) -> None:
    case_id = recorded(here)
    commands.beat(SINCE)
    commands.beat(UNTIL)
    assert [each.what for each in outages_of(here.agency)] == ["worker"]
    desk.work(UNTIL)
    assert DefectRecord.objects.get(case=case_id).deadline == LAST_DAY
    assert relief_for(here.agency, LAST_DAY, book_of(office.case(case_id).agency, DEFAULT_REGIME)) is None
    commands.beat_of_web(SINCE)
    commands.beat_of_web(UNTIL)
    desk.work(UNTIL)
    assert DefectRecord.objects.get(case=case_id).deadline == date(2026, 11, 10), "the web was down as well"


def test_people_record_what_kept_people_from_filing(here: Office) -> None:
    for wrong in ("worker", "weather"):
        with pytest.raises(DomainError, match="outage_what"):
            record(here, what=wrong)


def test_a_clock_that_was_put_back_makes_no_outage() -> None:
    commands.beat(MONDAY)
    assert commands.beat(MONDAY - timedelta(hours=1)) is None
    assert commands.beat(MONDAY + timedelta(minutes=5)) is None
    assert not Outage.objects.exists()


def test_two_workers_that_see_the_same_gap_record_one(here: Office) -> None:
    told: dict[str, Any] = {"agency_id": None, "what": "worker", "since": MONDAY, "evidence": ""}
    told["key"] = f"outage:worker:{MONDAY.isoformat()}"
    commands.record_outage(actor=WORKER, until=UNTIL, now=UNTIL, **told)
    with pytest.raises(WrongState, match="key_reused"):
        commands.record_outage(actor=WORKER, until=UNTIL + timedelta(seconds=1), now=UNTIL + GAP, **told)
    assert len(outages_of(here.agency)) == 1


def test_a_demonstration_moves_its_clock_without_an_outage(settings: Any) -> None:
    settings.DEMO = True
    commands.beat(MONDAY)
    assert commands.beat(MONDAY + timedelta(days=7)) is None
    assert not Outage.objects.exists()


# What it gives


def test_on_request_one_may_ask_to_be_heard_all_the_same(here: Office) -> None:
    case_id = recorded(here)
    record(here)
    desk.work(UNTIL)
    row = office.case(case_id)
    assert DefectRecord.objects.get(case=case_id).deadline == LAST_DAY
    found = relief_for(here.agency, LAST_DAY, book_of(row.agency, DEFAULT_REGIME))
    assert found is not None
    assert found.act_by == LAST_DAY
    assert found.ask_by == date(2026, 11, 24)
    assert relief_for(here.agency, LAST_DAY - timedelta(days=1), book_of(row.agency, DEFAULT_REGIME)) is None


@pytest.mark.usefixtures("automatic")
def test_where_the_setting_says_so_the_last_day_moves_and_the_applicant_is_told(here: Office) -> None:
    case_id, other = recorded(here), recorded(here, amount=10)
    record(here)
    desk.work(UNTIL)
    assert DefectRecord.objects.get(case=case_id).deadline == date(2026, 11, 10)
    assert office.case(case_id).act_on == date(2026, 11, 10)
    assert DefectRecord.objects.get(case=other).deadline == date(2026, 11, 12), "not the day of the outage"
    assert [letter.kind for letter in desk.letters(case_id)][-1] == "defect_extended"
    assert not list(differences())


@pytest.mark.usefixtures("automatic")
def test_an_outage_recorded_late_gives_a_day_that_is_still_to_come(here: Office) -> None:
    case_id, now = recorded(here), UNTIL + timedelta(days=10)
    record(here, now=now)
    desk.work(now)
    assert DefectRecord.objects.get(case=case_id).deadline == date(2026, 11, 20)


def test_nobody_moves_a_last_day_by_hand_in_this_way(here: Office) -> None:
    case_id = recorded(here)
    with pytest.raises(NotAllowed, match="reaction_only"):
        commands.relieve_deadline(actor=here.authority.actor, case_id=case_id, now=UNTIL, key=key())


LAST_TO_APPEAL = datetime(2026, 12, 4, 3, 0, tzinfo=UTC)
"""The Friday thirty days after a refusal of food premises was told."""


def appealed_after(at: Office, case_id: UUID) -> Appeal:
    """The channel was down on the last day to appeal, and the appeal came on the Monday after."""
    record(at, since=LAST_TO_APPEAL, until=LAST_TO_APPEAL + timedelta(hours=6), now=LAST_TO_APPEAL + timedelta(hours=6))
    monday = LAST_TO_APPEAL + timedelta(days=3)
    right = right_of_appeal(whole_case(at.citizen, case_id, monday))
    assert right is not None
    assert any(reason.rule.startswith("outage.") for reason in right.because), "the page says what the outage gives"
    return Appeal.objects.get(pk=appeal(at, case_id, now=monday))


@pytest.mark.usefixtures("automatic")
def test_an_appeal_whose_last_day_fell_into_an_outage_is_in_time_on_the_next_working_day(here: Office) -> None:
    case_id = refused(here)
    row = appealed_after(here, case_id)
    assert (row.is_late, row.last_on) == (False, date(2026, 12, 8))


def test_where_it_is_to_be_asked_for_the_appeal_is_late_and_who_decides_reads_of_the_outage(here: Office) -> None:
    row = appealed_after(here, refused(here))
    assert (row.is_late, row.last_on) == (True, date(2026, 12, 4))
    held = whole_appeal(here.authority.actor, row.id, LAST_TO_APPEAL + timedelta(days=4))
    assert held.relief is not None
    assert held.relief.ask_by == date(2026, 12, 21)
