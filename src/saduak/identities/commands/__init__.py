"""Everything that can be written about identities."""

from saduak.identities.commands.invitations import accept_invitation, invite_officer
from saduak.identities.commands.projections import PROJECTIONS
from saduak.identities.commands.proofs import (
    forget_claims,
    forget_claims_of_person,
    prove_identity,
    recognise_address,
    recognise_person,
    record_vouching,
)

__all__ = [
    "PROJECTIONS",
    "accept_invitation",
    "forget_claims",
    "forget_claims_of_person",
    "invite_officer",
    "prove_identity",
    "recognise_address",
    "recognise_person",
    "record_vouching",
]
