"""Template tags that put codes, dates and reasons into the language of the page."""

from typing import Any

from django import template
from django.utils.translation import get_language

from saduak.channels.public.texts import say as say_in
from saduak.channels.public.texts import sentences
from saduak.core.reasons import Language, Reason, render, written
from saduak.sources.texts import article as article_of

register = template.Library()


def _language() -> Language:
    return "en" if get_language() == "en" else "th"


@register.simple_tag
def say(key: str, **params: Any) -> str:
    """`{% say "due.title" %}`: the sentence under a key."""
    return say_in(key, _language(), **params)


@register.filter
def in_words(value: Any) -> str:
    """A date, moment, span or number as the page's language writes it."""
    return written(value, _language(), sentences(_language()))


@register.filter
def sentence(reason: Reason) -> str:
    """A reason as one sentence."""
    return render(reason, _language(), sentences(_language()))


@register.filter
def article(reason: Reason) -> str:
    """The article a reason rests on."""
    return article_of(reason.citation, _language())
