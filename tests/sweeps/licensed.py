"""A licence of one agency for the sweeps."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from saduak.cases import commands as cases
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import FACTORY, MONDAY, WASTE, Office, key
from saduak.cases.tests.test_appeals import consents
from saduak.licences.models import Licence


def licensed(at: Office) -> UUID:
    """A waste permit that was granted; its licence is public, so nothing on it is marked."""
    case_id = office.file(at, WASTE, FACTORY)
    cases.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    desk.begin(at, case_id, "review")
    desk.finish(at, case_id, "review")
    consents(at, case_id)
    desk.draft(at, case_id, "", lines=({"line": 1, "outcome": "granted", "conditions": [], "reasons": ""},))
    desk.check(at, case_id)
    desk.decide(at, case_id)
    return case_id


def of_licence(case_id: UUID) -> Mapping[str, Any]:
    """What commands and addresses are given of the licence of a case."""
    found = Licence.objects.filter(case=case_id).first()
    return {"licence_id": found.id, "licence_code": found.code, "licence_number": found.number} if found else {}
