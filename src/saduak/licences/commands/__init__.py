"""Everything that can be done with licences."""

from saduak.licences.commands.issuing import (
    SEAL,
    issue_after_decision,
    issue_after_payment,
    issue_after_waiver,
    issue_licence,
    waive_fee,
)
from saduak.licences.commands.projections import PROJECTIONS
from saduak.licences.commands.sealing import keep_sheet, seal_sheet

__all__ = [
    "PROJECTIONS",
    "SEAL",
    "issue_after_decision",
    "issue_after_payment",
    "issue_after_waiver",
    "issue_licence",
    "keep_sheet",
    "seal_sheet",
    "waive_fee",
]
