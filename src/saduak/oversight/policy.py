"""Whose figures somebody may see, and who may let an agency be compared."""

from datetime import datetime
from typing import Any
from uuid import UUID

from saduak.core.errors import NotAllowed
from saduak.core.reasons import Code
from saduak.ledger.actors import INSTALLER, WORKER, Actor
from saduak.parties.policy import YES, Policy, Role, Standing, Verdict, installer, no, standing_of

CENTRAL = (Role.REGULATOR, Role.AUDITOR)
LEADERS = (Role.SUPERVISOR, Role.AUTHORITY)
"""Who sees the figures of the own agency."""
JOINERS = (Role.AUTHORITY, Role.AGENCY_ADMIN)
"""Who lets the own agency be compared with others."""


def scope_of(actor: Actor, now: datetime) -> frozenset[UUID] | None:
    """The agencies whose figures the actor sees; None is every one. Raises NotAllowed("role_needed")."""
    who = standing_of(actor, now)
    if who.has_anywhere(*CENTRAL) or actor == INSTALLER:
        return None
    found = who.agencies_as(*LEADERS)
    if not found:
        raise NotAllowed("role_needed", roles=[Code("role", role) for role in (*CENTRAL, *LEADERS)])
    return found


def _join(who: Standing, agency: Any) -> Verdict:
    """Only the agency itself: not even the installer lets it be compared."""
    return YES if who.has_any(agency, *JOINERS) else no("role_needed", roles=[Code("role", role) for role in JOINERS])


def _count(who: Standing, _subject: object) -> Verdict:
    return YES if who.actor == WORKER else no("worker_only")


OVERSIGHT = Policy(
    {"join_comparison": _join, "leave_comparison": _join, "count_cases": _count, "recount": installer},
    {},
)
"""Verbs of this room; its figures have `scope_of`."""
require = OVERSIGHT.require
