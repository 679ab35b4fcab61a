"""What can happen to identities. Names, birthdates and addresses stand in a row that may be erased."""

from saduak.ledger.kinds import event_kind

IDENTITY_PROVED = event_kind(
    "identity.proved",
    "Somebody proved who they are.",
    *("proof", "user", "person", "agency", "provider", "level", "ial", "aal", "reference", "paper", "at"),
)
CLAIMS_TOLD = event_kind(
    "claims.told",
    "A log-in told what a form may be prefilled with.",
    "told",
    "person",
    "provider",
    "at",
    digests=("words",),
)
CLAIMS_FORGOTTEN = event_kind("claims.forgotten", "What a log-in had told was erased.", "told")
OFFICER_INVITED = event_kind(
    "officer.invited", "An officer was sent a link to choose a password.", "invitation", "user", "officer", "until"
)
INVITATION_ACCEPTED = event_kind(
    "invitation.accepted", "An invited officer chose a password.", "invitation", "accepted_at"
)
