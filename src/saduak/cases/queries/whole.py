"""One case in full, as a page or a letter needs it: every part is read when it is first asked for."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from saduak.cases.models import (
    Case,
    Consent,
    Consultation,
    Decision,
    DefectRecord,
    Ground,
    Hearing,
    Interest,
    Paper,
    Task,
)
from saduak.cases.policy import is_applicant, oversees, parts_in, sees
from saduak.cases.queries.consultations import OfCase, consulted_names
from saduak.cases.queries.law import book_of, form_of
from saduak.cases.queries.overseeing import said_why
from saduak.cases.queries.reaching import can_be_reached_electronically
from saduak.cases.queries.tracking import tracking_code
from saduak.cases.story import Story, clock_of, facts_of
from saduak.catalogue.queries import pinned
from saduak.core.clock import Clock
from saduak.core.errors import NotAllowed, NotFound
from saduak.core.formlogic import FormLogic
from saduak.core.lawbook import Lawbook
from saduak.core.looks import Look, next_look
from saduak.core.package import Answers, Document, ManualStep, Package
from saduak.core.stopwatches import Stopwatches, stopwatches
from saduak.core.terms import terms_of
from saduak.core.transitions import MOVES, Command, State
from saduak.core.transitions import Role as Part
from saduak.ledger.actors import Actor
from saduak.ledger.history import history
from saduak.ledger.streams import Ref
from saduak.ledger.wiring import Happening
from saduak.parties.policy.standing import Standing, standing_of


@dataclass
class WholeCase:
    """A case as this actor may see it, at one moment."""

    row: Case
    who: Standing
    now: datetime

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def seen(self) -> int:
        """What a form of this page says it knows, so that a command can tell what changed since."""
        return len(self.story.happenings)

    @cached_property
    def story(self) -> Story:
        """What happened, in order."""
        return Story(history(Ref.of("case", self.row.id)))

    @cached_property
    def package(self) -> Package:
        """The pinned manual."""
        return pinned(UUID(self.story.publication))

    @cached_property
    def form(self) -> FormLogic:
        """Its form at work."""
        return form_of(UUID(self.story.publication))

    @cached_property
    def answers(self) -> Answers:
        """What was answered, as it stands now."""
        found: Answers = json.loads(self.row.words.answers)
        return found

    @cached_property
    def book(self) -> Lawbook:
        """The law as this agency reads it."""
        return book_of(self.row.agency, self.story.filed["regime"])

    @cached_property
    def clock(self) -> Clock:
        """Promise, limit and what follows, with reasons."""
        return clock_of(self.story, terms_of(self.package.service, self.book), self.book)

    @cached_property
    def clock_at_filing(self) -> Clock:
        """The clock as the receipt tells it: what followed from the filing alone, under the manual of that day."""
        service = pinned(UUID(self.story.filed["publication"])).service
        return clock_of(Story(self.story.happenings[:1]), terms_of(service, self.book), self.book)

    @cached_property
    def look(self) -> Look | None:
        """What is to be looked at next."""
        return next_look(self.clock, facts_of(self.story), self.book, self.now)

    @cached_property
    def stopwatches(self) -> Stopwatches:
        """How long the agency, the applicant and each consulted agency have had it."""
        clock = self.clock
        return stopwatches(facts_of(self.story), clock.since, clock.pauses, self.now, self.book.calendar)

    @cached_property
    def consulted(self) -> Sequence[OfCase]:
        """The consulted agencies by name, with their stopwatches."""
        return consulted_names(self.row, self.stopwatches.consulted)

    @property
    def state(self) -> State:
        return self.story.state

    @property
    def reply(self) -> str:
        """How letters go: as the applicant chose (EPA s.11); on paper where nobody could open an inbox."""
        chose_inbox = self.row.reply == "electronic"
        return "electronic" if chose_inbox and can_be_reached_electronically(self.row, self.now) else "paper"

    @property
    def tracking_code(self) -> str:
        """The code by which anybody who holds the receipt may follow it."""
        return tracking_code(self.row.id)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """What the pinned manual asks for these answers."""
        return self.form.documents(self.package.service.documents, self.answers)

    @cached_property
    def papers(self) -> Sequence[Paper]:
        return list(Paper.objects.filter(case=self.row).order_by("added_at", "id"))

    @cached_property
    def tasks(self) -> Sequence[Task]:
        kept = Task.objects.filter(case=self.row).exclude(state="dropped")
        return list(kept.select_related("officer").order_by("position"))

    def named_in(self, happening: Happening) -> str:
        """What an act refers to by name, such as another agency; empty once it is forgotten."""
        row = Ground.objects.filter(case=self.row, pk=happening.payload["ground_id"]).first()
        return row.named if row else ""

    def step(self, task: Task) -> ManualStep:
        """The step behind a task; of an older manual where the present one no longer has what was done."""
        manuals = (pinned(UUID(each)) for each in self.story.publications)
        return next(step for manual in manuals for step in manual.service.steps if step.id == task.step)

    @cached_property
    def defect(self) -> DefectRecord | None:
        return DefectRecord.objects.filter(case=self.row).prefetch_related("items__replies").first()

    @cached_property
    def consents(self) -> Sequence[Consent]:
        return list(Consent.objects.filter(case=self.row).order_by("asked_at", "id"))

    @cached_property
    def consultations(self) -> Sequence[Consultation]:
        """What other agencies were asked, those that they asked further included."""
        rows = Consultation.objects.filter(case=self.row).select_related("asked", "agency")
        return list(rows.order_by("asked_at", "id"))

    @cached_property
    def hearing(self) -> Hearing | None:
        return Hearing.objects.filter(case=self.row).first()

    @cached_property
    def decision(self) -> Decision | None:
        found = Decision.objects.filter(case=self.row)
        return found.select_related("drafted_by", "checked_by", "made_by").first()

    @cached_property
    def interests(self) -> Sequence[Interest]:
        return list(Interest.objects.filter(case=self.row).select_related("officer"))

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """In which roles of the law this reader stands before the case."""
        return parts_in(self.who, self.row)

    @property
    def is_applicant(self) -> bool:
        """Whether the reader is the applicant or acts for it."""
        return is_applicant(self.who, self.row)

    def has_role(self, *roles: str) -> bool:
        """Whether the reader holds one of these roles at the agency of the case."""
        return self.who.has_any(self.row.agency_id, *roles)

    @cached_property
    def possible(self) -> frozenset[Command]:
        """What the reader's roles may try in this state; the guards of each are asked when it is tried."""
        parts = set(self.parts)
        return frozenset(row.command for row in MOVES if row.state is self.state and row.roles & parts)


def whole_case(actor: Actor, case_id: UUID, now: datetime) -> WholeCase:
    """A case for a reader. Raises NotFound for who may not see it, as for one that does not exist, and
    NotAllowed("why_missing") for who looks after all agencies and has not said today why they open it.
    """
    row = Case.objects.select_related("agency", "publication", "words", "officer", "unit").filter(pk=case_id).first()
    who = standing_of(actor, now)
    if row is None or not sees(who, row):
        raise NotFound("not_found", what="case")
    case = WholeCase(row, who, now)
    if oversees(who, row) and not said_why(who, case.story.happenings, now):
        raise NotAllowed("why_missing")
    return case


def followed_case(row: Case, now: datetime) -> WholeCase:
    """The same for who came with number and tracking code: a reader without any role."""
    return WholeCase(row, Standing(Actor("system", "visitor", channel="public"), now), now)
