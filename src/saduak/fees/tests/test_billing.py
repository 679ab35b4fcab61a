"""A granted case is billed by itself: what its manual asks, once, and figures of others in a demonstration only."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings as django_settings

from saduak.cases.tests import desk, office
from saduak.cases.tests.desk import WEDNESDAY
from saduak.cases.tests.test_appeals import appeal, decide, refused, superior_of
from saduak.core.errors import NotAllowed
from saduak.fees.commands import bill_case
from saduak.fees.models import Invoice
from saduak.parties.tests import town
from saduak.parties.tests.town import key

pytestmark = pytest.mark.django_db


def granted(**changes: Any) -> tuple[office.Office, UUID]:
    """A licence of food premises of 220 square metres, granted."""
    here = desk.with_letter_code(office.office())
    case_id = desk.restaurant_under_consideration(here)
    desk.draft(here, case_id, **changes)
    desk.check(here, case_id)
    return here, case_id


def test_a_granted_case_is_billed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(django_settings, "DEMO", True)
    here, case_id = granted()
    desk.decide(here, case_id)
    desk.work()
    desk.work()
    owed = Invoice.objects.get(case=case_id)
    assert (owed.satang, owed.sample, owed.case_number) == (100_000, True, office.case(case_id).number)
    assert (owed.person_id, owed.payer) == (here.person, "citizen-khon-kaen-city")
    assert owed.charges[0]["satang"] == 100_000
    assert owed.raised_at >= WEDNESDAY


def test_figures_of_another_body_bill_nobody_in_earnest() -> None:
    here, case_id = granted()
    desk.decide(here, case_id)
    desk.work()
    assert not Invoice.objects.exists()


def test_what_is_refused_is_not_billed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(django_settings, "DEMO", True)
    here, case_id = granted(**desk.REFUSAL)
    desk.skip_hearing(here, case_id)
    desk.decide(here, case_id)
    desk.work()
    assert not Invoice.objects.exists()


def test_what_an_appeal_grants_is_billed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(django_settings, "DEMO", True)
    here = desk.with_letter_code(office.office())
    case_id, (_, head) = refused(here), superior_of(here)
    appeal(here, case_id)
    assert not Invoice.objects.exists()
    later = WEDNESDAY + timedelta(days=5)
    decide(head, case_id, "revoked", later)
    desk.work(later)
    desk.work(later)
    owed = Invoice.objects.get(case=case_id)
    assert (owed.agency_id, owed.satang, owed.person_id) == (here.agency, 100_000, here.person)


def test_finance_bills_a_case_of_its_own_agency_by_hand() -> None:
    here, case_id = granted()
    desk.decide(here, case_id)
    charges = ({"fee": "by_hand", "name_th": "ค่าธรรมเนียม", "name_en": "Fee", "satang": 5_000},)
    told: dict[str, Any] = {"case_id": case_id, "charges": charges, "now": WEDNESDAY}
    other = town.officer(town.agency("เทศบาลอื่น"), "finance-elsewhere", "finance")
    for who, code in ((other.actor, "not_finance"), (here.officer.actor, "not_finance")):
        with pytest.raises(NotAllowed, match=code):
            bill_case(actor=who, **told, key=key())
    own = town.officer(here.agency, "finance-here", "finance")
    owed = Invoice.objects.get(id=bill_case(actor=own.actor, **told, key=key()))
    assert (owed.case, owed.satang, owed.person_id, owed.sample) == (case_id, 5_000, here.person, False)
