"""One act on one case: who acts, in which state, what the law permits; then the events and the row.

Every command on a case has these steps in this order: `begin` reads, `permit` asks the table of transitions, `record`
appends what happened, `settle` brings the row up to date.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from saduak.cases.commands.events import DUE_TOLD
from saduak.cases.models import Case, CaseWords, Ground, Task
from saduak.cases.policy import parts_in, sees
from saduak.cases.queries.interests import own_interest
from saduak.cases.queries.law import book_of, form_of
from saduak.cases.queries.whole import WholeCase
from saduak.cases.story import Story, clock_of, columns, facts_of
from saduak.catalogue.queries import pinned
from saduak.core.acts import Citation
from saduak.core.clock import Clock
from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.core.facts import Fact, Terms
from saduak.core.formlogic import FormLogic
from saduak.core.lawbook import Lawbook
from saduak.core.package import Answers, Package
from saduak.core.reasons import Code, Words
from saduak.core.terms import terms_of
from saduak.core.transitions import Command, Refusal, State, move
from saduak.core.transitions import Role as Part
from saduak.ledger.actors import Actor
from saduak.ledger.kinds import EventKind
from saduak.ledger.rows import Question, Rows, ask, finding, id_of
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import BESIDE, Event, Write
from saduak.parties.policy.standing import Standing, standing
from saduak.parties.queries import asking_agencies
from saduak.sources.texts import article, reasons_as_data

QUIET = frozenset(
    {
        *("case.letter_ordered", "case.warned", "case.delay_drafted", "duty.opened", "duty.done", "notice.dropped"),
        *("case.letter_on_paper", "case.decision_posted", "case.decision_came_back"),
        *("case.consultation_reminded", "case.consultation_overdue"),
        *("delivery.made", "delivery.failed", "delivery.given_up", "case.appeal_warned", "case.rule_tried"),
        "case.overseen",
    }
)
"""What happens beside the work on a case and makes nobody's page stale."""
LONGEST_LINE = 200
"""Characters of one line of words: a proof of delivery, the name of an agency, the number of a paper."""
DECLARED = (
    "SELECT i.ground FROM cases_interest i JOIN parties_officer o ON o.id = i.officer_id"
    " WHERE i.case_id = %s AND o.user_id = %s ORDER BY i.id LIMIT 1"
)
NOTHING = "SELECT NULL WHERE 1 = 0"


@dataclass
class Act:
    """A case in the hands of a command. `story` grows with what is recorded."""

    write: Write
    case: Case
    who: Standing
    story: Story
    now: datetime
    _folded: tuple[tuple[Fact, ...], Clock] | None = None

    @property
    def ref(self) -> Ref:
        return Ref.of("case", self.case.id)

    @cached_property
    def package(self) -> Package:
        return pinned(UUID(self.story.publication))

    @cached_property
    def form(self) -> FormLogic:
        """The form of the pinned manual."""
        return form_of(UUID(self.story.publication))

    @cached_property
    def answers(self) -> Answers:
        """What was answered, as it stands now."""
        [[words]] = ask(finding(CaseWords, "WHERE t.case_id = %s", id_of(self.case.id)))
        found: Answers = json.loads(words.answers)
        return found

    @cached_property
    def tasks(self) -> list[Task]:
        """The steps of the case in the order of the manual; whoever changes one changes it here."""
        found: list[Task]
        [found] = ask(_tasks(self.case.id))
        return found

    @cached_property
    def declared(self) -> str:
        """The ground of an interest that the actor declared here, or nothing."""
        found: str
        [found] = ask(_declared(self.case.id, self.who.user))
        return found

    @property
    def interest(self) -> str:
        """The ground on which the actor may not act here (APA s.13), or nothing; the hands of the system have none."""
        return own_interest(self.who, self.case, self.story) or (self.declared if self.who.user else "")

    @cached_property
    def book(self) -> Lawbook:
        return book_of(self.case.agency, self.story.filed["regime"])

    @cached_property
    def terms(self) -> Terms:
        return terms_of(self.package.service, self.book)

    @property
    def state(self) -> State:
        return self.story.state

    @property
    def officer_id(self) -> UUID:
        """The actor's post at this agency. Raises NotAllowed("no_post")."""
        posts = self.who.officers_at(self.case.agency_id)
        if not posts:
            raise NotAllowed("no_post")
        return min(posts)

    def clock(self) -> Clock:
        """The clock as it stands after what was recorded; folded anew only when that moved it."""
        facts = facts_of(self.story).moving
        if self._folded is None or self._folded[0] != facts:
            self._folded = facts, clock_of(self.story, self.terms, self.book)
        return self._folded[1]

    def permit(self, command: Command, holds: Iterable[str] = ()) -> None:
        """Ask the table of transitions; the first role that may, does. Who has an interest acts as the applicant only.

        Raises NotAllowed("not_your_part", "has_interest"), or WrongState("refused_by_law") with the reason and its
        article.
        """
        held = tuple(holds)
        answers = {part: move(self.state, command, part, held) for part in parts_in(self.who, self.case)}
        able = [part for part, answer in answers.items() if not isinstance(answer, Refusal)]
        if able:
            if Part.APPLICANT not in able:
                self.require_no_interest()
            return
        refusals = [answer for answer in answers.values() if isinstance(answer, Refusal)]
        own = [refusal for refusal in refusals if refusal.code != "wrong_role"]
        if not own:
            raise NotAllowed("not_your_part", command=Code("command", command))
        raise refused(own[-1])

    def require_role(self, *roles: str) -> None:
        """For acts that move no state. Raises NotAllowed("role_needed", "has_interest")."""
        self.require_post(*roles)
        self.require_no_interest()

    def require_post(self, *roles: str) -> None:
        """The same where the table of transitions asks for the interest itself. Raises NotAllowed("role_needed")."""
        if not any(self.who.has(role, self.case.agency_id) for role in roles):
            raise NotAllowed("role_needed", roles=[Code("role", role) for role in roles])

    def require_no_interest(self) -> None:
        """For every act of an officer (APA s.13). Raises NotAllowed("has_interest") with the ground."""
        if self.interest:
            raise NotAllowed("has_interest", ground=Code("interest_ground", self.interest))

    def require_applicant(self) -> None:
        """For what the applicant alone may want, or the counter for whoever stands there.

        Raises NotAllowed("not_the_applicant", "has_interest").
        """
        parts = parts_in(self.who, self.case)
        if not {Part.APPLICANT, Part.INTAKE} & set(parts):
            raise NotAllowed("not_the_applicant")
        if Part.APPLICANT not in parts:
            self.require_no_interest()

    def require_state(self, *states: State) -> None:
        """Raises WrongState("wrong_state") with the state the case is in."""
        if self.state not in states:
            raise WrongState("wrong_state", state=Code("state", self.state))

    def because(self, text: str, /, **named: str) -> dict[str, Any]:
        """Keep the words behind an act, and a name or number that it refers to; what its event says of them.

        Raises DomainError("line_too_long").
        """
        [(name, line)] = named.items() or [("", "")]
        ground = Ground(case=self.case, text=text.strip(), named=short(line))
        ground.save(force_insert=True)
        said = {"ground_id": ground.id, "ground": ground.digest(ground.text)}
        return {**said, name: ground.digest(ground.named)} if name else said

    def forget_manual(self) -> None:
        """Read the pinned manual afresh, after another one was chosen."""
        for name in ("package", "form", "terms"):
            self.__dict__.pop(name, None)
        self._folded = None

    def record(self, kind: EventKind, basis: str = "", /, **said: Any) -> Event:
        """Append an event to the case."""
        event = self.write.append(self.ref, kind, legal_basis=basis, **said)
        self.story = self.story.then(event.happening)
        return event

    def settle(self) -> None:
        """Tell a new due date, then bring the row up to what has happened; a new case gets its row."""
        clock = self.clock()
        self._tell(clock)
        found = columns(self.story, clock, self.book, self.now)
        changed = {name: value for name, value in found.items() if getattr(self.case, name) != value}
        for name, value in changed.items():
            setattr(self.case, name, value)
        if self.case._state.adding:
            self.write.insert(self.case)
        else:
            self.write.update(self.case, *changed)

    def _tell(self, clock: Clock) -> None:
        """Record the dates whenever they are new: what is told to anyone is an event, and stays what was told."""
        dates = dates_told(clock)
        said = self.story.last("case.due_told")
        if clock.due is None or (said and all(said.payload[name] == value for name, value in dates.items())):
            return
        self.record(
            DUE_TOLD,
            **dates,
            because=reasons_as_data(clock.due.because),
            calendar=self.book.calendar.stamp,
        )


def dates_told(clock: Clock) -> dict[str, str | None]:
    """The dates of a clock as an event holds them."""
    due = clock.due
    found = {
        "promise_on": clock.promise.last_day if clock.promise else None,
        "limit_on": clock.limit.last_day if clock.limit else None,
        "due_on": due.last_day if due else None,
        "due_at": due.at if due else None,
    }
    return {name: value.isoformat() if value else None for name, value in found.items()}


def whole_of(act: Act) -> WholeCase:
    """The case in hand as queries read it, with what was recorded so far."""
    case = WholeCase(act.case, act.who, act.now)
    case.__dict__["story"] = act.story
    return case


def refused(refusal: Refusal) -> WrongState:
    """A refusal of the table as an error that names the reason and its article."""
    law = in_words(refusal.citation)
    return WrongState("refused_by_law", why=Code("transition", refusal.code), article=refusal.citation, law=law)


def short(text: str) -> str:
    """One line of words about an act, stripped. Raises DomainError("line_too_long")."""
    found = text.strip()
    if len(found) > LONGEST_LINE:
        raise DomainError("line_too_long", longest=LONGEST_LINE)
    return found


def in_words(citation: Citation) -> Words:
    """An article as a sentence names it."""
    return Words(article(citation, "th"), article(citation, "en"))


def begin(
    write: Write,
    case_id: UUID,
    now: datetime,
    seen: int | None = None,
    *,
    may_see: Callable[[Standing, Case], bool] = sees,
) -> Act:
    """Take a case in hand; its stream must be locked. `seen` is the last event that the actor's page knew, `may_see`
    who may have to do with it at all.

    Raises NotFound for who may not even see it, WrongState("case_changed") when something happened since `seen`.
    """
    happened, who, cases, agencies, tasks, declared = write.in_hand(Ref.of("case", case_id))
    if not cases or not may_see(who, cases[0]):
        raise NotFound("not_found", what="case")
    [case], [case.agency], story = cases, agencies, Story(happened)
    newer = (
        [happening for happening in story.happenings[seen:] if happening.kind not in QUIET] if seen is not None else []
    )
    if newer:
        raise WrongState("case_changed", changes=[Code("event", happening.kind) for happening in newer])
    act = Act(write, case, who, story, now)
    act.tasks, act.declared = tasks, declared
    return act


def _beside(actor: Actor, ref: Ref, now: datetime) -> tuple[Question[Any], ...]:
    """What nearly every command on a case wants to know."""
    case_id = UUID(ref.key)
    own = id_of(case_id)
    return (
        standing(actor, now),
        finding(Case, "WHERE t.id = %s", own),
        asking_agencies("SELECT agency_id FROM cases_case WHERE id = %s", own),
        _tasks(case_id),
        _declared(case_id, UUID(actor.id) if actor.kind == "user" else None),
    )


BESIDE["case"] = _beside


def _tasks(case_id: UUID) -> Question[list[Task]]:
    return finding(Task, "WHERE t.case_id = %s AND t.state <> 'dropped' ORDER BY t.position", id_of(case_id))


def _declared(case_id: UUID, user: UUID | None) -> Question[str]:
    def read(rows: Rows) -> str:
        return str(rows[0][0]) if rows else ""

    return Question(DECLARED, (id_of(case_id), id_of(user)), read) if user else Question(NOTHING, (), read)
