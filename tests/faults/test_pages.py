"""A double click, a second try after silence, two officers at once: over the real server, at the same moment."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Barrier

import pytest
import requests

from tests.faults.conftest import ROOT, Site
from tests.faults.test_processes import assert_unbroken
from tests.serving import Running, begin, end, free_port
from tests.sweeps.forms import PageForm, forms_on


@dataclass
class Window:
    """A browser window in which somebody is logged in, open at an address of the server."""

    server: str
    session: str
    page: str

    def __post_init__(self) -> None:
        self.browser = requests.Session()
        self.browser.cookies.set("sessionid", self.session)

    def form(self, holding: str) -> PageForm:
        """The form of the page that has this field."""
        shown = self.browser.get(self.server + self.page, timeout=30)
        assert shown.status_code == 200, shown.text
        found = [form for form in forms_on(self.page, shown.text) if holding in form.fields]
        assert found, shown.text
        return found[0]

    def send(self, form: PageForm, *, seconds: float = 30) -> requests.Response:
        """Send it, once, as it stands."""
        where = self.server + form.where
        return self.browser.post(where, data=form.filled(), allow_redirects=False, timeout=seconds)


def act(site: Site, what: str) -> list[str]:
    """What an act in a process of its own printed."""
    command = [sys.executable, "-m", "tests.faults.pages", what]
    done = subprocess.run(command, cwd=ROOT, env=site.environment, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def served(postgresql_site: Site) -> Iterator[tuple[Running, list[Window]]]:
    """A served Saduak, and before it the windows of a citizen and of two officers."""
    opened = [line.split() for line in act(postgresql_site, "prepare")]
    variables = {"SADUAK_DATABASE": postgresql_site.url, "SADUAK_HOME": str(postgresql_site.folder)}
    command = [sys.executable, "-m", "saduak", "up", "--port", str(free_port())]
    running = begin(command, cwd=ROOT, seconds=120, home=postgresql_site.folder, **variables)
    try:
        yield running, [Window(running.address.rstrip("/"), session, page) for session, page in opened]
    finally:
        end(running)


@pytest.fixture
def windows(served: tuple[Running, list[Window]]) -> list[Window]:
    """The windows alone."""
    return served[1]


def at_once(*sent: tuple[Window, PageForm]) -> list[requests.Response]:
    """Send forms at the same moment; the answers in the same order."""
    gate = Barrier(len(sent))

    def go(one: tuple[Window, PageForm]) -> requests.Response:
        gate.wait(30)
        return one[0].send(one[1])

    with ThreadPoolExecutor(len(sent)) as threads:
        return list(threads.map(go, sent))


def test_one_application_however_often_it_is_sent_and_one_check_whoever_is_first(
    windows: list[Window], postgresql_site: Site
) -> None:
    citizen, one, two = windows
    form = citizen.form("consent")
    first, second = at_once((citizen, form), (citizen, form))
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.headers["Location"] == second.headers["Location"]
    assert "/receipt/" in first.headers["Location"]
    again = citizen.send(form)  # after the line went dead, and once more from a page left open
    assert again.headers["Location"] == first.headers["Location"]
    assert act(postgresql_site, "count") == ["2 0"]

    answers = at_once((one, one.form("seen")), (two, two.form("seen")))
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    late = next(answer for answer in answers if answer.status_code == 409)
    assert "ครบถ้วน" in late.text
    assert act(postgresql_site, "count") == ["2 1"]


def test_a_try_that_heard_nothing_may_be_repeated(windows: list[Window], postgresql_site: Site) -> None:
    citizen = windows[0]
    form = citizen.form("consent")
    with pytest.raises(requests.exceptions.Timeout):
        citizen.send(form, seconds=0.001)
    answer = citizen.send(form)
    assert answer.status_code in {302, 303}
    assert "/receipt/" in answer.headers["Location"]
    assert act(postgresql_site, "count") == ["2 0"]


def test_an_application_is_filed_once_though_the_server_is_killed_while_it_is_sent(
    served: tuple[Running, list[Window]], postgresql_site: Site
) -> None:
    running, (citizen, *_) = served
    form = citizen.form("consent")
    with ThreadPoolExecutor(1) as threads:
        threads.submit(citizen.send, form)
        time.sleep(0.02)
        for pid in running.family():  # the supervisor starts web and worker again
            os.kill(pid, signal.SIGKILL)
    until, answer = time.monotonic() + 60, None
    while answer is None and time.monotonic() < until:
        try:
            answer = citizen.send(form)
        except requests.exceptions.ConnectionError:
            time.sleep(0.3)
    assert answer is not None
    assert answer.status_code == 303
    assert "/receipt/" in answer.headers["Location"]
    assert act(postgresql_site, "count") == ["2 0"]
    assert_unbroken(postgresql_site)
