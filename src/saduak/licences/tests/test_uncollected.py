"""Who does not pay within the time of the licence's law waives the grant; a good reason gives it back (K-5)."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases.tests import desk, office
from saduak.cases.tests.desk import WEDNESDAY
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.fees import commands as fees
from saduak.fees.models import Invoice, Payment
from saduak.ledger.actors import INSTALLER
from saduak.ledger.projections import differences
from saduak.licences.commands import look_at_licences, restore_claim
from saduak.licences.models import Licence, Uncollected
from saduak.licences.tests.grants import granted_restaurant, granted_waste, pay_for
from saduak.messages.models import Letter
from saduak.parties.tests import town
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
    assert list(differences()) == []


def test_nobody_pays_for_what_has_lapsed_and_what_comes_late_waits_to_be_paid_back(
    unpaid: tuple[office.Office, UUID],
) -> None:
    here, case_id = unpaid
    owed = lapsed(case_id)
    assert (owed.state, owed.credited) == ("void", 0)
    shown_in_statement(here, owed, AFTER, AFTER + timedelta(hours=1))
    paid = Payment.objects.get()
    assert (paid.what, paid.left) == ("void", owed.satang), "it is on the list of finance"
    assert not Licence.objects.exists()
    assert Uncollected.objects.get(case=case_id).is_lapsed
    assert list(differences()) == []


def test_what_the_bank_stamped_on_the_last_day_is_in_time_whenever_the_bank_tells_of_it(
    unpaid: tuple[office.Office, UUID],
) -> None:
    here, case_id = unpaid
    owed = lapsed(case_id)
    shown_in_statement(here, owed, datetime(2026, 11, 25, 16, 50, tzinfo=UTC), AFTER)
    row = Uncollected.objects.get(case=case_id)
    assert (row.is_lapsed, row.reason.split(" · ")[1]) == (False, "Paid in time by the bank's stamp.")
    anew = Invoice.objects.get(case=case_id, state="open")
    assert (anew.satang, anew.charges, anew.sample) == (owed.satang, owed.charges, owed.sample)
    assert anew.pay_by == row.collect_by
    clerk = town.officer(here.agency, "finance-of-claims", "finance")
    told: dict[str, Any] = {"payment_id": Payment.objects.get().id, "invoice_id": anew.id, "now": AFTER}
    fees.allocate(actor=clerk.actor, **told, key=key())
    desk.work(AFTER)
    assert Licence.objects.get(case=case_id).told().fee == 100_000
    assert list(differences()) == []


def test_what_was_counted_before_the_bill_was_withdrawn_counts_by_its_stamp(
    unpaid: tuple[office.Office, UUID],
) -> None:
    _, case_id = unpaid
    look_at_licences(AFTER)
    pay_for(case_id, datetime(2026, 11, 25, 16, 50, tzinfo=UTC))
    assert Licence.objects.get(case=case_id).told().fee == 100_000
    assert not Uncollected.objects.get(case=case_id).is_lapsed
    assert list(differences()) == []


def test_a_claim_given_back_lapses_again_when_it_is_not_paid_for(unpaid: tuple[office.Office, UUID]) -> None:
    here, case_id = unpaid
    lapsed(case_id)
    restore_claim(actor=here.authority.actor, case_id=case_id, reason="น้ำท่วม", now=AFTER, key=key())
    desk.work(AFTER)
    row = Uncollected.objects.get(case=case_id)
    assert (row.is_lapsed, row.collect_by) == (False, date(2026, 12, 21))
    assert Invoice.objects.get(case=case_id, state="open").pay_by == row.collect_by
    again = datetime(2026, 12, 22, 3, tzinfo=UTC)
    assert look_at_licences(again) == 1
    desk.work(again)
    assert Uncollected.objects.get(case=case_id).is_lapsed
    assert not Invoice.objects.filter(case=case_id, state="open").exists()
    assert list(differences()) == []


def test_a_model_text_waives_nothing_in_earnest(unpaid: tuple[office.Office, UUID], settings: Any) -> None:
    _, case_id = unpaid
    settings.DEMO = False
    look_at_licences(AFTER)
    assert not Uncollected.objects.get(case=case_id).is_lapsed
    assert not Letter.objects.filter(case_id=case_id, kind="lapse").exists()


def lapsed(case_id: UUID) -> Invoice:
    """The claim lapses and its bill is withdrawn; the bill."""
    owed = Invoice.objects.get(case=case_id)
    look_at_licences(AFTER)
    desk.work(AFTER)
    owed.refresh_from_db()
    return owed


def shown_in_statement(here: office.Office, owed: Invoice, paid_at: datetime, now: datetime) -> None:
    """A statement shows money with the references of an invoice; then what follows."""
    line = {"transaction": "S1", "channel": "mobile", "ref1": owed.ref1, "ref2": owed.ref2, "satang": owed.satang}
    told: dict[str, Any] = {"agency_id": here.agency, "statement": "S", "now": now}
    lines = ({**line, "paid_at": paid_at, "payer": "ผู้จ่าย"},)
    fees.take_statement(actor=INSTALLER, lines=lines, **told, key=key())
    desk.work(now)


def test_a_good_reason_gives_the_claim_back_and_what_was_paid_brings_the_licence(
    unpaid: tuple[office.Office, UUID],
) -> None:
    here, case_id = unpaid
    lapsed(case_id)
    told: dict[str, Any] = {"case_id": case_id, "now": AFTER}
    with pytest.raises(NotAllowed, match="not_authority"):
        restore_claim(actor=here.officer.actor, reason="น้ำท่วม", **told, key=key())
    with pytest.raises(DomainError, match="order_grounds_missing"):
        restore_claim(actor=here.authority.actor, reason=" ", **told, key=key())
    restore_claim(actor=here.authority.actor, reason="น้ำท่วม แจ้งไว้แล้ว", **told, key=key())
    desk.work(AFTER)
    pay_for(case_id, AFTER)
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
