"""A renewal that was filed and paid in time keeps the licence in force until it is decided; its holder is reminded."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from saduak.cases import commands as cases
from saduak.cases.tests import desk, office
from saduak.fees.models import Invoice
from saduak.ledger.models import Event
from saduak.ledger.projections import differences
from saduak.licences.commands import look_at_licences
from saduak.licences.models import Licence, Reminder
from saduak.licences.queries import status_of
from saduak.licences.tests.grants import granted_restaurant, granted_waste, pay_for
from saduak.messages.commands import record_delivery
from saduak.messages.models import Letter
from saduak.parties.tests import town
from saduak.parties.tests.town import key

pytestmark = pytest.mark.django_db
ENDS = date(2027, 11, 3)
BEFORE = datetime(2027, 10, 4, 3, tzinfo=UTC)
AFTER = datetime(2027, 11, 8, 3, tzinfo=UTC)
Held = tuple[office.Office, Licence]


@pytest.fixture
def held(settings: Any) -> Held:
    """A licence of food premises that ends on 3 November 2027."""
    settings.DEMO = True
    here, case_id = granted_restaurant()
    pay_for(case_id)
    row = Licence.objects.get(case=case_id)
    assert row.expires_on == ENDS
    return here, row


def renewal(here: office.Office, row: Licence, now: datetime = BEFORE, **changes: Any) -> Any:
    """An application to renew, filed by the holder; then what follows."""
    request = {"kind": "renewal", "licence_number": row.number}
    case_id = office.file(here, office.FOOD_LARGE, {**office.RESTAURANT, "request": request}, now=now, **changes)
    desk.work(now)
    return case_id


def again(row: Licence) -> Licence:
    return Licence.objects.get(id=row.id)


def test_who_filed_and_paid_in_time_goes_on_until_it_is_decided(held: Held) -> None:
    here, row = held
    case_id = renewal(here, row)
    assert (again(row).renewal_case, again(row).renewal_filed_on) == (case_id, date(2027, 10, 4))
    assert status_of(again(row), AFTER).code == "expired", "not paid"
    pay_for(case_id, BEFORE + timedelta(hours=1))
    assert again(row).renewal_paid_on == date(2027, 10, 4)
    assert status_of(again(row), BEFORE).code == "valid"
    assert status_of(again(row), AFTER).code == "pending_renewal"
    assert list(differences()) == []


def test_who_paid_too_late_is_not_protected(held: Held) -> None:
    here, row = held
    case_id = renewal(here, row, datetime(2027, 11, 1, 3, tzinfo=UTC))
    pay_for(case_id, datetime(2027, 11, 5, 3, tzinfo=UTC))
    assert status_of(again(row), AFTER).code == "expired"


def test_who_withdraws_the_renewal_is_protected_no_longer(held: Held) -> None:
    here, row = held
    case_id = renewal(here, row)
    pay_for(case_id, BEFORE + timedelta(hours=1))
    late = AFTER + timedelta(days=1)
    cases.withdraw(actor=here.citizen, case_id=case_id, ground="เลิกกิจการ", seen=None, now=late, key=key())
    desk.work(late)
    assert status_of(again(row), late).code == "expired"


def test_a_stranger_renews_nobody_elses_licence(held: Held) -> None:
    here, row = held
    other, person = town.citizen("other")
    renewal(here, row, actor=other, person_id=person)
    assert again(row).renewal_case is None


def test_the_renewed_licence_begins_where_the_old_one_ends(held: Held) -> None:
    here, row = held
    case_id = renewal(here, row)
    pay_for(case_id, BEFORE + timedelta(hours=1))
    carried(here, case_id, BEFORE + timedelta(days=2))
    new = Licence.objects.get(case=case_id)
    assert (new.renews, new.expires_on) == (row.id, date(2028, 11, 3))
    assert (again(row).state, again(row).replaced_by) == ("replaced", new.id)
    assert list(differences()) == []


def test_a_refusal_ends_the_protection_when_it_is_told_and_not_before(held: Held) -> None:
    here, row = held
    case_id = renewal(here, row)
    pay_for(case_id, BEFORE + timedelta(hours=1))
    cases.choose_reply(actor=here.citizen, case_id=case_id, reply="paper", seen=None, now=BEFORE, key=key())
    considered(here, case_id, AFTER)
    skipped: dict[str, Any] = {"ground": "facts_of_the_party", "reason": "ผู้ขอให้ไว้เองในคำขอ", "seen": None, "now": AFTER}
    cases.skip_hearing(actor=here.officer.actor, case_id=case_id, **skipped, key=key())
    decided(here, case_id, AFTER, **desk.REFUSAL)
    assert status_of(again(row), AFTER).code == "pending_renewal", "an order binds from when it is told"
    letter = Letter.objects.filter(case_id=case_id).latest("id")
    told: dict[str, Any] = {"lane": "hand", "outcome": "delivered", "proof": "ลงชื่อรับ"}
    handed = AFTER + timedelta(days=2)
    record_delivery(actor=here.intake.actor, letter_id=letter.id, **told, at=handed, now=handed, key=key())
    desk.work(handed)
    assert again(row).renewal_decided_on == date(2027, 11, 10)
    assert status_of(again(row), handed).code == "expired"
    assert list(differences()) == []


def test_a_grant_that_is_not_paid_for_yet_ends_no_protection(held: Held) -> None:
    here, row = held
    case_id = renewal(here, row)
    carried(here, case_id, BEFORE + timedelta(days=2))
    assert not Licence.objects.filter(case=case_id).exists(), "its fee is owed"
    assert (again(row).renewal_case, again(row).renewal_decided_on) == (case_id, None)


def test_who_could_be_asked_for_nothing_is_protected_by_filing(held: Held, settings: Any) -> None:
    here, row = held
    settings.DEMO = False
    renewal(here, row)
    assert not Invoice.objects.filter(state="open").exists()
    assert again(row).renewal_paid_on == date(2027, 10, 4)
    assert status_of(again(row), AFTER).code == "pending_renewal"
    assert list(differences()) == []


def test_the_article_of_a_renewal_is_that_of_the_licences_own_law(held: Held) -> None:
    here, row = held
    renewal(here, row)
    assert {said.legal_basis for said in Event.objects.filter(kind="licence.renewal_filed")} == {"pha 55"}


def carried(here: office.Office, case_id: Any, now: datetime) -> None:
    """The renewal through its steps to the grant."""
    considered(here, case_id, now)
    decided(here, case_id, now)


def considered(here: office.Office, case_id: Any, now: datetime) -> None:
    """The renewal through its steps."""
    cases.confirm_complete(actor=here.intake.actor, case_id=case_id, seen=None, now=now, key=key())
    desk.begin(here, case_id, "visit", now)
    desk.visit(here, case_id, visited_at=now, now=now)
    desk.finish(here, case_id, "visit", now)
    desk.begin(here, case_id, "opinion", now)
    desk.finish(here, case_id, "opinion", now)


def decided(here: office.Office, case_id: Any, now: datetime, **changes: Any) -> None:
    """It is decided; then what follows."""
    desk.draft(here, case_id, now=now, **changes)
    desk.check(here, case_id, now=now)
    desk.decide(here, case_id, now=now)
    desk.work(now)


def test_the_holder_is_reminded_at_sixty_thirty_and_seven_days_and_once_each(held: Held) -> None:
    _, row = held
    noon = datetime(2027, 11, 3, 5, tzinfo=UTC)
    for before, reminders in ((61, 0), (60, 1), (59, 1), (30, 2), (7, 3), (1, 3)):
        look_at_licences(noon - timedelta(days=before))
        assert Reminder.objects.filter(licence=row).count() == reminders
    letters = Letter.objects.filter(kind="renewal_reminder")
    assert letters.count() == 3
    assert all(row.number in letter.subject for letter in letters)
    assert list(differences()) == []


def test_who_has_filed_is_not_reminded_and_a_late_look_reminds_once(held: Held) -> None:
    here, row = held
    soon = datetime(2027, 10, 30, 5, tzinfo=UTC)
    assert look_at_licences(soon) == 1
    assert look_at_licences(soon) == 0
    renewal(here, row, soon)
    assert look_at_licences(soon + timedelta(days=3)) == 0


def test_a_permit_for_a_year_of_waste_is_reminded_too() -> None:
    granted_waste()
    assert look_at_licences(datetime(2027, 10, 1, 5, tzinfo=UTC)) == 1
    assert Letter.objects.filter(kind="renewal_reminder").count() == 1


@pytest.mark.parametrize(
    ("change", "state", "successors"), [("close", "cancelled", 0), ("lost", "replaced", 1), ("amend", "replaced", 1)]
)
def test_what_else_is_asked_about_a_licence_is_done_to_it_when_it_is_granted(
    held: Held, change: str, state: str, successors: int
) -> None:
    here, row = held
    request = {"kind": "other", "licence_number": row.number, "change": change, "cause": "ตามที่แจ้ง"}
    now = BEFORE
    case_id = office.file(here, office.FOOD_LARGE, {**office.RESTAURANT, "request": request}, now=now)
    carried(here, case_id, now + timedelta(hours=1))
    if Invoice.objects.filter(case=case_id, state="open").exists():
        pay_for(case_id, now + timedelta(hours=2))
    desk.work(now + timedelta(hours=3))
    new = Licence.objects.filter(case=case_id)
    assert (again(row).state, new.count()) == (state, successors)
    for each in new:
        assert (each.expires_on, each.replaces, each.told().substitute) == (ENDS, row.id, change == "lost")
    assert list(differences()) == []
