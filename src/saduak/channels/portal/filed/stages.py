"""The way of an application as a line of stops: what is done, where it is, when each step is expected to end, and who
has it. Nothing of an officer but the post that the manual itself names.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from saduak.cases.queries import WholeCase
from saduak.cases.story import facts_of
from saduak.channels.portal.filed.clocks import WITH_AGENCY
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.core.letters import in_language
from saduak.core.plan import PlannedStep, plan
from saduak.core.terms import terms_of
from saduak.core.transitions import AFTER_COMPLETION, State
from saduak.ledger.wiring import Happening

ENDED = frozenset({State.RETURNED, State.WITHDRAWN, State.REFERRED})


class Stop(NamedTuple):
    """One stop. `state` is "done", "now", "ahead" or "late"; `when` the day it ended or is expected to end."""

    title: str
    state: str
    when: date | datetime | None
    who: str = ""


@dataclass(frozen=True, slots=True)
class NextUp:
    """What is next and who has it: `whose` is "yours", "agency" or "nobody"; `key` names the sentence."""

    whose: str
    key: str
    step: str = ""
    who: str = ""


def stops(case: WholeCase) -> tuple[Stop, ...]:
    """Every stop from filing to the letter."""
    if case.state in ENDED:
        return (_filed(case), *_ended(case))
    return (_filed(case), _checked(case), *_steps(case), _told(case))


def next_up(case: WholeCase) -> NextUp:
    """What is next."""
    agency = in_language(case.package.service.authority.title, language_of_page())
    if case.state is State.UNDER_CONSIDERATION:
        current = next((task for task in case.tasks if task.state == "open"), None)
        current = current or next((task for task in case.tasks if task.state == "waiting"), None)
        if current:
            step = case.step(current)
            language = language_of_page()
            return NextUp("agency", "step", in_language(step.name, language), in_language(step.responsible, language))
    if case.state is State.DEFECT_OPEN:
        return NextUp("yours" if _has_to_mend(case) else "agency", "mend" if _has_to_mend(case) else "judge")
    whose = "agency" if case.state in {*WITH_AGENCY, State.DECIDED, State.DEEMED_GRANTED} else "nobody"
    return NextUp(whose, case.state.value, who=agency if whose == "agency" else "")


def _has_to_mend(case: WholeCase) -> bool:
    """Whether an item of the record has no answer that still waits for an officer's look."""
    record = case.defect
    if record is None:
        return False
    for item in record.items.all():
        replies = sorted(item.replies.all(), key=lambda reply: reply.at)
        if not replies or replies[-1].accepted is False:
            return True
    return False


def _filed(case: WholeCase) -> Stop:
    return Stop(_say("filed"), "done", case.row.entered_at.astimezone(BANGKOK))


def _checked(case: WholeCase) -> Stop:
    completed = case.story.last("case.completed")
    if completed:
        return Stop(_say("complete"), "done", _day(completed))
    if case.state is State.DEFECT_OPEN:
        return Stop(_say("mending"), "now", case.row.act_on)
    return Stop(_say("checking"), "now", None)


def _steps(case: WholeCase) -> Iterator[Stop]:
    """The steps of the manual, each with its own end inside the promise."""
    planned = _planned(case)
    open_ones = {task.step for task in case.tasks if task.state == "open"}
    done = {task.step: task.finished_at for task in case.tasks if task.state == "done"}
    today, language = case.now.astimezone(BANGKOK).date(), language_of_page()
    for step in case.package.service.steps:
        end = planned.get(step.id)
        title, who = in_language(step.name, language), in_language(step.responsible, language)
        finished = done.get(step.id)
        if finished or case.row.decided_at:
            at = finished or case.row.decided_at
            yield Stop(title, "done", at.astimezone(BANGKOK).date() if at else None, who)
            continue
        is_late = end is not None and end.last_day is not None and today > end.last_day
        expected = (end.at.astimezone(BANGKOK) if end.at else end.last_day) if end else None
        is_now = step.id in open_ones
        yield Stop(
            title, "late" if is_late and case.state in AFTER_COMPLETION else "now" if is_now else "ahead", expected, who
        )


def _planned(case: WholeCase) -> dict[str, PlannedStep]:
    """The plan of the steps; none while the application has to be mended, since no time runs."""
    start = case.clock.start
    if start is None or case.state is State.DEFECT_OPEN:
        return {}
    terms = terms_of(case.package.service, case.book)
    return {step.id: step for step in plan(start, terms.steps, facts_of(case.story), case.book)}


def _told(case: WholeCase) -> Stop:
    told = case.story.last("case.notified")
    if told:
        return Stop(_say("told"), "done", _day(told))
    by = case.clock.notify_by
    return Stop(_say("tell"), "now" if case.state is State.DECIDED else "ahead", by.last_day if by else None)


def _ended(case: WholeCase) -> Iterator[Stop]:
    """How it ended without a decision."""
    if case.defect:
        yield Stop(_say("defect"), "done", case.defect.recorded_at.astimezone(BANGKOK).date())
    last = case.story.last("case.returned", "case.withdrawn", "case.referred")
    yield Stop(_say(case.state.value), "done", _day(last) if last else None)


def _day(happening: Happening) -> date:
    return happening.at.astimezone(BANGKOK).date()


def _say(key: str) -> str:
    return say(f"stage.{key}", language_of_page())
