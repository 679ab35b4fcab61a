"""A served Saduak and a real browser, started by the tests that use them.

The product runs as its own processes on the database of the pass (`SADUAK_TEST_DATABASE`), as an agency runs it; the
browser is Debian's Chromium.
"""

import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from conftest import VENDOR
from saduak.ledger.present import KEPT
from tests.serving import begin, clean_environment, end, free_port

if TYPE_CHECKING:
    from tests.journeys.visitors import Visitors

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def served(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running Saduak, without a slash at its end."""
    home = tmp_path_factory.mktemp("served")
    variables = {}
    if VENDOR == "postgresql":
        cluster = request.getfixturevalue("cluster")
        cluster.sql('CREATE DATABASE "journeys"')
        variables["SADUAK_DATABASE"] = cluster.url("journeys")
    command = [sys.executable, "-m", "saduak", "up", "--port", str(free_port())]
    running = begin(command, cwd=Path.cwd(), seconds=120, home=home, **variables)
    yield running.address.rstrip("/")
    end(running)


SET_TIME = """
import sys
from datetime import datetime
import django
django.setup()
from saduak.ledger.present import set_business_time
set_business_time(datetime.fromisoformat(sys.argv[1]))
"""


@dataclass(frozen=True)
class World:
    """A served demonstration: its address without a slash at the end, and the environment of its command line."""

    address: str
    environment: Mapping[str, str]

    def ask(self, *words: str) -> str:
        """What `saduak …` prints about it; a failure is a failure of the test."""
        command = [sys.executable, "-m", "saduak", *words]
        told = subprocess.run(command, env=dict(self.environment), capture_output=True, text=True, check=False)
        assert told.returncode == 0, told.stdout + told.stderr
        return told.stdout

    def move_to(self, at: datetime) -> None:
        """Let business time be `at` for everybody, also for the processes that run: they look once in a while."""
        subprocess.run([sys.executable, "-c", SET_TIME, at.isoformat()], env=dict(self.environment), check=True)
        time.sleep(KEPT)

    def code(self, email: str) -> str:
        """The second factor of an officer, as the demonstration shows it."""
        return self.ask("demo", "code", email).strip()


@pytest.fixture(scope="session")
def world(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    """The demonstration with all its cases, made once for all journeys, on the database of the pass."""
    home = tmp_path_factory.mktemp("world")
    variables = {}
    if VENDOR == "postgresql":
        cluster = request.getfixturevalue("cluster")
        cluster.sql('CREATE DATABASE "world"')
        variables["SADUAK_DATABASE"] = cluster.url("world")
    command = [sys.executable, "-m", "saduak", "up", "--demo", "--port", str(free_port())]
    running = begin(command, cwd=Path.cwd(), seconds=400, home=home, **variables)
    settings = {"SADUAK_DEMO": "1", "DJANGO_SETTINGS_MODULE": "saduak.config.settings"}
    yield World(running.address.rstrip("/"), clean_environment(home, **variables, **settings))
    end(running)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, without a window."""
    with sync_playwright() as tool:
        started = tool.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture(scope="session")
def visitors(browser: Browser, world: World) -> "Visitors":
    """Those who walk through the demonstration; each comes in once for all journeys."""
    from tests.journeys.visitors import Visitors

    return Visitors(browser, world)


@pytest.fixture(params=["phone", "desk"])
def context(request: pytest.FixtureRequest, browser: Browser, served: str) -> Iterator[BrowserContext]:
    """A visitor's own browser window at the width of a phone and of a desk."""
    size = PHONE if request.param == "phone" else DESK
    made = browser.new_context(viewport=size, base_url=served, locale="th-TH")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """An empty page; anything it complains about in its console fails the test."""
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    yield opened
    assert [said for said in complaints if "status of 422" not in said] == []
