"""From when one may begin upon a notification, as the receipt and the page of the case say it."""

from dataclasses import dataclass
from uuid import UUID

from saduak.cases.queries import WholeCase
from saduak.cases.queries.beginning import beginning
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.letters import in_language
from saduak.sources.texts import article


@dataclass(frozen=True, slots=True)
class BeginningShown:
    """`says` whether and from when one may begin, `means` what the manual says of it, `article` on what it rests, and
    `letter` the receipt of the notification once it is given."""

    state: str
    says: str
    means: str
    article: str
    letter: UUID | None


def beginning_shown(case: WholeCase) -> BeginningShown | None:
    """The same in the language of the page; None for an application, upon which only the decision lets one begin."""
    found, language = beginning(case), language_of_page()
    if found is None:
        return None
    return BeginningShown(
        found.state,
        say(f"receipt_page.begin_{found.state}", language, day=found.since),
        in_language(found.means, language) if found.means and found.state in {"given", "sent", "coming"} else "",
        article(found.citation, language) if found.citation else "",
        found.letter,
    )
