"""Rules and views of the parties; the general ones serve other rooms as well."""

from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from saduak.ledger.actors import ENTRANCE, INSTALLER, REACTION
from saduak.parties.models import (
    ActingOrder,
    Agency,
    Delegation,
    Mandate,
    Officer,
    Organisation,
    Person,
    Role,
    Unit,
    User,
)
from saduak.parties.models.terms import in_force
from saduak.parties.policy.asking import ALL, NONE, YES, Policy, Rule, Verdict, View, no
from saduak.parties.policy.standing import Standing, roles_of_user

CENTRAL = frozenset({Role.REGULATOR, Role.AUDITOR})
"""Roles that see every agency; no agency may give them."""


class RoleWish(NamedTuple):
    """A role that an officer is to be given."""

    officer: Officer
    role: str


def installer(who: Standing, _subject: object) -> Verdict:
    """Only whoever holds the machine."""
    return YES if who.actor == INSTALLER else no("installer_only")


def admin(who: Standing, subject: Any) -> Verdict:
    """The administrator of the agency that the subject is or belongs to; the installer as well."""
    agency = subject.id if isinstance(subject, Agency) else subject.agency_id
    return YES if who.actor == INSTALLER or who.has(Role.AGENCY_ADMIN, agency) else no("not_agency_admin")


def _grant(who: Standing, wish: RoleWish) -> Verdict:
    """Separation of duties: nobody raises themself, and whoever audits does no work that is audited, in any post."""
    officer, role = wish
    if officer.user_id == who.user:
        return no("own_role")
    if role in CENTRAL and who.actor != INSTALLER:
        return no("central_role", role=role)
    others = roles_of_user(officer.user_id, who.now) - {role}
    if others and Role.AUDITOR in {role, *others}:
        return no("roles_incompatible", role=role, held=sorted(others))
    return admin(who, officer)


def _own_admin(who: Standing, agency: Agency) -> Verdict:
    """An exception that the agency answers for itself: not even the installer grants it."""
    return YES if who.has(Role.AGENCY_ADMIN, agency.id) else no("not_agency_admin")


def _vest(who: Standing, officer: Officer) -> Verdict:
    """Nobody gives a power to their own post."""
    return no("own_role") if officer.user_id == who.user else admin(who, officer)


def _end_role(who: Standing, officer: Officer) -> Verdict:
    return YES if officer.user_id == who.user else admin(who, officer)


def _register(who: Standing, agency: Agency | None) -> Verdict:
    """A counter registers whoever stands before it; a log-in registers its own person."""
    if agency is None:
        return YES if who.user and who.person is None else no("person_known")
    return YES if who.has(Role.INTAKE, agency.id) else no("not_intake")


def _register_user(who: Standing, _subject: object) -> Verdict:
    """The entrance admits whoever proved something; an administrator prepares the log-in of an invited officer."""
    is_open = who.actor in {INSTALLER, ENTRANCE} or who.has_anywhere(Role.AGENCY_ADMIN)
    return YES if is_open else no("installer_only")


def _name_user(who: Standing, user: User) -> Verdict:
    """Oneself; the administrator where the post is held; the entrance, for who has opened an invitation."""
    if who.actor in {INSTALLER, ENTRANCE} or who.user == user.id:
        return YES
    agencies = Officer.objects.filter(in_force(who.now), user=user).values_list("agency", flat=True)
    return YES if any(who.has(Role.AGENCY_ADMIN, agency) for agency in agencies) else no("not_agency_admin")


def entrance(who: Standing, _subject: object) -> Verdict:
    """What only a proof of identity opens; the entrance alone takes proofs."""
    return YES if who.actor == ENTRANCE else no("entrance_only")


def _mandate(who: Standing, principal: Person | Organisation) -> Verdict:
    """The person itself, who directs the organisation, or the counter that has seen the paper."""
    return YES if _is_party(who, principal) or principal.id in _directed(who) else no("not_principal")


def _directed(who: Standing) -> frozenset[UUID]:
    """The organisations that the actor directs."""
    held = Mandate.objects.filter(in_force(who.now), agent=who.person, directs=True) if who.person else ()
    return frozenset(mandate.organisation_id for mandate in held if mandate.organisation_id)


def _record_director(who: Standing, agency: Agency) -> Verdict:
    """An officer of the agency that looked; nobody about themself, which the command for cases sees to."""
    return YES if who.has_any(agency.id, Role.INTAKE, Role.OFFICER) else no("not_clerk")


def _revoke(who: Standing, mandate: Mandate) -> Verdict:
    """Either side may end a mandate (Civil and Commercial Code s.827); one director is not ended by another."""
    is_agent = who.person is not None and mandate.agent_id == who.person
    is_directed = not mandate.directs and mandate.organisation_id in _directed(who)
    is_giver = is_directed or _is_party(who, mandate.person or mandate.organisation)
    return YES if is_agent or is_giver else no("not_principal")


def _is_party(who: Standing, party: Any) -> bool:
    is_self = isinstance(party, Person) and party.id == who.person
    return is_self or who.has(Role.INTAKE, party.registered_at_id)


def reaction(who: Standing, _subject: object) -> Verdict:
    """Only what follows by itself from another act."""
    return YES if who.actor == REACTION else no("reaction_only")


RULES: dict[str, Rule] = {
    "create_agency": installer,
    "describe_agency": admin,
    "waive_four_eyes": _own_admin,
    "end_four_eyes_waiver": admin,
    "change_agency_calendar": admin,
    "designate_system": admin,
    "announce_channels": admin,
    "open_unit": admin,
    "register_user": _register_user,
    "name_user": _name_user,
    "set_password": entrance,
    "change_email": entrance,
    "register_officer": admin,
    "end_officer": admin,
    "grant_role": _grant,
    "end_role": _end_role,
    "delegate_power": admin,
    "order_acting": admin,
    "vest_power": _vest,
    "withdraw_power": admin,
    "register_person": _register,
    "identify_person": entrance,
    "attach_login": entrance,
    "register_organisation": _register,
    "erase_person": installer,
    "give_mandate": _mandate,
    "record_director": _record_director,
    "revoke_mandate": _revoke,
    "revoke_sessions": reaction,
}
"""Verb to rule; what is not here nobody may do."""


def is_central(who: Standing) -> bool:
    """Whether the actor sees every agency."""
    return who.actor == INSTALLER or who.has_anywhere(*CENTRAL)


def _sees_post(who: Standing, row: Any) -> bool:
    return is_central(who) or row.agency_id in who.posts


def _posts(who: Standing) -> Q:
    return ALL if is_central(who) else Q(agency__in=who.posts)


def _sees_party(who: Standing, party: Any) -> bool:
    return party.id in who.principals or _is_party(who, party)


def _parties(who: Standing) -> Q:
    return Q(id__in=who.principals) | Q(registered_at__in=who.agencies_as(Role.INTAKE))


def _mandates(who: Standing) -> Q:
    counters = who.agencies_as(Role.INTAKE)
    own = Q(agent=who.person) | Q(person=who.person) if who.person else NONE
    directed = Q(organisation__in=_directed(who), directs=False)
    return own | directed | Q(person__registered_at__in=counters) | Q(organisation__registered_at__in=counters)


def _sees_mandate(who: Standing, mandate: Mandate) -> bool:
    return _revoke(who, mandate).allowed


def _is_self_user(who: Standing, user: User) -> bool:
    return user.id == who.user


PUBLIC = View(lambda _who, _row: True, lambda _who: ALL)
OF_AN_AGENCY = View(_sees_post, _posts)
VIEWS: dict[type, View] = {
    Agency: PUBLIC,
    Unit: PUBLIC,
    Officer: View(
        lambda who, row: _sees_post(who, row) or row.user_id == who.user,
        lambda who: _posts(who) | Q(user=who.user) if who.user and not is_central(who) else _posts(who),
    ),
    Delegation: OF_AN_AGENCY,
    ActingOrder: OF_AN_AGENCY,
    Person: View(_sees_party, lambda who: _parties(who) | (Q(id=who.person) if who.person else NONE)),
    Organisation: View(_sees_party, _parties),
    Mandate: View(_sees_mandate, _mandates),
    User: View(_is_self_user, lambda who: Q(id=who.user) if who.user else NONE),
}
"""Rows and who sees them; what is not here nobody sees."""

PARTIES = Policy(RULES, VIEWS)
