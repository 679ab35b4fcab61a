"""One world for all sweeps, in a database of its own; whatever a sweep writes is taken back."""

import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from conftest import VENDOR
from saduak.ledger.guard import refuse_stray_writes
from tests.databases.own import own_database
from tests.sweeps.opened import Opened, opened_by_own
from tests.sweeps.world import World, build

PLAIN = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
"""Static names need no manifest here."""


@pytest.fixture(scope="package")
def world(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: Any,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[World]:
    """Agencies, cases and people; every row written by commands."""
    on_postgresql = VENDOR == "postgresql"
    copying = request.getfixturevalue("cluster") if on_postgresql else tmp_path_factory.mktemp("sweeps")
    with django_db_blocker.unblock(), own_database(copying), connection.execute_wrapper(refuse_stray_writes):
        yield build()


@pytest.fixture(scope="package")
def opened(world: World) -> list[Opened]:
    """What every address answers to its own people."""
    storages = settings.STORAGES
    settings.STORAGES = {**storages, "staticfiles": PLAIN}
    try:
        return opened_by_own(world)
    finally:
        settings.STORAGES = storages


@pytest.fixture(scope="package", autouse=True)
def _quiet() -> Iterator[None]:
    """Thousands of refusals are what a sweep wants, and nothing to be told of."""
    logger = logging.getLogger("django.request")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    yield
    logger.setLevel(before)


@pytest.fixture(autouse=True)
def _plain_static_names(settings: Any) -> None:
    settings.STORAGES = {**settings.STORAGES, "staticfiles": PLAIN}
