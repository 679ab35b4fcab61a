"""The way of an application as a line of stops: what is done, where it is, when each step is expected to end, and who
has it. Nothing of an officer but the post that the manual itself names.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from saduak.cases.queries import WholeCase
from saduak.cases.queries.steps import Task, planned_steps
from saduak.channels.portal.filed.clocks import WITH_AGENCY
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say_in_lane
from saduak.core.calendars import BANGKOK
from saduak.core.letters import in_language
from saduak.core.package import ManualStep, StepKind
from saduak.core.plan import PlannedStep
from saduak.core.transitions import AFTER_COMPLETION, State
from saduak.fees.queries import InvoiceView
from saduak.ledger.wiring import Happening
from saduak.licences.queries import LicenceView

AFTER_ORDER = frozenset({StepKind.PAYMENT, StepKind.ISSUE})
"""Steps that follow the order; a refusal has none."""
ENDED = frozenset({State.RETURNED, State.WITHDRAWN, State.REFERRED})


class Stop(NamedTuple):
    """One stop. `state` is "done", "now", "ahead" or "late"; `when` the day it ended or is expected to end."""

    title: str
    state: str
    when: date | datetime | None
    who: str = ""


@dataclass(frozen=True, slots=True)
class Followed:
    """The days on which a case was paid and its licence was issued; `is_free` where nothing was asked."""

    paid_on: date | None = None
    issued_on: date | None = None
    is_free: bool = False


@dataclass(frozen=True, slots=True)
class NextUp:
    """What is next and who has it: `whose` is "yours", "agency" or "nobody"; `key` names the sentence."""

    whose: str
    key: str
    step: str = ""
    who: str = ""

    @property
    def sentence(self) -> str:
        """The key of what is said of it."""
        return f"next_up.{self.key}"


def stops(case: WholeCase, after: Followed | None = None) -> tuple[Stop, ...]:
    """Every stop from filing to the letter; `after` is what followed the order, as far as anything did."""
    if case.state in ENDED:
        return (_filed(case), *_ended(case))
    return (_filed(case), _checked(case), *_steps(case, after or Followed()), _told(case))


def followed(invoices: Iterable[InvoiceView], licences: Sequence[LicenceView]) -> Followed:
    """What followed the order of a case: the days on which it was paid and its licence issued."""
    standing = [each.row for each in invoices if each.row.state != "void"]
    days = [row.paid_at.astimezone(BANGKOK).date() for row in standing if row.paid_at]
    issued = min((each.row.issued_on for each in licences), default=None)
    is_free = not standing and issued is not None
    return Followed(max(days) if days and len(days) == len(standing) else None, issued, is_free)


def next_up(case: WholeCase) -> NextUp:
    """What is next."""
    agency = in_language(case.package.service.authority.title, language_of_page())
    if case.state is State.UNDER_CONSIDERATION:
        current = _current(case)
        if current:
            step = case.step(current)
            language = language_of_page()
            return NextUp("agency", "step", in_language(step.name, language), in_language(step.responsible, language))
    if case.state is State.DEFECT_OPEN:
        return NextUp("yours" if _has_to_mend(case) else "agency", "mend" if _has_to_mend(case) else "judge")
    whose = "agency" if case.state in {*WITH_AGENCY, State.DECIDED, State.DEEMED_GRANTED} else "nobody"
    return NextUp(whose, case.state.value, who=agency if whose == "agency" else "")


def _current(case: WholeCase) -> Task | None:
    """The step in work, else the one that comes next; the check of completeness is behind."""
    checks = {step.id for step in case.package.service.steps if step.kind is StepKind.DOCUMENT_CHECK}
    left = [task for task in case.tasks if task.state != "done" and task.step not in checks]
    return next((task for task in left if task.state == "open"), left[0] if left else None)


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
    return Stop(_say(case, "filed"), "done", case.row.entered_at.astimezone(BANGKOK))


def _checked(case: WholeCase) -> Stop:
    """The check of completeness, which the manual itself may name as its first step."""
    completed = case.story.last("case.completed")
    if completed:
        return Stop(_say(case, "complete"), "done", _day(completed))
    if case.state is State.DEFECT_OPEN:
        return Stop(_say(case, "mending"), "now", case.row.act_on)
    first = next((step for step in case.package.service.steps if step.kind is StepKind.DOCUMENT_CHECK), None)
    if first is None:
        return Stop(_say(case, "checking"), "now", None)
    who, today = in_language(first.responsible, language_of_page()), case.now.astimezone(BANGKOK).date()
    end = _planned(case).get(first.id)
    is_late = end is not None and end.last_day is not None and today > end.last_day
    return Stop(_say(case, "checking"), "late" if is_late else "now", _expected(end), who)


def _steps(case: WholeCase, after: Followed) -> Iterator[Stop]:
    """The steps of the manual after that check, each with its own end inside the promise."""
    planned = _planned(case)
    tasks = {task.step: task for task in case.tasks}
    for step in case.package.service.steps:
        is_over = step.kind in AFTER_ORDER and (case.row.outcome == "refused" or _is_left_out(step, after))
        if step.kind is not StepKind.DOCUMENT_CHECK and not is_over:
            yield _step(case, step, tasks.get(step.id), planned.get(step.id), after)


def _is_left_out(step: ManualStep, after: Followed) -> bool:
    """Whether a step does not take place: nothing is paid where nothing is asked."""
    return step.kind is StepKind.PAYMENT and after.is_free


def _step(case: WholeCase, step: ManualStep, task: Task | None, planned: PlannedStep | None, after: Followed) -> Stop:
    language = language_of_page()
    title, who = in_language(step.name, language), in_language(step.responsible, language)
    decided = case.row.decided_at if step.kind not in AFTER_ORDER else None
    finished = (task.finished_at if task else None) or decided
    since = {StepKind.PAYMENT: after.paid_on, StepKind.ISSUE: after.issued_on}.get(step.kind)
    if finished or since:
        return Stop(title, "done", finished.astimezone(BANGKOK).date() if finished else since, who)
    if case.row.decided_at:
        return Stop(title, "ahead", None, who)
    end = planned.last_day if planned else None
    is_late = end is not None and case.now.astimezone(BANGKOK).date() > end
    is_now = task is not None and case.state in AFTER_COMPLETION and task == _current(case)
    state = "late" if is_late and case.state in AFTER_COMPLETION else "now" if is_now else "ahead"
    return Stop(title, state, _expected(planned), who)


def _expected(planned: PlannedStep | None) -> date | datetime | None:
    """The day, or the moment, by which a step should end."""
    if planned is None:
        return None
    return planned.at.astimezone(BANGKOK) if planned.at else planned.last_day


def _planned(case: WholeCase) -> dict[str, PlannedStep]:
    """When each step should end; nothing while the application has to be mended, since no time runs."""
    return {} if case.state is State.DEFECT_OPEN else planned_steps(case)


def _told(case: WholeCase) -> Stop:
    told = case.story.last("case.notified")
    if told:
        return Stop(_say(case, "told"), "done", _day(told))
    by = case.clock.notify_by
    return Stop(_say(case, "tell"), "now" if case.state is State.DECIDED else "ahead", by.last_day if by else None)


def _ended(case: WholeCase) -> Iterator[Stop]:
    """How it ended without a decision."""
    if case.defect:
        yield Stop(_say(case, "defect"), "done", case.defect.recorded_at.astimezone(BANGKOK).date())
    last = case.story.last("case.returned", "case.withdrawn", "case.referred")
    yield Stop(_say(case, case.state.value), "done", _day(last) if last else None)


def _day(happening: Happening) -> date:
    return happening.at.astimezone(BANGKOK).date()


def _say(case: WholeCase, key: str) -> str:
    return say_in_lane(case.row.lane, f"stage.{key}", language_of_page())
