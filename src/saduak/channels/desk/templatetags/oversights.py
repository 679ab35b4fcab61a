"""What the pages of oversight need beside words: addresses that keep the filters, and sums of lengths."""

from typing import Any

from django import template

from saduak.channels.desk.oversight.asking import Asked

register = template.Library()


@register.simple_tag(takes_context=True)
def asked_address(context: template.Context, page: str, **changes: str) -> str:
    """A page of oversight with the filters of this one."""
    asked: Asked = context["asked"]
    return asked.address(page, **changes)


@register.filter
def plus(number: int, more: Any) -> int:
    """A length on a drawing and some more."""
    return number + int(more)
