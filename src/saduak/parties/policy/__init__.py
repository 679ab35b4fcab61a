"""Who may do what, and why not. Default deny; separation of duties is a rule like any other.

`may(actor, verb, object, now)` answers for one object, `visible_to` gives the same answer to "view" for a
whole list. A verb is the name of the command, or `view`. Rooms above make a `Policy` of their own.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from django.db.models import Model, Q, QuerySet

from saduak.core.errors import NotAllowed
from saduak.ledger.actors import INSTALLER, REACTION, Actor
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
from saduak.parties.policy.standing import Standing, roles_of_user, standing_of


class Verdict(NamedTuple):
    """Allowed, or the code and parameters of the reason why not."""

    allowed: bool
    code: str = ""
    params: Mapping[str, Any] = MappingProxyType({})


class RoleWish(NamedTuple):
    """A role that an officer is to be given."""

    officer: Officer
    role: str


class View(NamedTuple):
    """Who may see a row, said twice: of one row in hand, and as a condition on all of them."""

    of: Callable[[Standing, Any], bool]
    among: Callable[[Standing], Q]


Row = TypeVar("Row", bound=Model)
Rule = Callable[[Standing, Any], Verdict]

YES = Verdict(allowed=True)
ALL, NONE = Q(), Q(pk__in=[])
CENTRAL = frozenset({Role.REGULATOR, Role.AUDITOR})
"""Roles that see every agency; no agency may give them."""


class Policy(NamedTuple):
    """The rules and views of one room: verb to rule, row to who sees it. What is in neither nobody may do or see."""

    rules: Mapping[str, Rule]
    views: Mapping[type, View]

    def may(self, actor: Actor, verb: str, subject: object, now: datetime) -> Verdict:
        """Whether `actor` may do `verb` to `subject` at `now`; the verdict says why not."""
        who = standing_of(actor, now)
        if verb == "view":
            view = self.views.get(type(subject))
            return YES if view and view.of(who, subject) else no("not_visible")
        rule = self.rules.get(verb)
        return rule(who, subject) if rule else no("no_rule", verb=verb)

    def require(self, actor: Actor, verb: str, subject: object, now: datetime) -> None:
        """Raise NotAllowed with the reason when `may` says no."""
        verdict = self.may(actor, verb, subject, now)
        if not verdict.allowed:
            raise NotAllowed(verdict.code, **verdict.params)

    def visible_to(self, actor: Actor, rows: QuerySet[Row], now: datetime) -> QuerySet[Row]:
        """Those of `rows` that the actor may view at `now`: every list that a person sees comes from here."""
        view = self.views.get(rows.model)
        return rows.filter(view.among(standing_of(actor, now)) if view else NONE)


def no(code: str, **params: Any) -> Verdict:
    """A refusal with its reason."""
    return Verdict(allowed=False, code=code, params=params)


def _installer(who: Standing, _subject: object) -> Verdict:
    return YES if who.actor == INSTALLER else no("installer_only")


def _admin(who: Standing, subject: Any) -> Verdict:
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
    return _admin(who, officer)


def _end_role(who: Standing, officer: Officer) -> Verdict:
    return YES if officer.user_id == who.user else _admin(who, officer)


def _register(who: Standing, agency: Agency | None) -> Verdict:
    """A counter registers whoever stands before it; a log-in registers its own person."""
    if agency is None:
        return YES if who.user and who.person is None else no("person_known")
    return YES if who.has(Role.INTAKE, agency.id) else no("not_intake")


def _mandate(who: Standing, principal: Person | Organisation) -> Verdict:
    """The person itself, or the counter that has seen the paper."""
    return YES if _is_party(who, principal) else no("not_principal")


def _revoke(who: Standing, mandate: Mandate) -> Verdict:
    """Either side may end a mandate (Civil and Commercial Code s.827)."""
    is_agent = who.person is not None and mandate.agent_id == who.person
    return YES if is_agent or _is_party(who, mandate.person or mandate.organisation) else no("not_principal")


def _is_party(who: Standing, party: Any) -> bool:
    is_self = isinstance(party, Person) and party.id == who.person
    return is_self or who.has(Role.INTAKE, party.registered_at_id)


def _reaction(who: Standing, _subject: object) -> Verdict:
    return YES if who.actor == REACTION else no("reaction_only")


RULES: dict[str, Rule] = {
    "create_agency": _installer,
    "change_agency_calendar": _admin,
    "designate_system": _admin,
    "announce_channels": _admin,
    "open_unit": _admin,
    "register_user": _installer,
    "register_officer": _admin,
    "end_officer": _admin,
    "grant_role": _grant,
    "end_role": _end_role,
    "delegate_power": _admin,
    "order_acting": _admin,
    "register_person": _register,
    "register_organisation": _register,
    "erase_person": _installer,
    "give_mandate": _mandate,
    "revoke_mandate": _revoke,
    "revoke_sessions": _reaction,
}
"""Verb to rule; what is not here nobody may do."""


def _is_central(who: Standing) -> bool:
    return who.actor == INSTALLER or who.has_anywhere(*CENTRAL)


def _sees_post(who: Standing, row: Any) -> bool:
    return _is_central(who) or row.agency_id in who.posts


def _posts(who: Standing) -> Q:
    return ALL if _is_central(who) else Q(agency__in=who.posts)


def _sees_party(who: Standing, party: Any) -> bool:
    return party.id in who.principals or _is_party(who, party)


def _parties(who: Standing) -> Q:
    return Q(id__in=who.principals) | Q(registered_at__in=who.agencies_as(Role.INTAKE))


def _mandates(who: Standing) -> Q:
    counters = who.agencies_as(Role.INTAKE)
    own = Q(agent=who.person) | Q(person=who.person) if who.person else NONE
    return own | Q(person__registered_at__in=counters) | Q(organisation__registered_at__in=counters)


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
        lambda who: _posts(who) | Q(user=who.user) if who.user and not _is_central(who) else _posts(who),
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
may, require, visible_to = PARTIES.may, PARTIES.require, PARTIES.visible_to
