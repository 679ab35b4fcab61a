"""Who does not pay within the time of the licence's law waives the grant; a good reason gives it back (K-5)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases.tests import desk, office
from saduak.cases.tests.desk import WEDNESDAY
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.ledger.projections import differences
from saduak.licences.commands import look_at_licences, restore_claim
from saduak.licences.models import Licence, Uncollected
from saduak.licences.tests.grants import granted_restaurant, granted_waste, pay_for
from saduak.messages.models import Letter
from saduak.parties.tests.town import key

pytestmark = pytest.mark.django_db
LAST = date(2026, 11, 25)
"""Fifteen working days after 4 November 2026."""
AFTER = datetime(2026, 11, 26, 3, tzinfo=UTC)


@pytest.fixture
def unpaid(settings: Any) -> tuple[office.Office, UUID]:
    """Food premises granted, told and not paid for."""
    settings.DEMO = True
    here, case_id = granted_restaurant()
    desk.work(WEDNESDAY)
    return here, case_id


def test_what_is_not_paid_in_fifteen_working_days_is_waived_and_its_applicant_told(
    unpaid: tuple[office.Office, UUID],
) -> None:
    _, case_id = unpaid
    assert Uncollected.objects.get(case=case_id).collect_by == LAST
    assert look_at_licences(AFTER - timedelta(days=1)) == 0
    assert look_at_licences(AFTER) == 1
    assert look_at_licences(AFTER + timedelta(days=1)) == 0
    assert Uncollected.objects.get(case=case_id).is_lapsed
    assert Letter.objects.filter(case_id=case_id, kind="lapse").count() == 1
    pay_for(case_id, AFTER)
    assert not Licence.objects.exists(), "the money is finance's to pay back"
    assert list(differences()) == []


def test_a_good_reason_gives_the_claim_back_and_what_was_paid_brings_the_licence(
    unpaid: tuple[office.Office, UUID],
) -> None:
    here, case_id = unpaid
    look_at_licences(AFTER)
    pay_for(case_id, AFTER)
    told: dict[str, Any] = {"case_id": case_id, "now": AFTER}
    with pytest.raises(NotAllowed, match="not_authority"):
        restore_claim(actor=here.officer.actor, reason="น้ำท่วม", **told, key=key())
    with pytest.raises(DomainError, match="order_grounds_missing"):
        restore_claim(actor=here.authority.actor, reason=" ", **told, key=key())
    restore_claim(actor=here.authority.actor, reason="น้ำท่วม แจ้งไว้แล้ว", **told, key=key())
    desk.work(AFTER)
    assert Licence.objects.get(case=case_id).told().fee == 100_000
    with pytest.raises(WrongState, match="claim_not_lapsed"):
        restore_claim(actor=here.authority.actor, reason="อีก", **told, key=key())
    assert list(differences()) == []


def test_who_pays_in_time_and_who_owes_nothing_waive_nothing(unpaid: tuple[office.Office, UUID]) -> None:
    _, case_id = unpaid
    pay_for(case_id)
    assert look_at_licences(AFTER) == 0
    assert Licence.objects.filter(case=case_id, state="issued").exists()
    _, free = granted_waste()
    assert not Uncollected.objects.filter(case=free).exists()
