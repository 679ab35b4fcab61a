"""Everything that can be done with licences."""

from saduak.licences.commands.collecting import (
    bill_restored,
    keep_after_telling,
    keep_claim,
    lapse_claim,
    restore_after_payment,
    restore_claim,
    withdraw_bill,
)
from saduak.licences.commands.issuing import (
    SEAL,
    issue_after_lift,
    issue_after_waiver,
    issue_licence,
    waive_fee,
)
from saduak.licences.commands.ordering import (
    HEARINGS,
    cancel_licence,
    close_licence,
    lapse_licence,
    lift_suspension,
    put_in_force,
    record_order_posted,
    restore_licence,
    revoke_licence,
    suspend_licence,
)
from saduak.licences.commands.projections import PROJECTIONS
from saduak.licences.commands.renewing import (
    follow_case,
    follow_payment,
    follow_renewal,
    look_at_licences,
    remind_holder,
)
from saduak.licences.commands.replacing import replace_licence
from saduak.licences.commands.sealing import keep_sheet, seal_sheet
from saduak.licences.commands.undoing import undo_licence

__all__ = [
    "HEARINGS",
    "PROJECTIONS",
    "SEAL",
    "bill_restored",
    "cancel_licence",
    "close_licence",
    "follow_case",
    "follow_payment",
    "follow_renewal",
    "issue_after_lift",
    "issue_after_waiver",
    "issue_licence",
    "keep_after_telling",
    "keep_claim",
    "keep_sheet",
    "lapse_claim",
    "lapse_licence",
    "lift_suspension",
    "look_at_licences",
    "put_in_force",
    "record_order_posted",
    "remind_holder",
    "replace_licence",
    "restore_after_payment",
    "restore_claim",
    "restore_licence",
    "revoke_licence",
    "seal_sheet",
    "suspend_licence",
    "undo_licence",
    "waive_fee",
    "withdraw_bill",
]
