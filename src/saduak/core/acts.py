"""Acts of Parliament as the software knows them: sections with a summary of our own, and the time limits
they set.

The data stand in `law/acts/*.yaml`. A new Act, or a new limit in an old one, is a change of data, not of
code.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from saduak.core.errors import LawError
from saduak.core.spans import Doer, Span


class Citation(NamedTuple):
    """One article: the Act's id in `law/acts/`, the section as the Act writes it ("39/1"), the paragraph if
    needed.
    """

    act: str
    section: str
    paragraph: str = ""


class Confidence(StrEnum):
    """How well a statement about the law is known.

    `SEEN`: the Act's own text was read. `SEEN_SECONDARY`: a summary, a translation or sub-legislation that
    repeats it was read. `RECALLED`: from memory, to be confirmed. `INFERRED`: our reading, not a text.
    """

    SEEN = "seen"
    SEEN_SECONDARY = "seen_secondary"
    RECALLED = "recalled"
    INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class Section:
    """What a section (or one paragraph of it) says, in our words; not the Act's text.

    `in_force_from` is the Act's own date unless the section has another; None means before any case this
    software can hold. `in_force_to` is the last day, None while it stands.
    """

    citation: Citation
    summary_th: str
    summary_en: str
    confidence: Confidence
    source: str
    in_force_from: date | None = None
    in_force_to: date | None = None

    def is_in_force(self, on: date) -> bool:
        """Whether the section stands on that day."""
        begun = self.in_force_from is None or self.in_force_from <= on
        return begun and (self.in_force_to is None or on <= self.in_force_to)


@dataclass(frozen=True, slots=True)
class ExtensionRule:
    """How often and by how much an authority may extend; with `notice_before_expiry` only if it said so in
    time.
    """

    count: int
    span: Span
    notice_before_expiry: bool


@dataclass(frozen=True, slots=True)
class DeemedApproval:
    """The Act counts silence as consent once `after` has run; with `excuse_allowed` a recorded good reason
    stops it.
    """

    after: Span
    excuse_allowed: bool


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit set by an Act.

    `whose` decides which way a last day moves (APA s.64); `counts_from` names the event, such as "decision".
    """

    id: str
    citation: Citation
    span: Span
    whose: Doer
    counts_from: str
    summary_th: str
    summary_en: str
    confidence: Confidence
    extension: ExtensionRule | None = None
    deemed_approval: DeemedApproval | None = None


class Commencement(NamedTuple):
    """The clause by which an Act enters into force: published on a day, in force after so many days."""

    published: date
    after_days: int

    @property
    def in_force_from(self) -> date:
        """The first day of force. The day of publication counts as day 1, unlike in every other period
        (P9).
        """
        return self.published + timedelta(days=self.after_days)


@dataclass(frozen=True, slots=True)
class Act:
    """One Act (or decree), its sections by number and paragraph, its limits by id.

    `in_force_from` is None where the day lies before any case this software can hold and was not established.
    """

    id: str
    name_th: str
    name_en: str
    short_th: str
    short_en: str
    gazette: str
    in_force_from: date | None
    sections: Mapping[tuple[str, str], Section]
    limits: Mapping[str, Limit]
    commencement: Commencement | None = None

    def section(self, number: str, paragraph: str = "") -> Section:
        """The paragraph asked for where it is described by itself, else its section; raises
        "section_unknown".
        """
        found = self.sections.get((number, paragraph)) or self.sections.get((number, ""))
        if found is None:
            raise LawError("section_unknown", act=self.id, section=number)
        return found

    def limit(self, limit_id: str) -> Limit:
        """The limit under a full id ("lfa.result_notice"); raises "limit_unknown"."""
        if limit_id not in self.limits:
            raise LawError("limit_unknown", limit=limit_id)
        return self.limits[limit_id]
