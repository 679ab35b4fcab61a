"""What the pages of oversight and the command line ask."""

from saduak.oversight.queries.behind import (
    MOST,
    After,
    BehindCase,
    Compared,
    Figure,
    cases_behind,
    compared,
    ids_behind,
)
from saduak.oversight.queries.comparing import comparison, joinable, orders_of_comparison
from saduak.oversight.queries.figures import Part, by_agency, by_service, figures, freshness, month_at
from saduak.oversight.queries.process import ProcessMap, courses_of, process_map, walks
from saduak.oversight.queries.promises import Line, Promised, promises
from saduak.oversight.queries.readiness import copies, levels, review_due, shelves
from saduak.oversight.queries.recomputing import groups, unequal
from saduak.oversight.tallies import MEASURES, NOTHING, Tally

__all__ = [
    "MEASURES",
    "MOST",
    "NOTHING",
    "After",
    "BehindCase",
    "Compared",
    "Figure",
    "Line",
    "Part",
    "ProcessMap",
    "Promised",
    "Tally",
    "by_agency",
    "by_service",
    "cases_behind",
    "compared",
    "comparison",
    "copies",
    "courses_of",
    "figures",
    "freshness",
    "groups",
    "ids_behind",
    "joinable",
    "levels",
    "month_at",
    "orders_of_comparison",
    "process_map",
    "promises",
    "review_due",
    "shelves",
    "unequal",
    "walks",
]
