"""An appeal that ends in a refusal takes the licence away, from when its holder is told (APA s.42, s.46)."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from saduak.cases.tests import desk, office
from saduak.cases.tests.desk import WEDNESDAY
from saduak.cases.tests.test_appeals import TEXTS, appeal, consider
from saduak.ledger.actors import REACTION
from saduak.ledger.projections import differences
from saduak.licences.commands import look_at_licences, undo_licence
from saduak.licences.models import Licence, LicenceOrder
from saduak.licences.queries import status_of
from saduak.licences.tests.grants import granted_waste
from saduak.messages.commands import record_delivery
from saduak.messages.models import Letter
from saduak.parties.tests.town import key

pytestmark = pytest.mark.django_db
TOLD = WEDNESDAY + timedelta(days=5)


def refused_on_appeal(here: office.Office, case_id: UUID) -> Licence:
    """A permit in part is appealed against, and all of it refused; its licence."""
    refused: dict[str, Any] = {"outcome": "refused", "conditions": [], "reasons": "ไม่เข้าเกณฑ์"}
    lines = tuple({"line": number, **refused} for number in (1, 2))
    consider(here, case_id, "agrees", TOLD, report="ตรวจใหม่ทั้งเรื่อง", lines=lines, **TEXTS)
    desk.work(TOLD)
    return Licence.objects.get(case=case_id)


def test_a_permit_in_part_that_becomes_a_refusal_ends_and_bars_nobody() -> None:
    here, case_id = granted_waste(refused=(2,))
    assert status_of(Licence.objects.get(case=case_id), WEDNESDAY).code == "valid"
    appeal(here, case_id)
    row = refused_on_appeal(here, case_id)
    assert (status_of(row, TOLD).code, row.barred_until) == ("revoked", None)
    order = LicenceOrder.objects.get()
    assert (order.kind, order.article, order.in_force_on) == ("revocation", "apa 46", row.state_since)
    assert TEXTS["facts"] in order.grounds
    assert order.power["position"]
    undo_licence(actor=REACTION, licence_id=row.id, now=TOLD, key=key())
    assert LicenceOrder.objects.count() == 1
    assert list(differences()) == []


def test_on_paper_it_is_good_until_the_letter_of_the_appeal_arrives() -> None:
    here, case_id = granted_waste(refused=(2,), reply="paper")
    handed(here, desk.letters(case_id)[-1], WEDNESDAY)
    appeal(here, case_id)
    row = refused_on_appeal(here, case_id)
    assert status_of(row, TOLD).code == "valid"
    later = TOLD + timedelta(days=2)
    handed(here, desk.letters(case_id)[-1], later)
    look_at_licences(later)
    row.refresh_from_db()
    assert status_of(row, later).code == "revoked"
    assert list(differences()) == []


def handed(here: office.Office, letter: Letter, now: datetime) -> None:
    """A letter on paper is handed over; then what follows."""
    told: dict[str, Any] = {"lane": "hand", "outcome": "delivered", "proof": "ลงชื่อรับ", "at": now}
    record_delivery(actor=here.intake.actor, letter_id=letter.id, **told, now=now, key=key())
    desk.work(now)
