"""What forms and papers of the portal need besides words."""

from datetime import date, datetime, timedelta
from uuid import uuid4

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.templatetags.receipts import in_fours, size_of_file, to_the_second
from saduak.channels.shell.texts import sentences
from saduak.core.calendars import BANGKOK
from saduak.core.reasons import Language, long_date

register = template.Library()
for each in (size_of_file, in_fours, to_the_second):
    register.filter(each)


@register.simple_tag
def form_key(kept: str = "") -> SafeString:
    """A hidden field with the key under which the command of this form acts once, however often it is sent."""
    return format_html('<input type="hidden" name="key" value="{}">', kept or uuid4().hex)


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


@register.filter
def last_day_before(end: datetime) -> date:
    """The last day in Thailand of what ends at a moment: of midnight, the day before it."""
    return (end - timedelta(microseconds=1)).astimezone(BANGKOK).date()
