"""The decision: drafted by the maker, looked at by a second person, made by the authority (APA s.36, s.37 and s.40)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.commands.hearings import is_heard
from saduak.cases.commands.outcomes import ADVERSE, Draft, drafted
from saduak.cases.commands.tasks import before, finish, require_done, start
from saduak.cases.models import Decision, Task
from saduak.cases.queries.appeals import appeal_text
from saduak.cases.queries.consents import missing_consents
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.core.package import StepKind
from saduak.core.package.words import cited
from saduak.core.reasons import Code
from saduak.core.thai import normal
from saduak.core.transitions import Command, State
from saduak.ledger.actors import Actor
from saduak.ledger.canonical import canonical
from saduak.ledger.door import command
from saduak.ledger.rows import ask, finding, id_of
from saduak.ledger.transaction import Write
from saduak.parties.policy import PowerSource, Role, are_two, power_of
from saduak.parties.queries import asking_officers

LONGEST_NOTE = 4_000
DRAFTED = (
    *("state", "outcome", "lines", "conditions", "facts", "law", "reasons", "note"),
    *("drafted_by_id", "drafted_at", "checked_by_id", "checked_at"),
)
"""What a draft writes anew."""
HANDS = (
    "SELECT drafted_by_id FROM cases_decision WHERE case_id = %s"
    " UNION SELECT checked_by_id FROM cases_decision WHERE case_id = %s"
)


@command(case="case_id")
def draft_decision(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    outcome: str,
    lines: tuple[Mapping[str, Any], ...],
    facts: str,
    law: str,
    reasons: str,
    conditions: tuple[Mapping[str, Any], ...],
    seen: int | None,
    now: datetime,
    key: str,
) -> None:
    """Put a decision before the authority, or change it until it is made; a change has to be checked anew.

    `lines` are `{"line": 1…, "outcome", "conditions": [text], "reasons"}`, each line of the decided group once, and
    their outcomes make that of the whole; `conditions` are `{"text", "reason"}`. The steps before the decision are
    done.

    Raises WrongState("steps_before", "wrong_state"), NotAllowed("has_interest"), what `outcomes.drafted` raises, and
    as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_state(State.UNDER_CONSIDERATION)
    act.require_role(Role.OFFICER)
    for task in _decision_tasks(act):
        require_done(act, before(act.package, task.step))
    draft = drafted(act, outcome, lines, (facts, law, reasons), conditions)
    row = _rows(act)[0] or Decision(case=act.case)
    _keep(act, row, draft)
    act.record(
        events.DECISION_DRAFTED,
        "APA s.37",
        officer=row.drafted_by_id,
        outcome=draft.outcome,
        lines=draft.summary,
        **_digests(row, draft),
    )
    act.settle()


def _keep(act: Act, row: Decision, draft: Draft) -> None:
    row.state, row.outcome, row.lines, row.conditions = "draft", draft.outcome, draft.lines, draft.conditions
    row.facts, row.law, row.reasons, row.note = draft.facts, draft.law, draft.reasons, ""
    row.drafted_by_id, row.drafted_at, row.checked_by, row.checked_at = act.officer_id, act.now, None, None
    if row._state.adding:
        act.write.insert(row)
    else:
        act.write.update(row, *DRAFTED)


def _digests(row: Decision, draft: Draft) -> dict[str, str]:
    said = {"facts": row.facts, "law": row.law, "reasons": canonical(draft.words)}
    return {name: row.digest(text) for name, text in said.items()}


def draft_of(row: Decision) -> Draft:
    """The row as it was drafted."""
    return Draft(row.outcome, row.lines, row.facts, row.law, row.reasons, row.conditions)


@command(case="case_id")
def check_decision(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    agrees: bool,
    note: str,
    seen: int | None,
    now: datetime,
    key: str,
) -> None:
    """Look at a draft as a second person: agree, or send it back with a note.

    Raises WrongState("no_draft", "wrong_state"), NotAllowed("same_person_checks", "role_needed", "has_interest"),
    DomainError("check_note_missing", "check_note_too_long"), and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_state(State.UNDER_CONSIDERATION)
    act.require_role(Role.CHECKER)
    row, users = _decision(act, "draft")
    _require_two(act, users[row.drafter])
    kept = normal(note)
    if not agrees and not kept:
        raise DomainError("check_note_missing")
    if len(kept) > LONGEST_NOTE:
        raise DomainError("check_note_too_long", longest=LONGEST_NOTE)
    row.state, row.note = "checked" if agrees else "sent_back", kept
    row.checked_by_id, row.checked_at = act.officer_id, now
    act.write.update(row, "state", "note", "checked_by_id", "checked_at")
    act.record(events.DECISION_CHECKED, officer=row.checked_by_id, agrees=agrees, note=row.digest(kept))
    act.settle()


@command(case="case_id")
def decide(write: Write, *, actor: Actor, case_id: UUID, seen: int | None, now: datetime, key: str) -> None:
    """Make the checked draft the decision, under a power in force, which is kept with it and printed.

    Who works alone under the recorded exception decides on the own draft without a check. Raises
    WrongState("no_draft" where nothing was checked, "consent_missing", "steps_before"),
    WrongState("refused_by_law") with the guard that does not hold: power, interest, reasons, hearing;
    NotAllowed("same_person_checks"), and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_state(State.UNDER_CONSIDERATION)
    act.require_post(Role.AUTHORITY)
    row, users = _decision(act, "checked", "draft")
    _require_checked(act, row, users)
    power = _power(act)
    act.permit(Command.DECIDE, _holds(act, row, power))
    if power is None:
        raise NotAllowed("no_power", section=cited(act.package.service.authority.power))
    _require_two(act, users[row.drafter])
    _require_consents(act, row)
    for task in _decision_tasks(act):
        _end(act, task)
    _make(act, row, users, power)
    act.settle()


def _holds(act: Act, row: Decision, power: PowerSource | None) -> list[str]:
    """The guards of the table that hold."""
    holds = {
        "has_power": power is not None,
        "no_interest": not act.interest,
        "reasons_given": draft_of(row).reasons_stand,
        "heard_if_adverse": row.outcome not in ADVERSE or is_heard(act),
    }
    return [name for name, does in holds.items() if does]


def _power(act: Act) -> PowerSource | None:
    """The power under which the actor decides here, if there is one in force."""
    try:
        return require_power(act)
    except NotAllowed:
        return None


def require_power(act: Act) -> PowerSource:
    """The power under which the actor decides here. Raises NotAllowed("not_authority", "no_power")."""
    if act.who.user is None:
        raise NotAllowed("no_power", section=cited(act.package.service.authority.power))
    return power_of(act.who.user, act.case.agency_id, act.package.service.authority.power, act.now)


def _make(act: Act, row: Decision, users: Mapping[UUID, UUID], power: PowerSource) -> None:
    package = act.package
    row.state, row.made_by_id, row.made_at = "made", power.officer_id, act.now
    row.appeal = "\n\n".join(appeal_text(package, language) for language in ("th", "en"))
    row.power = printed_power(power)
    act.write.update(row, "state", "made_by_id", "made_at", "appeal", "power")
    act.record(
        events.DECIDED,
        "APA s.37",
        officer=row.made_by_id,
        outcome=row.outcome,
        lines=draft_of(row).summary,
        power=row.power,
        four_eyes=_four_eyes(act, row, users),
        appeal=row.digest(row.appeal),
        **_digests(row, draft_of(row)),
    )


def printed_power(power: PowerSource) -> dict[str, Any]:
    """The source of power as plain data; `of` is whose power it is where it is another's."""
    return {
        "kind": power.kind,
        "section": power.section,
        "basis": power.basis,
        "position": power.position,
        "number": power.number,
        "since": power.since.isoformat() if power.since else None,
        "until": power.until.isoformat() if power.until else None,
        "of": power.giver_position,
    }


def _four_eyes(act: Act, row: Decision, users: Mapping[UUID, UUID]) -> dict[str, Any]:
    """Who looked at it, and the written order where one person did both."""
    drafter = users[row.drafter]
    checker = users[row.checked_by_id] if row.checked_by_id else None
    alone = drafter in {act.who.user, checker}
    return {
        "drafted_by": str(row.drafter),
        "checked_by": str(row.checked_by_id) if row.checked_by_id else None,
        "exception": act.case.agency.four_eyes_order if alone else "",
    }


def _require_two(act: Act, maker: UUID) -> None:
    """Nobody checks or signs what they made themselves, unless the agency recorded why (NotAllowed)."""
    user = act.who.user
    verdict = are_two(act.case.agency, maker, user) if user else None
    if verdict is None or not verdict.allowed:
        raise NotAllowed("same_person_checks")


def _require_checked(act: Act, row: Decision, users: Mapping[UUID, UUID]) -> None:
    """A draft is decided once somebody else has checked it. Who works alone under the recorded exception would only
    check their own hand: for them the draft is enough."""
    drafter = users[row.drafter]
    works_alone = drafter == act.who.user and are_two(act.case.agency, drafter, drafter).allowed
    if row.state == "draft" and not works_alone:
        raise _no_draft(row)


def _require_consents(act: Act, row: Decision) -> None:
    """Nothing is granted before those whose consent it needs have given it (W-5)."""
    missing = [] if row.outcome == "refused" else missing_consents(act, act.case, draft_of(row).refused_lines)
    if missing:
        raise WrongState("consent_missing", parties=[consent.name for consent in missing])


def _decision(act: Act, *states: str) -> tuple[Decision, Mapping[UUID, UUID]]:
    """The decision in one of these states, and the log-in behind each post that had a hand in it."""
    row, users = _rows(act)
    if row is None or row.state not in states:
        raise _no_draft(row)
    return row, users


def _rows(act: Act) -> tuple[Decision | None, Mapping[UUID, UUID]]:
    own = id_of(act.case.id)
    decisions, officers = ask(finding(Decision, "WHERE t.case_id = %s", own), asking_officers(HANDS, own, own))
    for officer in officers:  # so that the exception need not look for the officer again
        if officer.id == act.case.agency.four_eyes_officer_id:
            act.case.agency.four_eyes_officer = officer
    return (decisions[0] if decisions else None), {officer.id: officer.user_id for officer in officers}


def _no_draft(row: Decision | None) -> WrongState:
    return WrongState("no_draft", state=Code("decision_state", row.state if row else "none"))


def _decision_tasks(act: Act) -> list[Task]:
    return [task for task in act.tasks if task.kind == StepKind.DECISION]


def _end(act: Act, task: Task) -> None:
    if task.started_at is None:
        start(act, task)
    if task.state != "done":
        finish(act, task)
