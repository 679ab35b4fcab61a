"""Who may do what, and why not. Default deny; separation of duties is a rule like any other.

`may(actor, verb, object, now)` answers for one object, `visible_to` gives the same answer to "view" for a
whole list. A verb is the name of the command, or `view`. A room above makes a `Policy` of its own in its policy
module, from rules and views of the same form:

    def _decide(who: Standing, case: Case) -> Verdict:
        return YES if who.has(Role.AUTHORITY, case.agency_id) else no("not_authority")

    CASES = Policy({"decide_case": _decide}, {Case: View(_sees, _seen)})
    may, require, visible_to = CASES.may, CASES.require, CASES.visible_to
"""

from saduak.parties.models import Role
from saduak.parties.policy.asking import ALL, NONE, YES, Policy, Rule, Verdict, View, no
from saduak.parties.policy.powers import PowerSource, are_two, power_of
from saduak.parties.policy.rules import (
    CENTRAL,
    PARTIES,
    RULES,
    VIEWS,
    RoleWish,
    admin,
    installer,
    is_central,
    reaction,
)
from saduak.parties.policy.standing import Held, Mandated, Standing, standing_of

may, require, visible_to = PARTIES.may, PARTIES.require, PARTIES.visible_to

__all__ = [
    "ALL",
    "CENTRAL",
    "NONE",
    "RULES",
    "VIEWS",
    "YES",
    "Held",
    "Mandated",
    "Policy",
    "PowerSource",
    "Role",
    "RoleWish",
    "Rule",
    "Standing",
    "Verdict",
    "View",
    "admin",
    "are_two",
    "installer",
    "is_central",
    "may",
    "no",
    "power_of",
    "reaction",
    "require",
    "standing_of",
    "visible_to",
]
