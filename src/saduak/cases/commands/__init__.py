"""Everything that can be done to an application."""

from saduak.cases.commands.checking import confirm_complete
from saduak.cases.commands.drafts import drop_draft, move_draft, save_draft, start_draft
from saduak.cases.commands.filing import submit_application, submit_draft
from saduak.cases.commands.tasks import finish_task, start_task

__all__ = [
    "confirm_complete",
    "drop_draft",
    "finish_task",
    "move_draft",
    "save_draft",
    "start_draft",
    "start_task",
    "submit_application",
    "submit_draft",
]
