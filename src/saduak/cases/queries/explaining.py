"""The whole clock of a case as data: what happened, which dates follow and why, what was told when, and where today's
reading differs from it."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from saduak.cases.models import Case
from saduak.cases.queries.steps import planned_steps
from saduak.cases.queries.whole import WholeCase, followed_case
from saduak.cases.story import facts_of
from saduak.core.dues import Due
from saduak.core.facts import Fact
from saduak.core.reasons import as_data
from saduak.sources.texts import reasons_as_data

DATES = ("promise_on", "limit_on", "due_on", "due_at")
"""The dates that are told to the applicant, by their names in the event."""


def explained(row: Case, now: datetime) -> dict[str, Any]:
    """The clock of a case as read at `now`, as plain data; every date comes with rule, article and sentence."""
    case = followed_case(row, now)
    clock = case.clock
    told = [{"at": as_data(event.at), **event.payload} for event in case.story.of("case.due_told")]
    return {
        "case": str(row.id),
        "number": row.number,
        "read_at": as_data(now),
        "state": clock.state,
        "calendar": case.book.calendar.stamp,
        "regime": case.book.regime.id,
        "facts": [_fact(fact) for fact in facts_of(case.story).all],
        "entered_at": as_data(clock.entered_at),
        "received_at": as_data(clock.received_at),
        "runs_from": as_data(clock.runs_from),
        "because": reasons_as_data(clock.because),
        "promise": _due(clock.promise),
        "limit": _due(clock.limit),
        "due": _due(clock.due),
        "delays_from": as_data(clock.delays_from),
        "notify_by": _due(clock.notify_by),
        "stopwatches": asdict(case.stopwatches),
        "steps": _steps(case),
        "next_look": {"at": as_data(case.look.at), "what": case.look.what} if case.look else None,
        "told": told,
        "differs": _differs(told[-1], _today(case)) if told else {},
    }


def _fact(fact: Fact) -> dict[str, Any]:
    found = {
        "fact": fact.kind.value,
        "at": as_data(fact.at),
        "channel": fact.channel.value if fact.kind.value in {"filed", "completed"} else None,
        "subject": fact.subject,
        "deadline": as_data(fact.deadline),
        "found_at": as_data(fact.found_at),
    }
    return {name: value for name, value in found.items() if value}


def _due(due: Due | None) -> dict[str, Any] | None:
    if due is None:
        return None
    dates = {name: as_data(getattr(due, name)) for name in ("last_day", "act_by", "at", "missing_year")}
    return {"status": due.status, **dates, "because": reasons_as_data(due.because)}


def _steps(case: WholeCase) -> list[dict[str, Any]]:
    names = {step.id: {"th": step.name.th, "en": step.name.en} for step in case.package.service.steps}
    return [
        {"name": names[step.id], **{name: as_data(value) for name, value in asdict(step).items()}}
        for step in planned_steps(case).values()
    ]


def _today(case: WholeCase) -> dict[str, str | None]:
    """The dates as they would be told now."""
    clock = case.clock
    due = clock.due
    found = {
        "promise_on": clock.promise.last_day if clock.promise else None,
        "limit_on": clock.limit.last_day if clock.limit else None,
        "due_on": due.last_day if due else None,
        "due_at": due.at if due else None,
    }
    return {name: as_data(value) for name, value in found.items()}


def _differs(told: Mapping[str, Any], today: Mapping[str, str | None]) -> dict[str, dict[str, Any]]:
    """Each date that was last told otherwise than it is read now."""
    return {name: {"told": told[name], "today": today[name]} for name in DATES if told[name] != today[name]}
