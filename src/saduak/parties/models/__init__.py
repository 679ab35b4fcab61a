"""Rows of the parties; each is a projection of events, which `saduak ledger rebuild` compares with them."""

from saduak.parties.models.agencies import ActingOrder, Agency, Delegation, Officer, Role, RoleGrant, Unit
from saduak.parties.models.persons import Mandate, Organisation, Person
from saduak.parties.models.users import User

__all__ = [
    "ActingOrder",
    "Agency",
    "Delegation",
    "Mandate",
    "Officer",
    "Organisation",
    "Person",
    "Role",
    "RoleGrant",
    "Unit",
    "User",
]
