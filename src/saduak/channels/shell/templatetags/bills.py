"""Amounts as bills and receipts write them."""

from typing import Any

from django import template

from saduak.channels.shell.bills import charges_of, receipt_number
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say, sentences
from saduak.core.money import baht_in_words
from saduak.fees.queries import Invoice, Receipt

register = template.Library()


@register.filter
def two_places(satang: int) -> str:
    """An amount in baht with two places, as it stands in columns: 1,200.00."""
    return f"{satang // 100:,}.{satang % 100:02}"


@register.filter
def spelt(satang: int) -> str:
    """An amount written out."""
    return baht_in_words(satang, language_of_page())


@register.filter
def charges(row: Invoice) -> list[tuple[str, int]]:
    """What an invoice asks, line by line."""
    return charges_of(row)


@register.filter
def numbered(receipt: Receipt) -> str:
    """A receipt's book, fiscal year and number."""
    return receipt_number(receipt)


@register.filter
def paid_through(channel: str) -> str:
    """How money came, in words where the bank's word for it is one we know."""
    key, language = f"bill_channel.{channel.lower()}", language_of_page()
    return say(key, language) if key in sentences(language) else channel


@register.filter
def in_fours_of(reference: Any) -> str:
    """A long number in groups of four."""
    text = str(reference)
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))
