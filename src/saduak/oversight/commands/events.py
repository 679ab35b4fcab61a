"""What can happen in oversight."""

from saduak.ledger.kinds import event_kind

CASES_COUNTED = event_kind(
    "tally.counted", "Finished cases were counted for the figures of oversight.", "cases", "changed", "last"
)
RECOUNTED = event_kind(
    "tally.recounted",
    "The figures of a service in a month were counted anew from its events.",
    *("agency", "cases"),
    *("month", "service"),
)
JOINED = event_kind(
    "comparison.joined", "An agency let its figures stand beside those of others.", "comparison", "number"
)
LEFT = event_kind("comparison.left", "An agency ended that its figures are compared.", "comparison", "number")
