"""Which parts of the desk an officer is shown on top of each page."""

from typing import NamedTuple

from django import template
from django.http import HttpRequest

from saduak.channels.entrance.visits import officer
from saduak.channels.shell.pages import language_of_page
from saduak.core.package.words import cited_in_short
from saduak.fees.policy import SEERS
from saduak.licences.policy import CENTRAL as OVERSEERS
from saduak.licences.policy import STAFF as KEEPERS
from saduak.messages.policy import WRITERS
from saduak.parties.policy import Role
from saduak.sources.texts import article

register = template.Library()
PARTS = (
    ("intake", (Role.INTAKE,)),
    ("letters", WRITERS),
    ("licences", (*KEEPERS, *OVERSEERS)),
    ("money", SEERS),
    ("offices", (Role.AGENCY_ADMIN, Role.REGULATOR, Role.AUDITOR)),
)


@register.simple_tag(takes_context=True)
def parts_of_desk(context: template.Context) -> list[str]:
    """The names of the parts that the officer's roles open."""
    request: HttpRequest | None = context.get("request")
    here = officer(request) if request else None
    return [name for name, roles in PARTS if here and here.agencies(*roles)]


class LoggedIn(NamedTuple):
    """Whose session this is: the name, empty while nobody has recorded it, and the posts."""

    name: str
    positions: str


@register.simple_tag(takes_context=True)
def logged_in(context: template.Context) -> LoggedIn | None:
    """Who works here, so that nobody acts in another's name at a shared machine."""
    request: HttpRequest | None = context.get("request")
    here = officer(request) if request else None
    if request is None or here is None:
        return None
    return LoggedIn(getattr(request.user, "name", ""), ", ".join(dict.fromkeys(post.position for post in here.posts)))


@register.filter
def as_section(written: str) -> str:
    """A section as a reader knows it; what an order calls otherwise stays as it is written."""
    found = cited_in_short(written)
    return article(found, language_of_page()) if found else written
