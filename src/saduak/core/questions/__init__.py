"""Questions to the law as plain data: a rule's name and what is given, answered with dates and reasons.

`ask` is what `saduak law` and the first page call. Each module holds the rules of one subject.
"""

from collections.abc import Callable, Mapping
from typing import Any

from saduak.core.errors import LawError
from saduak.core.lawbook import Lawbook
from saduak.core.questions import cases, clocks, notices, periods
from saduak.core.questions.given import Answer, Given
from saduak.core.reasons import Code

Rule = Callable[[Given, Lawbook], Answer]

RULES: dict[str, Rule] = {**periods.RULES, **notices.RULES, **clocks.RULES, **cases.RULES}
"""Every rule that can be asked, by name; documented one by one in docs/reference/law.md."""


def ask(rule: Any, given: Any, book: Lawbook) -> Answer:
    """Answer one question. Raises `LawError`: "rule_unknown", "field_…" for what is given or missing, or its own."""
    answer = RULES.get(rule) if isinstance(rule, str) else None
    if answer is None:
        raise LawError("rule_unknown", rule=rule, known=tuple(sorted(RULES)))
    if given is None:
        raise LawError("field_missing", field="given")
    if not isinstance(given, Mapping):
        raise LawError("field_invalid", field="given", value=given, expected=Code("expected", "object"))
    fields = Given(given)
    found = answer(fields, book)
    fields.refuse_the_rest()
    return found
