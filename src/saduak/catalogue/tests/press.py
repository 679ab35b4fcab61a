"""What tests publish: the shipped packages, and one of them as a municipality serves it."""

from datetime import UTC, datetime
from uuid import UUID

from saduak.catalogue.commands import publish_version
from saduak.core.package import Package
from saduak.ledger.actors import INSTALLER, Actor
from saduak.sources.compiled import compiled
from saduak.sources.packages import packages

NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)
OFFICE = ("khon-kaen-city", "เทศบาลนครขอนแก่น", "Khon Kaen City Municipality", "40")
NOBODY = ("", "", "", "")


def publish(
    package: Package, office: tuple[str, str, str, str] = NOBODY, *, actor: Actor = INSTALLER, key: str = ""
) -> UUID:
    """Publish a package, for adoption or as an office serves it."""
    slug, thai, english, province = office
    service = package.service
    return publish_version(
        actor=actor,
        service=service.id,
        office=slug,
        office_th=thai,
        office_en=english,
        province=province,
        compiled=compiled(package),
        now=NOW,
        key=key or f"{slug}:{service.id}:{service.version}:{package.digest}",
    )


def shipped(service: str) -> list[Package]:
    """The versions of a shipped service, oldest first."""
    found = [package for (name, _), package in packages().items() if name == service]
    return sorted(found, key=lambda package: package.service.valid_from)
