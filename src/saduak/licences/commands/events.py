"""What can happen to a licence."""

from saduak.ledger.kinds import event_kind

LICENCE_ISSUED = event_kind(
    "licence.issued",
    "A licence was issued: its case was granted, and nothing is owed.",
    *("agency", "case", "service", "publication", "person", "organisation", "number", "form_code", "code"),
    *("issued_on", "expires_on", "state", "state_since", "renews", "replaces"),
    digests=("record", "words"),
)
ORDER_MADE = event_kind(
    "licence.order_made",
    "An order about a licence was made; one against its holder takes effect when it is notified (APA s.42).",
    *("order", "order_kind", "article", "hearing", "days", "officer", "power", "letter", "other"),
    digests=("grounds",),
)
EFFECT = ("order", "in_force_on", "state", "state_since")
ORDER_POSTED = event_kind(
    "licence.order_posted",
    "The letter of an order was posted, and counts as received on a day to come (APA s.71).",
    *("order", "deemed_on"),
)
ORDER_CAME_BACK = event_kind(
    "licence.order_came_back",
    "The post brought the letter of an order back: it counts as received on no day (APA s.71).",
    *("order", "deemed_on"),
)
LICENCE_SUSPENDED = event_kind(
    "licence.suspended", "The holder was told that the licence is suspended.", *EFFECT, "suspended_until"
)
LICENCE_LIFTED = event_kind("licence.lifted", "A suspension was lifted.", *EFFECT, "suspended_until")
LICENCE_REVOKED = event_kind(
    "licence.revoked", "The holder was told that the licence is revoked.", *EFFECT, "barred_until"
)
LICENCE_REPLACED = event_kind(
    "licence.replaced", "Another licence stands in its place.", "state", "state_since", "replaced_by"
)
LICENCE_CANCELLED = event_kind("licence.cancelled", "The holder gave the licence up.", *EFFECT)
LICENCE_LAPSED = event_kind("licence.lapsed", "The licence lost its effect as its law says.", *EFFECT)
LICENCE_RESTORED = event_kind(
    "licence.restored", "A licence that had lapsed was given back, or a revocation undone.", *EFFECT, "barred_until"
)
RENEWAL = ("renewal_case", "renewal_filed_on", "renewal_paid_on", "renewal_decided_on")
RENEWAL_FILED = event_kind("licence.renewal_filed", "An application to renew the licence came further.", *RENEWAL)
HOLDER_REMINDED = event_kind(
    "licence.reminded", "The holder was reminded that the licence will end.", *("reminder", "days", "letter")
)
SHEET_KEPT = event_kind("licence.sheet_kept", "The sealed sheet of the licence was kept.", *("file", "sha256"))
CLAIM_KEPT = event_kind(
    "licence.claim_kept",
    "The applicant was told of a grant whose fee is unpaid; it is kept for as long as the licence's law says.",
    *("agency", "collect_by"),
)
CLAIM_LAPSED = event_kind(
    "licence.claim_lapsed", "A grant that was not paid for in time was waived, as the licence's law says.", "lapsed_on"
)
CLAIM_RESTORED = event_kind(
    "licence.claim_restored",
    "A claim that had lapsed was given back with a reason.",
    *("collect_by", "restored_on", "lapsed_on"),
    digests=("reason",),
)
FEE_WAIVED = event_kind(
    "licence.fee_waived",
    "Finance said that nothing is owed for a granted case.",
    *("agency", "officer", "waived_at"),
    digests=("reason",),
)
