"""Publishes what lies on disk: the first start does it for everything that is shipped, so that nobody meets an empty
catalogue; afterwards an office publishes when it chooses to (`saduak services publish`)."""

from collections.abc import Iterator

from saduak.catalogue.commands import CENTRE, publish_version
from saduak.catalogue.queries import publications
from saduak.cli.codelists import imported_lists
from saduak.core.package import Package, Text
from saduak.ledger.actors import INSTALLER
from saduak.ledger.present import present
from saduak.sources.codelists import with_imported
from saduak.sources.compiled import compiled
from saduak.sources.overlays import adopted
from saduak.sources.packages import packages

NOBODY = Text("", "")


def publish_shipped() -> int:
    """Publish every package and adoption on disk if nothing was published yet; how many versions that were."""
    return 0 if publications() else sum(publish(*found) for found in shipped())


def shipped() -> Iterator[tuple[Package, str, Text, str]]:
    """Every central package, then every adoption of one, each with the official code lists that were imported:
    package, office, its name, its province."""
    lists = imported_lists()
    for package in packages().values():
        yield with_imported(package, lists), CENTRE, NOBODY, ""
    for overlay, package in adopted():
        yield with_imported(package, lists), overlay.agency, overlay.agency_name, overlay.province


def publish(package: Package, office: str, office_name: Text, province: str) -> bool:
    """Publish one version; whether it was new."""
    service = package.service
    known = {(row.version, row.digest) for row in publications(service=service.id, office=office)}
    publish_version(
        actor=INSTALLER,
        service=service.id,
        office=office,
        office_th=office_name.th,
        office_en=office_name.en,
        province=province,
        compiled=compiled(package),
        now=present(),
        key=f"{office}:{service.id}:{service.version}:{package.digest}",
    )
    return (service.version, package.digest) not in known
