"""Everything that can be done to an application."""

from saduak.cases.commands.answering import answer_defect, judge_answer
from saduak.cases.commands.checking import confirm_complete, fix_on_the_spot, refer_application
from saduak.cases.commands.defects import acknowledge_defect, record_defect
from saduak.cases.commands.drafts import drop_draft, move_draft, save_draft, start_draft
from saduak.cases.commands.filing import submit_application, submit_draft
from saduak.cases.commands.lookups import add_paper_from_look
from saduak.cases.commands.papers import certify_original, offer_paper
from saduak.cases.commands.preferences import choose_reply, withdraw
from saduak.cases.commands.returning import (
    extend_defect_deadline,
    order_exception,
    refile,
    reinstate,
    return_application,
)
from saduak.cases.commands.tasks import finish_task, start_task

__all__ = [
    "acknowledge_defect",
    "add_paper_from_look",
    "answer_defect",
    "certify_original",
    "choose_reply",
    "confirm_complete",
    "drop_draft",
    "extend_defect_deadline",
    "finish_task",
    "fix_on_the_spot",
    "judge_answer",
    "move_draft",
    "offer_paper",
    "order_exception",
    "record_defect",
    "refer_application",
    "refile",
    "reinstate",
    "return_application",
    "save_draft",
    "start_draft",
    "start_task",
    "submit_application",
    "submit_draft",
    "withdraw",
]
