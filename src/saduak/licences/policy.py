"""Who may issue licences and order about them, and who may see whose they are. What stands on one is public."""

from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from saduak.ledger.actors import REACTION, WORKER, Actor
from saduak.licences.models import Licence, LicenceOrder
from saduak.parties.policy import ALL, YES, Policy, Role, Standing, Verdict, View, no

SEALING = Actor("system", "sealing", channel="worker")
"""Seals the sheets of licences after commit."""
STAFF = (Role.AUTHORITY, Role.OFFICER, Role.CHECKER, Role.INTAKE, Role.SUPERVISOR, Role.FINANCE)
"""Who sees the licences of an agency with what was ordered about them."""
CENTRAL = (Role.AUDITOR,)


class Claim(NamedTuple):
    """The licence that a case of an agency may bring."""

    agency_id: UUID


def _finance(who: Standing, claim: Claim) -> Verdict:
    return YES if who.has(Role.FINANCE, claim.agency_id) else no("not_finance")


def _restores(who: Standing, claim: Claim) -> Verdict:
    """The authority, for a good reason; by itself where it was paid for in time."""
    return YES if who.actor == REACTION or who.has(Role.AUTHORITY, claim.agency_id) else no("not_authority")


def _follows(who: Standing, _subject: Any) -> Verdict:
    return YES if who.actor in {REACTION, WORKER} else no("reaction_only")


def _seals(who: Standing, _licence: Licence) -> Verdict:
    return YES if who.actor == SEALING else no("reaction_only")


def _authority(who: Standing, licence: Licence) -> Verdict:
    if is_holder(who, licence):
        return no("own_licence")
    return YES if who.has(Role.AUTHORITY, licence.agency_id) else no("not_authority")


def _holder_or_counter(who: Standing, licence: Licence) -> Verdict:
    """The holder, or the counter for whoever stands there."""
    helps = who.has_any(licence.agency_id, Role.INTAKE, Role.OFFICER, Role.AUTHORITY)
    return YES if helps or is_holder(who, licence) else no("not_holder")


def is_holder(who: Standing, licence: Licence) -> bool:
    """Whether the actor holds it, or acts for who does under a mandate that reaches the service."""
    holding = {licence.person_id, licence.organisation_id} - {None}
    own = who.principals_in(licence.service) | ({who.person} if who.person else frozenset())
    return bool(holding & own)


def _sees(who: Standing, licence: Licence) -> bool:
    staff = who.has_any(licence.agency_id, *STAFF) or who.has_anywhere(*CENTRAL)
    return staff or who.actor in {REACTION, WORKER, SEALING} or is_holder(who, licence)


def _among(who: Standing, prefix: str = "") -> Q:
    if who.has_anywhere(*CENTRAL) or who.actor in {REACTION, WORKER, SEALING}:
        return ALL
    return Q(**{f"{prefix}agency__in": who.agencies_as(*STAFF)}) | held_by(who, prefix)


def held_by(who: Standing, prefix: str = "") -> Q:
    """`is_holder` as a condition."""

    def of(principals: frozenset[UUID]) -> Q:
        return Q(**{f"{prefix}person__in": principals}) | Q(**{f"{prefix}organisation__in": principals})

    found = of(who.principals_in("") | ({who.person} if who.person else frozenset()))
    for service in who.services():
        found |= Q(**{f"{prefix}service": service}) & of(who.principals_in(service))
    return found


LICENCES = Policy(
    {
        "issue_licence": _follows,
        "waive_fee": _finance,
        "keep_claim": _follows,
        "lapse_claim": _follows,
        "restore_claim": _restores,
        "keep_sheet": _seals,
        "put_in_force": _follows,
        "close_licence": _follows,
        "undo_licence": _follows,
        "follow_renewal": _follows,
        "remind_holder": _follows,
        "lapse_licence": _authority,
        "suspend_licence": _authority,
        "lift_suspension": _authority,
        "revoke_licence": _authority,
        "restore_licence": _authority,
        "replace_licence": _authority,
        "cancel_licence": _holder_or_counter,
    },
    {
        Licence: View(_sees, _among),
        LicenceOrder: View(lambda who, row: _sees(who, row.licence), lambda who: _among(who, "licence__")),
    },
)
"""Verbs and rows of this room."""

may, require, visible_to = LICENCES.may, LICENCES.require, LICENCES.visible_to
