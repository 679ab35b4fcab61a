"""When the electronic channel of an agency did not work, as its log has it, and what that gives (APA s.66)."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from saduak.cases.queries import outages_of
from saduak.cases.queries.law import DEFAULT_REGIME, book_of
from saduak.parties.queries import agency_with_slug


@never_cache
@require_safe
def outages(request: HttpRequest, office: str) -> HttpResponse:
    """What is on record of an agency and of the whole system, latest first; evidence is the agency's own."""
    agency = agency_with_slug(office)
    if agency is None:
        raise Http404
    book = book_of(agency, DEFAULT_REGIME)
    return render(
        request,
        "public/outages.html",
        {
            "agency": agency,
            "outages": outages_of(agency.id),
            "relief": book.regime.settings.outage_relief,
            "ask_within": book.limit("apa.reinstatement").span,
        },
    )
