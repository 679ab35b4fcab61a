"""What agencies agreed: recorded, replaced, ended; how it was kept, and which delay notices it would have spared."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saduak.cases import commands
from saduak.cases.models import Agreement
from saduak.cases.queries.agreements import Question, agreement_in_force, agreements_of
from saduak.cases.queries.breaches import Kept, breaches
from saduak.cases.tests import consulting, desk, office
from saduak.cases.tests.consulting import OUTSIDE, agree, answer, ask
from saduak.cases.tests.office import FACTORY, INDUSTRY, WASTE, Office, key
from saduak.cases.tests.test_consultations import FILED, assert_whole, at, case_in_review, refused
from saduak.core.errors import NotAllowed, NotFound, WrongState
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

YEAR = date(2027, 1, 4)


def in_force(here: Office, day: date, **changes: Any) -> Agreement | None:
    said: dict[str, Any] = {"asked": None, "name": OUTSIDE, "service": office.WASTE, "kind": "environment"}
    return agreement_in_force(Question(here.agency, **{**said, **changes}), day)


def test_an_agreement_holds_from_its_first_to_its_last_day() -> None:
    here = office.office(INDUSTRY)
    own = agree(here, 5, YEAR, until=date(2027, 12, 31))
    assert [getattr(in_force(here, day), "id", None) for day in (date(2027, 1, 3), YEAR, date(2027, 12, 31))] == [
        None,
        own,
        own,
    ]
    assert in_force(here, date(2028, 1, 1)) is None
    assert in_force(here, YEAR, name=f"  {OUTSIDE} ") is not None, "a name with spaces around it is the same"
    assert in_force(here, YEAR, name="อื่น") is None


def test_a_new_one_takes_the_place_of_the_old_from_its_first_day() -> None:
    here = office.office(INDUSTRY)
    old = agree(here, 5, YEAR)
    new = agree(here, 8, date(2027, 7, 1), replaces=old)
    assert getattr(in_force(here, date(2027, 6, 30)), "id", None) == old
    assert getattr(in_force(here, date(2027, 7, 1)), "id", None) == new
    with refused("agreement_over", WrongState):
        agree(here, 8, date(2027, 8, 1), replaces=old)
    assert [row.number for row in agreements_of(here.agency)]


def test_an_agreement_ends_before_its_time_by_a_command_only() -> None:
    here = office.office(INDUSTRY)
    own = agree(here, 5, YEAR)
    said: dict[str, Any] = {"agency_id": here.agency, "agreement_id": own, "now": FILED}
    with refused("role_needed", NotAllowed):
        commands.end_agreement(actor=here.officer.actor, ended_on=date(2027, 3, 31), key=key(), **said)
    commands.end_agreement(actor=here.authority.actor, ended_on=date(2027, 3, 31), key=key(), **said)
    assert in_force(here, date(2027, 3, 31)) is not None
    assert in_force(here, date(2027, 4, 1)) is None
    with refused("agreement_end_later"):
        commands.end_agreement(actor=here.authority.actor, ended_on=date(2027, 4, 30), key=key(), **said)
    commands.end_agreement(actor=here.authority.actor, ended_on=date(2027, 3, 26), key=key(), **said)
    assert in_force(here, date(2027, 3, 27)) is None, "an end that is still to come may come sooner"
    with refused("agreement_over", WrongState):
        later = {**said, "now": FILED + timedelta(days=7)}
        commands.end_agreement(actor=here.authority.actor, ended_on=date(2027, 3, 25), key=key(), **later)


def test_a_new_one_takes_only_the_place_of_one_with_the_same_body() -> None:
    here = office.office(INDUSTRY)
    old = agree(here, 5, YEAR)
    with refused("agreement_other_body"):
        agree(here, 8, date(2027, 7, 1), replaces=old, asked_id=town.agency("another"))
    with refused("agreement_other_body"):
        agree(here, 8, date(2027, 7, 1), replaces=old, body="สำนักงานอื่น")
    assert in_force(here, date(2027, 7, 1)) is not None
    said: dict[str, Any] = {"agency_id": here.agency, "agreement_id": old, "ended_on": date(2027, 6, 1), "now": FILED}
    commands.end_agreement(actor=here.authority.actor, key=key(), **said)
    agree(here, 8, date(2027, 7, 1), replaces=old, body=f" {OUTSIDE} ", now=FILED)
    assert agreements_of(here.agency)[-1].ended_on == date(2027, 6, 1), "it ended by itself before"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"body": ""}, "agreement_with"),
        ({"amount": 0}, "agreement_days"),
        ({"amount": 366}, "agreement_days"),
        ({"unit": "month"}, "agreement_days"),
        ({"number": " "}, "agreement_number"),
        ({"until": date(2026, 12, 31)}, "agreement_term"),
        ({"service": "health/none"}, "agreement_service"),
        ({"question_kind": "weather"}, "consultation_kind"),
    ],
)
def test_half_an_agreement_is_refused(changes: dict[str, Any], code: str) -> None:
    here = office.office(INDUSTRY)
    with refused(code):
        agree(here, changes.pop("amount", 5), YEAR, **changes)
    assert not Agreement.objects.exists()


def test_only_authority_and_administrator_of_the_own_agency_record_one() -> None:
    here = office.office(INDUSTRY)
    for actor in (here.officer.actor, here.citizen, town.officer(town.agency(), "elsewhere", "authority").actor):
        with refused("role_needed", NotAllowed):
            agree(here, 5, YEAR, actor=actor)
    agree(here, 5, YEAR, actor=town.officer(here.agency, "the-admin", "agency_admin").actor)
    with refused("agreement_with"):
        agree(here, 5, YEAR, asked_id=here.agency)
    with refused("not_found", NotFound):
        agree(here, 5, YEAR, replaces=UUID(int=5))


# How it was kept


def decided(here: Office, case_id: UUID, now: datetime) -> None:
    """Reviewed, drafted, checked and refused at once."""
    desk.finish(here, case_id, "review", now)
    desk.skip_hearing(here, case_id)
    line = {"line": 1, "outcome": "refused", "conditions": (), "reasons": desk.REFUSAL["reasons"]}
    desk.draft(here, case_id, **{**desk.REFUSAL, "lines": (line,)}, now=now)
    desk.check(here, case_id, now=now)
    desk.decide(here, case_id, now=now)


def kept(here: Office, now: datetime) -> Kept:
    [found] = breaches(here.agency, now)
    return found


def test_an_answer_over_songkran_cost_three_notices_that_the_agreement_would_have_spared() -> None:
    here, case_id = case_in_review()
    agree(here, 3, YEAR)
    own = ask(here, case_id, FILED)
    assert consulting.consultation(own).due_on == date(2027, 3, 30)
    commands.look_until(FILED, at(date(2027, 4, 20), "09:00"))
    answer(own, at(date(2027, 4, 20), "09:30"))
    decided(here, case_id, at(date(2027, 4, 20), "14:00"))
    found = kept(here, at(date(2027, 4, 21)))
    assert [(each.notice, each.sent_on, each.saved) for each in found.spared] == [
        (1, date(2027, 4, 7), 21),
        (2, date(2027, 4, 12), 21),
        (3, date(2027, 4, 19), 21),
    ]
    assert (found.answered, found.in_time, found.late, found.median, found.verdict) == (1, 0, 1, 14, "renegotiate")
    assert_whole(case_id)


def test_a_notice_that_would_have_gone_all_the_same_is_not_spared() -> None:
    here, case_id = case_in_review()
    agree(here, 3, YEAR)
    own = ask(here, case_id, FILED)
    answer(own, at(date(2027, 4, 1)))
    commands.look_until(FILED, at(date(2027, 4, 20), "09:00"))
    decided(here, case_id, at(date(2027, 4, 20), "14:00"))
    found = kept(here, at(date(2027, 4, 21)))
    assert found.late == 1
    assert [each.notice for each in found.spared] == [3], (
        "two days earlier is Sunday: Monday 19 April, before its notice"
    )


def test_days_on_which_another_agency_was_late_as_well_save_nothing() -> None:
    here, case_id = case_in_review()
    agree(here, 3, YEAR)
    agree(here, 3, YEAR, body="สำนักงานโยธาธิการ")
    own, other = ask(here, case_id, FILED), ask(here, case_id, FILED, body="สำนักงานโยธาธิการ")
    commands.look_until(FILED, at(date(2027, 4, 20), "09:00"))
    answer(own, at(date(2027, 4, 20), "09:30"))
    answer(other, at(date(2027, 4, 20), "09:40"))
    decided(here, case_id, at(date(2027, 4, 20), "14:00"))
    assert [found.spared for found in breaches(here.agency, at(date(2027, 4, 21)))] == [[], []]


def test_many_late_answers_ask_no_more_of_the_database_than_one() -> None:
    here, case_id = case_in_review()
    agree(here, 3, YEAR)
    late = at(date(2027, 4, 20), "09:30")
    numbers = []
    for asked in (case_id, one_more_in_review(here), one_more_in_review(here)):
        answer(ask(here, asked, FILED), late)
        with CaptureQueriesContext(connection) as found:
            [under] = breaches(here.agency, late)
        numbers.append((under.late, len(found)))
    assert [late for late, _ in numbers] == [1, 2, 3]
    assert len({queries for _, queries in numbers}) == 1


def one_more_in_review(here: Office) -> UUID:
    """Another waste permit of the same office, whose review has begun."""
    answers = {**FACTORY, "period": {"starts_on": "2027-06-01", "ends_on": "2028-05-31"}}
    case_id = office.file(here, WASTE, answers, now=FILED)
    commands.confirm_complete(actor=here.intake.actor, case_id=case_id, seen=None, now=FILED, key=key())
    desk.begin(here, case_id, "review", FILED)
    return case_id


def test_as_long_as_a_case_is_undecided_its_notices_are_only_counted() -> None:
    here, case_id = case_in_review()
    agree(here, 3, YEAR)
    own = ask(here, case_id, FILED)
    commands.look_until(FILED, at(date(2027, 4, 9)))
    assert (kept(here, at(date(2027, 4, 9))).overdue, kept(here, at(date(2027, 4, 9))).verdict) == (1, "renegotiate")
    answer(own, at(date(2027, 4, 9)))
    assert (kept(here, at(date(2027, 4, 9))).undecided, kept(here, at(date(2027, 4, 9))).spared) == (1, [])


def test_who_is_asked_without_an_agreement_is_listed_as_one_to_agree_with() -> None:
    here, case_id = case_in_review()
    asked = [ask(here, case_id, FILED) for _ in range(3)]
    for own, days in zip(asked, (1, 2, 5), strict=True):
        answer(own, FILED + timedelta(days=days))
    found = kept(here, FILED + timedelta(days=9))
    assert (found.verdict, found.asked.th, sorted(found.times), found.p90) == ("agree", OUTSIDE, [1, 1, 3], 3)


def test_an_agreement_that_is_kept_needs_nothing() -> None:
    here, case_id = case_in_review()
    agree(here, 5, YEAR)
    assert kept(here, FILED).verdict == "unused"
    answer(ask(here, case_id, FILED), FILED + timedelta(days=1))
    assert (kept(here, FILED).verdict, kept(here, FILED).in_time) == ("kept", 1)
