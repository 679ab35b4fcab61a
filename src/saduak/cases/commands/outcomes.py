"""What a decision says, read from what an officer typed: its lines, its outcome, and whether reasons stand for it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saduak.cases.commands.acting import Act
from saduak.core.errors import DomainError
from saduak.core.thai import normal

WHOLE = frozenset({"granted", "granted_with_conditions", "refused"})
"""What may be decided on the whole, or on one line."""
ADVERSE = frozenset({"partly_granted", "refused"})
"""Outcomes that refuse something: the party is heard before (APA s.30)."""
LONGEST = 20_000
MOST_CONDITIONS = 40


@dataclass(frozen=True, slots=True)
class Draft:
    """A decision as it is kept: cleaned, its outcome that of its lines."""

    outcome: str
    lines: list[dict[str, Any]]
    facts: str
    law: str
    reasons: str
    conditions: list[dict[str, str]]

    @property
    def refused_lines(self) -> frozenset[int]:
        return frozenset(line["line"] for line in self.lines if line["outcome"] == "refused")

    @property
    def summary(self) -> list[dict[str, Any]]:
        """The lines as an event may hold them: without words."""
        return [{"line": line["line"], "outcome": line["outcome"]} for line in self.lines]

    @property
    def words(self) -> list[Any]:
        """All that is said for it, for one digest."""
        return [self.reasons, self.conditions, self.lines]

    @property
    def reasons_stand(self) -> bool:
        """Whether everything refused and every condition has its reasons, and a refusal its facts and law (APA s.37).

        What is granted as asked needs none.
        """
        by_line = all(line["reasons"] for line in self.lines if line["outcome"] != "granted")
        by_condition = all(condition["reason"] for condition in self.conditions)
        on_whole = bool(self.reasons) or bool(self.lines) or self.outcome != "refused"
        stated = self.outcome not in ADVERSE or bool(self.facts and self.law)
        return by_line and by_condition and on_whole and stated


def drafted(
    act: Act,
    outcome: str,
    lines: Sequence[Mapping[str, Any]],
    texts: tuple[str, str, str],
    conditions: Sequence[Mapping[str, Any]],
) -> Draft:
    """The draft, cleaned. `texts` are facts, law and reasons.

    Raises DomainError("outcome_unknown", "lines_not_decided", "every_line_once", "decision_too_long",
    "condition_empty").
    """
    facts, law, reasons = (_text(text) for text in texts)
    kept = _conditions(conditions)
    decided = _lines(act, lines)
    found = _outcome([line["outcome"] for line in decided], has_conditions=bool(kept)) if decided else outcome
    if found not in WHOLE | ADVERSE or (not decided and found == "partly_granted"):
        raise DomainError("outcome_unknown")
    if outcome == "granted_with_conditions" and not kept and (found == "granted" or not decided):
        raise DomainError("condition_empty")
    if not decided and found != "refused":
        found = "granted_with_conditions" if kept else "granted"
    return Draft(found, decided, facts, law, reasons, kept)


def _outcome(outcomes: list[str], *, has_conditions: bool) -> str:
    if set(outcomes) == {"refused"}:
        return "refused"
    if "refused" in outcomes:
        return "partly_granted"
    return "granted_with_conditions" if has_conditions or "granted_with_conditions" in outcomes else "granted"


def _lines(act: Act, lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Every line of the decided group once, in the order of the form; none where the whole is decided."""
    group = act.package.service.decides_lines
    if not group:
        if lines:
            raise DomainError("lines_not_decided")
        return []
    asked = list(range(1, len(act.answers.get(group, ())) + 1))
    found = sorted((_line(line) for line in lines), key=lambda line: line["line"])
    if [line["line"] for line in found] != asked:
        raise DomainError("every_line_once", count=len(asked))
    return found


def _line(line: Mapping[str, Any]) -> dict[str, Any]:
    number, outcome = line.get("line"), line.get("outcome")
    if type(number) is not int or outcome not in WHOLE:
        raise DomainError("outcome_unknown")
    conditions = [text for text in (_text(text) for text in line.get("conditions", ())) if text]
    if conditions and outcome == "granted":
        outcome = "granted_with_conditions"
    if outcome == "granted_with_conditions" and not conditions:
        raise DomainError("condition_empty")
    return {"line": number, "outcome": outcome, "conditions": conditions, "reasons": _text(line.get("reasons", ""))}


def _conditions(conditions: Sequence[Mapping[str, Any]]) -> list[dict[str, str]]:
    if len(conditions) > MOST_CONDITIONS:
        raise DomainError("decision_too_long", longest=LONGEST)
    kept = [{"text": _text(each.get("text", "")), "reason": _text(each.get("reason", ""))} for each in conditions]
    if not all(each["text"] for each in kept):
        raise DomainError("condition_empty")
    return kept


def _text(text: Any) -> str:
    kept = normal(str(text))
    if len(kept) > LONGEST:
        raise DomainError("decision_too_long", longest=LONGEST)
    return kept
