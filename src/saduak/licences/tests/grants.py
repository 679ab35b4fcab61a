"""Cases granted and paid, for tests of what follows."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from saduak.cases import commands
from saduak.cases.tests import desk, office
from saduak.cases.tests.desk import WEDNESDAY
from saduak.cases.tests.test_appeals import consents
from saduak.fees import commands as fees
from saduak.fees.models import Invoice
from saduak.fees.policy import BANK
from saduak.ledger.actors import INSTALLER
from saduak.parties.tests.town import key

WHY = "ตามผลการตรวจสอบเอกสาร"
BILLER = "099400016550100"


def granted_waste(
    refused: tuple[int, ...] = (), lines: int = 2, reply: str = "electronic"
) -> tuple[office.Office, UUID]:
    """A waste permit of some lines, granted; it costs nothing."""
    here = desk.with_letter_code(office.office(office.INDUSTRY))
    case_id = desk.waste_under_consideration(here, lines)
    consents(here, case_id)
    if reply == "paper":
        commands.choose_reply(actor=here.citizen, case_id=case_id, reply=reply, seen=None, now=office.MONDAY, key=key())
    decided: list[dict[str, Any]] = [
        {"line": number, "outcome": "refused" if number in refused else "granted", "conditions": [], "reasons": WHY}
        for number in range(1, lines + 1)
    ]
    whole: dict[str, Any] = {"facts": WHY, "law": WHY, "reasons": WHY} if refused else {}
    if refused:
        desk.skip_hearing(here, case_id)
    decide(here, case_id, outcome="", lines=tuple(decided), **whole)
    return here, case_id


def decide(here: office.Office, case_id: UUID, now: datetime = WEDNESDAY, **changes: Any) -> None:
    """Draft, check and decide; then what follows."""
    desk.draft(here, case_id, **changes)
    desk.check(here, case_id)
    desk.decide(here, case_id)
    desk.work(now)


def city() -> office.Office:
    """A city with an account."""
    here = desk.with_letter_code(office.office())
    told: dict[str, Any] = {"agency_id": here.agency, "biller": BILLER, "receipt_book": "E1", "now": WEDNESDAY}
    fees.set_bank_account(actor=INSTALLER, **told, key=key())
    return here


def granted_restaurant(
    here: office.Office | None = None,
    *,
    before: Callable[[office.Office, UUID], None] = lambda _here, _case: None,
    **changes: Any,
) -> tuple[office.Office, UUID]:
    """Food premises of 220 square metres, granted; in a demonstration billed at 1,000 baht. `before` the decision
    something else may happen."""
    here = here or city()
    case_id = desk.restaurant_under_consideration(here)
    before(here, case_id)
    decide(here, case_id, **changes)
    return here, case_id


def notified() -> tuple[office.Office, UUID]:
    """Food premises of 150 square metres, notified and certified."""
    here = city()
    place = {**office.RESTAURANT["place"], "area": "150.00"}
    case_id = office.file(here, office.FOOD_SMALL, {**office.RESTAURANT, "place": place})
    commands.confirm_complete(actor=here.intake.actor, case_id=case_id, seen=None, now=office.MONDAY, key=key())
    desk.begin(here, case_id, "examination")
    desk.finish(here, case_id, "examination")
    decide(here, case_id)
    return here, case_id


def pay_for(case_id: UUID, now: datetime = WEDNESDAY + timedelta(hours=1), transaction: str = "") -> None:
    """The bank calls back for the open invoice of a case; then what follows."""
    owed = Invoice.objects.get(case=case_id, state="open")
    fees.announce_payment(
        actor=BANK,
        biller=BILLER,
        transaction=transaction or f"T{owed.ref1}",
        channel="mobile",
        ref1=owed.ref1,
        ref2=owed.ref2,
        satang=owed.satang,
        paid_at=now,
        payer="ผู้จ่าย",
        now=now,
        key=key(),
    )
    desk.work(now)
