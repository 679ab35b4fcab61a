"""How a printed document writes what a fee is besides an amount."""

from django import template

register = template.Library()


@register.filter
def per_cent(hundredths: int) -> str:
    """Hundredths of a per cent as a number of per cent: 250 is 2.5."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole}.{rest:02}".rstrip("0").rstrip(".")
