"""Which events make which columns of the identities."""

from saduak.identities.models import Invitation, Proof, Told
from saduak.ledger.projections import Projection

_PROOF = ("provider", "level", "ial", "aal", "reference", "paper", "at")

PROJECTIONS = (
    Projection(
        Proof,
        "identity",
        {
            "identity.proved": {
                **{name: name for name in _PROOF},
                "user": "user_id",
                "person": "person_id",
                "agency": "agency_id",
            }
        },
        {"identity.proved": "proof"},
    ),
    Projection(
        Told,
        "identity",
        {
            "claims.told": {"person": "person_id", "provider": "provider", "at": "at", "words": "words"},
            "claims.forgotten": {},
        },
        {"claims.told": "told", "claims.forgotten": "told"},
    ),
    Projection(
        Invitation,
        "invitation",
        {
            "officer.invited": {"user": "user_id", "officer": "officer_id", "until": "until"},
            "invitation.accepted": {"accepted_at": "accepted_at"},
        },
        {"officer.invited": "invitation", "invitation.accepted": "invitation"},
    ),
)
"""What `saduak ledger rebuild` compares."""
