"""Which pages about time an officer is shown on top of each page."""

from datetime import date, datetime

from django import template
from django.http import HttpRequest
from django.urls import reverse

from saduak.cases.policy import CENTRAL, STAFF
from saduak.cases.queries.board import LEADERS
from saduak.channels.entrance.visits import officer
from saduak.channels.shell.pages import language_of_page
from saduak.core.acts import Citation
from saduak.parties.policy import Role
from saduak.sources.texts import article

register = template.Library()
PAGES = (
    ("duties", "desk:duties", (*STAFF, Role.AGENCY_ADMIN)),
    ("consultations", "desk:consultations", STAFF),
    ("appeals", "desk:appeals", STAFF),
    ("board", "desk:board", LEADERS),
    ("register", "desk:register", (*CENTRAL, *STAFF)),
    ("oversight", "desk:oversight_overview", (*CENTRAL, *LEADERS)),
)


@register.simple_tag(takes_context=True)
def ways_of_clock(context: template.Context) -> list[tuple[str, str]]:
    """Name and address of each page that the officer's roles open."""
    request: HttpRequest | None = context.get("request")
    here = officer(request) if request else None
    return [(name, reverse(page)) for name, page, roles in PAGES if here and here.agencies(*roles)]


@register.filter
def date_of(moment: datetime) -> date:
    """The day of a moment that is told by the clock of Thailand."""
    return moment.date()


@register.filter
def as_article(citation: Citation) -> str:
    """An article of law in the language of the page."""
    return article(citation, language_of_page())
