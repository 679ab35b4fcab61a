"""The question about a whole application: facts in, dates, time used and the next moment to look out."""

from datetime import datetime
from typing import Any

from saduak.core.acts import Citation, DeemedApproval, ExtensionRule
from saduak.core.clock import Clock, fold
from saduak.core.dues import Due
from saduak.core.errors import LawError
from saduak.core.facts import Fact, Facts, Happened, LegalLimit, Step, Terms
from saduak.core.lawbook import Lawbook
from saduak.core.looks import next_look
from saduak.core.plan import PlannedStep, plan
from saduak.core.questions.given import REQUIRED, Answer, Given, read_span
from saduak.core.reasons import Reason
from saduak.core.receipt import Channel
from saduak.core.starts import Start
from saduak.core.stopwatches import Used, stopwatches


def _clock(given: Given, book: Lawbook) -> Answer:
    facts = Facts(given.each("facts", _read_fact))
    terms = _read_terms(given, book)
    now: datetime | None = given.moment("now", None)
    if not facts.all:
        raise LawError("fact_missing", fact=Happened.FILED.value)
    clock = fold(facts, terms, book)
    look = next_look(clock, facts, book, now)
    at = now or facts.all[-1].at
    watches = stopwatches(facts, clock.since, clock.pauses, at, book.calendar)
    answer = {
        "state": clock.state,
        **_receipt(clock),
        "runs_from": clock.runs_from.isoformat() if clock.runs_from else None,
        "promise": _due(clock.promise),
        "limit": _due(clock.limit),
        "delay_notices_after": clock.delays_from.isoformat() if clock.delays_from else None,
        "notify_by": _due(clock.notify_by),
        "forward_by": _due(clock.forward_by),
        "deemed_granted_from": clock.silence.approves_from.isoformat() if clock.silence.approves_from else None,
        "steps": [_step(step) for step in _plan(clock, terms, facts, book)],
        "used": {
            "agency": _used(watches.agency),
            "applicant": _used(watches.applicant),
            "paused": _used(watches.paused),
            "consulted": {agency: _used(used) for agency, used in watches.consulted.items()},
        },
        "overdue": clock.is_overdue(at),
        "next_look": {"at": look.at.isoformat(), "what": look.what} if look else None,
    }
    return Answer(answer, _reasons(clock))


def _receipt(clock: Clock) -> dict[str, Any]:
    if clock.received_at:
        return {"received_at": clock.received_at.isoformat()}
    return {"received_at": None, "missing_year": clock.missing_year}


def _reasons(clock: Clock) -> tuple[Reason, ...]:
    dues = (clock.promise, clock.limit, clock.notify_by, clock.forward_by)
    told = [reason for due in dues if due for reason in due.because]
    silence = () if clock.silence.because.rule == "silence.not_in_law" else (clock.silence.because,)
    return tuple({_identity(reason): reason for reason in (*clock.because, *told, *silence)}.values())


def _identity(reason: Reason) -> tuple[str, str]:
    return reason.rule, repr(reason.params)


def _plan(clock: Clock, terms: Terms, facts: Facts, book: Lawbook) -> tuple[PlannedStep, ...]:
    start: Start | None = clock.start
    return plan(start, terms.steps, facts, book) if start else ()


def _due(due: Due | None) -> dict[str, Any] | None:
    if due is None:
        return None
    found: dict[str, Any] = {
        "status": due.status,
        "last_day": due.last_day.isoformat() if due.last_day else None,
        "act_by": due.act_by.isoformat() if due.act_by else None,
    }
    if due.at:
        found["at"] = due.at.isoformat()
    if due.missing_year:
        found["missing_year"] = due.missing_year
    return found


def _step(step: PlannedStep) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": step.id,
        "runs_from": step.runs_from.isoformat() if step.runs_from else None,
        "last_day": step.last_day.isoformat() if step.last_day else None,
        "late": step.late,
    }
    return found | ({"at": step.at.isoformat()} if step.at else {})


def _used(used: Used) -> dict[str, int | None]:
    return {"days": used.days, "working_days": used.working_days}


def _read_fact(given: Given) -> Fact:
    """One fact. An extension without a length, or a pause without a ground, could only be ignored: refused."""
    kind = given.one_of("fact", Happened)
    return Fact(
        kind=kind,
        at=given.moment("at"),
        channel=given.one_of("channel", Channel, Channel.ELECTRONIC),
        subject=given.text("subject", REQUIRED if kind in _ABOUT_SOMETHING else ""),
        span=given.span("span", REQUIRED if kind is Happened.EXTENDED else None),
        deadline=given.day("deadline", None),
        found_at=given.moment("found_at", None),
    )


_ABOUT_SOMETHING = {
    *(Happened.PAUSED, Happened.RESUMED, Happened.CONSULTED, Happened.ANSWERED),
    *(Happened.STEP_STARTED, Happened.STEP_FINISHED, Happened.WARNED),
}
"""Facts that say nothing without their `subject`."""


def _read_terms(given: Given, book: Lawbook) -> Terms:
    return Terms(
        promise=given.span("promise"),
        limit=_read_limit(given, book),
        steps=given.each("steps", _read_step),
        pause_grounds=frozenset(given.texts("pause_grounds")),
        lfa_applies=_lfa_applies(given, book),
        centre=given.flag("centre"),
    )


def _lfa_applies(given: Given, book: Lawbook) -> bool:
    """Whether LFA applies: not where the exempt ground given is one the regime accepts (LFA s.5, U19)."""
    ground = given.text("exempt_ground", "")
    return ground not in book.regime.settings.exempt_grounds


def _read_limit(given: Given, book: Lawbook) -> LegalLimit | None:
    """The Act's limit: the name of one in `law/acts/`, or an object with amount and unit and its article."""
    if given.is_object("limit"):
        return given.inside("limit", _read_own_limit)
    if not given.text("limit", ""):
        return None
    return LegalLimit.of(book.limit(given.text("limit")))


def _read_own_limit(given: Given) -> LegalLimit:
    cited = Citation(given.text("act"), given.text("section"))
    return LegalLimit(
        read_span(given),
        cited,
        given.inside("extension", _read_extension_rule),
        given.inside("silence", _read_silence),
        given.flag("from_receipt"),
    )


def _read_extension_rule(given: Given) -> ExtensionRule:
    return ExtensionRule(given.whole("count"), read_span(given), given.flag("notice_before_expiry", default=True))


def _read_silence(given: Given) -> DeemedApproval:
    return DeemedApproval(read_span(given), given.flag("excuse_allowed", default=False))


def _read_step(given: Given) -> Step:
    after = given.texts("after") if given.has("after") else None
    return Step(given.text("id"), read_span(given), after)


RULES = {"clock": _clock}
