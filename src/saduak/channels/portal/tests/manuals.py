"""Manuals as tests need them: a version with one question more, a service that asks for no log-in."""

from dataclasses import replace
from datetime import date

from saduak.cases.tests import office
from saduak.catalogue.commands import publish_version
from saduak.catalogue.queries import pinned
from saduak.core.package import Field, FieldKind, Group, Package, Text
from saduak.ledger.actors import INSTALLER
from saduak.ledger.present import present
from saduak.sources.compiled import compiled

TODAY = date(2026, 11, 3)
TOILETS = Field("toilets", FieldKind.NUMBER, Text("จำนวนห้องน้ำ", "Number of toilets"))


def publish(slug: str, package: Package) -> None:
    """Publish a package for an office."""
    publish_version(
        actor=INSTALLER,
        service=package.service.id,
        office=slug,
        office_th="เทศบาลนครขอนแก่น",
        office_en="Khon Kaen City Municipality",
        province="40",
        compiled=compiled(package),
        now=present(),
        key=office.key(),
    )


def newer(package: Package) -> Package:
    """The same service from today on."""
    return replace(package, service=replace(package.service, version="2569-11-03", valid_from=TODAY))


def with_toilets(slug: str, service: str) -> None:
    """From today on the form asks for toilets, and no more for the working hours."""
    package = newer(pinned(office.publication(slug, service)))
    pages = tuple(replace(page, groups=tuple(map(_asks, page.groups))) for page in package.form.pages)
    publish(slug, replace(package, form=replace(package.form, pages=pages)))


def _asks(group: Group) -> Group:
    if group.id != "place":
        return group
    kept = tuple(field for field in group.fields if field.id != "hours")
    return replace(group, fields=(*kept, TOILETS))


def without_log_in(slug: str, service: str) -> None:
    """From today on anybody may apply."""
    package = newer(pinned(office.publication(slug, service)))
    publish(slug, replace(package, service=replace(package.service, assurance="none")))
