"""Web and worker are killed again and again while people pay: no payment is lost or counted twice, no number is used
twice, and whoever was granted something and has paid has the licence.

SADUAK_FAULT_PAYMENTS=2000 for a thorough run.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import requests

from saduak.adapters.bank.call_backs import SIGNATURE, SUCCESS, TIME, signature
from tests.faults.conftest import ROOT, Site
from tests.faults.test_processes import assert_unbroken
from tests.serving import Running, begin, end, free_port

PAYMENTS = int(os.environ.get("SADUAK_FAULT_PAYMENTS", "200"))
CASES = 4
BILLER = "099400016550100"
SECRET = "a secret of the bank"  # noqa: S105 - of a test
KILLS = 6 + PAYMENTS // 200
PATIENCE = 120.0


@dataclass(frozen=True)
class Owed:
    """What somebody pays."""

    ref1: str
    ref2: str
    satang: int

    @property
    def amount(self) -> str:
        """In baht."""
        return f"{self.satang // 100}.{self.satang % 100:02}"


@dataclass
class Till:
    """A served city to which money is owed; `ahead` is business time less the clock."""

    running: Running
    site: Site
    variables: Mapping[str, str]
    ahead: timedelta
    owed: Sequence[Owed]

    @property
    def now(self) -> datetime:
        """The business time."""
        return datetime.now(UTC) + self.ahead

    def saduak(self, *words: str) -> "subprocess.Popen[str]":
        """A command of the installation."""
        command = [sys.executable, "-m", "saduak", *words]
        told = {**self.site.environment, **self.variables}
        process = subprocess.Popen(
            command, cwd=ROOT, env=told, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self.site.started.append(process)
        return process


def act(site: Site, variables: Mapping[str, str], *words: str) -> list[str]:
    """The lines that `tests.faults.money` prints."""
    command = [sys.executable, "-m", "tests.faults.money", *words]
    environment = {**site.environment, **variables}
    done = subprocess.run(command, cwd=ROOT, env=environment, text=True, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture
def till(postgresql_site: Site) -> Iterator[Till]:
    """The city, served."""
    site = postgresql_site
    variables = {"SADUAK_DEMO": "1", "SADUAK_BANK_SECRET": SECRET, "SADUAK_DATABASE": site.url}
    variables["SADUAK_HOME"] = str(site.folder)
    ahead, *lines = act(site, variables, "prepare", str(PAYMENTS), str(CASES))
    owed = [Owed(ref1, ref2, int(satang)) for ref1, ref2, satang in map(str.split, lines)]
    command = [sys.executable, "-m", "saduak", "up", "--port", str(free_port())]
    running = begin(command, cwd=ROOT, seconds=120, home=site.folder, **variables)
    try:
        yield Till(running, site, variables, timedelta(seconds=float(ahead)), owed)
    finally:
        end(running)


def paid(till: Till, owed: Owed) -> None:
    """The bank calls back until it is answered, every time about the same payment."""
    body = json.dumps(
        {
            "billerId": BILLER,
            "ref1": owed.ref1,
            "ref2": owed.ref2,
            "amount": owed.amount,
            "transactionId": f"T{owed.ref1}",
            "transactionDateTime": (till.now - timedelta(hours=2)).isoformat(timespec="seconds"),
            "channel": "mobile",
            "payerName": "ผู้จ่าย",
            "status": SUCCESS,
        }
    ).encode()
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        at = str(int(till.now.timestamp()))
        headers = {TIME: at, SIGNATURE: signature(SECRET, at, body)}
        with suppress(requests.exceptions.RequestException):
            answer = requests.post(f"{till.running.address}bank/paid", body, headers=headers, timeout=20)
            if answer.status_code == 200:
                return
            assert answer.status_code >= 500, answer.text
        time.sleep(0.1)
    raise AssertionError(f"no answer about {owed.ref1}")


def kill(till: Till, chance: random.Random, is_over: threading.Event) -> int:
    """Kill one of web and worker after the other, at random moments; how many."""
    killed = 0
    while killed < KILLS and not is_over.wait(0.2 + chance.random() * 0.8):
        family = sorted(till.running.family())
        if family:
            with suppress(ProcessLookupError):
                os.kill(chance.choice(family), signal.SIGKILL)
                killed += 1
    return killed


def statement(till: Till, folder: Path) -> str:
    """The statement of the day on which everything stands, as a file."""
    at = (till.now - timedelta(hours=2)).isoformat(timespec="seconds")
    lines = [f"T{owed.ref1},{at},mobile,{owed.ref1},{owed.ref2},{owed.amount},payer" for owed in till.owed]
    path = folder / "statement.csv"
    path.write_text("\n".join(["transaction,paid_at,channel,ref1,ref2,amount,payer", *lines, ""]))
    return str(path)


def became(till: Till) -> dict[str, Any]:
    """What has become of it all, once the worker is through."""
    until = time.monotonic() + PATIENCE
    while True:
        told: dict[str, Any] = json.loads(act(till.site, till.variables, "count")[-1])
        if told["licences"] == [1] * CASES or time.monotonic() > until:
            return told
        time.sleep(1)


def test_no_payment_is_lost_or_counted_twice_however_often_web_and_worker_are_killed(
    till: Till, tmp_path: Path
) -> None:
    chance, is_over = random.Random(2569), threading.Event()  # noqa: S311 - a repeatable murderer
    half = len(till.owed) // 2
    with ThreadPoolExecutor(9) as threads:
        killing = threads.submit(kill, till, chance, is_over)
        list(threads.map(lambda owed: paid(till, owed), till.owed[: half + CASES]))
        is_over.set()
        assert killing.result()
    file = statement(till, tmp_path)
    for _ in range(3):
        taking = till.saduak("fees", "statement", file, "--agency", SLUG)
        time.sleep(1 + chance.random() * 2)
        taking.kill()
        taking.wait()
    last = till.saduak("fees", "statement", file, "--agency", SLUG)
    assert last.wait(PATIENCE) == 0, last.communicate()[0]
    told = became(till)
    total = sum(owed.satang for owed in till.owed)
    assert (told["paid"], told["open"], told["payments"], told["credits"]) == (PAYMENTS, 0, PAYMENTS, PAYMENTS)
    assert (told["owed"], told["left"], told["unconfirmed"]) == (total, 0, 0)
    assert told["receipts"] == list(range(1, PAYMENTS + 1))
    assert told["accounts"] == {"bank": total, "revenue": -total}
    assert (told["licences"], told["numbers"]) == ([1] * CASES, CASES)
    assert_unbroken(till.site)


SLUG = "khon-kaen-city"
