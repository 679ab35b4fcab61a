"""A published version is stored once and never changes."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from saduak.catalogue import queries
from saduak.catalogue.commands import CENTRE
from saduak.catalogue.tests.press import NOW, OFFICE, publish, shipped
from saduak.core.errors import NotAllowed, WrongState
from saduak.ledger.actors import Actor
from saduak.ledger.models import Event
from saduak.sources.compiled import compiled, package_of

WASTE = "industry/waste-removal"
pytestmark = pytest.mark.django_db


def test_a_package_survives_its_compilation() -> None:
    for package in shipped(WASTE):
        again = package_of(compiled(package))
        assert replace(again, files={}) == replace(package, files={})
        assert compiled(again) == compiled(package)


def test_publishing_keeps_the_package_and_records_it() -> None:
    package = shipped(WASTE)[-1]
    row_id = publish(package)
    (row,) = queries.publications(service=WASTE)
    assert row.id == row_id
    assert queries.package(row).service == package.service
    event = Event.objects.get(kind="version.published")
    assert event.payload["digest"] == package.digest


def test_publishing_the_same_again_changes_nothing() -> None:
    package = shipped(WASTE)[-1]
    assert publish(package) == publish(package, key="another")
    assert Event.objects.filter(kind="version.published").count() == 1


def test_other_content_under_a_published_version_is_refused() -> None:
    package = shipped(WASTE)[-1]
    publish(package)
    changed = replace(package, digest="0" * 64)
    with pytest.raises(WrongState, match="version_published"):
        publish(changed)


def test_nobody_but_the_installer_publishes_for_the_centre() -> None:
    with pytest.raises(NotAllowed):
        publish(shipped(WASTE)[-1], actor=Actor("user", "somebody"))


def test_the_version_of_a_day_is_the_one_in_force_then() -> None:
    for package in shipped(WASTE):
        publish(package)
    old, new = shipped(WASTE)
    boundary = new.service.valid_from
    before = queries.current(WASTE, CENTRE, boundary - timedelta(days=1))
    after = queries.current(WASTE, CENTRE, boundary)
    assert [row and row.version for row in (before, after)] == [old.service.version, new.service.version]


def test_an_office_serves_its_own_version() -> None:
    package = shipped(WASTE)[-1]
    publish(package)
    publish(package, OFFICE)
    today = date(2026, 11, 2)
    (served,) = queries.serving(today)
    assert (served.office, served.office_th) == OFFICE[:2]
    (offered,) = queries.offered(today)
    assert offered.office == CENTRE


def test_the_stamp_of_the_catalogue_changes_with_a_publication() -> None:
    before = queries.stamp()
    publish(shipped(WASTE)[-1])
    assert queries.stamp() != before
    assert NOW.date() == date(2026, 11, 2)
