"""What a later manual does to an application that was filed before it: nothing, an offer, or a move (LFA s.11; U11)."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from uuid import UUID

from saduak.cases.models import Case
from saduak.cases.story import Story, moment_of
from saduak.catalogue.queries import Publication, pinned, publications, stamp
from saduak.core.calendars import BANGKOK
from saduak.core.transitions import BEFORE_DECISION
from saduak.core.versions import Pinned, Version, pinned_version

MOVE = "move"


def offered_version(case: Case, story: Story, now: datetime) -> Publication | None:
    """The version the applicant may choose at `now`; None where none is offered or it was chosen already."""
    found, listed = _standing(case, story, now)
    if found.offered is None or found.offered == story.publication:
        return None
    return next(each for each in listed if str(each.id) == found.offered)


def imposed_version(case: Case, story: Story, now: datetime) -> Publication | None:
    """The version that a law puts in place of the present one at `now`; None where none does."""
    found, listed = _standing(case, story, now)
    held = next(each for each in listed if str(each.id) == story.publication)
    imposed = next(each for each in listed if str(each.id) == found.version)
    return imposed if imposed.valid_from > held.valid_from else None


def _standing(case: Case, story: Story, now: datetime) -> tuple[Pinned, Sequence[Publication]]:
    """The versions of the case's service and office, and what those since the filing do to it."""
    listed = publications(service=case.service, office=case.agency.slug)
    versions = [
        Version(str(each.id), each.valid_from, pinned(each.id).service.transition.kind)
        for each in listed
        if each.id == UUID(story.filed["publication"]) or each.valid_from > case.entered_at.astimezone(BANGKOK).date()
    ]
    found = pinned_version(moment_of(story.filed["entered_at"]), versions, now.astimezone(BANGKOK).date())
    return found, listed


def pending_moves(now: datetime) -> Iterator[tuple[UUID, UUID]]:
    """Each pending application, with the version in force that a law puts in place of its own."""
    for each in _moving(stamp()):
        if each.valid_from <= now.astimezone(BANGKOK).date():
            cases = Case.objects.filter(
                service=each.service,
                agency__slug=each.office,
                state__in=[state.value for state in BEFORE_DECISION],
                entered_at__lt=_beginning(each.valid_from),
                publication__valid_from__lt=each.valid_from,
            )
            yield from ((case_id, each.id) for case_id in cases.order_by("id").values_list("id", flat=True))


@lru_cache(maxsize=4)
def _moving(_stamp: str) -> tuple[Publication, ...]:
    """The versions of offices that move what is pending under an earlier one, earliest first; asked by every poller,
    so read once for each state of the catalogue."""
    listed = sorted((each for each in publications() if each.office), key=lambda each: each.valid_from)
    first = {(each.service, each.office): each.id for each in reversed(listed)}
    later = [each for each in listed if first[each.service, each.office] != each.id]
    return tuple(each for each in later if pinned(each.id).service.transition.kind == MOVE)


def _beginning(day: date) -> datetime:
    return datetime.combine(day, time(), BANGKOK)
