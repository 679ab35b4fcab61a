"""Another agency is asked: by account or by link, question by question; it has its own date, the clock runs on."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.commands.projections import PROJECTIONS
from saduak.cases.models import Consultation, Duty, Notice
from saduak.cases.queries.consultations import (
    CONSULTEE,
    consultation_for_token,
    consultation_link,
    consultation_seen,
    consultations_of_case,
    errand,
    own_consultations,
    waiting_for,
)
from saduak.cases.queries.duties import duties
from saduak.cases.queries.recomputing import differences
from saduak.cases.queries.whole import whole_case
from saduak.cases.tests import consulting, desk, office
from saduak.cases.tests.consulting import agree, answer, ask, consultation, opinions, other_agency
from saduak.cases.tests.office import FACTORY, INDUSTRY, WASTE, Office, key
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotAllowed, NotFound, SaduakError, WrongState
from saduak.files.commands import receive
from saduak.files.tests.papers import PDF
from saduak.ledger.actors import INSTALLER, WORKER
from saduak.ledger.models import Outbox
from saduak.ledger.projections import differences_in
from saduak.ledger.verify import verify
from saduak.parties import commands as parties
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

FILED = datetime(2027, 3, 25, 3, 0, tzinfo=UTC)
"""Ten in the morning of a Thursday: seven working days end on Monday 5 April; Chakri Day and Songkran follow."""


def at(day: date, clock: str = "15:00") -> datetime:
    """A moment of a day in Thailand."""
    return datetime.combine(day, time.fromisoformat(clock), BANGKOK).astimezone(UTC)


def case_in_review(now: datetime = FILED) -> tuple[Office, UUID]:
    """A waste permit with its officer, whose review has begun; due on Monday 5 April 2027."""
    here = desk.with_letter_code(office.office(INDUSTRY))
    answers = {**FACTORY, "period": {"starts_on": "2027-06-01", "ends_on": "2028-05-31"}}
    case_id = office.file(here, WASTE, answers, now=now)
    commands.confirm_complete(actor=here.intake.actor, case_id=case_id, seen=None, now=now, key=key())
    commands.assign_case(
        actor=here.supervisor.actor, case_id=case_id, officer_id=here.officer.id, seen=None, now=now, key=key()
    )
    desk.begin(here, case_id, "review", now)
    return here, case_id


def refused(code: str, kind: type[SaduakError] = DomainError) -> Any:
    return pytest.raises(kind, match=code)


def assert_whole(case_id: UUID) -> None:
    """Rows, projections and chains are what the events say."""
    assert list(differences([str(case_id)])) == []
    assert [each for projection in PROJECTIONS for each in differences_in(projection)] == []
    assert list(verify()) == []


def open_duties(case_id: UUID) -> list[Duty]:
    return list(Duty.objects.filter(case=case_id, state="open", what="consultation_overdue"))


# Asking


def test_asking_does_not_stop_the_clock_and_sets_a_date_that_explains_itself() -> None:
    here, case_id = case_in_review()
    before = office.case(case_id).due_on
    own = consultation(ask(here, case_id, FILED))
    assert office.case(case_id).due_on == before
    assert (own.due_on, own.basis) == (date(2027, 4, 5), "default"), "seven working days by default"
    assert own.because[0]["rule"] == "consultation.default"
    assert own.because[-1]["rule"] == "consultation.clock_runs"
    assert "ไม่ทำให้เวลาพิจารณาของคำขอหยุดนับ" in own.because[-1]["text"]["th"]
    assert_whole(case_id)


def test_an_agreement_sets_the_date_and_the_narrower_one_wins() -> None:
    here, case_id = case_in_review()
    agree(here, 5, date(2027, 1, 4))
    narrow = agree(here, 2, date(2027, 1, 4), service=WASTE, question_kind="environment", number="2/2570")
    own = consultation(ask(here, case_id, FILED))
    assert (own.due_on, own.basis, own.agreement_id) == (date(2027, 3, 29), "agreement", narrow)
    assert own.because[0]["params"]["number"] == "2/2570"
    other = consultation(ask(here, case_id, FILED, question_kind="transport"))
    assert other.due_on == date(2027, 4, 1), "what is asked about something else falls under the wider agreement"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"body": ""}, "consultation_whom"),
        ({"email": "nowhere"}, "consultation_email"),
        ({"email": ""}, "consultation_email"),
        ({"question_kind": "weather"}, "consultation_kind"),
        ({"questions": ("", "  ")}, "consultation_questions"),
        ({"questions": ("ก",) * 11}, "consultation_questions"),
        ({"questions": ("ก" * 2001,)}, "question_too_long"),
        ({"facts": " "}, "consultation_facts"),
        ({"body": "ก" * 201}, "line_too_long"),
    ],
)
def test_what_is_not_a_question_is_refused(changes: dict[str, Any], code: str) -> None:
    here, case_id = case_in_review()
    with refused(code):
        ask(here, case_id, FILED, **changes)
    assert not Consultation.objects.exists()


def test_nobody_asks_the_own_agency_or_with_anothers_paper_or_before_work_began() -> None:
    here, case_id = case_in_review()
    with refused("consultation_whom"):
        ask(here, case_id, FILED, asked_id=here.agency)
    with refused("not_found", NotFound):
        ask(here, case_id, FILED, paper_ids=(UUID(int=5),))
    with refused("role_needed", NotAllowed):
        ask(here, case_id, FILED, actor=here.intake.actor)
    with refused("not_found", NotFound):
        ask(here, case_id, FILED, actor=other_agency()[1].actor)
    desk.finish(here, case_id, "review", FILED)
    with refused("task_not_open", WrongState):
        ask(here, case_id, FILED)


# Who sees what


def test_the_asked_agency_sees_the_question_and_the_papers_passed_and_never_the_case() -> None:
    here, case_id = case_in_review()
    agency, adviser = other_agency()
    shown, kept = (paper_of(here, case_id, name) for name in ("แผนผัง.pdf", "งบการเงิน.pdf"))
    own = ask(here, case_id, FILED, asked_id=agency, paper_ids=(shown,))
    found = consultation_seen(adviser.actor, own, FILED)
    assert [question.text for question in found.questions] == list(consulting.ASKED)
    assert [passed.paper for passed in found.papers] == [shown]
    assert kept not in {passed.paper for passed in found.papers}
    assert [each.id for each in waiting_for(adviser.actor, FILED)] == [own]
    with refused("not_found", NotFound):
        whole_case(adviser.actor, case_id, FILED)
    with refused("not_found", NotFound):
        consultation_seen(other_agency("อีกหน่วยงาน")[1].actor, own, FILED)
    with refused("not_found", NotFound):
        consultation_seen(here.citizen, own, FILED)


def paper_of(here: Office, case_id: UUID, name: str) -> UUID:
    file = receive(actor=here.citizen, name=name, content=PDF, now=FILED, key=key())
    return commands.offer_paper(
        actor=here.citizen, case_id=case_id, document="", file_id=file, seen=None, now=FILED, key=key()
    )


# Answering


def test_a_link_answers_every_question_once_with_clauses() -> None:
    here, case_id = case_in_review()
    own = ask(here, case_id, FILED)
    first, second = opinions(own)
    told = ({**first, "opinion": "approves_with_clauses", "clauses": "ต้องปิดคลุมรถ"}, {**second, "opinion": "no_opinion"})
    answer(own, FILED + timedelta(days=1), answers=told)
    row = consultation(own)
    assert (row.state, row.way, row.answered_by) == ("answered", "link", "นายผู้ตอบ ตัวอย่าง (หัวหน้าแผนก)")
    assert [question.opinion for question in row.questions.order_by("number")] == [
        "approves_with_clauses",
        "no_opinion",
    ]
    with refused("consultation_over", WrongState):
        answer(own, FILED + timedelta(days=1))
    assert_whole(case_id)


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"opinion": ""}, "opinion_missing"),
        ({"opinion": "perhaps"}, "opinion_missing"),
        ({"opinion": "objects"}, "clauses_missing"),
        ({"opinion": "approves_with_clauses", "clauses": "  "}, "clauses_missing"),
        ({"opinion": "approves", "clauses": "ก" * 8001}, "clauses_too_long"),
        ({"opinion": "approves", "papers": tuple(UUID(int=n) for n in range(11))}, "answer_papers"),
    ],
)
def test_half_an_answer_is_refused_and_nothing_is_kept(said: dict[str, Any], code: str) -> None:
    here, case_id = case_in_review()
    own = ask(here, case_id, FILED)
    first, second = opinions(own)
    with refused(code):
        answer(own, FILED, answers=(first, {**second, **said}))
    assert consultation(own).state == "asked"
    assert not consultation(own).questions.exclude(opinion="").exists()


def test_only_the_own_link_answers_and_only_while_it_holds() -> None:
    here, case_id = case_in_review()
    own, other = ask(here, case_id, FILED), ask(here, case_id, FILED)
    for token in ("", "0" * 72, consultation_link(other)):
        with refused("not_found", NotFound):
            answer(own, FILED, token=token)
    with refused("consultation_name"):
        answer(own, FILED, name=" ")
    with refused("consultation_expired", WrongState):
        answer(own, consultation(own).expires_at)
    with refused("not_found", NotFound):
        consultation_for_token("nonsense", FILED)
    assert consultation_for_token(consultation_link(own), FILED).is_open


def test_an_agency_here_answers_by_account_and_never_by_link() -> None:
    here, case_id = case_in_review()
    agency, adviser = other_agency()
    own = ask(here, case_id, FILED, asked_id=agency)
    with refused("not_found", NotFound):
        answer(own, FILED)
    with refused("not_found", NotFound):
        answer(own, FILED, actor=here.officer.actor)
    with refused("not_found", NotFound):
        answer(own, FILED, actor=town.officer(agency, "clerk", "intake").actor)
    answer(own, FILED, actor=adviser.actor)
    assert (consultation(own).state, consultation(own).way) == ("answered", "account")


def test_who_is_the_applicant_answers_for_no_agency() -> None:
    here, case_id = case_in_review()
    agency, _ = other_agency()
    own = ask(here, case_id, FILED, asked_id=agency)
    said: dict[str, Any] = {
        "user_id": UUID(here.citizen.id),
        "agency_id": agency,
        "unit_id": None,
        "position": "นักวิชาการ",
    }
    post = parties.register_officer(actor=INSTALLER, now=town.NOW, key=key(), **said)
    parties.grant_role(actor=INSTALLER, officer_id=post, role="officer", until=None, now=town.NOW, key=key())
    with refused("has_interest", NotAllowed):
        answer(own, FILED, actor=here.citizen)


def test_nobody_answers_once_the_case_is_over() -> None:
    here, case_id = case_in_review()
    own = ask(here, case_id, FILED)
    commands.withdraw(actor=here.citizen, case_id=case_id, ground="", seen=None, now=FILED, key=key())
    with refused("wrong_state", WrongState):
        answer(own, FILED)
    assert consultation_for_token(consultation_link(own), FILED).standing == "closed"


def test_who_lays_anothers_file_with_the_answer_is_refused() -> None:
    here, case_id = case_in_review()
    own = ask(here, case_id, FILED)
    foreign = receive(actor=here.citizen, name="a.pdf", content=PDF, now=FILED, key=key())
    first, second = opinions(own)
    with refused("not_found", NotFound):
        answer(own, FILED, answers=({**first, "papers": (foreign,)}, second))
    mine = receive(actor=CONSULTEE, name="a.pdf", content=PDF, now=FILED, key=key())
    answer(own, FILED, answers=({**first, "papers": (mine,)}, second))
    [seen] = consultations_of_case(office.case(case_id), FILED)
    assert mine in seen.files


def test_what_was_asked_can_be_taken_back_with_a_reason() -> None:
    here, case_id = case_in_review()
    own = ask(here, case_id, FILED)
    said: dict[str, Any] = {"actor": here.officer.actor, "consultation_id": own, "now": FILED}
    with refused("ground_missing"):
        commands.take_back_consultation(ground=" ", key=key(), **said)
    commands.take_back_consultation(ground="ผู้ขอเปลี่ยนวิธีกำจัด", key=key(), **said)
    with refused("consultation_over", WrongState):
        answer(own, FILED)
    assert consultation_for_token(consultation_link(own), FILED).standing == "taken_back"
    assert_whole(case_id)


# Asking further


def test_the_asked_agency_asks_a_third_and_the_parent_shows_it() -> None:
    here, case_id = case_in_review()
    agency, adviser = other_agency()
    third, expert = other_agency("สำนักงานสาธารณสุขจังหวัด")
    passed, kept = paper_of(here, case_id, "แผนผัง.pdf"), paper_of(here, case_id, "งบการเงิน.pdf")
    own = ask(here, case_id, FILED, asked_id=agency, paper_ids=(passed,))
    with refused("not_found", NotFound):
        further_of(adviser, own, third, paper_ids=(kept,))
    with refused("consultation_whom"):
        further_of(adviser, own, here.agency)
    with refused("not_found", NotFound):
        further_of(expert, own, third)
    further = further_of(adviser, own, third, paper_ids=(passed,))
    with refused("consultation_too_far", WrongState):
        further_of(expert, further, agency)
    [parent] = consultations_of_case(office.case(case_id), FILED)
    assert [each.id for each in parent.further] == [further]
    later = at(date(2027, 3, 29))
    watches = {each.name.th: each.used.days for each in whole_case(here.officer.actor, case_id, later).consulted}
    assert watches == {
        "สำนักงานทรัพยากรธรรมชาติและสิ่งแวดล้อมจังหวัด": 4,
        "สำนักงานสาธารณสุขจังหวัด": 4,
    }
    answer(further, later, actor=expert.actor)
    assert consultation_seen(adviser.actor, own, later).further[0].row.state == "answered"
    assert_whole(case_id)


def test_what_was_asked_further_ends_with_the_answer_it_was_for() -> None:
    here, case_id = case_in_review()
    agency, adviser = other_agency()
    third, _ = other_agency("สำนักงานสาธารณสุขจังหวัด")
    own = ask(here, case_id, FILED, asked_id=agency)
    further = further_of(adviser, own, third)
    answer(own, FILED, actor=adviser.actor)
    assert consultation(further).state == "taken_back"
    assert_whole(case_id)


def further_of(who: town.Post, own: UUID, asked: UUID, **changes: Any) -> UUID:
    said: dict[str, Any] = {
        "actor": who.actor,
        "consultation_id": own,
        "asked_id": asked,
        "body": "",
        "email": "",
        "question_kind": "health",
        "questions": ("มีผลต่อสุขภาพของชุมชนหรือไม่",),
        "facts": consulting.FACTS,
        "paper_ids": (),
        "now": FILED,
        "key": key(),
    }
    return commands.pass_on_consultation(**{**said, **changes})


# Reminder and chase


def test_one_reminder_before_the_day_and_a_duty_to_ask_after_it_then() -> None:
    here, case_id = case_in_review()
    own = ask(here, case_id, FILED)
    commands.look_until(FILED, at(date(2027, 4, 6)))
    assert desk.kinds(case_id).count("case.consultation_reminded") == 1
    reminded = consultation(own).reminded_at
    assert reminded is not None
    assert reminded == at(date(2027, 4, 2), "08:30"), "the working day before the last"
    assert open_duties(case_id) == [], "6 April is Chakri Day"
    commands.look_until(at(date(2027, 4, 6)), at(date(2027, 4, 7)))
    [duty] = open_duties(case_id)
    assert duty.about == own
    assert [held.what for held in duties(here.officer.actor, at(date(2027, 4, 7)))].count("consultation_overdue") == 1
    assert_whole(case_id)


def test_who_asks_after_it_is_asked_again_a_week_later_and_no_sooner() -> None:
    here, case_id = case_in_review()
    own = ask(here, case_id, FILED)
    with refused("consultation_not_due", WrongState):
        _chase(here, own, at(date(2027, 4, 5)))
    commands.look_until(FILED, at(date(2027, 4, 7)))
    _chase(here, own, at(date(2027, 4, 7)))
    assert open_duties(case_id) == []
    commands.look_until(at(date(2027, 4, 7)), at(date(2027, 4, 15)))
    assert open_duties(case_id) == [], "a week later is Songkran"
    commands.look_until(at(date(2027, 4, 15)), at(date(2027, 4, 16)))
    assert len(open_duties(case_id)) == 1
    answer(own, at(date(2027, 4, 16)))
    assert open_duties(case_id) == []
    commands.look_until(at(date(2027, 4, 16)), at(date(2027, 4, 30)))
    assert open_duties(case_id) == []
    assert desk.kinds(case_id).count("case.consultation_overdue") == 2
    assert_whole(case_id)


def test_a_poller_that_slept_reminds_of_nothing_that_is_over() -> None:
    here, case_id = case_in_review()
    ask(here, case_id, FILED)
    for _ in range(3):
        commands.look_at_due_cases(at(date(2027, 4, 9)))
    assert desk.kinds(case_id).count("case.consultation_reminded") == 0
    assert desk.kinds(case_id).count("case.consultation_overdue") == 1


def test_an_answer_asked_for_by_tomorrow_needs_no_reminder() -> None:
    here, case_id = case_in_review()
    agree(here, 1, date(2027, 1, 4))
    ask(here, case_id, FILED)
    commands.look_until(FILED, at(date(2027, 3, 26)))
    assert "case.consultation_reminded" not in desk.kinds(case_id)


def test_an_overdue_answer_that_was_asked_further_is_the_duty_of_who_asked_it() -> None:
    here, case_id = case_in_review()
    agency, adviser = other_agency()
    third, _ = other_agency("สำนักงานสาธารณสุขจังหวัด")
    own = ask(here, case_id, FILED, asked_id=agency)
    further = further_of(adviser, own, third)
    commands.look_until(FILED, at(date(2027, 4, 7)))
    held = [duty for duty in duties(adviser.actor, at(date(2027, 4, 7))) if duty.what == "consultation_overdue"]
    assert [duty.notice for duty in held] == [further]
    _chase(here, further, at(date(2027, 4, 7)), actor=adviser.actor)
    with refused("not_found", NotFound):
        _chase(here, further, at(date(2027, 4, 8)))


def _chase(here: Office, own: UUID, now: datetime, **changes: Any) -> None:
    said: dict[str, Any] = {"actor": here.officer.actor, "consultation_id": own, "now": now, "key": key()}
    commands.chase_consultation(**{**said, **changes})


def test_each_mail_goes_once_and_tells_no_more_than_where_to_answer() -> None:
    here, case_id = case_in_review()
    own = ask(here, case_id, FILED)
    commands.look_until(FILED, at(date(2027, 4, 7)))
    _chase(here, own, at(date(2027, 4, 7)))
    sent = Outbox.objects.filter(effect="cases.consult").order_by("id").values_list("payload", flat=True)
    assert [payload["what"] for payload in sent] == ["asked", "reminded", "chased"]
    told = errand(own)
    assert told is not None
    assert told.address == "opinion@example.com"
    assert told.path == f"consult/{own}/{consultation_link(own)[32:]}/"
    answer(own, at(date(2027, 4, 8)))
    assert errand(own) is None


# What the applicant is told


def test_the_delay_notice_says_whom_one_waits_for_since_when_and_who_was_last_asked_when() -> None:
    here, case_id = case_in_review()
    own = ask(here, case_id, FILED)
    commands.look_until(FILED, at(date(2027, 4, 7), "10:00"))
    _chase(here, own, at(date(2027, 4, 7), "10:30"))
    commands.look_until(at(date(2027, 4, 7), "10:30"), at(date(2027, 4, 19)))
    notices = Notice.objects.filter(case=case_id, state="sent").order_by("number")
    assert [notice.number for notice in notices] == [1, 2, 3]
    told = notices[0].told
    assert f"รอความเห็นของ{consulting.OUTSIDE}" in told
    assert "25 มีนาคม 2570" in told
    assert "ติดตามครั้งล่าสุดเมื่อวันพุธที่ 7 เมษายน 2570" in told
    assert "คาดว่าจะพิจารณาแล้วเสร็จ" in told


def test_the_watch_of_the_asked_agency_counts_days_with_several_questions_once() -> None:
    here, case_id = case_in_review()
    first, second = ask(here, case_id, FILED), ask(here, case_id, FILED + timedelta(days=1))
    answer(second, FILED + timedelta(days=2))
    answer(first, FILED + timedelta(days=5))
    found = whole_case(here.officer.actor, case_id, FILED + timedelta(days=9))
    [watch] = found.consulted
    assert (watch.name.th, watch.used.days, watch.awaited) == (consulting.OUTSIDE, 5, None)
    assert [each.id for each in own_consultations(here.officer.actor, FILED + timedelta(days=9))] == []


def test_a_list_asks_the_same_few_questions_of_one_and_of_many(django_assert_num_queries: Any) -> None:
    here, case_id = case_in_review()
    other, adviser = other_agency()
    for _ in range(3):
        ask(here, case_id, FILED, asked_id=other)
    with django_assert_num_queries(3):
        assert len(waiting_for(adviser.actor, FILED)) == 3
    with django_assert_num_queries(3):
        assert len(own_consultations(here.officer.actor, FILED)) == 3


def test_a_look_acts_only_by_the_poller() -> None:
    here, case_id = case_in_review()
    ask(here, case_id, FILED)
    with refused("worker_only", NotAllowed):
        commands.look_at_case(actor=here.officer.actor, case_id=case_id, now=at(date(2027, 4, 2)), key=key())
    assert commands.look_at_case(actor=WORKER, case_id=case_id, now=FILED, key=key()) == ""
