"""From when somebody may begin who has notified: on the receipt of the notification, which is a letter of its own."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from saduak.cases.queries.papers import papers_wanted, still_missing
from saduak.cases.queries.whole import WholeCase
from saduak.core.acts import Citation
from saduak.core.calendars import BANGKOK
from saduak.core.package import Lane, StepKind, Text
from saduak.core.terms import legal_limit
from saduak.core.transitions import State

ENDED = frozenset({State.WITHDRAWN, State.RETURNED, State.REFERRED})
"""States in which nobody may begin upon a notification any more."""
NOT_LOOKED_AT = frozenset({State.SUBMITTED, State.DEFECT_OPEN})


@dataclass(frozen=True, slots=True)
class Beginning:
    """Where the receipt of a notification stands.

    `state` is "given" (one may begin from `since`), "sent" (on paper: from the day on which it is in the hands of who
    notified), "coming" (it follows by itself at once), "waits" (something is missing), "lapsed" (an order says so) or
    "ended". `letter` is the receipt. `citation` is the article behind the time of the notification and `means` what
    the manual says of its receipt.
    """

    state: str
    letter: UUID | None
    since: date | None
    citation: Citation | None
    means: Text | None


def beginning(case: WholeCase) -> Beginning | None:
    """From when one may begin; None where nothing but a decision lets one."""
    service = case.package.service
    if service.lane is not Lane.NOTIFICATION:
        return None
    said = next(
        (each for each in case.story.of("case.letter_ordered") if each.payload["letter_kind"] == "receipt"), None
    )
    on_paper = said is not None and case.reply == "paper"
    since = said.at.astimezone(BANGKOK).date() if said and not on_paper else None
    limit = legal_limit(service.statute, case.book)
    step = next((each for each in service.steps if each.kind is StepKind.DOCUMENT_CHECK), None)
    return Beginning(
        _state(case, is_given=said is not None, on_paper=on_paper),
        UUID(said.payload["letter"]) if said else None,
        since,
        limit.citation if limit else None,
        step.detail if step else None,
    )


def is_whole(case: WholeCase) -> bool:
    """Whether form and papers are there as the manual asks for them."""
    return not case.form.check(case.answers).faults and not still_missing(papers_wanted(case, case.row))


def _state(case: WholeCase, *, is_given: bool, on_paper: bool) -> str:
    if case.state in ENDED:
        return "ended"
    if case.row.outcome == "refused":
        return "lapsed"
    if is_given:
        return "sent" if on_paper else "given"
    return "waits" if case.state in NOT_LOOKED_AT and not is_whole(case) else "coming"
