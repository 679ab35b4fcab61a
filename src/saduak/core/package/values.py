"""What a case can tell to a letter or a licence, and which letters each lane needs.

These lists are the whole vocabulary: a package that asks for anything else is refused when it is checked, not on the
day a letter has to go out.
"""

from collections.abc import Mapping

from saduak.core.package.service import Lane

CASE_VALUES: tuple[str, ...] = (
    "case.number",
    "case.received_at",
    "case.due",
    "case.filed_at",
    "applicant.name",
    "applicant.address",
    "service.name",
    "service.promise",
    "agency.name",
    "agency.address",
    "agency.telephone",
    "authority.title",
    "decision.reasons",
    "decision.appeal",
    "decision.on",
    "decision.outcome",
    "defect.items",
    "defect.deadline",
    "delay.reason",
    "delay.number",
    "delay.next",
    "fee.total",
    "fee.words",
    "licence.number",
    "licence.issued_on",
    "licence.expires_on",
    "licence.conditions",
)
"""Besides these, `form.<group>.<field>` gives an answer and `lines.<group>` the lines of a repeating group."""

OF_ANY_LANE: frozenset[str] = frozenset({"receipt", "defect", "delay"})
OF_DECISIONS: frozenset[str] = OF_ANY_LANE | {"return", "decision_granted", "decision_refused"}

LETTERS: Mapping[Lane, frozenset[str]] = {
    Lane.LICENCE: OF_DECISIONS,
    Lane.REGISTRATION: OF_DECISIONS,
    Lane.BENEFIT: OF_DECISIONS,
    Lane.NOTIFICATION: OF_ANY_LANE,
}
"""The kinds of letter each lane must be able to send (LFA s.8, 9 and 10; PHA s.48 for notifications)."""

OTHER_LETTERS: frozenset[str] = frozenset(
    {
        *("extension", "collect_reminder", "renewal_reminder", "lapse", "suspension", "revocation", "substitute"),
        *("inspection_notice", "inspection_result", "neighbour_notice", "disqualification", "complaint_answer"),
        *("certificate", "objection"),
    }
)
"""Kinds that some services send besides."""
