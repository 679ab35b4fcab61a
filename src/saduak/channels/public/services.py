"""The public catalogue: services, their manuals in every version, offices, and what somebody needs."""

import json
import re
from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from saduak.catalogue import queries
from saduak.catalogue.commands import CENTRE
from saduak.catalogue.queries import Publication
from saduak.channels.public.advice import advice, advice_for_area, best_first
from saduak.channels.public.bodies import kept
from saduak.channels.public.entries import (
    CENTRE_WORD,
    address,
    by_event,
    documents_of,
    entries,
    generic_address,
)
from saduak.channels.public.linked_data import linked_data
from saduak.channels.public.paper import manual_pdf, poster_pdf
from saduak.channels.public.prices import calculator
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.prices import fee_range
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.core.errors import Unavailable
from saduak.core.package import Package, Text
from saduak.core.reasons import Language
from saduak.ledger.present import present
from saduak.parties.queries import agency_with_slug
from saduak.sources.compiled import compiled
from saduak.sources.guides import DIGITS
from saduak.sources.guides import guide as read_guide
from saduak.sources.texts import error_text

LONGEST_QUERY = 200
Printer = Callable[[Package, Text | None, Language, str], bytes]
AREA = re.compile(r"(\d{1,6})\s*(?:ตารางเมตร|ตร\.?\s*ม|square met|sq\.? ?m|m²|m2)")


def today() -> date:
    """The day in Thailand; which version is current depends on it."""
    return present().astimezone(BANGKOK).date()


@require_safe
@kept(today)
def home(request: HttpRequest) -> HttpResponse:
    """The first page: a search box, and the services by what happens in life and business."""
    language = language_of_page()
    events = [{"title": _event_name(event.code), "entries": event.entries} for event in by_event(today())]
    tries = say("home.examples", language).split("|")
    context = {"events": events, "tries": tries}
    return render(request, "public/home.html", context)


def _event_name(code: str) -> str:
    language = language_of_page()
    try:
        return say(f"event.{code}", language)
    except KeyError:
        return say("event.other", language)


@require_safe
@kept(today)
def search(request: HttpRequest) -> HttpResponse:
    """Services found by words in Thai or English."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    area = _area(query)
    told = advice_for_area(area, today())
    found = best_first(entries(queries.find(query, today()), today()), told) if query else []
    context = {
        "query": query,
        "entries": found,
        "area": area,
        "told": told,
    }
    return render(request, "public/search.html", context)


def _area(query: str) -> int | None:
    """The square metres that a search speaks of: whether a food place must notify or apply depends on them."""
    found = AREA.search(query.translate(DIGITS).replace(",", ""))
    return int(found[1]) if found else None


@require_safe
@kept(today)
def generic(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """A service as the centre describes it, with the offices that serve it."""
    return _manual(request, _current(f"{kind}/{name}", CENTRE))


@require_safe
@kept(today)
def service(request: HttpRequest, kind: str, name: str, office: str) -> HttpResponse:
    """The current manual of an office."""
    if office == CENTRE_WORD:
        return HttpResponsePermanentRedirect(generic_address(f"{kind}/{name}"))
    return _manual(request, _current(f"{kind}/{name}", office))


@require_safe
@kept(today)
def version(request: HttpRequest, kind: str, name: str, office: str, version: str) -> HttpResponse:
    """One version of a manual under an address that never changes its meaning (LFA s.7, s.11)."""
    return _manual(request, _published(kind, name, office, version))


@require_safe
@kept(today)
def data(request: HttpRequest, kind: str, name: str, office: str, version: str) -> HttpResponse:  # noqa: ARG001
    """The whole published version as open data."""
    package = queries.package(_published(kind, name, office, version))
    return HttpResponse(compiled(package), content_type="application/json; charset=utf-8")


@require_safe
@kept(today)
def manual(request: HttpRequest, kind: str, name: str, office: str, version: str) -> HttpResponse:
    """The manual as PDF, for a printer or a file (LFA s.7 para 2: copies on request)."""
    return _printed(request, manual_pdf, _published(kind, name, office, version))


@require_safe
@kept(today)
def poster(request: HttpRequest, kind: str, name: str, office: str, version: str) -> HttpResponse:
    """The poster for the counter as PDF (LFA s.7 para 2: posted at the filing place)."""
    return _printed(request, poster_pdf, _published(kind, name, office, version))


def _printed(request: HttpRequest, make: Printer, row: Publication) -> HttpResponse:
    """A document of a version; where nothing can be printed here, a page that says what can be done."""
    office = Text(row.office_th, row.office_en) if row.office else None
    place = request.build_absolute_uri(address(row, pinned=True))
    try:
        made = make(queries.package(row), office, language_of_page(), place)
    except Unavailable as error:
        told = {"sentence": error_text(error, language_of_page()), "back": address(row, pinned=True)}
        return render(request, "public/unavailable.html", told, status=503)
    return HttpResponse(made, content_type="application/pdf")


@require_safe
@kept(today)
def changes(request: HttpRequest, kind: str, name: str, office: str, version: str, before: str) -> HttpResponse:
    """What changed from one version to another: the headline, then every field (M-2)."""
    new, old = (_published(kind, name, office, which) for which in (version, before))
    found, language = queries.changes(old, new), language_of_page()
    context = {
        "service": queries.package(new).service,
        "versions": (old.version, new.version),
        "headline": found.headline(language),
        "lines": [change.text(language) for change in found.changes],
        "back": address(new, pinned=True),
    }
    return render(request, "public/changes.html", context)


@require_safe
@kept(today)
def guide(request: HttpRequest) -> HttpResponse:
    """What do I need? A few questions, and the services they lead to."""
    found = read_guide()
    context = {
        "questions": [{"field": field, "value": request.GET.get(field.id, "")[:20]} for field in found.questions],
        "found": advice(request.GET.dict(), today()),
        "asked": bool(request.GET),
    }
    return render(request, "public/guide.html", context)


@require_safe
@kept(today)
def offices(request: HttpRequest) -> HttpResponse:
    """Agencies with their announced channels (EPA s.10), hours and services."""
    serving = queries.serving(today())
    by_office: dict[str, list[Publication]] = {}
    for publication in serving:
        by_office.setdefault(publication.office, []).append(publication)
    shown = [_office(publications) for publications in by_office.values()]
    return render(request, "public/offices.html", {"offices": shown})


def _office(publications: list[Publication]) -> dict[str, object]:
    first = publications[0]
    packages = [(publication, queries.package(publication)) for publication in publications]
    channels = {channel: None for _, package in packages for channel in package.service.channels}
    return {
        "slug": first.office,
        "has_log": agency_with_slug(first.office) is not None,
        "name": _office_name(first),
        "channels": list(channels),
        "services": [
            {"name": package.service.name, "address": address(publication), "promise": package.service.promise}
            for publication, package in packages
        ],
    }


def _office_name(publication: Publication) -> str:
    return publication.office_en if language_of_page() == "en" else publication.office_th


def _current(service_id: str, office: str) -> Publication:
    found = queries.current(service_id, office, today()) or queries.latest(service_id, office)
    if found is None:
        raise Http404
    return found


def _published(kind: str, name: str, office: str, version: str) -> Publication:
    found = queries.published(f"{kind}/{name}", CENTRE if office == CENTRE_WORD else office, version)
    if found is None:
        raise Http404
    return found


def _manual(request: HttpRequest, row: Publication) -> HttpResponse:
    """The page of one published version, the same for every reader of a language until a new one is published."""
    package = queries.package(row)
    current = queries.current(row.service, row.office, today())
    yours, fetched = documents_of(package)
    context = {
        "row": row,
        "service": package.service,
        "yours": yours,
        "fetched": fetched,
        "is_current": current is None or current.id == row.id,
        "office_name": _office_name(row),
        "address": _addresses(row, current or row),
        "versions": _versions(row),
        "offices": _served_by(row) if not row.office else (),
        "fee_range": fee_range(package, language_of_page(), today()),
        **_fees(package),
        "calculator": calculator(package, request.GET, language_of_page(), today()),
        "linked_data": json.dumps(linked_data(row, package, request), ensure_ascii=False).replace("<", "\\u003c"),
    }
    return render(request, "public/service.html", context)


def _fees(package: Package) -> dict[str, object]:
    """The fees of a package, and from whom its sample figures are borrowed."""
    fees = () if package.fees.fees == "none" else package.fees.fees
    owners = tuple(dict.fromkeys(fee.borrowed_from for fee in fees if fee.sample and fee.borrowed_from))
    return {"fees": fees, "has_sample": any(fee.sample for fee in fees), "sample_owners": owners}


def _addresses(row: Publication, current: Publication) -> dict[str, str]:
    return {
        "generic": generic_address(row.service),
        "current": address(current),
        "apply": _apply(row) if row.office and row.id == current.id else "",
        **{page: address(row, page) for page in ("data", "manual_pdf", "poster_pdf")},
    }


def _apply(row: Publication) -> str:
    """Where one applies at this office."""
    kind, name = row.service.split("/", 1)
    return reverse("portal:start", kwargs={"kind": kind, "name": name, "office": row.office})


def _versions(row: Publication) -> list[dict[str, object]]:
    """Every version of the same office, latest first, each with the way to it and to what it changed."""
    rows = list(queries.publications(service=row.service, office=row.office))
    return [
        {
            "version": other.version,
            "valid_from": other.valid_from,
            "valid_to": other.valid_to,
            "address": "" if other.id == row.id else address(other, pinned=True),
            "changes": address(other, "changes", before=older.version) if older else "",
        }
        for other, older in zip(rows, [*rows[1:], None], strict=True)
    ]


def _served_by(row: Publication) -> list[dict[str, object]]:
    return [
        {
            "name": _office_name(publication),
            "address": address(publication),
            "promise": queries.package(publication).service.promise,
        }
        for publication in queries.serving(today(), row.service)
    ]
