"""What the lists of the public pages show of a service, and where its pages are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from saduak.catalogue import queries
from saduak.catalogue.queries import Publication
from saduak.core.package import Document, Package, Text
from saduak.core.spans import Span

CENTRE_WORD = "centre"
"""How addresses call the office of a central package."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One service in a list."""

    name: Text
    summary: Text
    lane: str
    promise: Span
    address: str
    offices: int = 0


@dataclass(frozen=True, slots=True)
class EventOfLife:
    """An event of life or business with the services that belong to it."""

    code: str
    entries: Sequence[Entry]


def address(publication: Publication, page: str = "service", *, pinned: bool = False, **more: str) -> str:
    """Where a page about a publication is; `pinned` names the version, so that the address never changes meaning."""
    kind, name = publication.service.split("/", 1)
    where = {"kind": kind, "name": name, "office": publication.office or CENTRE_WORD}
    if pinned or page != "service":
        where["version"] = publication.version
        page = "version" if page == "service" else page
    return reverse(f"public:{page}", kwargs={**where, **more})


def generic_address(service: str) -> str:
    """The page of a service for every office."""
    kind, name = service.split("/", 1)
    return reverse("public:generic", kwargs={"kind": kind, "name": name})


def entries(services: Iterable[str], today: date) -> list[Entry]:
    """Those of the named services that are in force today, in the order in which they are named."""
    offered = {publication.service: publication for publication in queries.offered(today)}
    serving = queries.serving(today)
    chosen = [service for service in services if service in offered]
    return [_entry(offered[service], [row for row in serving if row.service == service]) for service in chosen]


def _entry(publication: Publication, offices: Sequence[Publication]) -> Entry:
    service = queries.package(publication).service
    return Entry(
        name=service.name,
        summary=service.summary,
        lane=service.lane.value,
        promise=service.promise,
        address=generic_address(publication.service),
        offices=len(offices),
    )


def by_event(today: date) -> list[EventOfLife]:
    """The services of today, each under the first event of business or life that its package names."""
    groups: dict[str, list[str]] = {}
    for publication in queries.offered(today):
        service = queries.package(publication).service
        first = next(iter((*service.business_events, *service.life_events)), "other")
        groups.setdefault(first, []).append(publication.service)
    return [EventOfLife(code, entries(services, today)) for code, services in groups.items()]


def documents_of(package: Package) -> tuple[list[Document], list[Document]]:
    """The documents the applicant brings, and those the state fetches itself (EPA s.12)."""
    listed: tuple[Document, ...] = () if package.service.documents == "none" else package.service.documents
    yours = [document for document in listed if not document.state_issued]
    return yours, [document for document in listed if document.state_issued]
