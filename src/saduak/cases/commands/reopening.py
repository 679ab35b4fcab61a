"""A return revoked because an appeal against it was upheld: the application goes on where it stood (LFA s.9; APA s.46).

It keeps its number and its receipt. Who decides says whether it was complete, so that its clock runs from when the
applicant made it so, or gives the time to mend anew.
"""

from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, refused
from saduak.cases.commands.checking import complete
from saduak.cases.commands.defects import record_of
from saduak.cases.commands.returning import move_deadline
from saduak.cases.models import Appeal
from saduak.cases.queries.appeal_letters import appealwords
from saduak.core.errors import DomainError
from saduak.core.reasons import Language, written
from saduak.core.transitions import Command, Refusal, Role, move
from saduak.sources.texts import sentences

COMPLETE, MEND = "complete", "mend"
"""What an upheld appeal against a return makes of the application."""


class Reopening(NamedTuple):
    """How the application goes on: complete, or with `deadline` as its new last day to mend."""

    outcome: str
    deadline: date

    def told(self, language: Language) -> str:
        """The same in the words of the letter."""
        day = written(self.deadline, language, sentences(language))
        return appealwords(language)[f"reopened.{self.outcome}"].format(day=day)


def planned(act: Act, outcome: str, until: date | None) -> Reopening:
    """How the application goes on; a new last day is set on its record at once.

    Raises DomainError("appeal_reopening_unknown", "deadline_missing", "deadline_not_later").
    """
    if outcome not in {COMPLETE, MEND}:
        raise DomainError("appeal_reopening_unknown")
    if outcome == COMPLETE:
        return Reopening(outcome, record_of(act).record.deadline)
    if until is None:
        raise DomainError("deadline_missing")
    return Reopening(outcome, move_deadline(act, until, reinstated=True))


def reopen(act: Act, row: Appeal, agency: UUID, officer: UUID, how: Reopening) -> None:
    """Revoke the return. Raises WrongState("refused_by_law") where nothing stands returned."""
    found = move(act.state, Command.REVOKE_RETURN, Role.AUTHORITY, ("appeal_upheld", "reasons_given"))
    if isinstance(found, Refusal):
        raise refused(found)
    said = {"officer": officer, "how": how.outcome, "deadline": how.deadline}
    act.record(events.RETURN_REVOKED, "APA s.46", appeal=row.id, agency=agency, **said)
    if how.outcome == COMPLETE:
        complete(act, "appeal_upheld", *_made_whole(act))


def _made_whole(act: Act) -> tuple[datetime, str]:
    """When and how the applicant last did something towards its being whole: an answer to the record, else filing."""
    replies = [reply for item in record_of(act).items for reply in item.replies]
    last = max(replies, key=lambda reply: reply.at, default=None)
    return (last.at, last.channel) if last else (act.case.entered_at, act.case.channel)
