"""Approval by silence, only where the licence's own law has it: the status, the proof, and the head who is told and
who answers for what was done about it."""

from datetime import datetime
from uuid import UUID

from saduak.cases.commands import duties, events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.commands.letters import send_of_case
from saduak.cases.commands.warning import warn
from saduak.cases.queries.letters import language_of, signed_by_system
from saduak.cases.queries.notices import composed
from saduak.cases.queries.whole import WholeCase
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotFound
from saduak.core.looks import Look
from saduak.core.reasons import written
from saduak.core.transitions import AFTER_COMPLETION, Command
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role
from saduak.sources.texts import article, sentences


def deem_granted(act: Act, look: Look) -> None:
    """Record that silence approved the application, send its proof, and tell the head.

    An application that is not complete approves by no silence: then somebody is warned instead.
    """
    silence = act.clock().silence
    if act.state not in AFTER_COMPLETION or silence.approves_from is None:
        warn(act, look)
        return
    is_over = act.now.astimezone(BANGKOK).date() >= silence.approves_from
    act.permit(Command.DEEM_GRANTED, ("silence_approves_in_law", *(("limit_passed",) if is_over else ())))
    due = act.clock().limit or act.clock().due
    act.record(
        events.DEEMED_GRANTED,
        str(silence.because.citation),
        since=silence.approves_from,
        limit_on=due.last_day if due else None,
        article=str(silence.because.citation),
    )
    _send_proof(act)
    duties.open_duty(act, duties.DEEMED, duties.head(act), duties.LIABLE, due_on=silence.approves_from)


def _send_proof(act: Act) -> None:
    """The letter that stands for the licence until one is issued."""
    case = WholeCase(act.case, act.who, act.now)
    case.__dict__["story"] = act.story
    language, silence = language_of(case), act.clock().silence
    said = {
        "deemed.since": written(silence.approves_from, language, sentences(language)),
        "deemed.article": article(silence.because.citation, language),
    }
    proof, signatory = composed(case, "deemed", said, language), signed_by_system(case, language)
    letter = send_of_case(act, case, proof, signatory=signatory, key=f"deemed:{act.case.id}")
    act.record(events.LETTER_ORDERED, letter=letter, letter_kind="deemed", because="case.deemed_granted")


@command(case="case_id")
def answer_for_silence(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    duty_id: UUID,
    done: str,
    seen: int | None = None,
    now: datetime,
    key: str,
) -> None:
    """Say what was done about an application that silence approved: the licence that was issued, and why nobody
    decided in time. The duty of the head ends with it.

    Raises DomainError("silence_unanswered"), NotAllowed("role_needed"), NotFound, and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_role(Role.AUTHORITY)
    duty = duties.open_duties(act).filter(pk=duty_id, what=duties.DEEMED).first()
    if duty is None:
        raise NotFound("not_found", what="duty")
    if not done.strip():
        raise DomainError("silence_unanswered")
    act.record(events.SILENCE_ANSWERED, duty=duty.id, officer=act.officer_id, **act.because(done))
    duties.close_one(act, duty, "answered")
    act.settle()
