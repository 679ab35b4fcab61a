"""What happened to one application, as the clock reads it, and the terms its service has in law and manual."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from saduak.core.acts import Citation, DeemedApproval, ExtensionRule, Limit
from saduak.core.calendars import BANGKOK
from saduak.core.receipt import Channel
from saduak.core.spans import Span


class Happened(StrEnum):
    """The kinds of fact that move a clock."""

    FILED = "filed"
    RECEIVED = "received"
    FORWARDED = "forwarded"
    DEFECT_RECORDED = "defect_recorded"
    COMPLETED = "completed"
    PAUSED = "paused"
    RESUMED = "resumed"
    EXTENDED = "extended"
    CONSULTED = "consulted"
    ANSWERED = "answered"
    STEP_STARTED = "step_started"
    STEP_FINISHED = "step_finished"
    WARNED = "warned"
    DELAY_NOTICED = "delay_noticed"
    EXCUSED = "excused"
    DECIDED = "decided"
    POSTED = "posted"
    CAME_BACK = "came_back"
    NOTIFIED = "notified"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    VERSION_CHOSEN = "version_chosen"


UNMOVING = frozenset({Happened.WARNED, Happened.DELAY_NOTICED})
"""Kinds that say what somebody was told: the next look depends on them, no date of the clock does."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact at one moment (aware). Which of the other fields matter depends on its kind.

    `filed` and `completed` have a `channel`, because out of hours an electronic act counts later; `received` is already
    the legal moment. `completed` is the completing act of the applicant, `found_at` when the officer saw it (U7).
    `subject` is the ground of a pause, the agency consulted, the step, or what was warned of. `version_chosen` has the
    `span` that the better manual promises (U11). `posted` is that of the decision's letter, its `deadline` the day on
    which that counts as told (APA s.71); `came_back` is the same letter brought back by the post. `consulted` has the
    `deadline` of the answer, where one was set; `about` tells questions to the same agency apart.
    """

    kind: Happened
    at: datetime
    channel: Channel = Channel.ELECTRONIC
    subject: str = ""
    span: Span | None = None
    deadline: date | None = None
    found_at: datetime | None = None
    about: str = ""

    @property
    def day(self) -> date:
        """The day in Bangkok on which it happened."""
        return self.at.astimezone(BANGKOK).date()


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the manual: its own limit inside the total. Steps of the same `after` run in parallel.

    `after` holds the ids of the steps that must end first; None means the step before it in the manual.
    """

    id: str
    span: Span
    after: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class LegalLimit:
    """The time an Act gives, with the article; its extensions and what silence means, where that Act has them.

    With `from_receipt` it runs from receipt, whether the application was complete or not (Building Control Act s.25).
    """

    span: Span
    citation: Citation
    extension: ExtensionRule | None = None
    silence: DeemedApproval | None = None
    from_receipt: bool = False

    @classmethod
    def of(cls, limit: Limit) -> "LegalLimit":
        """The limit as `law/acts/` states it."""
        from_receipt = limit.counts_from == "received"
        return cls(limit.span, limit.citation, limit.extension, limit.deemed_approval, from_receipt)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a service's manual and law say about time.

    `promise` is the manual's time, `limit` the Act's own; with neither, APA s.39/1 gives thirty days. Pauses count
    only on `pause_grounds`. `lfa_applies` is false for licences that LFA s.5 leaves out. `return_limit` names the time
    in which the Act wants an incomplete application returned, empty where it has none.
    """

    promise: Span | None = None
    limit: LegalLimit | None = None
    steps: tuple[Step, ...] = ()
    pause_grounds: frozenset[str] = field(default_factory=frozenset)
    lfa_applies: bool = True
    centre: bool = False
    return_limit: str = ""


class Facts:
    """The facts of one application in order of time, asked by kind."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self.all = tuple(sorted(facts, key=lambda fact: fact.at))

    @property
    def moving(self) -> tuple[Fact, ...]:
        """Those that may move a date."""
        return tuple(fact for fact in self.all if fact.kind not in UNMOVING)

    def of(self, kind: Happened) -> tuple[Fact, ...]:
        """All facts of a kind, earliest first."""
        return tuple(fact for fact in self.all if fact.kind is kind)

    def first(self, *kinds: Happened) -> Fact | None:
        """The earliest fact of any of the kinds."""
        return next((fact for fact in self.all if fact.kind in kinds), None)

    def pairs(self, opens: Happened, closes: Happened) -> tuple[tuple[Fact, Fact | None], ...]:
        """Each opening fact with the first closing fact about the same after it, if any."""
        found = []
        for opening in self.of(opens):
            same = (fact for fact in self.of(closes) if (fact.subject, fact.about) == (opening.subject, opening.about))
            found.append((opening, next((fact for fact in same if fact.at >= opening.at), None)))
        return tuple(found)
