"""What takes the place of a licence: never of one that was taken away, and it keeps what the older one had."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from saduak.cases import commands as cases
from saduak.cases.tests import desk, office
from saduak.core.errors import WrongState
from saduak.fees.models import Invoice
from saduak.ledger.projections import differences
from saduak.licences.commands import (
    lift_suspension,
    look_at_licences,
    replace_licence,
    restore_licence,
    revoke_licence,
    suspend_licence,
)
from saduak.licences.models import Licence, LicenceOrder
from saduak.licences.queries import status_list, status_of
from saduak.licences.tests.grants import granted_restaurant, granted_waste, pay_for
from saduak.licences.tests.test_renewing import AFTER, BEFORE, Held, again, carried, renewal
from saduak.messages.commands import record_delivery
from saduak.parties.tests.town import key

pytestmark = pytest.mark.django_db
WHY = "ตรวจพบว่าไม่มีที่ล้างมือ และยังไม่แก้ไขตามที่แจ้ง"
ORDERED = BEFORE + timedelta(days=1)
DECIDED = BEFORE + timedelta(days=2)


@pytest.fixture
def held(settings: Any) -> Held:
    """A licence of food premises that ends on 3 November 2027."""
    settings.DEMO = True
    here, case_id = granted_restaurant()
    pay_for(case_id)
    return here, Licence.objects.get(case=case_id)


def ordered(here: office.Office, row: Licence, now: datetime = ORDERED) -> dict[str, Any]:
    """An order of the authority on a licence."""
    told: dict[str, Any] = {"actor": here.authority.actor, "licence_id": row.id, "now": now, "key": key()}
    return {**told, "article": "", "grounds": WHY, "hearing": "heard"}


def asked(here: office.Office, row: Licence, change: str, now: datetime = BEFORE) -> Any:
    """An application about a licence that was lost, or is to be changed."""
    request = {"kind": "other", "licence_number": row.number, "change": change, "cause": "ตามที่แจ้ง"}
    return office.file(here, office.FOOD_LARGE, {**office.RESTAURANT, "request": request}, now=now)


def granted(here: office.Office, case_id: Any, now: datetime = DECIDED) -> None:
    """Decided, and paid where something is owed."""
    carried(here, case_id, now)
    if Invoice.objects.filter(case=case_id, state="open").exists():
        pay_for(case_id, now + timedelta(hours=1))


def test_a_suspended_licence_is_not_renewed_before_its_suspension_is_over(held: Held) -> None:
    here, row = held
    case_id = renewal(here, row)
    pay_for(case_id, BEFORE + timedelta(hours=1))
    suspend_licence(days=15, **ordered(here, row))
    granted(here, case_id)
    assert again(row).state == "suspended"
    assert not Licence.objects.filter(case=case_id).exists()
    look_at_licences(ORDERED + timedelta(days=15))
    assert not Licence.objects.filter(case=case_id).exists(), "the last day of the suspension"
    look_at_licences(ORDERED + timedelta(days=16))
    new = Licence.objects.get(case=case_id)
    assert (new.renews, again(row).state) == (row.id, "replaced")
    assert list(differences()) == []


def test_what_was_granted_meanwhile_is_issued_when_the_suspension_is_lifted(held: Held) -> None:
    here, row = held
    case_id = renewal(here, row)
    pay_for(case_id, BEFORE + timedelta(hours=1))
    suspend_licence(days=15, **ordered(here, row))
    granted(here, case_id)
    lift = DECIDED + timedelta(days=1)
    lift_suspension(actor=here.authority.actor, licence_id=row.id, grounds="แก้ไขแล้ว", now=lift, key=key())
    desk.work(lift)
    assert Licence.objects.get(case=case_id).renews == row.id
    assert list(differences()) == []


def test_a_revoked_licence_is_renewed_only_once_it_was_given_back(held: Held) -> None:
    here, row = held
    case_id = renewal(here, row)
    pay_for(case_id, BEFORE + timedelta(hours=1))
    revoke_licence(**ordered(here, row))
    granted(here, case_id)
    assert list(Licence.objects.values_list("state", flat=True)) == ["revoked"]
    back = DECIDED + timedelta(days=1)
    restore_licence(actor=here.authority.actor, licence_id=row.id, grounds="อุทธรณ์ฟังขึ้น", now=back, key=key())
    desk.work(back)
    assert Licence.objects.get(case=case_id).renews == row.id


@pytest.mark.parametrize("change", ["lost", "amend"])
def test_a_suspended_licence_has_no_other_in_its_place(held: Held, change: str) -> None:
    here, row = held
    case_id = asked(here, row, change)
    suspend_licence(days=15, **ordered(here, row))
    granted(here, case_id)
    assert again(row).state == "suspended"
    assert not Licence.objects.filter(case=case_id).exists()


def test_nothing_takes_the_place_of_a_licence_about_which_an_order_is_on_its_way() -> None:
    here, case_id = granted_waste(reply="paper")
    row = Licence.objects.get(case=case_id)
    now = datetime(2026, 11, 4, 6, tzinfo=UTC)
    suspend_licence(days=None, **ordered(here, row, now))
    with pytest.raises(WrongState, match="order_on_its_way"):
        replace_licence(actor=here.authority.actor, licence_id=row.id, grounds="สูญหาย", now=now, key=key())
    order = LicenceOrder.objects.get()
    assert order.letter
    told: dict[str, Any] = {"letter_id": order.letter, "lane": "hand", "outcome": "delivered", "proof": "RR 1"}
    record_delivery(actor=here.intake.actor, **told, at=now, now=now, key=key())
    look_at_licences(now)
    assert again(row).state == "suspended"


def test_a_substitute_keeps_the_renewal_that_was_filed_and_the_renewal_takes_its_place(held: Held) -> None:
    here, row = held
    case_id = renewal(here, row)
    pay_for(case_id, BEFORE + timedelta(hours=1))
    new_id = replace_licence(actor=here.authority.actor, licence_id=row.id, grounds="สูญหาย", now=ORDERED, key=key())
    substitute = Licence.objects.get(id=new_id)
    assert (substitute.renewal_case, substitute.renewal_paid_on) == (case_id, date(2027, 10, 4))
    assert status_of(substitute, AFTER).code == "pending_renewal"
    assert list(differences()) == []
    granted(here, case_id)
    renewed = Licence.objects.get(case=case_id)
    assert (renewed.renews, renewed.expires_on) == (new_id, date(2028, 11, 3))
    assert again(substitute).state == "replaced"
    assert list(differences()) == []


def test_a_licence_is_renewed_once_however_often_that_was_asked(held: Held) -> None:
    here, row = held
    first, second = renewal(here, row), renewal(here, row, BEFORE + timedelta(hours=1))
    for case_id in (first, second):
        pay_for(case_id, BEFORE + timedelta(hours=2))
        granted(here, case_id)
    assert Licence.objects.get(case=first).renews == row.id
    assert not Licence.objects.filter(case=second).exists()
    assert Licence.objects.exclude(state="replaced").count() == 1


def test_the_list_for_who_has_no_network_names_whom_a_renewal_protects(held: Held) -> None:
    here, row = held
    case_id = renewal(here, row)
    pay_for(case_id, BEFORE + timedelta(hours=1))
    assert status_list(BEFORE + timedelta(days=1)) == {}
    assert status_list(AFTER) == {row.code: "pending_renewal"}


def test_a_substitute_that_was_asked_for_says_what_the_licence_said(settings: Any) -> None:
    settings.DEMO = True
    conditions = ({"text": "ปิดภายใน 22.00 น.", "reason": "ใกล้ที่พักอาศัย"},)
    here, case_id = granted_restaurant(outcome="granted_with_conditions", conditions=conditions)
    pay_for(case_id)
    first = old = Licence.objects.get(case=case_id)
    for days in (0, 5):
        asking = asked(here, old, "lost", BEFORE + timedelta(days=days))
        granted(here, asking, DECIDED + timedelta(days=days))
        new = Licence.objects.get(case=asking)
        said, before = new.told(), first.told()
        assert "ปิดภายใน 22.00 น." in {each.th for each in said.conditions}
        for name in ("conditions", "permitted", "holder", "fee", "expires_on", "case_number", "version"):
            assert getattr(said, name) == getattr(before, name), name
        assert (said.fee, said.substitute, said.replaces) == (100_000, True, old.number)
        assert said.issued_on > before.issued_on
        assert any(new.number in line.th for line in said.lines)
        assert not any(first.number in line.th for line in said.lines)
        old = new
    assert list(differences()) == []


def test_a_renewal_waits_for_an_order_on_paper_and_for_the_end_of_what_it_ordered(settings: Any) -> None:
    settings.DEMO = True
    here, first = granted_restaurant(before=_answered_on_paper)
    pay_for(first)
    row = Licence.objects.get(case=first)
    case_id = renewal(here, row)
    pay_for(case_id, BEFORE + timedelta(hours=1))
    suspend_licence(days=15, **ordered(here, row))
    granted(here, case_id)
    assert (again(row).state, Licence.objects.filter(case=case_id).count()) == ("issued", 0)
    letter = LicenceOrder.objects.get().letter
    assert letter
    told: dict[str, Any] = {"letter_id": letter, "lane": "hand", "outcome": "delivered", "proof": "RR 1"}
    record_delivery(actor=here.intake.actor, **told, at=DECIDED, now=DECIDED, key=key())
    look_at_licences(DECIDED)
    assert (again(row).state, Licence.objects.filter(case=case_id).count()) == ("suspended", 0)
    look_at_licences(DECIDED + timedelta(days=16))
    assert Licence.objects.get(case=case_id).renews == row.id
    assert list(differences()) == []


def _answered_on_paper(here: office.Office, case_id: Any) -> None:
    cases.choose_reply(actor=here.citizen, case_id=case_id, reply="paper", seen=None, now=office.MONDAY, key=key())
