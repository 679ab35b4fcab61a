"""Whether a later manual is offered to an application that was filed before it (LFA s.11; U11)."""

from datetime import datetime
from uuid import UUID

from saduak.cases.models import Case
from saduak.cases.story import Story, moment_of
from saduak.catalogue.queries import Publication, pinned, publications
from saduak.core.calendars import BANGKOK
from saduak.core.versions import Version, pinned_version


def offered_version(case: Case, story: Story, now: datetime) -> Publication | None:
    """The version the applicant may choose at `now`; None where none is offered or it was chosen already."""
    listed = publications(service=case.service, office=case.agency.slug)
    versions = [
        Version(str(each.id), each.valid_from, pinned(each.id).service.transition.kind)
        for each in listed
        if each.id == UUID(story.filed["publication"]) or each.valid_from > case.entered_at.astimezone(BANGKOK).date()
    ]
    found = pinned_version(moment_of(story.filed["entered_at"]), versions, now.astimezone(BANGKOK).date())
    if found.offered is None or found.offered == story.publication:
        return None
    return next(each for each in listed if str(each.id) == found.offered)
