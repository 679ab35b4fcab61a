"""A drafted decision as it is read before it is checked or made: the letter in words, line by line, with its papers."""

from collections.abc import Mapping
from typing import Any

from saduak.cases.queries import WholeCase
from saduak.cases.queries.decisions import decided_lines
from saduak.cases.queries.letters import Composed, language_of, letter_for
from saduak.channels.desk.hiding import hidden, summary_hidden
from saduak.channels.desk.papers import papers_shown
from saduak.channels.desk.working.steps import opinions_shown
from saduak.channels.shell.pages import language_of_page
from saduak.core.errors import LawError, NotFound


def reading(case: WholeCase) -> Mapping[str, Any]:
    """What both pages show of the draft."""
    return {
        "row": case.decision,
        "lines": decided_lines(case, language_of_page()),
        "letter": letter_in_words(case),
        "summary": summary_hidden(case.form, case.answers),
        "papers": papers_shown(case),
        "opinions": opinions_shown(case),
    }


def letter_in_words(case: WholeCase) -> Composed | None:
    """The letter as it would go out, in the language of the applicant; None while there is nothing to tell."""
    try:
        found = letter_for(case, "case.decided", language_of(case))
    except (LawError, NotFound):
        return None
    return found._replace(body=hidden(found.body))
