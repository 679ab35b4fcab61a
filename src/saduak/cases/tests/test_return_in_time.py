"""The licence's own law gives the agency fifteen days to return what is incomplete (PHA s.56): a duty on that day."""

from datetime import date, timedelta

import pytest

from saduak.cases import commands
from saduak.cases.models import Duty
from saduak.cases.tests import office
from saduak.cases.tests.office import FACTORY, FOOD_LARGE, INDUSTRY, MONDAY, RESTAURANT, WASTE, key

pytestmark = pytest.mark.django_db

FIFTEENTH = date(2026, 11, 17)


def test_who_takes_cases_in_is_told_on_the_last_day_and_no_more_once_it_is_complete() -> None:
    at = office.office()
    case_id = office.file(at, FOOD_LARGE, RESTAURANT)
    commands.look_at_due_cases(MONDAY + timedelta(days=14))
    told = Duty.objects.filter(case=case_id, what="return_incomplete")
    assert not told.exists()
    commands.look_at_due_cases(MONDAY + timedelta(days=15))
    assert [(duty.due_on, duty.state) for duty in told] == [(FIFTEENTH, "open")]
    commands.look_at_due_cases(MONDAY + timedelta(days=16))
    assert told.count() == 1
    later = MONDAY + timedelta(days=17)
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=later, key=key())
    assert told.get().state == "done"


def test_an_act_without_such_a_time_tells_nobody() -> None:
    at = office.office(INDUSTRY)
    case_id = office.file(at, WASTE, FACTORY)
    commands.look_at_due_cases(MONDAY + timedelta(days=16))
    assert not Duty.objects.filter(case=case_id, what="return_incomplete").exists()
