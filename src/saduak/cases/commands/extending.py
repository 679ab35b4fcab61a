"""More time by statute, and the clock that stands still on a lawful ground (PHA s.56; U9)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin, whole_of
from saduak.cases.commands.deciding import printed_power, require_power
from saduak.cases.commands.letters import send_of_case
from saduak.cases.queries.letters import language_of, power_line, signatory_of
from saduak.cases.queries.more_time import told_in_time
from saduak.cases.queries.notices import composed
from saduak.cases.story import facts_of
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError
from saduak.core.facts import Happened
from saduak.core.limits import Extended, Extension, ExtensionTerms, extended
from saduak.core.reasons import written
from saduak.core.spans import Span
from saduak.core.transitions import Command
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write
from saduak.messages.commands import Signatory, record_delivery
from saduak.sources.texts import sentences


@command(case="case_id")
def extend_limit(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    amount: int,
    ground: str,
    handed_to: str = "",
    seen: int | None,
    now: datetime,
    key: str,
) -> date:
    """Extend the time that the licence's law gives, `amount` of its own unit, under a power in force, and tell the
    applicant in the same act; the new last day. One that comes after the last day, or more than the law has, is void
    and refused; so is one by post that would not count as told by then (APA s.71), unless the letter is handed over
    now: `handed_to` says who took it, which is recorded as its delivery (APA s.70).

    Raises DomainError("extension_length"), NotAllowed("no_power", "not_authority") and as `begin` and `permit` do.
    """
    act = begin(write, case_id, now, seen)
    limit = act.terms.limit
    rule = limit.extension if limit else None
    if rule and not 0 < amount <= rule.span.amount:
        raise DomainError("extension_length", most=rule.span)
    old = (due.last_day if (due := act.clock().limit) else None) or now.astimezone(BANGKOK).date()
    span = Span(amount, rule.span.unit) if rule else None
    found = _extended(act, old, span) if span else None
    act.permit(Command.EXTEND, _holds(act, old, ground, found, by_hand=bool(handed_to.strip())))
    assert span is not None  # noqa: S101 - the table refuses without a rule
    assert found is not None  # noqa: S101 - as above
    power = printed_power(require_power(act))
    number = len(facts_of(act.story).of(Happened.EXTENDED)) + 1
    letter = _tell(act, number, found.last_day, ground, power)
    if handed_to.strip():
        _hand_over(act, letter, handed_to, key)
    act.record(
        events.EXTENDED,
        str(limit.citation) if limit else "",
        number=number,
        span={"amount": span.amount, "unit": span.unit.value},
        old=old,
        limit_on=found.last_day,
        letter=letter,
        power=power,
        **act.because(ground),
    )
    act.settle()
    return found.last_day


def _extended(act: Act, old: date, span: Span) -> Extended:
    """What this extension would make of the limit as it stands, by the law's own rule less those used."""
    limit = act.terms.limit
    terms = ExtensionTerms(limit.extension, limit.citation) if limit and limit.extension else None
    return extended(old, [Extension(span, act.now.astimezone(BANGKOK).date())], terms, act.book.calendar)


def _holds(act: Act, old: date, ground: str, found: Extended | None, *, by_hand: bool) -> list[str]:
    limit = act.terms.limit
    rule = limit.extension if limit else None
    used = len(facts_of(act.story).of(Happened.EXTENDED))
    in_time = rule is None or not rule.notice_before_expiry or told_in_time(whole_of(act), old, by_hand=by_hand)
    answers = {
        "extension_in_law": rule is not None and used < rule.count,
        "noticed_before_expiry": in_time and (found is None or bool(found.counted)),
        "reasons_given": bool(ground.strip()),
    }
    return [guard for guard, holds in answers.items() if holds]


def _tell(act: Act, number: int, until: date, ground: str, power: Mapping[str, Any]) -> UUID:
    """The letter of the extension, signed by whose act it is, with the power behind it."""
    case = whole_of(act)
    language = language_of(case)
    signed = signatory_of(case, act.who.user, language)
    said = {
        "delay.number": str(number),
        "delay.reason": ground.strip(),
        "case.due": written(until, language, sentences(language)),
    }
    return send_of_case(
        act,
        case,
        composed(case, "extension", said, language),
        signatory=Signatory(signed.name, power["position"], power_line(power, language)),
        key=f"extension:{act.case.id}:{number}",
    )


def _hand_over(act: Act, letter: UUID, taker: str, key: str) -> None:
    act.write.transaction.catch_up()  # the letter has its number, and is there to be delivered
    said = {"lane": "hand", "outcome": "delivered", "proof": taker.strip()}
    record_delivery(actor=act.write.actor, letter_id=letter, **said, at=act.now, now=act.now, key=f"{key}:hand")


@command(case="case_id")
def pause_case(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    pause_ground: str,
    note: str,
    seen: int | None,
    now: datetime,
    key: str,
) -> None:
    """Let the clock stand still on a ground that the law of the service, or the regime, names (U9); the LFA has none.

    Raises DomainError("ground_missing") and as `begin` and `permit` do.
    """
    act = begin(write, case_id, now, seen)
    allowed = act.terms.pause_grounds | set(act.book.regime.settings.pause_grounds)
    answers = {"ground_in_law": pause_ground in allowed, "running": act.clock().pauses.lasting is None}
    act.permit(Command.PAUSE, [guard for guard, holds in answers.items() if holds])
    if not note.strip():
        raise DomainError("ground_missing")
    act.record(events.PAUSED, pause_ground=pause_ground, **act.because(note))
    act.settle()


@command(case="case_id")
def resume_case(write: Write, *, actor: Actor, case_id: UUID, seen: int | None, now: datetime, key: str) -> None:
    """Let the clock run again. Raises as `begin` and `permit` do."""
    act = begin(write, case_id, now, seen)
    act.permit(Command.RESUME, ("paused",) if act.clock().pauses.lasting else ())
    paused = act.story.last("case.paused")
    act.record(events.RESUMED, pause_ground=paused.payload["pause_ground"] if paused else "")
    act.settle()
