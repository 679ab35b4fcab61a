"""What is written at the counter of an agency, for the sweeps."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from saduak.cases import commands as cases
from saduak.cases.tests import office
from saduak.cases.tests.office import FOOD_LARGE, MONDAY, Office, key


def counter_draft(at: Office, person: UUID, answers: Mapping[str, Any]) -> UUID:
    """What a clerk writes for somebody who stands at the counter."""
    return cases.start_draft(
        actor=at.intake.actor,
        agency_id=at.agency,
        publication_id=office.publication(at.slug, FOOD_LARGE),
        person_id=person,
        organisation_id=None,
        channel="counter",
        answers=answers,
        now=MONDAY,
        key=key(),
    )
