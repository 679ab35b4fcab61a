"""Two authorities decide at once, and a worker dies while it sends a letter: one decision, one letter, one record."""

import os
import signal
import subprocess
import sys
from email.message import EmailMessage

import pytest

from saduak.adapters.email.tests.postbox import Postbox
from tests.faults.conftest import ROOT, Site


def started(site: Site, *what: str, module: str = "tests.faults.cases", **more: str) -> "subprocess.Popen[str]":
    """One act in a process of its own, with some more in its environment."""
    command, environment = [sys.executable, "-m", module, *what], {**site.environment, **more}
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    site.started.append(process)
    return process


def act(site: Site, *what: str, module: str = "tests.faults.cases") -> list[str]:
    """What an act printed; it must end well."""
    return ended(started(site, *what, module=module))


def ended(process: "subprocess.Popen[str]") -> list[str]:
    printed, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    return printed.split()


def test_one_decision_and_one_letter_whoever_races_and_whatever_dies(site: Site) -> None:
    act(site, "prepare")
    one, two = started(site, "decide", "one"), started(site, "decide", "two")
    assert sorted(ended(one) + ended(two)) == ["decided", "wrong_state"]
    killed = started(site, "die")
    killed.communicate(timeout=120)
    assert killed.returncode == -signal.SIGKILL
    assert act(site, "letters") == ["receipt", "decision_granted", "decided"]
    act(site, "work")
    assert act(site, "letters") == ["receipt", "decision_granted", "notified"]


MAIL = "tests.faults.mail"


def mailing(site: Site, box: Postbox, *what: str, module: str) -> "subprocess.Popen[str]":
    """An act of an installation that sends its mail by this server."""
    return started(site, *what, module=module, SADUAK_SMTP_URL=box.url, SADUAK_MAIL_FROM="saduak@example.com")


def worker(site: Site, box: Postbox) -> "subprocess.Popen[str]":
    """The real worker: it carries what is due, and its claims hold for a moment only."""
    return mailing(site, box, "worker", "--once", "--lease", "0.05", module="saduak")


@pytest.mark.parametrize("moment", ["before it is sent", "when it is sent and not on record"])
def test_an_email_goes_out_though_the_worker_is_killed_and_is_recorded_once(site: Site, moment: str) -> None:
    """Whether a mail went out when its sender died, nobody can know: it goes again, under the same name."""
    act(site, "write", module=MAIL)
    dying: list[subprocess.Popen[str]] = []

    def kill(_: EmailMessage) -> None:
        if dying:
            os.kill(dying.pop().pid, signal.SIGKILL)

    with Postbox(kill) as box:
        is_sent = moment.startswith("when")
        dying.append(killed := worker(site, box) if is_sent else mailing(site, box, "claim", module=MAIL))
        killed.communicate(timeout=120)
        assert killed.returncode == -signal.SIGKILL
        dying.clear()
        assert act(site, "told", module=MAIL)[-2:] == ["mailed", "0"]
        ended(worker(site, box))
        ended(worker(site, box))
        assert len(box.mails) == (2 if is_sent else 1)
        assert len({mail["Message-ID"] for mail in box.mails}) == 1
    assert act(site, "told", module=MAIL) == ["inbox", "delivered", "email", "accepted", "mailed", "1"]
