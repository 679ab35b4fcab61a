"""Showing licences on a screen (EPA s.13, s.14): one large, or one after the other, each on a page of its own."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.channels.entrance.visits import Visitor, for_citizens
from saduak.channels.portal.licences.holders import Holder, for_holders
from saduak.ledger.actors import user
from saduak.ledger.present import present
from saduak.licences.queries import own_licences

SECONDS: Final = 8
"""How long each page of the slideshow stands; a notice on display has to be readable for five (EPA s.13)."""


@require_GET
@for_holders
def show(holder: Holder) -> HttpResponse:
    """One licence, large, with its status at this moment."""
    return holder.show("show.html", at=holder.now)


@never_cache
@require_GET
@for_citizens("one_time_code")
def slides(request: HttpRequest, here: Visitor) -> HttpResponse:
    """The licences that hold, one page each; a script turns the pages, and without one the links do."""
    now = present()
    found = [each for each in own_licences(user(here.user_id, channel="portal"), now) if each.status.holds]
    asked = request.GET.get("at", "1")
    at = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 6 else 1
    at = min(max(at, 1), max(len(found), 1))
    plain = reverse("portal:licence_slides")
    context = {
        "here": here,
        "licence": found[at - 1] if found else None,
        "number": at,
        "of": len(found),
        "next": f"{plain}?at={at % len(found) + 1}" if len(found) > 1 else "",
        "previous": f"{plain}?at={(at - 2) % len(found) + 1}" if len(found) > 1 else "",
        "seconds": SECONDS,
        "now": now,
    }
    return render(request, "portal/licences/slides.html", context)
