"""What forms and papers of the portal need besides words."""

from datetime import datetime
from uuid import uuid4

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import sentences
from saduak.core.calendars import BANGKOK
from saduak.core.reasons import Language, long_date

register = template.Library()
KILOBYTE, MEGABYTE = 1024, 1_048_576


@register.simple_tag
def form_key(kept: str = "") -> SafeString:
    """A hidden field with the key under which the command of this form acts once, however often it is sent."""
    return format_html('<input type="hidden" name="key" value="{}">', kept or uuid4().hex)


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


@register.filter
def clock_to_the_second(moment: datetime) -> str:
    """The time of day of a moment in Thailand, with its seconds."""
    here = moment.astimezone(BANGKOK)
    return f"{here:%H.%M.%S} น." if language_of_page() == "th" else f"{here:%H:%M:%S}"


@register.filter
def day_of(moment: datetime) -> str:
    """The day of a moment in Thailand, with its weekday."""
    language: Language = language_of_page()
    return long_date(moment.astimezone(BANGKOK).date(), language, sentences(language))
