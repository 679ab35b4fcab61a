"""The fields of a service's form as pages ask them: what was typed, how it is shown, how a code is found.

A page of a form is asked, answered and shown again by four calls: `answers_from`, `deed_of`, `done` and `page_shown`.
The package decides what is asked; nothing here knows any service.
"""

from saduak.channels.shell.fields.finder import Finder, find_codes
from saduak.channels.shell.fields.questions import Question, question
from saduak.channels.shell.fields.shown import PageShown, page_shown
from saduak.channels.shell.fields.summary import Summary, summary, unfilled
from saduak.channels.shell.fields.typed import Deed, answers_from, deed_of, done

__all__ = [
    "Deed",
    "Finder",
    "PageShown",
    "Question",
    "Summary",
    "answers_from",
    "deed_of",
    "done",
    "find_codes",
    "page_shown",
    "question",
    "summary",
    "unfilled",
]
