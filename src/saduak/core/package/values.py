"""What a case can tell to a letter or a licence, and which letters each lane needs.

These lists are the whole vocabulary: a package that asks for anything else is refused when it is checked, not on the
day a letter has to go out.
"""

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
