"""Which events make which rows of this room. What is counted of cases is compared by `saduak oversight recompute`."""

from saduak.ledger.projections import Projection
from saduak.oversight.models import Comparison

PROJECTIONS = (
    Projection(
        Comparison,
        "agency",
        {"comparison.joined": {"number": "number"}, "comparison.left": {"number": "end_number"}},
        {"comparison.joined": "comparison", "comparison.left": "comparison"},
    ),
)
"""What each row must be."""
