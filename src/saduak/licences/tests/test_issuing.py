"""A case that is granted and owes nothing gives its licence by itself, once, and says on it what was granted."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings as django_settings
from django.db import IntegrityError, transaction

from saduak.cases.tests import desk, office
from saduak.cases.tests import test_appeals as appeals
from saduak.cases.tests.desk import WEDNESDAY
from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.fees.commands import bill_case, void_invoice
from saduak.fees.models import Invoice
from saduak.ledger.actors import REACTION
from saduak.ledger.guard import side_door
from saduak.ledger.projections import differences
from saduak.licences.commands import issue_licence, waive_fee
from saduak.licences.models import Licence
from saduak.licences.queries import licence_by_code, licence_by_number, licences_of_case, own_licences, register
from saduak.licences.queries.wording import wording
from saduak.licences.tests.grants import granted_restaurant, granted_waste, notified, pay_for
from saduak.messages.models import Letter
from saduak.parties.tests import town
from saduak.parties.tests.town import key

pytestmark = pytest.mark.django_db


@pytest.fixture
def billing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Figures of another body bill in a demonstration."""
    monkeypatch.setattr(django_settings, "DEMO", True)


def test_a_free_permit_is_issued_when_it_is_granted_and_its_holder_is_told() -> None:
    here, case_id = granted_waste()
    found = Licence.objects.get(case=case_id)
    record = found.told()
    assert (found.state, found.agency_id, found.form_code) == ("issued", here.agency, "กอ.1")
    assert found.number == "KKI-กอ.1-2570-00001"
    assert record.holder == office.case(case_id).words.applicant_name
    assert any(found.number in line.th for line in record.lines)
    assert (record.fee, record.issued_on, record.case_number) == (0, date(2026, 11, 4), office.case(case_id).number)
    letter = Letter.objects.get(case_id=case_id, kind="licence_issued")
    assert found.number in letter.subject
    assert f"/v/{found.code}/" in letter.body
    assert list(differences()) == []


def test_only_the_lines_that_were_granted_stand_on_the_permit() -> None:
    _, case_id = granted_waste(refused=(2,), lines=3)
    record = Licence.objects.get(case=case_id).told()
    assert [line.line for line in record.permitted] == [1, 3]
    assert "กากสี ชุดที่ 0" in record.permitted[0].told.th
    assert record.permitted[0].facts["description"].startswith("กากสี")
    assert all("คำสั่ง" not in line.told.th for line in record.permitted)


def test_the_period_that_was_asked_for_bounds_the_permit() -> None:
    _, case_id = granted_waste()
    asked = date.fromisoformat(office.FACTORY["period"]["ends_on"])
    found = Licence.objects.get(case=case_id)
    assert (found.issued_on, found.expires_on) == (date(2026, 11, 4), asked), "counted from the first day asked for"
    said = "\n".join(f"{line.th}\n{line.en}" for line in found.told().lines)
    assert "ใช้ได้ตั้งแต่ 1 ธันวาคม 2569" in said
    assert "Good from 1 December 2026" in said


def test_no_number_of_thirteen_digits_stands_on_a_licence() -> None:
    _, case_id = granted_waste()
    said = Licence.objects.get(case=case_id).said
    assert office.FACTORY["applicant"]["tax_id"] not in said
    assert office.RESTAURANT["applicant"]["person_id"] not in said


@pytest.mark.usefixtures("billing")
def test_a_licence_with_a_fee_is_issued_when_the_bank_says_that_it_is_paid() -> None:
    _, case_id = granted_restaurant()
    assert Invoice.objects.filter(case=case_id, state="open").exists()
    assert not Licence.objects.exists()
    pay_for(case_id)
    found = Licence.objects.get(case=case_id)
    assert (found.told().fee, found.expires_on) == (100_000, date(2027, 11, 3))
    assert "หนึ่งพันบาทถ้วน" in "".join(line.th for line in found.told().lines)
    assert "1 ถนนตัวอย่าง" not in found.said, "a home address is nobody's business"
    desk.work(WEDNESDAY + timedelta(days=1))
    assert Licence.objects.count() == 1


def test_what_cannot_be_billed_waits_for_finance_to_bill_or_to_waive() -> None:
    here, case_id = granted_restaurant()
    assert not Licence.objects.exists()
    own = town.officer(here.agency, "finance-here", "finance")
    charges = ({"fee": "by_hand", "name_th": "ค่าธรรมเนียม", "name_en": "Fee", "satang": 5_000},)
    bill_case(actor=own.actor, case_id=case_id, charges=charges, now=WEDNESDAY, key=key())
    desk.work(WEDNESDAY)
    assert not Licence.objects.exists()
    pay_for(case_id)
    assert Licence.objects.get(case=case_id).told().fee == 5_000


def test_finance_says_that_nothing_is_owed() -> None:
    here, case_id = granted_restaurant()
    own = town.officer(here.agency, "finance-here", "finance")
    told: dict[str, Any] = {"case_id": case_id, "now": WEDNESDAY}
    for who, reason, error in (
        (here.authority.actor, "ยกเว้น", NotAllowed),
        (own.actor, " ", DomainError),
        (own.actor, "ก" * 501, DomainError),
    ):
        with pytest.raises(error):
            waive_fee(actor=who, reason=reason, **told, key=key())
    for _ in range(2):
        waive_fee(actor=own.actor, reason="สภาท้องถิ่นยกเว้นค่าธรรมเนียมปีนี้", **told, key=key())
    desk.work(WEDNESDAY)
    assert Licence.objects.get(case=case_id).told().fee == 0
    assert list(differences()) == []


@pytest.mark.usefixtures("billing")
def test_nothing_is_waived_that_was_billed_or_not_granted() -> None:
    here, case_id = granted_restaurant()
    own = town.officer(here.agency, "finance-here", "finance")
    with pytest.raises(WrongState, match="case_billed"):
        waive_fee(actor=own.actor, case_id=case_id, reason="ยกเว้น", now=WEDNESDAY, key=key())
    pending = desk.restaurant_under_consideration(here)
    with pytest.raises(WrongState, match="case_not_granted"):
        waive_fee(actor=own.actor, case_id=pending, reason="ยกเว้น", now=WEDNESDAY, key=key())


@pytest.mark.usefixtures("billing")
def test_what_a_rule_computes_is_not_waived_after_its_invoice_was_cancelled() -> None:
    here, case_id = granted_restaurant()
    own = town.officer(here.agency, "finance-here", "finance")
    told: dict[str, Any] = {"actor": own.actor, "reason": "ยกเว้น", "now": WEDNESDAY}
    void_invoice(invoice_id=Invoice.objects.get(case=case_id).id, **told, key=key())
    with pytest.raises(WrongState, match="fee_computed"):
        waive_fee(case_id=case_id, **told, key=key())
    desk.work(WEDNESDAY)
    assert not Licence.objects.exists()


@pytest.mark.usefixtures("billing")
def test_a_notification_ends_in_its_certificate_without_end() -> None:
    _, case_id = notified()
    pay_for(case_id)
    found = Licence.objects.get(case=case_id)
    assert (found.form_code, found.expires_on) == ("สอ.6", None)
    assert found.told().title.th.startswith("หนังสือรับรอง")


def test_a_case_has_one_licence_however_often_it_is_asked() -> None:
    _, case_id = granted_waste()
    found = Licence.objects.get(case=case_id)
    assert issue_licence(actor=REACTION, case_id=case_id, now=WEDNESDAY, key=key()) == found.id
    twin = Licence.objects.get(id=found.id)
    twin.pk, twin.number, twin.code = uuid4(), "another", "ANOTHER123"
    with pytest.raises(IntegrityError), transaction.atomic(), side_door("bulk loader"):
        twin.save(force_insert=True)


def test_nobody_issues_a_licence_by_hand() -> None:
    here, case_id = granted_waste()
    for actor in (here.authority.actor, here.citizen):
        with pytest.raises(NotAllowed, match="reaction_only"):
            issue_licence(actor=actor, case_id=case_id, now=WEDNESDAY, key=key())


def test_what_is_refused_gives_nothing() -> None:
    _, case_id = granted_restaurant(before=desk.skip_hearing, **desk.REFUSAL)
    assert not Licence.objects.exists()
    assert issue_licence(actor=REACTION, case_id=case_id, now=WEDNESDAY, key=key()) is None


def test_what_an_appeal_grants_besides_stands_on_a_licence_in_the_place_of_the_first() -> None:
    here, case_id = granted_waste(refused=(2,))
    first = Licence.objects.get(case=case_id)
    _, head = appeals.superior_of(here)
    later = WEDNESDAY + timedelta(days=5)
    appeals.appeal(here, case_id)
    appeals.consider(here, case_id, "disagrees", later)
    appeals.decide(head, case_id, "altered", later, outcome="granted", lines=appeals.granted_lines())
    desk.work(later)
    desk.work(later)
    first.refresh_from_db()
    (new,) = Licence.objects.filter(case=case_id).exclude(id=first.id)
    assert (first.state, first.replaced_by, new.replaces) == ("replaced", new.id, first.id)
    assert [line.line for line in new.told().permitted] == [1, 2]
    assert new.expires_on == first.expires_on
    assert list(differences()) == []


def test_anybody_finds_it_by_code_number_and_words_and_its_holder_in_the_own_list() -> None:
    here, case_id = granted_waste()
    row = Licence.objects.get(case=case_id)
    assert licence_by_code(f" {row.code.lower()} ", WEDNESDAY).row == row
    assert licence_by_number(row.number.replace("2570", "๒๕๗๐"), WEDNESDAY).row == row
    shelf = (office.WASTE, here.slug)
    assert [found.row for found in register(*shelf, "ผลิตชิ้นส่วน", WEDNESDAY).rows] == [row]
    assert register(*shelf, "ไม่มีคำนี้", WEDNESDAY).rows == ()
    assert register(*shelf, "", WEDNESDAY, after=row.number).rows == ()
    assert [found.row for found in own_licences(here.citizen, WEDNESDAY)] == [row]
    assert [found.row for found in licences_of_case(here.officer.actor, case_id, WEDNESDAY)] == [row]
    stranger, _ = town.citizen("stranger")
    assert own_licences(stranger, WEDNESDAY) == ()
    assert licences_of_case(stranger, case_id, WEDNESDAY) == ()
    with pytest.raises(NotFound):
        licence_by_code("0000000000", WEDNESDAY)


def test_both_languages_have_the_same_words() -> None:
    assert wording("th").keys() == wording("en").keys()
