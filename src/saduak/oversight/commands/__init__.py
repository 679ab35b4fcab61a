"""What may be written of oversight: the counting of finished cases, and who lets itself be compared."""

from saduak.oversight.commands.comparing import join_comparison, leave_comparison
from saduak.oversight.commands.counting import count_cases, count_finished, recount
from saduak.oversight.commands.projections import PROJECTIONS

__all__ = ["PROJECTIONS", "count_cases", "count_finished", "join_comparison", "leave_comparison", "recount"]
