"""The draft of a decision: each line where the service decides line by line (W-7), conditions, facts, law, reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from saduak.cases.commands import draft_decision
from saduak.cases.queries import WholeCase
from saduak.cases.queries.appeals import appeal_text
from saduak.cases.queries.decisions import DecidedLine, decided_lines
from saduak.cases.queries.letters import language_of, preview_letter_pdf
from saduak.channels.desk.sheets import Sheet, opened
from saduak.channels.desk.working.steps import opinions_shown
from saduak.channels.desk.working.visits import VisitShown, visits_shown
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say_in_lane
from saduak.core.package import StepKind
from saduak.core.transitions import State
from saduak.parties.policy import Role

OUTCOMES: Final = ("granted", "granted_with_conditions", "refused")
SPARE: Final = 2
"""Empty rows for conditions that stand below those that are filled in."""
MOST: Final = 40


@dataclass(frozen=True, slots=True)
class LineForm:
    """A line as it is to be decided: what the applicant asked for, and what was typed about it."""

    line: DecidedLine
    outcome: str
    conditions: str
    reasons: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition of the whole with its reason; `number` from 1."""

    number: int
    text: str
    reason: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def draft(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """The form; what was drafted before stands in it, and what was found on the way lies beside it."""
    sheet = opened(request, officer, case_id)
    if sheet.is_sent and sheet.typed("do") != "more":
        _save(sheet)
        if sheet.went_through:
            return sheet.done("deciding.drafted")
    case, language = sheet.case, language_of_page()
    lines = decided_lines(case, language)
    return sheet.show(
        "deciding/draft.html",
        lines=list(_lines(sheet, lines)),
        conditions=_conditions(sheet),
        outcome=_told(sheet, "outcome", case.decision.outcome if case.decision else ""),
        facts=_told(sheet, "facts", case.decision.facts if case.decision else ""),
        law=_told(sheet, "law", case.decision.law if case.decision else ""),
        reasons=_told(sheet, "reasons", case.decision.reasons if case.decision else ""),
        outcomes=[(each, say_in_lane(case.row.lane, f"outcome.{each}", language)) for each in OUTCOMES],
        appeal=appeal_text(case.package, language),
        visits=_visits(case),
        opinions=opinions_shown(case),
        stands=case.decision,
        may=case.state is State.UNDER_CONSIDERATION and case.has_role(Role.OFFICER),
    )


@never_cache
@require_GET
@for_officers()
def preview(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """The letter as it would go out, as PDF: without a number, which it gets when it is sent."""
    sheet = opened(request, officer, case_id)
    headers = {"Content-Disposition": 'inline; filename="draft.pdf"', "Cache-Control": "private, no-store"}
    found = preview_letter_pdf(sheet.actor, case_id, sheet.now)
    return HttpResponse(found, content_type="application/pdf", headers=headers)


def _save(sheet: Sheet) -> None:
    lines = decided_lines(sheet.case, language_of(sheet.case))
    sheet.attempt(
        draft_decision,
        case_id=sheet.case.id,
        outcome=sheet.typed("outcome"),
        lines=tuple(_line(sheet, line.number) for line in lines),
        facts=sheet.typed("facts"),
        law=sheet.typed("law"),
        reasons=sheet.typed("reasons"),
        conditions=tuple({"text": each.text, "reason": each.reason} for each in _typed_conditions(sheet)),
        seen=sheet.seen,
    )


def _line(sheet: Sheet, number: int) -> Mapping[str, Any]:
    """What was typed about a line; each row of the conditions is one."""
    return {
        "line": number,
        "outcome": sheet.typed(f"outcome-{number}"),
        "conditions": tuple(text for row in sheet.typed(f"conditions-{number}").split("\n") if (text := row.strip())),
        "reasons": sheet.typed(f"reasons-{number}"),
    }


def _lines(sheet: Sheet, lines: Sequence[DecidedLine]) -> Iterator[LineForm]:
    for line in lines:
        yield LineForm(
            line,
            _told(sheet, f"outcome-{line.number}", line.outcome),
            _told(sheet, f"conditions-{line.number}", "\n".join(line.conditions)),
            _told(sheet, f"reasons-{line.number}", line.reasons),
        )


def _told(sheet: Sheet, name: str, kept: str) -> str:
    """What was typed in this try; else what is on file."""
    return sheet.typed(name) if sheet.is_sent else kept


def _conditions(sheet: Sheet) -> list[Condition]:
    """The conditions to show, with empty rows to go on."""
    kept = sheet.case.decision.conditions if sheet.case.decision else []
    given = (
        [(each.text, each.reason) for each in _typed_conditions(sheet)]
        if sheet.is_sent
        else [(each["text"], each["reason"]) for each in kept]
    )
    rows = (given + [("", "")] * SPARE)[:MOST]
    return [Condition(number, *row) for number, row in enumerate(rows, 1)]


def _typed_conditions(sheet: Sheet) -> list[Condition]:
    rows = [
        Condition(number, sheet.typed(f"condition-{number}"), sheet.typed(f"because-{number}"))
        for number in range(1, MOST + 1)
    ]
    return [row for row in rows if row.text or row.reason]


def _visits(case: WholeCase) -> list[VisitShown]:
    """What was found at the place, to draw on."""
    visits = (task for task in case.tasks if task.kind == StepKind.SITE_VISIT)
    return [shown for task in visits for shown in visits_shown(case, task)]
