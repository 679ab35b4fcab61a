"""What other rooms and the channels ask about cases."""

from saduak.cases.queries.drafts import Laid, OpenDraft, case_of_draft, earlier_answers, open_draft
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
    work_services,
)
from saduak.cases.queries.tracking import tracked, tracking_code
from saduak.cases.queries.whole import WholeCase, followed_case, whole_case

__all__ = [
    "VIEWS",
    "CasePage",
    "Cursor",
    "Laid",
    "Listed",
    "OpenDraft",
    "WholeCase",
    "case_of_draft",
    "closed_cases",
    "earlier_answers",
    "followed_case",
    "open_draft",
    "own_cases",
    "own_drafts",
    "tracked",
    "tracking_code",
    "whole_case",
    "work_counts",
    "work_list",
    "work_services",
]
