"""What other rooms and the channels ask about cases."""

from saduak.cases.queries.drafts import Laid, OpenDraft, case_of_draft, earlier_answers, open_draft
from saduak.cases.queries.duties import HeldDuty, duties, duties_of_case
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
from saduak.cases.queries.notices import notices_of, standing_order
from saduak.cases.queries.register import delay_register
from saduak.cases.queries.tracking import tracked, tracking_code
from saduak.cases.queries.whole import WholeCase, followed_case, whole_case

__all__ = [
    "VIEWS",
    "CasePage",
    "Cursor",
    "HeldDuty",
    "Laid",
    "Listed",
    "OpenDraft",
    "WholeCase",
    "case_of_draft",
    "closed_cases",
    "delay_register",
    "duties",
    "duties_of_case",
    "earlier_answers",
    "followed_case",
    "notices_of",
    "open_draft",
    "own_cases",
    "own_drafts",
    "standing_order",
    "tracked",
    "tracking_code",
    "whole_case",
    "work_counts",
    "work_list",
    "work_services",
]
