"""What may happen to an application in each state: one table, and a refusal with its article for every other pair.

A guard is a name; the command answers it from the facts of the case. The first row whose guards all hold decides.
Sources: LFA s.7 to s.10, APA s.30, s.37 and s.65.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from saduak.core.acts import Citation
from saduak.core.errors import LawError


class State(StrEnum):
    """The states of an application. "Overdue" is no state: it is derived from the clock."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    DEFECT_OPEN = "defect_open"
    COMPLETE = "complete"
    UNDER_CONSIDERATION = "under_consideration"
    DECIDED = "decided"
    DEEMED_GRANTED = "deemed_granted"
    NOTIFIED = "notified"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    REFERRED = "referred"


class Command(StrEnum):
    """What somebody may try to do to an application."""

    SUBMIT = "submit"
    CONFIRM_COMPLETE = "confirm_complete"
    FIX_ON_THE_SPOT = "fix_on_the_spot"
    RECORD_DEFECT = "record_defect"
    ANSWER_DEFECT = "answer_defect"
    EXTEND_DEFECT_DEADLINE = "extend_defect_deadline"
    RETURN = "return"
    REFER = "refer"
    REQUEST_DOCUMENT = "request_document"
    OFFER_DOCUMENT = "offer_document"
    ORDER_EXCEPTION = "order_exception"
    START_CONSIDERATION = "start_consideration"
    PAUSE = "pause"
    RESUME = "resume"
    EXTEND = "extend"
    DECIDE = "decide"
    DECIDE_BY_RULE = "decide_by_rule"
    DEEM_GRANTED = "deem_granted"
    NOTIFY = "notify"
    WITHDRAW = "withdraw"
    REINSTATE = "reinstate"
    REVOKE_RETURN = "revoke_return"


class Role(StrEnum):
    """Who may do it. The names are those of `parties`."""

    APPLICANT = "applicant"
    INTAKE = "intake"
    OFFICER = "officer"
    AUTHORITY = "authority"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Move:
    """One row: in `state`, `command` by one of `roles` leads to `goes_to` if all `guards` hold."""

    state: State
    command: Command
    goes_to: State
    roles: frozenset[Role]
    citation: Citation
    guards: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a command may not run: a code (`transition.<code>` in the catalogue) and the article behind it."""

    code: str
    citation: Citation


_S, _C = State, Command
_CLERKS = frozenset({Role.INTAKE, Role.OFFICER})
_OFFICER = frozenset({Role.OFFICER})
_AUTHORITY = frozenset({Role.AUTHORITY})
_APPLICANT = frozenset({Role.APPLICANT, Role.INTAKE})
_SYSTEM = frozenset({Role.SYSTEM})
_LFA_7, _LFA_8, _LFA_9, _LFA_10 = (Citation("lfa", section) for section in ("7", "8", "9", "10"))

BEFORE_DECISION = (_S.SUBMITTED, _S.DEFECT_OPEN, _S.COMPLETE, _S.UNDER_CONSIDERATION)
AFTER_COMPLETION = (_S.COMPLETE, _S.UNDER_CONSIDERATION)

MOVES: tuple[Move, ...] = (
    Move(_S.DRAFT, _C.SUBMIT, _S.SUBMITTED, _APPLICANT, _LFA_7, ("manual_published",)),
    # The check of completeness: one of three outcomes, one defect record in all
    Move(_S.SUBMITTED, _C.CONFIRM_COMPLETE, _S.COMPLETE, _CLERKS, _LFA_8),
    Move(_S.SUBMITTED, _C.FIX_ON_THE_SPOT, _S.COMPLETE, _CLERKS, _LFA_8),
    Move(
        _S.SUBMITTED,
        _C.RECORD_DEFECT,
        _S.DEFECT_OPEN,
        _CLERKS,
        _LFA_8,
        ("no_defect_record_yet", "has_items", "has_deadline", "items_in_manual", "acknowledged"),
    ),
    Move(
        _S.SUBMITTED,
        _C.REFER,
        _S.REFERRED,
        _CLERKS,
        Citation("epa", "10", "2"),
        ("responsible_agency_named",),
    ),
    # The one chance to mend
    Move(_S.DEFECT_OPEN, _C.ANSWER_DEFECT, _S.COMPLETE, _APPLICANT, _LFA_8, ("in_time", "all_items_closed")),
    Move(_S.DEFECT_OPEN, _C.ANSWER_DEFECT, _S.DEFECT_OPEN, _APPLICANT, _LFA_8, ("in_time",)),
    Move(_S.DEFECT_OPEN, _C.CONFIRM_COMPLETE, _S.COMPLETE, _CLERKS, _LFA_8, ("all_items_closed",)),
    Move(_S.DEFECT_OPEN, _C.EXTEND_DEFECT_DEADLINE, _S.DEFECT_OPEN, _OFFICER, Citation("apa", "65")),
    Move(
        _S.DEFECT_OPEN,
        _C.RETURN,
        _S.RETURNED,
        _OFFICER,
        _LFA_9,
        ("deadline_passed", "items_still_open", "reasons_given"),
    ),
    Move(
        _S.RETURNED,
        _C.REINSTATE,
        _S.DEFECT_OPEN,
        _AUTHORITY,
        Citation("apa", "66"),
        ("no_fault", "asked_in_time"),
    ),
    Move(
        _S.RETURNED,
        _C.REVOKE_RETURN,
        _S.DEFECT_OPEN,
        _AUTHORITY,
        Citation("apa", "45"),
        ("appeal_upheld", "reasons_given"),
    ),
    # Consideration
    *(Move(state, _C.OFFER_DOCUMENT, state, _APPLICANT, _LFA_8) for state in BEFORE_DECISION),
    *(
        Move(
            state,
            _C.ORDER_EXCEPTION,
            state,
            _AUTHORITY,
            _LFA_8,
            ("officer_at_fault", "reasons_given", "discipline_referenced"),
        )
        for state in AFTER_COMPLETION
    ),
    Move(_S.COMPLETE, _C.START_CONSIDERATION, _S.UNDER_CONSIDERATION, _OFFICER, _LFA_10),
    Move(
        _S.UNDER_CONSIDERATION,
        _C.PAUSE,
        _S.UNDER_CONSIDERATION,
        _OFFICER,
        _LFA_10,
        ("ground_in_law", "running"),
    ),
    Move(_S.UNDER_CONSIDERATION, _C.RESUME, _S.UNDER_CONSIDERATION, _OFFICER, _LFA_10, ("paused",)),
    *(
        Move(
            state,
            _C.EXTEND,
            state,
            _AUTHORITY,
            _LFA_10,
            ("extension_in_law", "noticed_before_expiry", "reasons_given"),
        )
        for state in AFTER_COMPLETION
    ),
    # The decision and what follows
    Move(
        _S.UNDER_CONSIDERATION,
        _C.DECIDE,
        _S.DECIDED,
        _AUTHORITY,
        Citation("apa", "37"),
        ("has_power", "no_interest", "reasons_given", "heard_if_adverse"),
    ),
    Move(
        _S.COMPLETE,
        _C.DECIDE_BY_RULE,
        _S.DECIDED,
        _SYSTEM,
        Citation("epa", "16"),
        ("rule_adopted", "rule_holds", "receipt_passed"),
    ),
    *(
        Move(
            state,
            _C.DEEM_GRANTED,
            _S.DEEMED_GRANTED,
            _SYSTEM,
            _LFA_10,
            ("silence_approves_in_law", "limit_passed"),
        )
        for state in AFTER_COMPLETION
    ),
    Move(_S.DECIDED, _C.NOTIFY, _S.NOTIFIED, _OFFICER | _SYSTEM, _LFA_10, ("states_appeal_if_adverse",)),
    Move(_S.DEEMED_GRANTED, _C.NOTIFY, _S.NOTIFIED, _OFFICER | _SYSTEM, _LFA_10),
    Move(_S.DRAFT, _C.WITHDRAW, _S.WITHDRAWN, _APPLICANT, _LFA_7),
    *(Move(state, _C.WITHDRAW, _S.WITHDRAWN, _APPLICANT, _LFA_7) for state in BEFORE_DECISION),
)

GUARDS: dict[str, Citation] = {
    "manual_published": _LFA_7,
    "no_defect_record_yet": _LFA_8,
    "has_items": _LFA_8,
    "has_deadline": _LFA_8,
    "items_in_manual": _LFA_7,
    "acknowledged": _LFA_8,
    "responsible_agency_named": Citation("epa", "10", "2"),
    "in_time": _LFA_9,
    "all_items_closed": _LFA_8,
    "deadline_passed": _LFA_9,
    "items_still_open": _LFA_9,
    "reasons_given": Citation("apa", "37"),
    "no_fault": Citation("apa", "66"),
    "asked_in_time": Citation("apa", "66"),
    "appeal_upheld": Citation("apa", "45"),
    "officer_at_fault": _LFA_8,
    "discipline_referenced": _LFA_8,
    "ground_in_law": _LFA_10,
    "running": _LFA_10,
    "paused": _LFA_10,
    "extension_in_law": _LFA_10,
    "noticed_before_expiry": _LFA_10,
    "has_power": Citation("apa", "37"),
    "no_interest": Citation("apa", "13"),
    "heard_if_adverse": Citation("apa", "30"),
    "rule_adopted": Citation("epa", "16"),
    "rule_holds": Citation("epa", "16"),
    "receipt_passed": Citation("epa", "10"),
    "silence_approves_in_law": _LFA_10,
    "limit_passed": _LFA_10,
    "states_appeal_if_adverse": Citation("apa", "40"),
}
"""Every guard with the article that asks for it; a failed guard refuses with its own name."""

_AFTER_RECORD = frozenset(State) - {_S.DRAFT, _S.SUBMITTED}

REFUSALS: tuple[tuple[Command, frozenset[State], Refusal], ...] = (
    (_C.REQUEST_DOCUMENT, frozenset({_S.DRAFT, _S.SUBMITTED}), Refusal("use_the_defect_record", _LFA_8)),
    (_C.REQUEST_DOCUMENT, frozenset({_S.DEFECT_OPEN}), Refusal("one_record_only", _LFA_8)),
    (_C.REQUEST_DOCUMENT, _AFTER_RECORD, Refusal("nothing_more_may_be_asked", _LFA_8)),
    (_C.RECORD_DEFECT, frozenset({_S.DEFECT_OPEN}), Refusal("one_record_only", _LFA_8)),
    (_C.RECORD_DEFECT, _AFTER_RECORD, Refusal("nothing_more_may_be_asked", _LFA_8)),
    (_C.PAUSE, frozenset(State), Refusal("only_while_considered", _LFA_10)),
)
"""Refusals that deserve their own words; every other pair without a row is simply the wrong state."""

_BY_PAIR: dict[tuple[State, Command], tuple[Move, ...]] = {}
for _move in MOVES:
    _BY_PAIR[_move.state, _move.command] = (*_BY_PAIR.get((_move.state, _move.command), ()), _move)


def move(state: State, command: Command, role: Role, holds: Iterable[str]) -> Move | Refusal:
    """The row that applies, or the refusal. `holds` are the names of the guards that hold.

    Raises `LawError` "guard_unknown" for a name that no row has.
    """
    held = set(holds)
    unknown = held - set(GUARDS)
    if unknown:
        raise LawError("guard_unknown", guard=min(unknown))
    rows = _BY_PAIR.get((state, command), ())
    permitted = [row for row in rows if role in row.roles]
    if not permitted:
        return Refusal("wrong_role", rows[0].citation) if rows else _refused(state, command)
    for row in permitted:
        if held.issuperset(row.guards):
            return row
    missing = next(guard for guard in permitted[-1].guards if guard not in held)
    return Refusal(missing, GUARDS[missing])


def _refused(state: State, command: Command) -> Refusal:
    for refused, states, refusal in REFUSALS:
        if command is refused and state in states:
            return refusal
    return Refusal("wrong_state", next(row.citation for row in MOVES if row.command is command))
