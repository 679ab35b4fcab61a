"""The draft of the notice of electronic channels (EPA s.10, s.20), made of what is on record of the agency."""

from collections.abc import Iterator

from django.conf import settings

from saduak.catalogue.queries import publications
from saduak.channels.shell.texts import say
from saduak.core.reasons import Language
from saduak.parties.queries import Agency

LANGUAGE: Language = "th"
"""A notice to the public is in Thai, whatever the language of the page."""


def draft_notice(agency: Agency) -> str:
    """The text of the notice: the law, each channel, how to ask for confirmation, from when; days are left open."""
    channels = [f"{number}. {line}" for number, line in enumerate(_channels(agency), 1)]
    parts = [
        _say("title", agency=agency.name_th),
        _say("law", agency=agency.name_th),
        "\n".join(channels),
        _say("confirm", agency=agency.name_th, telephone=agency.telephone) if agency.telephone else "",
        _say("proof"),
        _say("receipt", opens=agency.opens, closes=agency.closes),
        _say("from"),
        _say("signed"),
    ]
    return "\n\n".join(part for part in parts if part)


def _channels(agency: Agency) -> Iterator[str]:
    """The web site with the services it takes, then the central mail box."""
    served = sorted({row.name_th for row in publications(office=agency.slug)})
    if served:
        names = "\n".join(f"   - {name}" for name in served)
        address = f"{settings.SITE.rstrip('/')}/"
        yield f"{_say('site', address=address)}\n{names}"
    if agency.email:
        yield _say("email", email=agency.email)


def _say(part: str, **params: object) -> str:
    return say(f"notice_draft.{part}", LANGUAGE, **params)
