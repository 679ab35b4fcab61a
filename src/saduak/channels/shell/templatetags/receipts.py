"""Sizes, hashes and moments to the second, as a receipt proves them."""

from datetime import datetime

from django import template

from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import sentences
from saduak.core.calendars import BANGKOK
from saduak.core.reasons import Language, long_date

register = template.Library()
KILOBYTE, MEGABYTE = 1024, 1_048_576


@register.filter
def size_of_file(size: int) -> str:
    """A number of bytes as people say it."""
    language: Language = language_of_page()
    units = ("ไบต์", "กิโลไบต์", "เมกะไบต์") if language == "th" else ("bytes", "kB", "MB")
    if size < KILOBYTE:
        return f"{size} {units[0]}"
    if size < MEGABYTE:
        return f"{size / KILOBYTE:.0f} {units[1]}"
    return f"{size / MEGABYTE:.1f} {units[2]}"


@register.filter
def in_fours(digest: str) -> str:
    """A hash in groups that can be compared by eye."""
    return " ".join(digest[place : place + 8] for place in range(0, len(digest), 8))


@register.filter
def to_the_second(moment: datetime) -> str:
    """A moment in Thailand with its seconds, those of a full minute too."""
    language: Language = language_of_page()
    here = moment.astimezone(BANGKOK)
    day = long_date(here.date(), language, sentences(language))
    return f"{day} เวลา {here:%H.%M.%S} น." if language == "th" else f"{day}, {here:%H:%M:%S}"
