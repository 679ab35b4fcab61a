"""What other rooms and the channels ask about cases."""

from saduak.cases.queries.board import Board, board_of
from saduak.cases.queries.drafts import Laid, OpenDraft, case_of_draft, earlier_answers, open_draft
from saduak.cases.queries.duties import HeldDuty, duties, duties_of_case
from saduak.cases.queries.lists import (
    VIEWS,
    CasePage,
    Cursor,
    Listed,
    cases_of_all,
    closed_cases,
    own_cases,
    own_drafts,
    work_counts,
    work_list,
    work_services,
)
from saduak.cases.queries.notices import notices_of, standing_order, standing_orders
from saduak.cases.queries.outages import outages_of, relief_for
from saduak.cases.queries.overseeing import Overseen, awaits_purpose, case_to_open, overseen, overseen_of
from saduak.cases.queries.register import delay_register, late_cases
from saduak.cases.queries.tracking import tracked, tracking_code
from saduak.cases.queries.whole import WholeCase, followed_case, whole_case

__all__ = [
    "VIEWS",
    "Board",
    "CasePage",
    "Cursor",
    "HeldDuty",
    "Laid",
    "Listed",
    "OpenDraft",
    "Overseen",
    "WholeCase",
    "awaits_purpose",
    "board_of",
    "case_of_draft",
    "case_to_open",
    "cases_of_all",
    "closed_cases",
    "delay_register",
    "duties",
    "duties_of_case",
    "earlier_answers",
    "followed_case",
    "late_cases",
    "notices_of",
    "open_draft",
    "outages_of",
    "overseen",
    "overseen_of",
    "own_cases",
    "own_drafts",
    "relief_for",
    "standing_order",
    "standing_orders",
    "tracked",
    "tracking_code",
    "whole_case",
    "work_counts",
    "work_list",
    "work_services",
]
