"""More time by law, the clock that stands still, and silence that approves: only where the licence's own law has it."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.models import Duty
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import CITY, FOOD_LARGE, MONDAY, RESTAURANT, Office, key
from saduak.cases.tests.test_delay_notices import assert_whole, at, days
from saduak.catalogue.commands import publish_version
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.core.package import Statute
from saduak.core.reasons import Code
from saduak.ledger.actors import INSTALLER
from saduak.messages.models import Letter
from saduak.parties.commands import grant_role
from saduak.parties.tests import town
from saduak.sources.compiled import compiled
from saduak.sources.overlays import adopted

pytestmark = pytest.mark.django_db


def begun(here: Office) -> UUID:
    """A licence of food premises, complete on 2 November 2026: the law's thirty days end on Wednesday 2 December."""
    case_id = office.file(here, FOOD_LARGE, RESTAURANT)
    commands.confirm_complete(actor=here.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    desk.begin(here, case_id, "visit")
    return case_id


def extend(here: Office, case_id: UUID, now: datetime, amount: int = 15, **changes: Any) -> date:
    said: dict[str, Any] = {"actor": here.authority.actor, "ground": "รอผลตรวจน้ำจากห้องปฏิบัติการ", "seen": None}
    return commands.extend_limit(**{**said, **changes}, case_id=case_id, amount=amount, now=now, key=key())


def why(refused: pytest.ExceptionInfo[WrongState]) -> str:
    """The guard of the law that did not hold."""
    code = refused.value.params["why"]
    assert isinstance(code, Code)
    return str(code.value)


def test_twice_fifteen_days_each_told_before_the_time_is_over() -> None:
    here = desk.with_letter_code(office.office())
    case_id = begun(here)
    assert extend(here, case_id, at(date(2026, 12, 2), "16:00")) == date(2026, 12, 17)
    assert extend(here, case_id, at(date(2026, 12, 16), "10:00")) == date(2027, 1, 1)
    with pytest.raises(WrongState) as refused:
        extend(here, case_id, at(date(2026, 12, 30), "10:00"))
    assert why(refused) == "extension_in_law"
    letters = list(Letter.objects.filter(case_id=case_id, kind="extension").order_by("sent_at"))
    assert ["ครั้งที่ 1" in letters[0].subject, "ครั้งที่ 2" in letters[1].subject] == [True, True]
    assert "17 ธันวาคม 2569" in letters[0].body
    assert "รอผลตรวจน้ำจากห้องปฏิบัติการ" in letters[0].body
    assert letters[0].form["signatory"]["position"] == "authority-khon-kaen-city"
    row = office.case(case_id)
    assert (row.promise_on, row.limit_on) == (date(2026, 11, 22), date(2027, 1, 1))
    assert_whole(case_id)


def test_one_day_late_an_extension_is_void() -> None:
    here = office.office()
    case_id = begun(here)
    with pytest.raises(WrongState) as refused:
        extend(here, case_id, at(date(2026, 12, 3), "08:30"))
    assert why(refused) == "noticed_before_expiry"
    assert office.case(case_id).limit_on == date(2026, 12, 2)
    assert not Letter.objects.filter(case_id=case_id, kind="extension").exists()


def test_an_extension_by_post_goes_seven_days_before_the_time_is_over_or_is_handed_over() -> None:
    here = desk.with_letter_code(office.office())
    case_id = begun(here)
    commands.choose_reply(actor=here.citizen, case_id=case_id, reply="paper", seen=None, now=MONDAY, key=key())
    with pytest.raises(WrongState) as refused:
        extend(here, case_id, at(date(2026, 11, 26), "10:00"))
    assert why(refused) == "noticed_before_expiry"
    assert extend(here, case_id, at(date(2026, 11, 25), "10:00")) == date(2026, 12, 17)
    handed = at(date(2026, 12, 17), "15:00")
    assert extend(here, case_id, handed, handed_to="ผู้ยื่นรับเอง ลงชื่อรับแล้ว") == date(2027, 1, 1)
    second = Letter.objects.filter(case_id=case_id, kind="extension").order_by("sent_at").last()
    assert second is not None
    assert second.deliveries.get(lane="hand").state == "delivered"
    assert_whole(case_id)


def test_an_extension_needs_a_power_in_force_which_is_kept_and_printed() -> None:
    here = office.office()
    case_id = begun(here)
    powerless = town.officer(here.agency, "stand-in")
    said_to: dict[str, Any] = {"officer_id": powerless.id, "role": "authority", "until": None}
    grant_role(actor=INSTALLER, **said_to, now=town.NOW, key=key())
    with pytest.raises(NotAllowed, match="no_power"):
        extend(here, case_id, at(date(2026, 11, 20), "10:00"), actor=powerless.actor)
    extend(here, case_id, at(date(2026, 11, 20), "10:00"))
    (said,) = desk.happened(case_id, "case.extended")
    assert said["power"]["kind"] == "section"
    letter = Letter.objects.get(case_id=case_id, kind="extension")
    assert "มาตรา 38" in letter.form["signatory"]["power"]


def test_an_extension_moves_no_promise_so_notices_run_all_the_same() -> None:
    here = office.office()
    case_id = begun(here)
    commands.look_until(MONDAY, at(date(2026, 11, 26)))
    extend(here, case_id, at(date(2026, 11, 26), "15:30"))
    commands.look_until(at(date(2026, 11, 26), "15:30"), at(date(2026, 12, 8)))
    assert days(case_id) == [date(2026, 11, 23), date(2026, 11, 30), date(2026, 12, 4)]


def test_what_an_extension_must_be() -> None:
    here = office.office()
    case_id = begun(here)
    now = at(date(2026, 11, 30), "10:00")
    with pytest.raises(NotAllowed):
        extend(here, case_id, now, actor=here.officer.actor)
    for amount in (0, 16):
        with pytest.raises(DomainError) as refused:
            extend(here, case_id, now, amount)
        assert refused.value.code == "extension_length"
    with pytest.raises(WrongState) as void:
        extend(here, case_id, now, ground=" ")
    assert why(void) == "reasons_given"


def test_a_law_without_extensions_has_none() -> None:
    here = office.office(office.INDUSTRY)
    case_id = desk.waste_under_consideration(here)
    with pytest.raises(WrongState) as refused:
        extend(here, case_id, MONDAY + timedelta(days=1))
    assert why(refused) == "extension_in_law"


def test_no_ground_of_law_no_pause() -> None:
    here = office.office()
    case_id = begun(here)
    with pytest.raises(WrongState) as refused:
        commands.pause_case(
            actor=here.officer.actor,
            case_id=case_id,
            pause_ground="waiting_for_another_agency",
            note="รอความเห็น",
            seen=None,
            now=MONDAY,
            key=key(),
        )
    assert why(refused) == "ground_in_law"
    with pytest.raises(WrongState) as running:
        commands.resume_case(actor=here.officer.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    assert why(running) == "paused"


def silent_service(here: Office) -> None:
    """The same licence under a law in which silence approves after 45 days from receipt, for a test."""
    package = next(each for overlay, each in adopted() if overlay.agency == CITY and each.service.id == FOOD_LARGE)
    service = replace(
        package.service,
        version="2569-01-01",
        valid_from=date(2026, 1, 1),
        statute=Statute(limit="land_allocation.plan", article="land_allocation 25"),
    )
    publish_version(
        actor=INSTALLER,
        service=service.id,
        office=here.slug,
        office_th=here.slug,
        office_en=here.slug,
        province="40",
        compiled=compiled(replace(package, service=service)),
        now=MONDAY,
        key=key(),
    )


def test_silence_approves_where_the_law_says_so_and_the_head_is_told() -> None:
    here = desk.with_letter_code(office.office())
    silent_service(here)
    case_id = begun(here)
    commands.look_until(MONDAY, at(date(2026, 12, 17), "23:00"))
    assert office.case(case_id).state == "under_consideration"
    commands.look_until(at(date(2026, 12, 17), "23:00"), at(date(2026, 12, 18), "09:00"))
    row = office.case(case_id)
    assert (row.state, row.outcome) == ("deemed_granted", "deemed_granted")
    proof = Letter.objects.get(case_id=case_id, kind="deemed")
    assert "18 ธันวาคม 2569" in proof.body
    assert "การจัดสรรที่ดิน" in proof.body
    assert Duty.objects.filter(case=case_id, state="open", what="deemed_granted", role="authority").count() == 1
    sent = days(case_id)
    commands.look_until(at(date(2026, 12, 18), "09:00"), at(date(2026, 12, 31)))
    assert days(case_id) == sent
    desk.work(at(date(2026, 12, 18), "10:00"))
    assert office.case(case_id).state == "notified"
    assert_whole(case_id)


def test_silence_approves_nothing_elsewhere() -> None:
    here = office.office()
    case_id = begun(here)
    commands.look_until(MONDAY, at(date(2027, 2, 1)))
    assert office.case(case_id).state == "under_consideration"


def test_what_was_decided_is_not_approved_by_silence() -> None:
    here = office.office()
    silent_service(here)
    case_id = begun(here)
    desk.visit(here, case_id)
    desk.finish(here, case_id, "visit")
    desk.begin(here, case_id, "opinion")
    desk.finish(here, case_id, "opinion")
    desk.draft(here, case_id)
    desk.check(here, case_id)
    desk.decide(here, case_id)
    commands.look_until(MONDAY, datetime.combine(date(2027, 1, 4), time(12), UTC))
    assert office.case(case_id).outcome == "granted"
