"""Who may look, who connects a register, and who sees that somebody looked."""

from importlib import import_module
from typing import Any, NamedTuple
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from saduak.ledger.actors import INSTALLER, WORKER
from saduak.linkage.models import Look
from saduak.linkage.ports import CaseAgency, CaseApplicant
from saduak.parties.policy import ALL, YES, Policy, Standing, Verdict, View, admin, no

LOOKERS = ("intake", "officer", "checker")
"""Whose work needs the facts; the authority decides on what they found."""
READERS = (*LOOKERS, "authority", "supervisor")

AUDITOR = "auditor"


class Matter(NamedTuple):
    """A case at an agency, about which somebody wants to look; without a case, the agency itself."""

    agency_id: UUID
    case_id: UUID | None = None


def _look(who: Standing, matter: Matter) -> Verdict:
    """An officer of the agency whose case it is, and only for that case."""
    if not who.has_any(matter.agency_id, *LOOKERS):
        return no("not_looking_officer")
    return _of_the_agency(matter)


def _copy(who: Standing, matter: Matter) -> Verdict:
    """The applicant who brings the copy, as the room of the case knows them; or an officer who takes it."""
    applies_in: CaseApplicant = import_module(settings.WIRING).CASE_APPLICANT
    is_bringer = matter.case_id is not None and applies_in(who, matter.case_id)
    if not is_bringer and not who.has_any(matter.agency_id, *LOOKERS):
        return no("not_looking_officer")
    return _of_the_agency(matter)


def _of_the_agency(matter: Matter) -> Verdict:
    agency_of: CaseAgency = import_module(settings.WIRING).CASE_AGENCY
    is_theirs = matter.case_id is not None and agency_of(matter.case_id) == matter.agency_id
    return YES if is_theirs else no("not_case_of_agency")


def _keeper(who: Standing, _subject: Any) -> Verdict:
    return YES if who.actor in {INSTALLER, WORKER} else no("installer_only")


def _sees(who: Standing, look: Look) -> bool:
    is_own = look.subject_id in _own(who)
    return is_own or who.has_any(look.agency_id, *READERS) or who.has_anywhere(AUDITOR)


def _seen(who: Standing) -> Q:
    if who.has_anywhere(AUDITOR):
        return ALL
    return Q(subject_id__in=_own(who)) | Q(agency__in=who.agencies_as(*READERS))


def _own(who: Standing) -> frozenset[UUID]:
    """Oneself, and those for whom one acts in everything: a mandate for one service opens the page of its case only."""
    return who.principals_in("") | ({who.person} if who.person else frozenset())


LINKAGE = Policy(
    {
        "record_look": _look,
        "attest": _look,
        "record_copy_asked": _copy,
        "connect_register": admin,
        "import_register": admin,
        "forget_look": _keeper,
    },
    {Look: View(_sees, _seen)},
)
"""Verbs and rows of this room."""

may, require, visible_to = LINKAGE.may, LINKAGE.require, LINKAGE.visible_to
