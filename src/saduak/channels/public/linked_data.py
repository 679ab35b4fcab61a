"""A service as schema.org linked data, for search engines and other catalogues."""

from typing import Any

from django.http import HttpRequest

from saduak.catalogue.queries import Publication
from saduak.channels.public.entries import address
from saduak.core.package import Office, Package, Text


def linked_data(row: Publication, package: Package, request: HttpRequest) -> dict[str, Any]:
    """The `GovernmentService` of a published version (schema.org)."""
    service = package.service
    return {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": request.build_absolute_uri(address(row, pinned=True)),
        "name": _both(service.name),
        "description": _both(service.summary),
        "serviceType": service.lane.value,
        "provider": {
            "@type": "GovernmentOrganization",
            "name": _both(Text(row.office_th, row.office_en) if row.office else service.authority.title),
        },
        "availableChannel": [_channel(office) for office in service.channels],
        "serviceOutput": [{"@type": "GovernmentPermit", "name": _both(output.name)} for output in service.outputs],
        "url": request.build_absolute_uri(address(row)),
    }


def _channel(office: Office) -> dict[str, Any]:
    found: dict[str, Any] = {"@type": "ServiceChannel", "name": _both(office.name)}
    if office.url:
        found["serviceUrl"] = office.url
    if office.telephone:
        found["servicePhone"] = {"@type": "ContactPoint", "telephone": office.telephone}
    return found


def _both(text: Text) -> list[dict[str, str]]:
    return [{"@language": "th", "@value": text.th}, {"@language": "en", "@value": text.en}]
