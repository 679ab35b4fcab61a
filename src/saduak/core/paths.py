"""The path that a manual lays down, and whether what really happened kept to it.

A path is a row of activities. Its main ones are "filed", "complete", the manual's steps ("step:visit"), "decided" and
"told"; all others (a defect record, a delay notice, a withdrawal) are ways beside it that a law opens.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from saduak.core.package import ManualStep, StepKind

FILED, COMPLETE, DECIDED, TOLD = "filed", "complete", "decided", "told"
STEP = "step:"
WALKED = frozenset({StepKind.CONSIDERATION, StepKind.SITE_VISIT, StepKind.CONSULTATION})
"""Steps that are activities of their own: the check ends with completeness, the decision's step with the decision, and
payment and issue follow it."""


@dataclass(frozen=True)
class Way:
    """The main activities of one version of a manual in order, and which of them come before each."""

    activities: tuple[str, ...]
    before: Mapping[str, frozenset[str]]

    def is_main(self, activity: str) -> bool:
        """Whether the manual lays it down."""
        return activity in self.before

    def waits_for(self, activity: str) -> frozenset[str]:
        """What has to be over right before a main activity."""
        earlier = self.before[activity]
        return earlier.difference(*(self.before[each] for each in earlier))

    def kept(self, path: Sequence[str]) -> tuple[bool, ...]:
        """For each activity of a path, whether it came in its place: once, after what it waits for and before all that
        waits for it. Only what jumps is out of place, not what follows; what lies beside the manual never is."""
        passed: set[str] = set()
        found = []
        for activity in path:
            is_late = any(activity in self.before[each] for each in passed)
            found.append(not self.is_main(activity) or (self._is_next(activity, passed) and not is_late))
            passed |= {activity} if self.is_main(activity) else set()
        return tuple(found)

    def _is_next(self, activity: str, passed: set[str]) -> bool:
        return activity not in passed and self.waits_for(activity) <= passed


def way_of(steps: Iterable[ManualStep]) -> Way:
    """The way of a manual with these steps."""
    all_before: dict[str, frozenset[str]] = {}
    walked, previous = [], ""
    for step in steps:
        named = step.after if step.after is not None else (previous,) if previous else ()
        found = frozenset(named).union(*(all_before[name] for name in named if name in all_before))
        all_before[step.id], previous = found, step.id
        walked += [step.id] if step.kind in WALKED else []
    names = tuple(f"{STEP}{step}" for step in walked)
    before = {FILED: frozenset[str](), COMPLETE: frozenset({FILED})}
    for own in walked:
        earlier = (f"{STEP}{other}" for other in all_before[own] if other in walked)
        before[f"{STEP}{own}"] = frozenset({FILED, COMPLETE, *earlier})
    before[DECIDED] = frozenset({FILED, COMPLETE, *names})
    before[TOLD] = frozenset({*before[DECIDED], DECIDED})
    return Way((FILED, COMPLETE, *names, DECIDED, TOLD), before)
