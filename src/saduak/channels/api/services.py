"""Services, their versions, and the offices that serve them."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router

from saduak.catalogue import queries
from saduak.catalogue.commands import CENTRE
from saduak.catalogue.queries import Publication
from saduak.channels.api import answers, shapes
from saduak.channels.api.answers import CENTRE_WORD
from saduak.channels.api.errors import JSON, Refused
from saduak.channels.api.listing import Asked, chosen, offices_serving, page_after
from saduak.core.calendars import BANGKOK
from saduak.core.package import Lane
from saduak.ledger.present import present
from saduak.sources.compiled import compiled

router = Router(tags=["catalogue"])
MOST_IN_A_LIST = 100

Slug = Annotated[str, Path(pattern=shapes.SLUG)]
VersionName = Annotated[str, Path(pattern=shapes.VERSION)]
REFUSALS = {404: shapes.Refusal, 422: shapes.Refusal}
SERVICE = "/services/{kind}/{name}"
AT_OFFICE = SERVICE + "/{office}"


def today() -> date:
    """The day in Thailand; which version is current depends on it."""
    return present().astimezone(BANGKOK).date()


@router.get("/services", response={200: shapes.ServiceList, 422: shapes.Refusal}, url_name="services")
def list_services(
    request: HttpRequest,
    q: Annotated[str, Query(max_length=200, description="words in Thai or English")] = "",
    office: Annotated[str | None, Query(pattern=shapes.SLUG)] = None,
    event: Annotated[str | None, Query(pattern=r"^[a-z0-9_-]{1,80}$")] = None,
    lane: Lane | None = None,
    on: Annotated[date | None, Query(description="left out: today in Thailand")] = None,
    after: Annotated[str | None, Query(pattern=shapes.SERVICE)] = None,
    limit: Annotated[int, Query(ge=1, le=MOST_IN_A_LIST)] = 50,
) -> shapes.ServiceList:
    """Services in force on a day: all by id, or what a search finds, best first."""
    day = on or today()
    rows = chosen(Asked(day, q.strip(), office or "", event or "", lane.value if lane else ""))
    page, more = page_after(rows, after, limit)
    offices = offices_serving(day)
    shown = [answers.in_list(request, row, offices.get(row.service, ())) for row in page]
    return shapes.ServiceList(services=shown, next=more)


@router.get(SERVICE, response={200: shapes.Manual, **REFUSALS}, url_name="service")
def central_service(request: HttpRequest, kind: Slug, name: Slug) -> shapes.Manual:
    """A service as the centre describes it, with the offices that serve it."""
    return _manual(request, current(f"{kind}/{name}", CENTRE_WORD, today()))


@router.get(AT_OFFICE, response={200: shapes.Manual, **REFUSALS}, url_name="office-service")
def service_of_office(request: HttpRequest, kind: Slug, name: Slug, office: Slug) -> shapes.Manual:
    """A service as an office serves it; "centre" is the central package."""
    return _manual(request, current(f"{kind}/{name}", office, today()))


@router.get(AT_OFFICE + "/versions", response={200: shapes.VersionList, **REFUSALS}, url_name="versions")
def list_versions(request: HttpRequest, kind: Slug, name: Slug, office: Slug) -> shapes.VersionList:
    """Every version that an office has published, latest first."""
    service = f"{kind}/{name}"
    rows = queries.publications(service=service, office=slug_of(office))
    if not rows:
        raise _unknown(service, office)
    return shapes.VersionList(versions=[answers.version_in_list(request, row) for row in rows])


@router.get(
    AT_OFFICE + "/versions/{version}",
    response={200: dict[str, object], **REFUSALS},
    url_name="version",
    summary="One version, whole",
)
def one_version(request: HttpRequest, kind: Slug, name: Slug, office: Slug, version: VersionName) -> HttpResponse:  # noqa: ARG001
    """The published package with form, fees, letters and code lists; the JSON Schemas of services/_schema describe its
    parts. The same version is the same text for ever (LFA s.11)."""
    return HttpResponse(compiled(queries.package(published(f"{kind}/{name}", office, version))), content_type=JSON)


@router.get("/offices", response=shapes.OfficeList, url_name="offices")
def list_offices(request: HttpRequest) -> shapes.OfficeList:  # noqa: ARG001
    """Agencies with their announced channels (EPA s.10) and what they serve today."""
    by_office: dict[str, list[Publication]] = {}
    for row in queries.serving(today()):
        by_office.setdefault(row.office, []).append(row)
    return shapes.OfficeList(offices=[_office(rows) for rows in by_office.values()])


def _office(rows: list[Publication]) -> shapes.OfficeInList:
    channels = dict.fromkeys(channel for row in rows for channel in queries.package(row).service.channels)
    return shapes.OfficeInList(
        office=rows[0].office,
        name=shapes.Words(th=rows[0].office_th, en=rows[0].office_en),
        province=rows[0].province,
        channels=[answers.place(channel) for channel in channels],
        services=[row.service for row in rows],
    )


def slug_of(office: str) -> str:
    """The office as the catalogue calls it."""
    return CENTRE if office == CENTRE_WORD else office


def current(service: str, office: str, on: date) -> Publication:
    """The version of an office in force on a day, or its last one. Raises Refused for what nobody has published."""
    found = queries.current(service, slug_of(office), on) or queries.latest(service, slug_of(office))
    if found is None:
        raise _unknown(service, office)
    return found


def published(service: str, office: str, version: str) -> Publication:
    """One version of an office. Raises Refused for what nobody has published."""
    found = queries.published(service, slug_of(office), version)
    if found is None:
        raise Refused("version_unknown", service=service, version=version)
    return found


def _unknown(service: str, office: str) -> Refused:
    known = queries.publications(service=service)
    return (
        Refused("office_unknown", service=service, office=office)
        if known
        else Refused("service_unknown", service=service)
    )


def _manual(request: HttpRequest, row: Publication) -> shapes.Manual:
    return answers.manual(request, row, offices_serving(today()).get(row.service, ()))
