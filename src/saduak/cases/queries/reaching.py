"""Whether the applicant of a case could read on line what the agency writes."""

from datetime import datetime

from saduak.cases.models import Case
from saduak.parties.queries import opens_inbox


def can_be_reached_electronically(case: Case, now: datetime) -> bool:
    """Whether the person has a log-in, or the organisation an agent in force with one; else only paper serves."""
    return opens_inbox(case.person_id, case.organisation_id, case.service, now)
