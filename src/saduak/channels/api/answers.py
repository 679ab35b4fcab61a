"""From what is published to the shapes of the interface."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.urls import reverse

from saduak.catalogue import queries
from saduak.catalogue.queries import Publication
from saduak.channels.api import shapes
from saduak.core import fees
from saduak.core.package import Document, Office, Package, Text
from saduak.core.reasons import Reason
from saduak.core.spans import Span
from saduak.sources.texts import reasons_as_data

CENTRE_WORD = "centre"
"""How addresses call the office of a central package."""


def words(text: Text) -> shapes.Words:
    """A text in both languages."""
    return shapes.Words(th=text.th, en=text.en)


def time(span: Span) -> shapes.Time:
    """A length of time."""
    return shapes.Time(amount=span.amount, unit=span.unit.value)


def links(request: HttpRequest, row: Publication) -> shapes.Links:
    """Where a service is, for people and for programs."""
    kind, name = row.service.split("/", 1)
    at_office = {"kind": kind, "name": name, "office": row.office or CENTRE_WORD}
    page = reverse("public:service", kwargs=at_office) if row.office else _generic_page(kind, name)
    return shapes.Links(
        page=request.build_absolute_uri(page),
        data=data_address(request, row),
        versions=request.build_absolute_uri(reverse("api-v1:versions", kwargs=at_office)),
    )


def _generic_page(kind: str, name: str) -> str:
    return reverse("public:generic", kwargs={"kind": kind, "name": name})


def data_address(request: HttpRequest, row: Publication) -> str:
    """Where one version is, whole; the answer there never changes."""
    kind, name = row.service.split("/", 1)
    where = {"kind": kind, "name": name, "office": row.office or CENTRE_WORD, "version": row.version}
    return request.build_absolute_uri(reverse("api-v1:version", kwargs=where))


def events_of(package: Package) -> list[str]:
    """Events of business and life that a service belongs to."""
    return [*package.service.business_events, *package.service.life_events]


def in_list(request: HttpRequest, row: Publication, offices: Iterable[str]) -> shapes.ServiceInList:
    """One service in a list."""
    package = queries.package(row)
    service = package.service
    return shapes.ServiceInList(
        service=row.service,
        version=row.version,
        name=words(service.name),
        summary=words(service.summary),
        lane=row.lane,
        promise=time(service.promise),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        events=events_of(package),
        offices=list(offices),
        links=links(request, row),
    )


def manual(request: HttpRequest, row: Publication, offices: Iterable[str]) -> shapes.Manual:
    """A service as one office serves it."""
    package = queries.package(row)
    service = package.service
    office_name = Text(row.office_th, row.office_en) if row.office else service.authority.title
    return shapes.Manual(
        service=row.service,
        version=row.version,
        office=row.office or CENTRE_WORD,
        office_name=words(office_name),
        province=row.province,
        name=words(service.name),
        summary=words(service.summary),
        lane=row.lane,
        category=service.category.value,
        authority=words(service.authority.title),
        promise=time(service.promise),
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        form_code=service.form_code,
        steps=_steps(package),
        documents=_papers(package),
        outputs=[shapes.Output(name=words(one.name), form_code=one.form_code) for one in service.outputs],
        fees=[] if package.fees.fees == "none" else [words(fee.name) for fee in package.fees.fees],
        digest=row.digest,
        offices=list(offices),
        links=links(request, row),
    )


def _steps(package: Package) -> list[shapes.Step]:
    return [
        shapes.Step(
            id=step.id,
            kind=step.kind.value,
            name=words(step.name),
            time=time(step.time),
            responsible=words(step.responsible),
        )
        for step in package.service.steps
    ]


def _papers(package: Package) -> list[shapes.Paper]:
    listed: Iterable[Document] = () if package.service.documents == "none" else package.service.documents
    return [
        shapes.Paper(
            id=paper.id,
            name=words(paper.name),
            state_issued=paper.state_issued,
            required=paper.required,
            originals=paper.originals,
            copies=paper.copies,
        )
        for paper in listed
    ]


def version_in_list(request: HttpRequest, row: Publication) -> shapes.VersionInList:
    """One version of a service."""
    return shapes.VersionInList(
        version=row.version,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        digest=row.digest,
        data=data_address(request, row),
    )


def place(office: Office) -> shapes.Place:
    """Where a service is given."""
    return shapes.Place(
        kind=office.kind,
        name=words(office.name),
        address=words(office.address) if office.address else None,
        url=office.url,
        telephone=office.telephone,
        weekdays=list(office.weekdays),
        opens=office.opens,
        closes=office.closes,
        around_the_clock=office.around_the_clock,
    )


def reasons(found: Iterable[Reason]) -> list[shapes.Reason]:
    """Reasons in both languages."""
    return [shapes.Reason.model_validate(reason) for reason in reasons_as_data(found)]


def charge(found: fees.Charge) -> shapes.Charge:
    """One line of a bill."""
    return shapes.Charge(
        fee=found.fee_id,
        kind=found.kind,
        name=words(found.name),
        satang=found.satang,
        per=found.per,
        sample=found.sample,
        because=reasons(found.because),
    )
