"""Decisions by rule: named, reviewed, immutable rules that may grant at once what meets every condition of theirs.

A rule only grants. Whatever fails one condition goes to a person, with each failed condition named; what only waits
for another party's consent, or for a look into a register, is looked at again when that comes. Another condition or
figure is another version.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType
from typing import NamedTuple

from saduak.core.acts import Citation
from saduak.core.conditions import Classes
from saduak.core.errors import LawError
from saduak.core.low_risk_waste import WASTE_CONDITIONS, failed_by_waste
from saduak.core.package import Answers

CONSENT, LOOKED_UP = "processor_consents", "registers_looked_up"
"""The conditions for which a rule waits: another party answers, the agency looks its registers up (EPA s.12)."""


class Failed(NamedTuple):
    """A condition that does not hold: of a line, numbered from 1, or of the whole (0)."""

    line: int
    condition: str


@dataclass(frozen=True, slots=True)
class Known:
    """What a rule may know of an application: the answers with the classes of their codes, who of the other parties
    consented and who was asked and has not answered, how many papers are missing, how many papers of the state nobody
    looked up yet, and whether the applicant was refused something here within a year."""

    answers: Answers
    classes: Classes
    consented: frozenset[str] = frozenset()
    awaited: frozenset[str] = frozenset()
    missing_papers: int = 0
    open_look_ups: int = 0
    refused_before: bool = False


@dataclass(frozen=True, slots=True)
class Judged:
    """What a rule found: the conditions it asks, and those that failed; `waits` where those may hold yet."""

    conditions: tuple[str, ...]
    failed: tuple[Failed, ...]
    waits: bool

    @property
    def holds(self) -> bool:
        """Whether every condition holds."""
        return not self.failed

    @property
    def passed(self) -> tuple[str, ...]:
        """The conditions that hold on every line and on the whole."""
        broken = {each.condition for each in self.failed}
        return tuple(name for name in self.conditions if name not in broken)


@dataclass(frozen=True, slots=True)
class NamedRule:
    """A rule under its name: its conditions in order, each with the article behind it, and how it judges."""

    conditions: Mapping[str, Citation]
    failed: Callable[[Known], Iterator[tuple[int, str]]]


RULES: Mapping[str, NamedRule] = MappingProxyType(
    {"low_risk_waste@1": NamedRule(WASTE_CONDITIONS, failed_by_waste)},
)
"""Every rule that may decide, by name and version."""


def judged(rule: str, known: Known) -> Judged:
    """What the rule finds. Raises `LawError` "automatic_rule_unknown"."""
    named = RULES.get(rule)
    if named is None:
        raise LawError("automatic_rule_unknown", rule=rule, known=tuple(sorted(RULES)))
    failed = tuple(Failed(line, condition) for line, condition in named.failed(known))
    waits = bool(failed) and all(_may_come(known, each) for each in failed)
    return Judged(tuple(named.conditions), failed, waits)


def _may_come(known: Known, failed: Failed) -> bool:
    """Whether a condition that does not hold yet may hold without anybody changing the application."""
    if failed.condition != CONSENT:
        return failed.condition == LOOKED_UP
    lines = known.answers.get("waste", ())
    numbers = [str(line.get("processor_number", "")) for line in lines if isinstance(line, Mapping)]
    return numbers[failed.line - 1] in known.awaited


def is_sampled(adoption: str, case: str, share: int) -> bool:
    """Whether a case is drawn for audit: `share` in a hundred, the same for everybody who asks, and foreseen by nobody
    who files."""
    drawn = int.from_bytes(sha256(f"{adoption}:{case}".encode()).digest()[:8], "big")
    return drawn % 100 < share
