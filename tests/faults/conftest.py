"""Databases that keep their word (fsync on), and processes of their own to hurt."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import pytest

from tests.databases.cluster import Cluster

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Site:
    """One installation under test: its database, its folder, its processes."""

    vendor: str
    url: str
    folder: Path
    cluster: Cluster | None = None
    started: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
            "SADUAK_DATABASE": self.url,
            "SADUAK_HOME": str(self.folder),
            "SADUAK_TEST_RECEIVER": str(self.folder / "received"),
            "DJANGO_SETTINGS_MODULE": "saduak.config.settings",
        }

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        """Start `tests.faults.process` with these arguments."""
        command = [sys.executable, "-m", "tests.faults.process", *arguments]
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self.started.append(process)
        return process

    def run(self, *arguments: str) -> list[str]:
        """Run one to its end; the lines it printed."""
        return finished(self.start(*arguments))

    def saduak(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        """Run the `saduak` command."""
        command = [sys.executable, "-m", "saduak", *arguments]
        return subprocess.run(command, cwd=ROOT, env=self.environment, text=True, capture_output=True, check=False)

    def migrate(self) -> None:
        command = [sys.executable, "-m", "django", "migrate", "--skip-checks", "-v0"]
        subprocess.run(command, cwd=ROOT, env=self.environment, check=True)

    @property
    def database(self) -> str:
        """The name of its database in the cluster."""
        return self.url.rpartition("/")[2]

    def end(self) -> None:
        """Leave no process behind."""
        for process in self.started:
            process.kill()
            process.communicate()

    def received(self) -> list[str]:
        """The lines the receiver outside holds."""
        path = self.folder / "received"
        return path.read_text().splitlines() if path.exists() else []


def finished(process: "subprocess.Popen[str]") -> list[str]:
    """Wait for a process that must end well; the lines it printed."""
    output, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return output.splitlines()


@pytest.fixture(scope="session")
def durable_cluster() -> Iterator[Cluster]:
    """PostgreSQL as in production: every commit is on the disk before it is acknowledged."""
    with Cluster(durable=True, settings=("deadlock_timeout=200ms",)) as started:
        yield started


@pytest.fixture(scope="session")
def templates(durable_cluster: Cluster, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Site]:
    """One migrated, empty installation of each kind, from which tests take copies."""
    folder = tmp_path_factory.mktemp("templates")
    durable_cluster.sql("CREATE DATABASE template_site")
    sites = {
        "sqlite": Site("sqlite", f"sqlite:///{folder / 'site.sqlite3'}", folder),
        "postgresql": Site("postgresql", durable_cluster.url("template_site"), folder, durable_cluster),
    }
    for site in sites.values():
        site.migrate()
    return sites


@pytest.fixture(params=["sqlite", "postgresql"])
def site(request: pytest.FixtureRequest, templates: dict[str, Site], tmp_path: Path) -> Iterator[Site]:
    """An installation of the test's own, on each database."""
    own = copied(templates[request.param], tmp_path)
    yield own
    own.end()


@pytest.fixture
def postgresql_site(templates: dict[str, Site], tmp_path: Path) -> Iterator[Site]:
    """An installation of the test's own, on PostgreSQL."""
    own = copied(templates["postgresql"], tmp_path)
    yield own
    own.end()


def copied(template: Site, folder: Path) -> Site:
    """A fresh installation from a template."""
    if template.cluster:
        name = f"site_{uuid4().hex}"
        template.cluster.copy(template.database, name)
        return Site(template.vendor, template.cluster.url(name), folder, template.cluster)
    own = Site(template.vendor, f"sqlite:///{folder / 'site.sqlite3'}", folder)
    (folder / "site.sqlite3").write_bytes((template.folder / "site.sqlite3").read_bytes())
    return own
