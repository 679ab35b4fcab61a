"""What may be written in the catalogue: publishing a version of a service."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.catalogue.models import PublishedVersion
from saduak.catalogue.policy import require_publisher
from saduak.catalogue.search import index_publications, index_text
from saduak.core.errors import WrongState
from saduak.core.package import Package
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.kinds import event_kind
from saduak.ledger.projections import Projection
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.sources.compiled import package_of

CENTRE = ""
"""The office of a central package: it is offered for adoption and served by nobody itself."""

VERSION_PUBLISHED = event_kind(
    "version.published",
    "A version of a service was published, as an office serves it or for adoption.",
    "publication",
    "service",
    "version",
    "office",
    "valid_from",
    "valid_to",
    "digest",
)

_SAID = ("service", "version", "office", "valid_from", "valid_to", "digest")

PROJECTIONS = (
    Projection(
        PublishedVersion,
        "service",
        {"version.published": {name: name for name in _SAID}},
        {"version.published": "publication"},
    ),
)
"""What `saduak ledger rebuild` compares."""


@command(service="service")
def publish_version(
    write: Write,
    *,
    actor: Actor,
    service: str,
    office: str,
    office_th: str,
    office_en: str,
    province: str,
    compiled: str,
    now: datetime,
    key: str,
) -> UUID:
    """Publish a compiled package (LFA s.7), for adoption when `office` is empty, else as that office serves it; its id.

    Publishing the same again changes nothing. Raises WrongState("version_published") when other content was published
    under that version before, since a published version never changes (LFA s.11).
    """
    require_publisher(actor, office, now)
    package = package_of(compiled)
    known = PublishedVersion.objects.filter(service=service, office=office, version=package.service.version).first()
    if known:
        if known.digest != package.digest:
            raise WrongState("version_published", service=service, version=package.service.version)
        return known.id
    row = _row(service, package, compiled, now)
    row.office, row.office_th, row.office_en, row.province = office, office_th, office_en, province
    row.save(force_insert=True)
    write.append(
        Ref.of("service", service),
        VERSION_PUBLISHED,
        legal_basis="LFA s.7",
        publication=row.id,
        service=service,
        version=row.version,
        office=office,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        digest=row.digest,
    )
    if office == CENTRE:
        index_publications(write, [(row.id, index_text(package))])
    return row.id


def _row(service: str, package: Package, compiled: str, now: datetime) -> PublishedVersion:
    """The row of a package for no office yet."""
    about = package.service
    return PublishedVersion(
        id=uuid7(),
        service=service,
        version=about.version,
        name_th=about.name.th,
        name_en=about.name.en,
        lane=about.lane.value,
        valid_from=about.valid_from,
        valid_to=about.valid_to,
        compiled=compiled,
        digest=package.digest,
        published_at=now,
    )
