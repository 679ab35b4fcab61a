"""A case read from its events: its state, the facts its clock folds, and the row they make.

Commands decide on this reading and never on the row, and `saduak case rebuild` makes the row from it again.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from saduak.core.clock import Clock, fold
from saduak.core.consultations import CHASED, OVERDUE, REMINDER
from saduak.core.facts import Fact, Facts, Happened, Terms
from saduak.core.lawbook import Lawbook
from saduak.core.looks import next_look
from saduak.core.receipt import Channel
from saduak.core.spans import Span, Unit
from saduak.core.transitions import State
from saduak.ledger.wiring import Happening

STATES: Mapping[str, State] = {
    "case.filed": State.SUBMITTED,
    "case.completed": State.COMPLETE,
    "case.defect_recorded": State.DEFECT_OPEN,
    "case.returned": State.RETURNED,
    "case.reinstated": State.DEFECT_OPEN,
    "case.return_revoked": State.DEFECT_OPEN,
    "case.referred": State.REFERRED,
    "case.withdrawn": State.WITHDRAWN,
    "case.decided": State.DECIDED,
    "case.deemed_granted": State.DEEMED_GRANTED,
    "case.notified": State.NOTIFIED,
}
"""The state after an event; beginning work on a step moves a complete case under consideration."""

CLOSED = frozenset({State.RETURNED, State.REFERRED, State.WITHDRAWN, State.NOTIFIED})
"""States in which nobody waits for the agency any more; a returned case may still be reinstated, or its return revoked
on appeal."""
UNDOING = ("case.reinstated", "case.return_revoked")
"""What undoes a return: a deadline given back, an appeal upheld."""


VERSIONED = ("case.version_chosen", "case.version_moved")
"""What brings a filed application under another manual: a choice (LFA s.11), or a law."""
DECIDING = ("case.decided", "case.deemed_granted")
"""What ends consideration."""


@dataclass(frozen=True)
class Story:
    """What happened to one case, in order."""

    happenings: tuple[Happening, ...]

    def then(self, *more: Happening) -> "Story":
        """The story with what happened since."""
        longer = Story((*self.happenings, *more))
        known = self.__dict__.get("facts")
        if known is not None:  # what was read once need not be read again
            added = [fact for happening in more if (fact := _fact(happening))]
            longer.__dict__["facts"] = Facts((*known.all, *added)) if added else known
        return longer

    def of(self, kind: str) -> Iterator[Happening]:
        """Everything of one kind, earliest first."""
        return (happening for happening in self.happenings if happening.kind == kind)

    def last(self, *kinds: str) -> Happening | None:
        """The latest of these kinds."""
        return next((happening for happening in reversed(self.happenings) if happening.kind in kinds), None)

    @property
    def filed(self) -> Mapping[str, Any]:
        """What the first event says; every story begins with it."""
        return self.happenings[0].payload

    @cached_property
    def state(self) -> State:
        """The state of the application after all of it."""
        state = State.DRAFT
        for happening in self.happenings:
            state = STATES.get(happening.kind, state)
            if state is State.COMPLETE and happening.kind == "case.task_started":
                state = State.UNDER_CONSIDERATION
        return state

    @cached_property
    def facts(self) -> Facts:
        """What moves the clock."""
        return Facts(fact for happening in self.happenings if (fact := _fact(happening)))

    @property
    def seq(self) -> int:
        """The place of the last event that the row contains: what is noted beside the case afterwards, deliveries and
        duties, is not in it."""
        return max((at for at, each in enumerate(self.happenings, 1) if each.kind.startswith("case.")), default=0)

    @cached_property
    def is_returned_again(self) -> bool:
        """Whether the last return was undone."""
        return self.last("case.returned", *UNDOING) == self.last(*UNDOING)

    @cached_property
    def publication(self) -> str:
        """The pinned version: the one of filing, or another chosen or ordered by a law since (LFA s.11)."""
        return self.publications[0]

    @cached_property
    def publications(self) -> tuple[str, ...]:
        """Every version it was under, the present one first."""
        later = [happening.payload["publication"] for happening in self.happenings if happening.kind in VERSIONED]
        return (*reversed(later), self.filed["publication"])

    @property
    def tasks(self) -> Mapping[str, str]:
        """The task of each step of the present manual, by the step's id."""
        changed = self.last(*VERSIONED)
        found: Mapping[str, str] = (changed.payload if changed else self.filed)["tasks"]
        return found

    def latest(self, kind: str, name: str, default: Any = None) -> Any:
        """A field of the latest event of a kind."""
        found = self.last(kind)
        return found.payload[name] if found else default


def moment_of(text: str) -> datetime:
    """A time as payloads hold it."""
    return datetime.fromisoformat(text).astimezone(UTC)


def _filed(happening: Happening) -> Fact:
    said = happening.payload
    return Fact(Happened.FILED, moment_of(said["entered_at"]), channel=Channel(said["channel"]))


def _completed(happening: Happening) -> Fact:
    said = happening.payload
    at, channel = moment_of(said["act_at"]), Channel(said["act_channel"])
    return Fact(Happened.COMPLETED, at, channel=channel, found_at=happening.at)


def _deadline(happening: Happening) -> Fact:
    return Fact(Happened.DEFECT_RECORDED, happening.at, deadline=date.fromisoformat(happening.payload["deadline"]))


def _posted(happening: Happening) -> Fact:
    said = happening.payload
    return Fact(Happened.POSTED, moment_of(said["posted_at"]), deadline=date.fromisoformat(said["deemed_on"]))


def _came_back(happening: Happening) -> Fact:
    return Fact(Happened.CAME_BACK, moment_of(happening.payload["came_back_at"]))


def _chosen(happening: Happening) -> Fact:
    return Fact(Happened.VERSION_CHOSEN, happening.at, span=span_of(happening.payload["new_promise"]))


def _plain(kind: Happened, subject: str = "") -> Callable[[Happening], Fact]:
    def fact(happening: Happening) -> Fact:
        return Fact(kind, happening.at, subject=happening.payload[subject] if subject else "")

    return fact


def _extended(happening: Happening) -> Fact:
    return Fact(Happened.EXTENDED, happening.at, span=span_of(happening.payload["span"]))


def _drafted(happening: Happening) -> Fact:
    return Fact(Happened.WARNED, happening.at, subject="delay_draft")


def _consulted(happening: Happening) -> Fact:
    said = happening.payload
    due = date.fromisoformat(said["due_on"])
    return Fact(Happened.CONSULTED, happening.at, subject=said["body"], deadline=due, about=said["consultation"])


def _opined(happening: Happening) -> Fact:
    """An answer, or that none is wanted any more."""
    said = happening.payload
    return Fact(Happened.ANSWERED, happening.at, subject=said["body"], about=said["consultation"])


def _awaited(what: str) -> Callable[[Happening], Fact]:
    return lambda said: Fact(Happened.WARNED, said.at, subject=what, about=said.payload["consultation"])


FACTS: Mapping[str, Callable[[Happening], Fact]] = {
    "case.filed": _filed,
    "case.completed": _completed,
    "case.defect_recorded": _deadline,
    "case.task_started": _plain(Happened.STEP_STARTED, "step"),
    "case.task_finished": _plain(Happened.STEP_FINISHED, "step"),
    "case.warned": _plain(Happened.WARNED, "look"),
    "case.delay_drafted": _drafted,
    "case.delay_noticed": _plain(Happened.DELAY_NOTICED),
    "case.extended": _extended,
    "case.paused": _plain(Happened.PAUSED, "pause_ground"),
    "case.resumed": _plain(Happened.RESUMED, "pause_ground"),
    "case.decided": _plain(Happened.DECIDED),
    "case.deemed_granted": _plain(Happened.DECIDED),
    "case.decision_posted": _posted,
    "case.decision_came_back": _came_back,
    "case.notified": _plain(Happened.NOTIFIED),
    "case.returned": _plain(Happened.RETURNED),
    "case.withdrawn": _plain(Happened.WITHDRAWN),
    "case.referred": _plain(Happened.WITHDRAWN),
    "case.version_chosen": _chosen,
    "case.version_moved": _chosen,
    "case.consulted": _consulted,
    "case.consultation_answered": _opined,
    "case.consultation_taken_back": _opined,
    "case.consultation_reminded": _awaited(REMINDER),
    "case.consultation_overdue": _awaited(OVERDUE),
    "case.consultation_chased": _awaited(CHASED),
}
"""Event kinds that the clock folds; the rest of a story moves no date."""


def _fact(happening: Happening) -> Fact | None:
    make = FACTS.get(happening.kind)
    return make(happening) if make else None


def facts_of(story: Story) -> Facts:
    """The facts of the clock: a return that was undone and a deadline that was moved are told as they stand now."""
    undone = story.last(*UNDOING) is not None and story.is_returned_again
    moved = story.last("case.defect_extended", *UNDOING)
    if not undone and not moved:
        return story.facts
    facts: Sequence[Fact] = story.facts.all
    if undone:
        facts = [fact for fact in facts if fact.kind is not Happened.RETURNED]
    if moved:
        facts = [_moved(fact, date.fromisoformat(moved.payload["deadline"])) for fact in facts]
    return Facts(facts)


def _moved(fact: Fact, deadline: date) -> Fact:
    return Fact(fact.kind, fact.at, deadline=deadline) if fact.kind is Happened.DEFECT_RECORDED else fact


def clock_of(story: Story, terms: Terms, book: Lawbook) -> Clock:
    """The clock of the case."""
    chosen = story.last(*VERSIONED)
    if chosen:  # what was promised at filing stays; another manual can only make it better
        terms = replace(terms, promise=span_of(chosen.payload["promise"]))
    return fold(facts_of(story), terms, book)


def span_of(said: Mapping[str, Any]) -> Span:
    """A length of time as payloads hold it."""
    return Span(said["amount"], Unit(said["unit"]))


def columns(story: Story, clock: Clock, book: Lawbook, now: datetime) -> dict[str, Any]:
    """Every column of the case's row that moves with its story."""
    look = next_look(clock, facts_of(story), book, now)
    due = clock.due
    state = story.state
    return {
        "publication_id": UUID(story.publication),
        "state": state.value,
        "reply": story.latest("case.reply_chosen", "reply", story.filed["reply"]),
        "officer_id": _id(story.latest("case.assigned", "officer")),
        "unit_id": _id(story.latest("case.assigned", "unit")),
        "received_at": clock.received_at,
        "completed_at": _at(story.last("case.completed")),
        "promise_on": clock.promise.last_day if clock.promise else None,
        "limit_on": clock.limit.last_day if clock.limit else None,
        "due_on": due.last_day if due else None,
        "due_at": due.at if due else None,
        "act_on": _act_on(story, clock),
        "step": _step(story),
        "next_look_at": look.at if look else None,
        "next_look": look.what if look else "",
        "outcome": _outcome(story),
        "decided_at": _at(story.last(*DECIDING)),
        "notified_at": _at(story.last("case.notified")),
        "closed_at": _at(story.last(*STATES)) if state in CLOSED else None,
        "seq": story.seq,
    }


def _outcome(story: Story) -> str:
    """What was decided, by the latest order; "deemed_granted" where silence did it."""
    if story.last("case.deemed_granted"):
        return "deemed_granted"
    found = story.last("case.decided", "case.order_replaced")
    return str(found.payload["outcome"]) if found else ""


def _act_on(story: Story, clock: Clock) -> date:
    """By when somebody has to act next: mend, decide or tell; where no date is set, since when it lies there."""
    if story.state is State.DEFECT_OPEN:
        deadline = next((fact.deadline for fact in facts_of(story).of(Happened.DEFECT_RECORDED) if fact.deadline), None)
        return deadline or clock.since.date()
    due = clock.notify_by if story.state in {State.DECIDED, State.DEEMED_GRANTED} else clock.due
    return (due and (due.act_by or due.last_day)) or clock.since.date()


def _id(text: str | None) -> UUID | None:
    """An id as rows hold it, so that what did not change is not written again."""
    return UUID(text) if text else None


def _at(happening: Happening | None) -> datetime | None:
    return happening.at if happening else None


def _step(story: Story) -> str:
    """The step being worked on: the last begun and not yet finished; none that the manual no longer has."""
    finished = {happening.payload["step"] for happening in story.of("case.task_finished")}
    begun = [happening.payload["step"] for happening in story.of("case.task_started")]
    return next((step for step in reversed(begun) if step in story.tasks and step not in finished), "")
