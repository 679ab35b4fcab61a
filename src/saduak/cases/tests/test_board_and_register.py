"""What a supervisor and the regulator see: loads that open the same cases, times by step, late cases with a series."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from saduak.cases import commands, queries
from saduak.cases.models import Case
from saduak.cases.queries import board as boards
from saduak.cases.queries.lists import NOBODY, Narrowed
from saduak.cases.queries.more_time import extension_left, extension_letter, pause_grounds
from saduak.cases.queries.register import late_cases
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import FOOD_LARGE, MONDAY, RESTAURANT, Office, key
from saduak.cases.tests.test_delay_notices import FILED, SONGKRAN, assert_whole, at, late_case
from saduak.cases.tests.test_more_time import begun, extend, silent_service
from saduak.core.errors import DomainError, NotAllowed, NotFound
from saduak.ledger.actors import Actor
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

LATER = MONDAY + timedelta(days=10)


def owned(at_office: Office, *, now: datetime = MONDAY) -> UUID:
    """A licence of food premises in the hands of the officer."""
    case_id = office.file(at_office, FOOD_LARGE, RESTAURANT)
    commands.assign_case(
        actor=at_office.supervisor.actor,
        case_id=case_id,
        officer_id=at_office.officer.id,
        seen=None,
        now=now,
        key=key(),
    )
    return case_id


def test_every_figure_of_the_board_opens_as_many_cases() -> None:
    here = office.office()
    owned(here)
    office.file(here, FOOD_LARGE, RESTAURANT)
    restful = owned(here)
    commands.withdraw(actor=here.citizen, case_id=restful, ground="", seen=None, now=MONDAY, key=key())
    due = Case.objects.filter(closed_at=None).order_by("due_on")[0].due_on
    assert due
    times = (MONDAY, at(due - timedelta(days=2), "09:00"), at(due + timedelta(days=1), "09:00"))
    for now in times:
        found = queries.board_of(here.supervisor.actor, here.agency, now)
        assert (found.total.open, found.total.late) == (2, 2 if now == times[-1] else 0)
        for load in (*found.officers, *found.units, *found.stages):
            narrowed = Narrowed(
                officer=load.id if load in found.officers else None,
                unit=load.id if load in found.units else None,
                state=load.state,
            )
            counts = queries.work_counts(here.supervisor.actor, now, agency=here.agency, narrowed=narrowed)
            assert (load.open, load.soon, load.late) == (counts["all"], counts["soon"], counts["late"])
        assert {load.id for load in found.officers} == {here.officer.id, NOBODY}


def test_the_board_tells_how_long_each_step_took_and_how_applications_came() -> None:
    here = office.office()
    for days in (1, 3, 8):
        case_id = office.file(here, FOOD_LARGE, RESTAURANT)
        commands.confirm_complete(actor=here.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
        desk.begin(here, case_id, "visit")
        desk.visit(here, case_id)
        desk.finish(here, case_id, "visit", now=MONDAY + timedelta(days=days))
    found = queries.board_of(here.authority.actor, here.agency, LATER)
    assert [(each.step.th, each.days, each.count) for each in found.steps] == [(found.steps[0].step.th, 3.0, 3)]
    assert found.channels == {"electronic": 3}
    assert queries.board_of(here.authority.actor, here.agency, LATER + timedelta(days=120)).steps == []


def test_the_board_says_when_it_did_not_count_to_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    here = office.office()
    owned(here)
    monkeypatch.setattr(boards, "MOST_OPEN", 1)
    found = queries.board_of(here.supervisor.actor, here.agency, MONDAY)
    assert (found.open_capped, found.steps_capped) == (True, False)


def test_nobody_but_its_leaders_sees_the_board_of_an_agency() -> None:
    here, other = office.office(), office.office(office.INDUSTRY)
    for post in (here.officer, other.supervisor, town.officer(here.agency, "regulator", "regulator")):
        with pytest.raises(NotAllowed):
            queries.board_of(post.actor, here.agency, MONDAY)


def test_a_late_case_stands_once_in_the_register_with_its_whole_series() -> None:
    here, case_id = late_case()
    commands.look_until(FILED, at(date(2027, 4, 12)))
    commands.look_at_due_cases(at(date(2027, 4, 22), "09:00"))
    regulator, now = town.officer(here.agency, "regulator", "regulator"), at(date(2027, 4, 22), "10:00")
    [late] = late_cases(regulator.actor, now).cases
    assert (late.id, late.due_on, late.days_late, late.gaps) == (case_id, date(2027, 4, 5), 17, 1)
    assert [line.window_late for line in late.notices] == [0, 0, 3]
    [within] = late_cases(regulator.actor, now, since=SONGKRAN[0], until=SONGKRAN[1], service=late.service).cases
    assert len(within.notices) == 3
    assert late_cases(regulator.actor, now, since=date(2027, 5, 1)).cases == []
    assert late_cases(office.office(office.CITY).supervisor.actor, now).cases == []


def test_a_notice_that_has_not_gone_is_a_gap_until_it_goes() -> None:
    here, _ = late_case()
    commands.look_until(FILED, at(date(2027, 4, 7)))
    late = late_cases(here.supervisor.actor, at(date(2027, 4, 14))).cases[0]
    assert (late.awaits, late.gaps) == (date(2027, 4, 12), 1)
    assert late_cases(here.supervisor.actor, at(date(2027, 4, 12))).cases[0].awaits is None


def test_late_cases_follow_on_page_by_page() -> None:
    here, first = late_case()
    second = office.file(here, office.WASTE, {**office.FACTORY}, now=FILED)
    commands.look_until(FILED, at(date(2027, 4, 12)))
    page = late_cases(here.supervisor.actor, at(date(2027, 4, 12)), page=1)
    rest = late_cases(here.supervisor.actor, at(date(2027, 4, 12)), page=1, after=page.next)
    assert {page.cases[0].id, rest.cases[0].id} == {first, second}
    assert rest.next is None


def test_what_the_law_of_the_licence_gives_yet() -> None:
    here = office.office()
    case_id = begun(here)
    extend(here, case_id, at(date(2026, 12, 2), "16:00"))
    left = extension_left(queries.whole_case(here.authority.actor, case_id, at(date(2026, 12, 3))))
    assert left
    assert (left.count, left.used, left.span.amount, left.until) == (2, 1, 15, date(2026, 12, 17))
    whole = queries.whole_case(here.authority.actor, case_id, at(date(2026, 12, 3)))
    told = extension_letter(whole, 15, "รอผลตรวจน้ำ")
    assert told
    assert told[0] == date(2027, 1, 1)
    assert "รอผลตรวจน้ำ" in told[1].body
    assert extension_letter(whole, 16, "รอผลตรวจน้ำ") is None
    late = queries.whole_case(here.authority.actor, case_id, at(date(2026, 12, 18)))
    assert extension_letter(late, 15, "รอผลตรวจน้ำ") is None
    assert pause_grounds(late) == ()


def test_the_head_answers_for_an_approval_by_silence() -> None:
    here = desk.with_letter_code(office.office())
    silent_service(here)
    case_id = begun(here)
    now = at(date(2026, 12, 18), "09:00")
    commands.look_until(MONDAY, now)
    duty = queries.duties(here.authority.actor, now)[0]
    assert (duty.what, duty.severity, duty.office) == ("deemed_granted", 1, here.slug)

    def answer(actor: Actor, duty_id: UUID, done: str) -> None:
        commands.answer_for_silence(actor=actor, case_id=case_id, duty_id=duty_id, done=done, now=now, key=key())

    with pytest.raises(NotAllowed):
        answer(here.officer.actor, duty.id, "ออกใบอนุญาตแล้ว")
    with pytest.raises(DomainError) as refused:
        answer(here.authority.actor, duty.id, " ")
    assert refused.value.code == "silence_unanswered"
    with pytest.raises(NotFound):
        answer(here.authority.actor, case_id, "ออกใบอนุญาตแล้ว")
    answer(here.authority.actor, duty.id, "ออกใบอนุญาตเลขที่ 1/2570 เมื่อ 18 ธันวาคม 2569")
    ended = queries.duties_of_case(queries.whole_case(here.authority.actor, case_id, now))
    assert [each.how for each in ended if each.what == "deemed_granted"] == ["answered"]
    assert "deemed_granted" not in {each.what for each in queries.duties(here.authority.actor, now)}
    assert_whole(case_id)
