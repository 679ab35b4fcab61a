"""What becomes of a licence: suspended, revoked, given up, replaced, lapsed or restored; by an order with reasons."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from saduak.cases.tests import office
from saduak.cases.tests.desk import WEDNESDAY
from saduak.core.errors import DomainError, NotAllowed, NotFound, SaduakError, WrongState
from saduak.ledger.projections import differences
from saduak.licences.commands import (
    cancel_licence,
    lapse_licence,
    lift_suspension,
    look_at_licences,
    put_in_force,
    replace_licence,
    restore_licence,
    revoke_licence,
    suspend_licence,
)
from saduak.licences.models import Licence, LicenceOrder
from saduak.licences.queries import changed_since, licence, orders_of, status_list, status_of
from saduak.licences.tests.grants import granted_restaurant, granted_waste, pay_for
from saduak.messages.commands import record_delivery
from saduak.messages.models import Letter
from saduak.parties.tests import town
from saduak.parties.tests.town import key

pytestmark = pytest.mark.django_db
WHY = "ตรวจพบว่าไม่มีที่ล้างมือ และยังไม่แก้ไขตามที่แจ้ง"
LATER = WEDNESDAY + timedelta(hours=2)


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch, settings: Any) -> tuple[office.Office, Licence]:
    """A licence of food premises in use, its agency and its holder."""
    settings.DEMO = True
    here, case_id = granted_restaurant()
    pay_for(case_id)
    return here, Licence.objects.get(case=case_id)


Held = tuple[office.Office, Licence]


def ordered(here: office.Office, row: Licence, **changes: Any) -> dict[str, Any]:
    """An order of the authority on a licence."""
    told: dict[str, Any] = {"actor": here.authority.actor, "licence_id": row.id, "now": LATER, "key": key()}
    return {**told, "article": "", "grounds": WHY, "hearing": "heard", **changes}


def again(row: Licence) -> Licence:
    return Licence.objects.get(id=row.id)


def test_a_suspension_holds_as_soon_as_its_holder_is_told_and_ends_by_itself(held: Held) -> None:
    here, row = held
    assert status_of(row, LATER).code == "valid"
    suspend_licence(days=15, **ordered(here, row))
    row = again(row)
    assert (status_of(row, LATER).code, row.suspended_until) == ("suspended", date(2026, 11, 19))
    assert status_list(LATER) == {row.code: "suspended"}
    assert [found.row.id for found in changed_since(LATER - timedelta(minutes=1), LATER)] == [row.id]
    assert status_of(row, LATER + timedelta(days=16)).code == "valid"
    assert status_list(LATER + timedelta(days=16)) == {}
    letter = Letter.objects.get(kind="suspension")
    for said in (row.number, WHY, "15 วัน", "อุทธรณ์"):
        assert said in letter.subject + letter.body
    (order,) = orders_of(here.officer.actor, row.id, LATER)
    assert (order.kind, order.article, order.hearing, order.in_force_on) == (
        "suspension",
        "pha 59",
        "heard",
        date(2026, 11, 4),
    )
    assert order.power["position"]
    assert list(differences()) == []


def test_a_suspension_is_lifted_at_once(held: Held) -> None:
    here, row = held
    suspend_licence(days=10, **ordered(here, row))
    told: dict[str, Any] = {"licence_id": row.id, "grounds": "แก้ไขแล้ว", "now": LATER}
    lift_suspension(actor=here.authority.actor, **told, key=key())
    row = again(row)
    assert (status_of(row, LATER).code, row.suspended_until) == ("valid", None)
    with pytest.raises(WrongState, match="licence_not_suspended"):
        lift_suspension(actor=here.authority.actor, **told, key=key())
    assert list(differences()) == []


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"days": 16}, "suspension_too_long"),
        ({"days": 0}, "suspension_too_long"),
        ({"days": None}, "suspension_too_long"),
        ({"article": "pha 1"}, "order_not_in_law"),
        ({"grounds": "  "}, "order_grounds_missing"),
        ({"grounds": "ก" * 20_001}, "order_too_long"),
        ({"hearing": ""}, "hearing_unsaid"),
        ({"hearing": "because"}, "hearing_unsaid"),
    ],
)
def test_an_order_keeps_to_the_law_of_the_licence(held: Held, changes: dict[str, Any], code: str) -> None:
    here, row = held
    with pytest.raises(DomainError, match=code):
        suspend_licence(**{**ordered(here, row), "days": 5, **changes})
    assert not LicenceOrder.objects.exists()


def test_only_the_authority_of_the_agency_orders(held: Held) -> None:
    here, row = held
    other = town.officer(town.agency("เทศบาลอื่น"), "authority-elsewhere", "authority")
    for actor in (here.officer.actor, here.citizen, other.actor):
        with pytest.raises(NotAllowed):
            suspend_licence(days=5, **ordered(here, row, actor=actor))
        with pytest.raises(NotAllowed):
            revoke_licence(**ordered(here, row, actor=actor))
        with pytest.raises(NotAllowed):
            put_in_force(actor=actor, licence_id=row.id, order_id=row.id, on=date(2026, 11, 4), now=LATER, key=key())


def test_a_revocation_bars_its_holder_for_as_long_as_the_law_says(held: Held) -> None:
    here, row = held
    revoke_licence(**ordered(here, row))
    row = again(row)
    assert (status_of(row, LATER).code, row.barred_until) == ("revoked", date(2027, 11, 4))
    with pytest.raises(WrongState, match="licence_does_not_hold"):
        suspend_licence(days=5, **ordered(here, row))
    restore_licence(actor=here.authority.actor, licence_id=row.id, grounds="อุทธรณ์ฟังขึ้น", now=LATER, key=key())
    row = again(row)
    assert (status_of(row, LATER).code, row.barred_until) == ("valid", None)
    assert list(differences()) == []


def test_an_order_on_paper_waits_for_the_post() -> None:
    here, case_id = granted_waste(reply="paper")
    row = Licence.objects.get(case=case_id)
    suspend_licence(days=None, **ordered(here, row))
    assert status_of(again(row), LATER).code == "valid"
    with pytest.raises(WrongState, match="order_on_its_way"):
        suspend_licence(days=None, **ordered(here, row))
    order = LicenceOrder.objects.get()
    posted(here, order, "posted", LATER)
    order.refresh_from_db()
    assert order.deemed_on == date(2026, 11, 11)
    assert look_at_licences(LATER + timedelta(days=6)) == 0
    assert look_at_licences(LATER + timedelta(days=8)) == 1
    assert status_of(again(row), LATER + timedelta(days=8)).code == "suspended"
    assert list(differences()) == []


def test_an_order_on_paper_holds_from_when_it_is_handed_over() -> None:
    here, case_id = granted_waste(reply="paper")
    row = Licence.objects.get(case=case_id)
    suspend_licence(days=None, **ordered(here, row))
    posted(here, LicenceOrder.objects.get(), "delivered", LATER)
    assert status_of(again(row), LATER).code == "suspended"
    assert again(row).suspended_until is None


def test_an_order_that_the_post_brought_back_is_told_to_nobody() -> None:
    here, case_id = granted_waste(reply="paper")
    row = Licence.objects.get(case=case_id)
    suspend_licence(days=None, **ordered(here, row))
    order = LicenceOrder.objects.get()
    posted(here, order, "posted", LATER)
    posted(here, order, "returned", LATER + timedelta(days=3))
    order.refresh_from_db()
    assert order.deemed_on is None
    late = LATER + timedelta(days=30)
    assert look_at_licences(late) == 0
    assert status_of(again(row), late).code == "valid"
    posted(here, order, "posted", late)
    assert look_at_licences(late + timedelta(days=8)) == 1, "sent once more, it counts from then"
    assert status_of(again(row), late + timedelta(days=8)).code == "suspended"
    assert list(differences()) == []


def test_an_order_that_came_back_on_the_day_it_would_count_holds_nobody() -> None:
    here, case_id = granted_waste(reply="paper")
    row = Licence.objects.get(case=case_id)
    suspend_licence(days=None, **ordered(here, row))
    order = LicenceOrder.objects.get()
    posted(here, order, "posted", LATER)
    posted(here, order, "returned", LATER + timedelta(days=8))
    assert status_of(again(row), LATER + timedelta(days=8)).code == "valid"


def posted(here: office.Office, order: LicenceOrder, state: str, now: datetime) -> None:
    """What became of the letter of an order."""
    assert order.letter
    lane = "hand" if state == "delivered" else "post"
    told: dict[str, Any] = {"letter_id": order.letter, "lane": lane, "outcome": state, "proof": "RR 1", "at": now}
    record_delivery(actor=here.intake.actor, **told, now=now, key=key())
    look_at_licences(now)


def test_the_holder_gives_it_up(held: Held) -> None:
    here, row = held
    stranger, _ = town.citizen("stranger")
    with pytest.raises(NotAllowed, match="not_holder"):
        cancel_licence(actor=stranger, licence_id=row.id, reason="", now=LATER, key=key())
    cancel_licence(actor=here.citizen, licence_id=row.id, reason="เลิกกิจการ", now=LATER, key=key())
    assert status_of(again(row), LATER).code == "cancelled"
    with pytest.raises(WrongState, match="licence_does_not_hold"):
        cancel_licence(actor=here.citizen, licence_id=row.id, reason="", now=LATER, key=key())
    assert list(differences()) == []


def test_a_substitute_is_good_as_long_as_the_one_that_was_lost(held: Held) -> None:
    here, row = held
    new_id = replace_licence(actor=here.authority.actor, licence_id=row.id, grounds="ใบเดิมสูญหาย", now=LATER, key=key())
    old, new = again(row), Licence.objects.get(id=new_id)
    assert (old.state, old.replaced_by, status_of(old, LATER).code) == ("replaced", new.id, "replaced")
    assert (new.expires_on, new.replaces, new.case, new.told().substitute) == (old.expires_on, old.id, old.case, True)
    assert new.told().replaces == old.number
    assert new.number != old.number
    assert new.told().permitted == old.told().permitted
    with pytest.raises(WrongState, match="licence_does_not_hold"):
        replace_licence(actor=here.authority.actor, licence_id=row.id, grounds="อีก", now=LATER, key=key())
    assert list(differences()) == []


def test_a_licence_in_use_does_not_lapse_for_what_is_not_collected(held: Held) -> None:
    here, row = held
    with pytest.raises(DomainError, match="order_not_in_law"):
        lapse_licence(**ordered(here, row))


def test_the_letter_of_an_order_says_nothing_of_refusals() -> None:
    here, case_id = granted_waste()
    suspend_licence(days=None, **ordered(here, Licence.objects.get(case=case_id)))
    body = Letter.objects.get(kind="suspension").body
    assert "ไม่อนุญาต" not in body
    for said in ("เจ้าหน้าที่ผู้ทำคำสั่ง", "15 วัน", "มาตรา 44"):
        assert said in body


def test_the_counter_takes_down_that_a_licence_is_given_up_with_a_reason(held: Held) -> None:
    here, row = held
    told: dict[str, Any] = {"actor": here.intake.actor, "licence_id": row.id, "now": LATER}
    with pytest.raises(DomainError, match="order_grounds_missing"):
        cancel_licence(reason=" ", **told, key=key())
    cancel_licence(reason="ผู้รับใบอนุญาตแจ้งเลิกที่เคาน์เตอร์ แสดงบัตรแล้ว", **told, key=key())
    assert status_of(again(row), LATER).code == "cancelled"


def test_a_licence_lapses_by_its_law_and_is_given_back_with_a_reason() -> None:
    here, case_id = granted_waste()
    row = Licence.objects.get(case=case_id)
    lapse_licence(**ordered(here, row))
    assert status_of(again(row), LATER).code == "lapsed"
    told: dict[str, Any] = {"actor": here.authority.actor, "licence_id": row.id, "now": LATER}
    with pytest.raises(DomainError, match="order_grounds_missing"):
        restore_licence(**told, grounds=" ", key=key())
    restore_licence(**told, grounds="มีเหตุอันสมควร แจ้งไว้ภายในกำหนด", key=key())
    assert status_of(again(row), LATER).code == "valid"
    assert list(differences()) == []


def test_a_law_without_the_rule_gives_no_such_order() -> None:
    here, case_id = granted_waste()
    row = Licence.objects.get(case=case_id)
    with pytest.raises(DomainError, match="order_not_in_law"):
        revoke_licence(**ordered(here, row))


def test_an_expired_licence_is_not_suspended_and_nobody_elses_is_seen(held: Held) -> None:
    here, row = held
    late = datetime(2027, 12, 1, 3, tzinfo=UTC)
    assert status_of(row, late).code == "expired"
    with pytest.raises(SaduakError, match="licence_does_not_hold"):
        suspend_licence(days=5, **ordered(here, row, now=late))
    stranger, _ = town.citizen("stranger")
    for actor in (here.citizen, here.officer.actor):
        assert licence(actor, row.id, LATER).row == row
    with pytest.raises(NotFound):
        licence(stranger, row.id, LATER)
    assert orders_of(stranger, row.id, LATER) == ()


def test_who_lost_a_licence_does_not_apply_anew_before_its_law_lets_them(held: Held) -> None:
    here, row = held
    revoke_licence(**ordered(here, row))
    with pytest.raises(WrongState, match="barred_until"):
        office.file(here, office.FOOD_LARGE, office.RESTAURANT, now=LATER)
    small = {**office.RESTAURANT, "place": {**office.RESTAURANT["place"], "area": "150.00"}}
    office.file(here, office.FOOD_SMALL, small, now=LATER)
    other, person = town.citizen("other")
    office.file(here, office.FOOD_LARGE, office.RESTAURANT, now=LATER, actor=other, person_id=person)
    office.file(here, office.FOOD_LARGE, office.RESTAURANT, now=datetime(2027, 11, 5, 3, tzinfo=UTC))
