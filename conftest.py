"""What every test stands on: a throw-away database, the guarded door for writes, no sockets but local ones.

`SADUAK_TEST_DATABASE` chooses `sqlite` (default, in a temporary file) or `postgresql` (a cluster of our own
that starts when the first test asks for it).
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import pytest_socket
from django.conf import settings
from django.db import connection, connections
from hypothesis import HealthCheck
from hypothesis import settings as properties

from saduak.ledger.guard import refuse_stray_writes
from tests.databases.cluster import Cluster
from tests.databases.own import own_database

VENDOR = os.environ.get("SADUAK_TEST_DATABASE", "sqlite")


def pytest_configure() -> None:
    """Passwords in tests protect nobody, and a slow hash would be most of the suite's time.

    How long an example takes is a property of the machine: the first text that a fresh checkout draws makes Hypothesis
    build its table of Unicode, which takes seconds while others work.
    """
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    properties.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
    properties.load_profile("house")


def pytest_sessionstart() -> None:
    """A fresh home has no collected files yet; the folder is there all the same, or whitenoise warns of it."""
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers come last: their tool keeps a loop running in the thread, in which Django asks no database anything."""
    items.sort(key=lambda item: "browser" in getattr(item, "fixturenames", ()))


def pytest_runtest_setup() -> None:
    """No test reaches beyond this machine."""
    pytest_socket.socket_allow_hosts(["127.0.0.1", "::1", "localhost"], allow_unix_socket=True)


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL cluster without fsync, shared by the session."""
    with Cluster() as started:
        yield started


@pytest.fixture(scope="session")
def django_db_modify_db_settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Point Django at the throw-away database before pytest-django makes its test database."""
    from saduak.config.settings import _database

    if VENDOR == "postgresql":
        entry = _database(request.getfixturevalue("cluster").url("postgres"))
        entry["CONN_MAX_AGE"] = 0
    else:
        folder = tmp_path_factory.mktemp("sqlite")
        entry = _database(f"sqlite:///{folder / 'base.sqlite3'}")
        entry["TEST"] = {"NAME": str(folder / "test.sqlite3")}
    settings.DATABASES = connections.settings = connections.configure_settings({"default": entry})
    del connections["default"]


@pytest.fixture(autouse=True)
def _guarded_door(request: pytest.FixtureRequest) -> Iterator[None]:
    """Refuse every row written outside a command, in tests that use the database."""
    if request.node.get_closest_marker("django_db") is None and "own_db" not in request.fixturenames:
        yield
        return
    request.getfixturevalue("django_db_setup")
    with connection.execute_wrapper(refuse_stray_writes):
        yield


@pytest.fixture
def own_db(
    django_db_setup: None,  # noqa: ARG001 - makes the template
    django_db_blocker: Any,
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> Iterator[None]:
    """A database of the test's own, copied from the template: commits are real, and nothing is flushed
    afterwards.
    """
    copying = request.getfixturevalue("cluster") if VENDOR == "postgresql" else tmp_path
    with django_db_blocker.unblock(), own_database(copying):
        yield
