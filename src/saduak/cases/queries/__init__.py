"""What other rooms and the channels ask about cases."""

from saduak.cases.queries.lists import (
    VIEWS,
    CasePage,
    Cursor,
    Listed,
    closed_cases,
    own_cases,
    own_drafts,
    work_counts,
    work_list,
)
from saduak.cases.queries.tracking import tracked, tracking_code
from saduak.cases.queries.whole import WholeCase, followed_case, whole_case

__all__ = [
    "VIEWS",
    "CasePage",
    "Cursor",
    "Listed",
    "WholeCase",
    "closed_cases",
    "followed_case",
    "own_cases",
    "own_drafts",
    "tracked",
    "tracking_code",
    "whole_case",
    "work_counts",
    "work_list",
]
