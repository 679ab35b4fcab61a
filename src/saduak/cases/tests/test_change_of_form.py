"""An application on the old form สก.2, filed on its last evening: under which manual it is when form กอ.1 has begun."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.queries import whole_case
from saduak.cases.tests import office
from saduak.cases.tests.office import FACTORY, WASTE, key
from saduak.catalogue.commands import publish_version
from saduak.core.errors import WrongState
from saduak.core.package import Transition
from saduak.ledger.actors import INSTALLER
from saduak.sources.compiled import compiled
from saduak.sources.packages import package

pytestmark = pytest.mark.django_db

LAST_EVENING = datetime(2023, 10, 31, 11, 45, tzinfo=UTC)
"""A Tuesday, 18.45 in Bangkok: after hours, so it counts as received on the first day of the new form."""
OPENING = datetime(2023, 11, 1, 1, 30, tzinfo=UTC)


def publish_both(at: office.Office, transition: str) -> UUID:
    """The old manual and the new one, which treats what is pending as `transition` says; the id of the old."""
    old, new = package(WASTE, "2549-04-25"), package(WASTE, "2566-11-01")
    article = "moi_waste_2566 24" if transition == "move" else ""
    changed = replace(new.service, transition=Transition(transition, article))  # type: ignore[arg-type]
    names: dict[str, Any] = {"service": WASTE, "office": at.slug, "office_th": at.slug, "office_en": at.slug}
    ids = [
        publish_version(actor=INSTALLER, province="40", compiled=compiled(each), now=LAST_EVENING, key=key(), **names)
        for each in (old, replace(new, service=changed))
    ]
    return ids[0]


@pytest.mark.parametrize("transition", ["keep", "move"])
def test_the_old_form_stands_at_filing_though_it_counts_as_received_on_the_first_day_of_the_new(
    transition: str,
) -> None:
    at = office.office("factory-office")
    old = publish_both(at, transition)
    answers = {**FACTORY, "period": {"starts_on": "2023-12-01", "ends_on": "2024-11-30"}}
    papers = office.papers_needed(old, answers)
    case_id = office.file(at, WASTE, answers, now=LAST_EVENING, publication_id=old, papers=papers)
    case = whole_case(at.citizen, case_id, LAST_EVENING)
    assert case.package.service.form_code == "สก.2"
    assert (case.row.entered_at, case.clock.received_at) == (LAST_EVENING, OPENING)
    with pytest.raises(WrongState, match="version_not_offered"):
        commands.choose_version(
            actor=at.citizen,
            case_id=case_id,
            publication_id=office.publication(at.slug, WASTE),
            seen=None,
            now=OPENING,
            key=key(),
        )
