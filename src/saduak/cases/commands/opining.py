"""Answering for an agency that was asked: by account, or by the signed link; question by question, once."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act
from saduak.cases.commands.consultations import end, take_back, taken
from saduak.cases.commands.consulting import post_at, require_open
from saduak.cases.models import AskedQuestion, Consultation
from saduak.cases.queries.consultations import link_fits, may_answer
from saduak.core.consultations import IN_WORDS, OPINIONS
from saduak.core.errors import DomainError, NotFound, WrongState
from saduak.core.thai import normal
from saduak.files.queries import require_given
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write

LONGEST_CLAUSES, LONGEST_NAME = 8_000, 300
MOST_FILES = 10
"""Files with the answer to one question."""


@command()
def answer_consultation(
    write: Write,
    *,
    actor: Actor,
    consultation_id: UUID,
    token: str,
    answers: tuple[Mapping[str, Any], ...],
    name: str,
    now: datetime,
    key: str,
) -> None:
    """Answer every question, once: by the link's `token` as `CONSULTEE`, or without one by an officer of the asked
    agency. Each answer is `{"question", "opinion", "clauses", "papers"}`; `name` is who answers by the link. What was
    asked further for it and is still open is taken back.

    Raises NotFound for a link that is not ours or an actor who is not theirs, WrongState("consultation_over",
    "consultation_expired", "wrong_state"), DomainError("opinion_missing", "clauses_missing", "clauses_too_long",
    "answer_papers", "consultation_name"), NotAllowed("has_interest") for one who is or acts for the applicant.
    """
    act, row = taken(write, consultation_id, now)
    by_link = bool(token) and link_fits(row, token)
    if not by_link and (token or not may_answer(act.who, row)):
        raise NotFound("not_found", what="consultation")
    require_open(act, row)
    if by_link and row.expires_at <= now:
        raise WrongState("consultation_expired")
    if not by_link:
        act.require_no_interest()
    answered = _answered(row, answers)
    row.way, row.answered_by = ("link", _name(name)) if by_link else ("account", "")
    officer = None if by_link else post_at(act, _asked(row))
    for question, said in answered:
        _record(act, question, said)
    _close(act, row, officer)
    act.settle()


def _asked(row: Consultation) -> UUID:
    if row.asked_id is None:
        raise NotFound("not_found", what="consultation")
    return row.asked_id


def _name(typed: str) -> str:
    kept = normal(typed).replace("\n", " ")
    if not kept or len(kept) > LONGEST_NAME:
        raise DomainError("consultation_name")
    return kept


def _answered(row: Consultation, answers: Sequence[Mapping[str, Any]]) -> list[tuple[AskedQuestion, Mapping[str, Any]]]:
    """Each question with what is said to it; all of them, since an agency answers once."""
    said = {str(each.get("question", "")): each for each in answers}
    found: list[tuple[AskedQuestion, Mapping[str, Any]]] = []
    for question in row.questions.order_by("number"):
        own = said.get(str(question.id), {})
        if own.get("opinion") not in OPINIONS:
            raise DomainError("opinion_missing", number=question.number)
        clauses = normal(str(own.get("clauses", "")))
        if own["opinion"] in IN_WORDS and not clauses:
            raise DomainError("clauses_missing", number=question.number)
        if len(clauses) > LONGEST_CLAUSES:
            raise DomainError("clauses_too_long", number=question.number, longest=LONGEST_CLAUSES)
        found.append((question, {**own, "clauses": clauses}))
    return found


def _record(act: Act, question: AskedQuestion, said: Mapping[str, Any]) -> None:
    papers = [UUID(str(each)) for each in said.get("papers", ())]
    if len(papers) > MOST_FILES:
        raise DomainError("answer_papers", most=MOST_FILES)
    require_given(act.write.actor, papers)
    question.opinion, question.clauses = said["opinion"], said["clauses"]
    question.papers = [str(each) for each in papers]
    question.save(update_fields=["opinion", "clauses", "papers"])
    act.record(
        events.QUESTION_ANSWERED,
        consultation=question.consultation_id,
        question=question.id,
        opinion=question.opinion,
        papers=question.papers,
        clauses=question.digest(question.clauses),
    )


def _close(act: Act, row: Consultation, officer: UUID | None) -> None:
    end(act, row, "answered")
    act.record(
        events.CONSULTATION_ANSWERED,
        consultation=row.id,
        body=row.body,
        state=row.state,
        way=row.way,
        officer=officer,
        due_on=row.due_on,
        answered_by=row.digest(row.answered_by),
    )
    for each in Consultation.objects.filter(parent=row, state="asked").order_by("asked_at", "id"):
        take_back(act, each, "")
