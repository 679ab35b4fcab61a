"""What is to be done now with a case, by whom and by when: the first thing a case page says."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from saduak.cases.queries import WholeCase
from saduak.cases.queries.appealed import appeal_of
from saduak.cases.queries.decisions import needs_no_check
from saduak.cases.queries.defects import StandingRecord, defect_record
from saduak.cases.queries.papers import papers_wanted
from saduak.channels.desk.awaiting import Awaited, awaited
from saduak.channels.desk.sheets import way
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say, say_in_lane
from saduak.core.appeals import Stage
from saduak.core.transitions import BEFORE_DECISION, State


@dataclass(frozen=True, slots=True)
class NextStep:
    """One sentence and, for who may do it, the page where it is done; `roles` name whose turn it is."""

    says: str
    do: str = ""
    where: str = ""
    roles: tuple[str, ...] = ()


OFFICER, CHECKER, AUTHORITY = "officer", "checker", "authority"
CLERKS = ("intake", OFFICER)


def next_step(case: WholeCase) -> NextStep:
    """The next step of a case, with what may be done beside it."""
    return _STEPS.get(case.state, _over)(case)


def _step(case: WholeCase, key: str, roles: tuple[str, ...], where: str, /, **params: Any) -> NextStep:
    """A step in words; its page is offered to who holds one of the roles."""
    language = language_of_page()
    says = say_in_lane(case.row.lane, f"desk.next.{key}", language, **params)
    may = case.has_role(*roles) and bool(where)
    return NextStep(
        says, say_in_lane(case.row.lane, f"desk.next.{key}_do", language) if may else "", where if may else "", roles
    )


def look_ups(case: WholeCase) -> NextStep | None:
    """What the agency has to look up itself beside the next step, as long as it may (EPA s.12)."""
    if case.state not in BEFORE_DECISION:
        return None
    looking = [paper for paper in papers_wanted(case, case.row) if paper.is_missing and paper.duty == "agency"]
    return _step(case, "look_up", CLERKS, way("desk:papers", case.id), count=len(looking)) if looking else None


def _check(case: WholeCase) -> NextStep:
    return _step(case, "check", CLERKS, way("desk:check", case.id))


def _mend(case: WholeCase) -> NextStep:
    held = defect_record(case.row, case.book, case.now)
    items, back = way("desk:items", case.id), way("desk:return", case.id)
    if held is None:
        return _over(case)
    unjudged = sum(item.state == "answered" for item in held.items)
    if unjudged:
        return _step(case, "judge", CLERKS, items, count=unjudged)
    if held.may_be_returned:
        return _step(case, "return", (OFFICER,), back, deadline=held.deadline)
    if not held.is_acknowledged:
        return _step(case, "acknowledge", CLERKS, items, deadline=held.deadline)
    return _waits(case, held)


def _waits(case: WholeCase, held: StandingRecord) -> NextStep:
    count = len(held.standing.still_open)
    return _step(case, "mend", CLERKS, way("desk:items", case.id), count=count, deadline=held.deadline)


def _consider(case: WholeCase) -> NextStep:
    """The first unfinished step of the manual; the decision when none is left."""
    open_tasks = [task for task in case.tasks if task.state != "done"]
    task = next((each for each in open_tasks if each.kind not in {"decision", "issue", "payment"}), None)
    if task is None:
        return _decide(case)
    name = case.step(task).name
    key = "begin" if task.state == "waiting" else "work"
    return _step(case, key, (OFFICER,), way("desk:task", case.id, task.id), step=name.en if _english() else name.th)


def _decide(case: WholeCase) -> NextStep:
    stands = case.decision.state if case.decision else "none"
    waits = awaited(case) if stands == "checked" or needs_no_check(case) else []
    if waits:
        return _await(case, waits[0])
    if needs_no_check(case):
        return _step(case, "decide_alone", (AUTHORITY,), way("desk:decide", case.id))
    if stands == "draft":
        return _step(case, "check_decision", (CHECKER,), way("desk:check_decision", case.id))
    if stands == "checked":
        return _step(case, "decide", (AUTHORITY,), way("desk:decide", case.id))
    key = "draft_again" if stands == "sent_back" else "draft"
    return _step(case, key, (OFFICER,), way("desk:draft", case.id))


def _await(case: WholeCase, waits: Awaited) -> NextStep:
    return _step(case, waits.key, waits.roles, waits.where, **waits.params)


def awaited_beside(case: WholeCase) -> list[NextStep]:
    """What the order will have to wait for, beside the next step that need not."""
    step = next_step(case)
    return [each for each in (_await(case, waits) for waits in awaited(case)) if each.says != step.says]


def _notify(case: WholeCase) -> NextStep:
    return _step(case, "notify", CLERKS, way("desk:letters"))


def _returned(case: WholeCase) -> NextStep:
    row = appeal_of(case)
    if row and row.stage == Stage.MAKER:
        return _step(case, "appealed", (AUTHORITY,), way("desk:appeal", row.id))
    return _step(case, "returned", (AUTHORITY,), way("desk:reinstate", case.id))


def _over(_case: WholeCase) -> NextStep:
    return NextStep(say("desk.next.over", language_of_page()))


def _english() -> bool:
    return language_of_page() == "en"


_STEPS: Mapping[State, Callable[[WholeCase], NextStep]] = {
    State.SUBMITTED: _check,
    State.DEFECT_OPEN: _mend,
    State.COMPLETE: _consider,
    State.UNDER_CONSIDERATION: _consider,
    State.DECIDED: _notify,
    State.DEEMED_GRANTED: _notify,
    State.RETURNED: _returned,
}
