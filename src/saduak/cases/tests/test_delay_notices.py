"""A case that is late: warnings before, notices after, the regulator's copy with each, and what is owed meanwhile."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.commands.projections import PROJECTIONS
from saduak.cases.models import Duty, LookClaim, Notice
from saduak.cases.queries.duties import duties
from saduak.cases.queries.recomputing import differences
from saduak.cases.queries.register import delay_register
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import FACTORY, INDUSTRY, WASTE, Office, key
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.ledger.actors import INSTALLER, WORKER
from saduak.ledger.projections import differences_in
from saduak.ledger.verify import verify
from saduak.messages.models import Letter
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

FILED = datetime(2027, 3, 25, 3, 0, tzinfo=UTC)
"""Ten in the morning of a Thursday: seven working days end on Monday 5 April; Chakri Day and Songkran follow."""
SONGKRAN = [date(2027, 4, 7), date(2027, 4, 12), date(2027, 4, 19)]
"""The day after is Chakri Day; a week later is the second day of Songkran, so the notice goes before it."""
REASON = "รอผลวิเคราะห์กากสีจากห้องปฏิบัติการ ซึ่งส่งตัวอย่างไปแล้ว"


def at(day: date, clock: str = "15:00") -> datetime:
    """A moment of a day in Thailand."""
    return datetime.combine(day, time.fromisoformat(clock), BANGKOK).astimezone(UTC)


def late_case(*, ordered: bool = True, owned: bool = True) -> tuple[Office, UUID]:
    """A waste permit, complete on Thursday 25 March 2027 and due on Monday 5 April."""
    here = desk.with_letter_code(office.office(INDUSTRY))
    if ordered:
        order(here)
    answers = {**FACTORY, "period": {"starts_on": "2027-05-01", "ends_on": "2028-04-30"}}
    case_id = office.file(here, WASTE, answers, now=FILED)
    commands.confirm_complete(actor=here.intake.actor, case_id=case_id, seen=None, now=FILED, key=key())
    if owned:
        commands.assign_case(
            actor=here.supervisor.actor,
            case_id=case_id,
            officer_id=here.officer.id,
            seen=None,
            now=FILED,
            key=key(),
        )
    return here, case_id


def order(here: Office) -> UUID:
    """The authority's order that the system sends."""
    return commands.order_standing_notices(
        actor=here.authority.actor,
        agency_id=here.agency,
        number="12/2570",
        since=date(2027, 1, 4),
        now=FILED,
        key=key(),
    )


def sent(case_id: UUID) -> list[Notice]:
    return list(Notice.objects.filter(case=case_id, state="sent").order_by("number"))


def days(case_id: UUID) -> list[date]:
    return [notice.sent_at.astimezone(BANGKOK).date() for notice in sent(case_id) if notice.sent_at]


def give(here: Office, notice: Notice, reason: str, now: datetime) -> None:
    commands.give_delay_reason(
        actor=here.officer.actor,
        case_id=notice.case_id,
        notice_id=notice.id,
        reason=reason,
        seen=None,
        now=now,
        key=key(),
    )


def open_duties(case_id: UUID) -> list[tuple[str, str]]:
    rows = Duty.objects.filter(case=case_id, state="open").order_by("since", "id")
    return [(duty.what, duty.role) for duty in rows]


def assert_whole(case_id: UUID) -> None:
    """Rows, projections and chains are what the events say."""
    assert list(differences([str(case_id)])) == []
    assert [each for projection in PROJECTIONS for each in differences_in(projection)] == []
    assert list(verify()) == []


def test_three_notices_over_songkran_each_with_the_regulators_copy() -> None:
    here, case_id = late_case()
    commands.look_until(FILED, at(date(2027, 4, 20)))
    assert days(case_id) == SONGKRAN
    assert [notice.number for notice in sent(case_id)] == [1, 2, 3]
    assert all(
        notice.sent_at and notice.sent_at == at(day) for notice, day in zip(sent(case_id), SONGKRAN, strict=True)
    )
    regulator = town.officer(here.agency, "regulator", "regulator")
    register = delay_register(regulator.actor, at(date(2027, 4, 20))).lines
    assert [(line.number, line.days_late, line.window_late, line.kind) for line in register] == [
        (3, 14, 0, "missing"),
        (2, 7, 0, "missing"),
        (1, 2, 0, "missing"),
    ]
    letters = Letter.objects.filter(case_id=case_id, kind="delay").order_by("sent_at")
    assert [letter.form["copies_to"] for letter in letters] == [["สำนักงาน ก.พ.ร."]] * 3
    assert "ครั้งที่ 2" in letters[1].subject
    assert "วันจันทร์ที่ 19 เมษายน 2570" in letters[1].body
    assert_whole(case_id)


def test_warnings_go_to_the_officer_then_the_supervisor_then_the_head() -> None:
    here, case_id = late_case()
    commands.look_until(FILED, at(date(2027, 4, 5), "12:00"))
    told = [(duty.what, duty.role) for duty in Duty.objects.filter(case=case_id).order_by("since", "id")]
    assert told == [
        ("half_time", "officer"),
        ("three_days", "officer"),
        ("three_days", "supervisor"),
        ("one_day", "officer"),
        ("one_day", "supervisor"),
        ("due_day", "officer"),
        ("due_day", "supervisor"),
        ("due_day", "authority"),
    ]
    assert open_duties(case_id) == [("due_day", "officer"), ("due_day", "supervisor"), ("due_day", "authority")]
    now = at(date(2027, 4, 5), "12:00")
    for post in (here.officer, here.supervisor, here.authority):
        assert [duty.what for duty in duties(post.actor, now)] == ["due_day"]
    assert duties(here.checker.actor, now) == []


def test_what_nobody_owns_is_told_to_those_who_take_cases_in() -> None:
    here, case_id = late_case(owned=False)
    commands.look_until(FILED, at(date(2027, 3, 31)))
    assert open_duties(case_id)[0] == ("three_days", "intake")
    assert [duty.what for duty in duties(here.intake.actor, at(date(2027, 3, 31)))] == ["three_days"]


def test_a_duty_of_the_officer_follows_the_case() -> None:
    here, case_id = late_case()
    commands.look_until(FILED, at(date(2027, 3, 30)))
    commands.assign_case(
        actor=here.supervisor.actor,
        case_id=case_id,
        officer_id=here.checker.id,
        seen=None,
        now=at(date(2027, 3, 30)),
        key=key(),
    )
    assert duties(here.officer.actor, at(date(2027, 3, 30))) == []
    assert [duty.what for duty in duties(here.checker.actor, at(date(2027, 3, 30)))] == ["half_time"]


def test_a_reason_given_in_time_is_what_the_applicant_reads() -> None:
    here, case_id = late_case()
    commands.look_until(FILED, at(date(2027, 4, 7), "09:00"))
    assert [duty.what for duty in duties(here.officer.actor, at(date(2027, 4, 7), "09:00"))] == [
        "delay_reason",
        "due_day",
    ]
    give(here, Notice.objects.get(case=case_id), REASON, at(date(2027, 4, 7), "10:00"))
    commands.look_until(FILED, at(date(2027, 4, 7)))
    first = sent(case_id)[0]
    assert (first.kind, first.told) == ("given", REASON)
    assert REASON in Letter.objects.get(case_id=case_id, kind="delay").body
    assert ("delay_reason_owed", "supervisor") not in open_duties(case_id)
    with pytest.raises(WrongState) as given:
        give(here, first, "เหตุอื่น", at(date(2027, 4, 8)))
    assert given.value.code == "delay_reason_given"
    assert_whole(case_id)


def test_a_reason_never_given_holds_nothing_back() -> None:
    here, case_id = late_case()
    desk.begin(here, case_id, "review", now=at(date(2027, 3, 30), "10:00"))
    commands.look_until(FILED, at(date(2027, 4, 7)))
    first = sent(case_id)[0]
    assert first.kind == "missing"
    for words in ("คำขออยู่ในขั้นตอน", "30 มีนาคม 2570", "คาดว่าจะพิจารณาแล้วเสร็จ", "ระบบจัดทำจากข้อเท็จจริงในสำนวน"):
        assert words in first.told
    assert "12/2570" in Letter.objects.get(case_id=case_id, kind="delay").form["signatory"]["power"]
    assert ("delay_reason_owed", "supervisor") in open_duties(case_id)
    give(here, first, REASON, at(date(2027, 4, 8)))
    assert {what for what, _ in open_duties(case_id)} == {"due_day", "delay_reason"}
    assert sent(case_id)[0].told == first.told
    assert_whole(case_id)


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("อยู่ระหว่างถ่ายสำเนาบัตรประชาชน", "delay_reason_copying"),
        ("  ", "delay_reason_missing"),
        (REASON, "delay_reason_repeated"),
        ("ก" * 2_001, "delay_reason_long"),
    ],
)
def test_what_is_no_reason_is_refused(reason: str, code: str) -> None:
    here, case_id = late_case()
    commands.look_until(FILED, at(date(2027, 4, 7), "09:00"))
    give(here, Notice.objects.get(case=case_id), REASON, at(date(2027, 4, 7), "10:00"))
    commands.look_until(FILED, at(date(2027, 4, 7)))
    draft = Notice.objects.get(case=case_id, state="draft")
    with pytest.raises(DomainError) as refused:
        give(here, draft, reason, at(date(2027, 4, 8)))
    assert refused.value.code == code


def test_who_may_not_give_a_reason() -> None:
    here, case_id = late_case()
    commands.look_until(FILED, at(date(2027, 4, 7), "09:00"))
    draft = Notice.objects.get(case=case_id)
    said: dict[str, Any] = {"case_id": case_id, "notice_id": draft.id, "reason": REASON, "seen": None}
    now = at(date(2027, 4, 7), "10:00")
    with pytest.raises(NotAllowed):
        commands.give_delay_reason(actor=here.citizen, now=now, key=key(), **said)
    other = office.office(office.CITY)
    with pytest.raises(NotFound):
        commands.give_delay_reason(actor=other.officer.actor, now=now, key=key(), **said)


def test_without_a_recorded_order_the_notice_goes_and_the_head_has_to_record_one() -> None:
    here, case_id = late_case(ordered=False)
    commands.look_until(FILED, at(date(2027, 4, 12)))
    assert len(sent(case_id)) == 2
    assert open_duties(case_id).count(("standing_order_missing", "authority")) == 1
    order(here)
    assert ("standing_order_missing", "authority") not in open_duties(case_id)
    assert_whole(case_id)


def test_an_order_is_recorded_by_the_authority_only() -> None:
    here, _ = late_case(ordered=False)
    said: dict[str, Any] = {"agency_id": here.agency, "since": date(2027, 1, 4), "now": FILED}
    with pytest.raises(NotAllowed):
        commands.order_standing_notices(actor=here.officer.actor, number="1", key=key(), **said)
    with pytest.raises(DomainError):
        commands.order_standing_notices(actor=INSTALLER, number=" ", key=key(), **said)


def test_the_decision_ends_the_series_and_what_was_asked_for_it() -> None:
    here, case_id = late_case()
    desk.begin(here, case_id, "review", now=FILED)
    desk.finish(here, case_id, "review", now=FILED)
    commands.look_until(FILED, at(date(2027, 4, 8)))
    commands.withdraw(actor=here.citizen, case_id=case_id, ground="", seen=None, now=at(date(2027, 4, 9)), key=key())
    commands.look_until(FILED, at(date(2027, 5, 9)))
    assert days(case_id) == SONGKRAN[:1]
    assert open_duties(case_id) == []
    assert not Notice.objects.filter(case=case_id, state="draft").exists()
    assert_whole(case_id)


def test_a_window_missed_by_an_outage_is_the_heads_to_answer_for() -> None:
    here, case_id = late_case()
    commands.look_until(FILED, at(date(2027, 4, 6)))
    back = at(date(2027, 4, 9), "02:00")
    commands.look_at_due_cases(back)
    assert days(case_id) == [date(2027, 4, 9)]
    line = delay_register(here.supervisor.actor, back).lines[0]
    assert (line.window_on, line.window_until, line.window_late) == (date(2027, 4, 7), date(2027, 4, 7), 2)
    missed = duties(here.authority.actor, back)[0]
    assert (missed.what, missed.severity, missed.officer) == ("window_missed", 1, "authority-khon-kaen-industry")
    said: dict[str, Any] = {"case_id": case_id, "duty_id": missed.id, "now": at(date(2027, 4, 9))}
    with pytest.raises(NotAllowed):
        commands.close_missed_window(actor=here.officer.actor, how="sent_late", evidence="", key=key(), **said)
    with pytest.raises(DomainError):
        commands.close_missed_window(actor=here.authority.actor, how="force_majeure", evidence=" ", key=key(), **said)
    with pytest.raises(DomainError):
        commands.close_missed_window(actor=here.authority.actor, how="forgotten", evidence="x", key=key(), **said)
    commands.close_missed_window(
        actor=here.authority.actor, how="force_majeure", evidence="ไฟฟ้าดับทั้งจังหวัด ตามประกาศการไฟฟ้า", key=key(), **said
    )
    assert Duty.objects.get(pk=missed.id).how == "force_majeure"
    assert delay_register(here.supervisor.actor, back).lines[0].window_late == 2
    assert_whole(case_id)


def test_weeks_without_a_poller_are_made_up_for_by_one_notice() -> None:
    here, case_id = late_case()
    commands.look_until(FILED, at(date(2027, 4, 7)))
    back = at(date(2027, 4, 29), "09:00")
    assert commands.look_at_due_cases(back) == 1
    assert days(case_id) == [date(2027, 4, 7), date(2027, 4, 29)]
    assert next(duty.what for duty in duties(here.authority.actor, back)) == "window_missed"
    assert Notice.objects.get(case=case_id, state="draft").due_on == date(2027, 5, 6)


def test_a_night_that_was_missed_before_the_due_day_warns_once() -> None:
    _, case_id = late_case()
    commands.look_at_due_cases(at(date(2027, 4, 5), "09:00"))
    assert {what for what, _ in open_duties(case_id)} == {"due_day"}
    assert desk.kinds(case_id).count("case.warned") == 1


def test_a_second_look_at_the_same_moment_does_nothing() -> None:
    _, case_id = late_case()
    commands.look_until(FILED, at(date(2027, 4, 7)))
    assert commands.look_at_due_cases(at(date(2027, 4, 7))) == 0
    assert commands.look_at_case(actor=WORKER, case_id=case_id, now=at(date(2027, 4, 7)), key=key()) == ""
    assert len(sent(case_id)) == 1
    assert_whole(case_id)


def test_nobody_but_the_poller_looks() -> None:
    here, case_id = late_case()
    with pytest.raises(NotAllowed):
        commands.look_at_case(actor=here.officer.actor, case_id=case_id, now=at(date(2027, 4, 7)), key=key())


def test_a_case_in_other_hands_is_left_to_them_until_they_are_given_up() -> None:
    _, case_id = late_case()
    now = at(date(2027, 4, 1))
    LookClaim.objects.create(case_id=case_id, until=now + timedelta(minutes=10))
    assert commands.look_at_due_cases(now) == 0
    assert commands.look_at_due_cases(now + timedelta(minutes=11)) == 1
    assert not LookClaim.objects.exists()


def test_an_officer_sees_the_register_of_the_own_agency_only() -> None:
    here, _ = late_case()
    commands.look_until(FILED, at(date(2027, 4, 7)))
    other = office.office(office.CITY)
    assert len(delay_register(here.supervisor.actor, at(date(2027, 4, 8))).lines) == 1
    assert delay_register(other.supervisor.actor, at(date(2027, 4, 8))).lines == []
    assert delay_register(here.citizen, at(date(2027, 4, 8))).lines == []


def test_the_register_is_read_page_by_page_and_by_days() -> None:
    here, case_id = late_case()
    commands.look_until(FILED, at(date(2027, 4, 20)))
    now, who = at(date(2027, 4, 20)), here.supervisor.actor
    first = delay_register(who, now, page=2)
    assert [line.number for line in first.lines] == [3, 2]
    assert [line.number for line in delay_register(who, now, page=2, after=first.next).lines] == [1]
    between = delay_register(who, now, since=SONGKRAN[1], until=SONGKRAN[1], case=case_id)
    assert [line.number for line in between.lines] == [2]
