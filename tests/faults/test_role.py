"""Under the application's own role even the owner's mistakes cannot change an event."""

import subprocess
from collections.abc import Iterator

import psycopg
import pytest

from tests.faults.conftest import Site
from tests.faults.test_processes import assert_unbroken, numbers

REFUSED = [
    "UPDATE ledger_event SET channel = 'x'",
    "DELETE FROM ledger_event",
    "TRUNCATE ledger_event CASCADE",
    "ALTER TABLE ledger_event DISABLE TRIGGER USER",
    "DROP TRIGGER ledger_event_no_change ON ledger_event",
    "DELETE FROM django_migrations",
]


@pytest.fixture
def served_site(postgresql_site: Site) -> Iterator[Site]:
    """A site whose processes run under the role `serving`."""
    cluster = postgresql_site.cluster
    assert cluster is not None
    cluster.sql("CREATE ROLE serving LOGIN")
    granted = postgresql_site.saduak("ledger", "grant", "serving")
    assert granted.returncode == 0, granted.stderr
    postgresql_site.url = postgresql_site.url.replace("saduak@", "serving@")
    yield postgresql_site
    cluster.sql("DROP OWNED BY serving", postgresql_site.database)
    cluster.sql("DROP ROLE serving")


def test_the_application_works_under_its_role(served_site: Site) -> None:
    assert numbers(served_site.run("count", "a", "5", "k")) == [1, 2, 3, 4, 5]
    served_site.run("worker", "--once")
    assert len(served_site.received()) == 5
    assert_unbroken(served_site)


@pytest.mark.parametrize("sql", REFUSED)
def test_the_role_may_not_change_events(served_site: Site, sql: str) -> None:
    served_site.run("count", "a", "1", "k")
    assert served_site.cluster is not None
    where = f"host={served_site.cluster.folder} user=serving dbname={served_site.database}"
    with psycopg.connect(where) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(sql)


def test_sqlite_has_no_roles_and_says_so(templates: dict[str, Site]) -> None:
    told: subprocess.CompletedProcess[str] = templates["sqlite"].saduak("ledger", "grant", "serving")
    assert told.returncode == 2
    assert "PostgreSQL" in told.stderr
