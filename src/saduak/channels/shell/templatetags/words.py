"""Template tags that put codes, dates and reasons into the language of the page."""

from datetime import date
from typing import Any

from django import template

from saduak.channels.shell import pages
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say as say_in
from saduak.channels.shell.texts import say_in_lane as in_lane
from saduak.channels.shell.texts import sentences
from saduak.core.measures import words_of
from saduak.core.money import Money
from saduak.core.package import Document, Office, Text, Tier, cited
from saduak.core.reasons import Reason, render, short_date, written
from saduak.sources.texts import article as article_of

register = template.Library()


@register.simple_tag
def say(key: str, **params: Any) -> str:
    """`{% say "due.title" %}`: the sentence under a key."""
    return say_in(key, language_of_page(), **params)


@register.simple_tag
def say_in_lane(lane: str, key: str, **params: Any) -> str:
    """`{% say_in_lane service.lane "apply.submit" %}`: the sentence as it is said in this lane."""
    return in_lane(lane, key, language_of_page(), **params)


@register.simple_tag
def say_outcome(lane: str, outcome: str) -> str:
    """What was decided: a notification is not granted but certified, not refused but lapsed (PHA s.48)."""
    return in_lane(lane, f"outcome.{outcome}", language_of_page())


@register.simple_tag
def first_page() -> str:
    """Where the wordmark leads."""
    return pages.first_page()


@register.simple_tag(takes_context=True)
def other_language_address(context: template.Context) -> str:
    """The address of this page in the other language; none where nothing was asked for, as on the last error page."""
    request = context.get("request")
    return pages.in_other_language(request) if request else ""


@register.filter
def in_words(value: Any) -> str:
    """A date, moment, span or number as the page's language writes it."""
    return written(value, language_of_page(), sentences(language_of_page()))


@register.filter
def sentence(reason: Reason) -> str:
    """A reason as one sentence."""
    return render(reason, language_of_page(), sentences(language_of_page()))


@register.filter
def article(reason: Reason) -> str:
    """The article a reason rests on."""
    return article_of(reason.citation, language_of_page())


@register.simple_tag
def say_code(family: str, value: str) -> str:
    """`{% say_code "lane" service.lane %}`: the name of a code of a closed list."""
    return say_in(f"{family}.{value}", language_of_page())


@register.filter
def both(text: Text) -> str:
    """A text of a package in the page's language."""
    return text.en if language_of_page() == "en" else text.th


@register.filter
def day_in_words(day: date) -> str:
    """A date without its weekday."""
    return short_date(day, language_of_page(), sentences(language_of_page()))


@register.filter
def cited_as(article: str) -> str:
    """An article as packages write it ("pha 56"), as a reader knows it."""
    return article_of(cited(article), language_of_page())


@register.filter
def hours(office: Office) -> str:
    """When a place is open: its weekdays, joined where they run on, and its hours."""
    language = language_of_page()
    first, last = (say_in(f"weekday.{day}", language) for day in (min(office.weekdays), max(office.weekdays)))
    runs_on = len(office.weekdays) == max(office.weekdays) - min(office.weekdays) + 1 > 1
    single = ", ".join(say_in(f"weekday.{day}", language) for day in office.weekdays)
    named = say_in("manual.from_to", language, first=first, last=last) if runs_on else single
    lunch = say_in("manual.lunch_closed" if office.lunch_break else "manual.lunch_open", language)
    return say_in("manual.open", language, days=named, opens=office.opens, closes=office.closes, lunch=lunch)


@register.filter
def source_order(document: Document) -> str:
    """In which order the agency looks for a document of the state (EPA s.12; Digital Government Act s.11)."""
    language = language_of_page()
    steps = " → ".join(say_in(f"source.{source}", language) for source in document.sources)
    return say_in("manual.source_order", language, steps=steps)


@register.filter
def baht(satang: int) -> str:
    """An amount of satang as money."""
    return written(Money(satang), language_of_page(), sentences(language_of_page()))


@register.filter
def tier_span(tier: Tier) -> str:
    """From where to where a tier goes."""
    language = language_of_page()
    if tier.up_to is None:
        return say_in("price.over", language, least=f"{tier.over:,}")
    if not tier.over:
        return say_in("price.up_to", language, most=f"{tier.up_to:,}")
    return say_in("price.between", language, least=f"{tier.over:,}", most=f"{tier.up_to:,}")


@register.filter
def ceiling(satang: int) -> str:
    """What the law allows at most."""
    return say_in("price.ceiling", language_of_page(), most=Money(satang))


@register.filter
def sample_of(owner: Text) -> str:
    """Whose figure a sample is."""
    return say_in("price.sample_note", language_of_page(), source=words_of(owner))


@register.filter
def bare(address: str) -> str:
    """An address as people read it: an e-mail address without its scheme."""
    return address.removeprefix("mailto:")


@register.filter
def subject_told(letter: Any) -> str:
    """The subject of a letter in a list. Where it is written in another language than the page: what kind of letter
    it is, and its case; the letter itself has its own words."""
    language = language_of_page()
    known = f"letter_name.{letter.kind}" in sentences(language)
    if letter.language == language or not known:
        return str(letter.subject)
    return f"{say_in(f'letter_name.{letter.kind}', language)} {letter.case_number}".strip()
