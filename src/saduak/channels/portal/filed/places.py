"""Where a page of a long list begins, as its address says it: a moment and the id of the last line before it."""

from datetime import datetime
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse


def place_in(request: HttpRequest) -> tuple[datetime, UUID] | None:
    """The place that the address names; None for the beginning, and for what cannot be read."""
    moment, _, own = request.GET.get("before", "").partition("_")
    try:
        found = datetime.fromisoformat(moment), UUID(own)
    except ValueError:
        return None
    return found if found[0].tzinfo else None


def address_before(name: str, place: tuple[datetime, UUID]) -> str:
    """The address of the page that begins after a place."""
    moment, own = place
    return f"{reverse(name)}?{urlencode({'before': f'{moment.isoformat()}_{own}'})}"
