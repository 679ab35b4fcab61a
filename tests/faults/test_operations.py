"""Many operations while the house falls apart around them: the database is killed and away, writers and workers die, a
clock is put back, the receiver of letters is down for an hour. What was acknowledged is there once, what was to be sent
is sent, and the chains verify. `FAULT_OPERATIONS=2000 FAULT_AWAY=30 pytest tests/faults` does it at length.
"""

import os
import signal
import subprocess
import time
from collections.abc import Callable

from tests.databases.cluster import Cluster
from tests.faults.conftest import Site, finished
from tests.faults.test_processes import assert_unbroken

OPERATIONS = int(os.environ.get("FAULT_OPERATIONS", "200"))
AWAY = float(os.environ.get("FAULT_AWAY", "3"))
"""Seconds for which the database is away."""
BACKWARDS = """SELECT count(*) FROM (SELECT at < lag(at) OVER (PARTITION BY stream_id ORDER BY seq) AS back
FROM ledger_event) AS told WHERE back"""


def killed(cluster: Cluster) -> None:
    """The database server dies as by a power cut, and is started again."""
    os.kill(int((cluster.data / "postmaster.pid").read_text().splitlines()[0]), signal.SIGKILL)
    patiently(cluster.start)


def away(cluster: Cluster) -> None:
    """The database server is shut down for a while."""
    cluster.stop()
    time.sleep(AWAY)
    cluster.start()


def patiently(start: Callable[[], None]) -> None:
    """Start the server once the last of its old processes is gone."""
    until = time.monotonic() + 30
    while True:
        try:
            return start()
        except RuntimeError:
            if time.monotonic() > until:
                raise
            time.sleep(0.2)


class Writer:
    """A writer that insists, killed and started again; `said` is what was acknowledged."""

    def __init__(self, site: Site, prefix: str, *, back: int = 0) -> None:
        self.site, self.told, self.said = site, ("insist", "a", str(OPERATIONS // 2), prefix, str(back)), list[str]()
        self.start()

    def start(self) -> None:
        """Begin again from the first operation, under the same keys."""
        self.process = self.site.start(*self.told)

    def hear(self, count: int) -> None:
        """Wait for so many acknowledgements."""
        assert self.process.stdout is not None
        self.said += [self.process.stdout.readline().strip() for _ in range(count)]

    def kill(self) -> None:
        """Die in the middle, and come back."""
        self.process.kill()
        self._hear_out()
        self.start()

    def end(self) -> None:
        """Go on to the last operation."""
        self._hear_out()
        assert self.process.returncode == 0

    def _hear_out(self) -> None:
        """What it still said; of a line that broke off nothing was acknowledged."""
        assert self.process.stdout is not None
        rest = self.process.stdout.read().splitlines(keepends=True)
        self.said += [line.strip() for line in rest if line.endswith("\n")]
        self.process.wait()


def worker(site: Site) -> "subprocess.Popen[str]":
    """A worker that is started again whenever it died."""
    return site.start("worker", "--lease", "0.3", "--pause", "0.05")


def test_what_was_acknowledged_is_there_once_whatever_dies(postgresql_site: Site) -> None:
    site, cluster = postgresql_site, postgresql_site.cluster
    assert cluster is not None
    one, two = Writer(site, "one"), Writer(site, "two", back=3600)
    for fault in (lambda: killed(cluster), lambda: away(cluster), one.kill):
        carrier = worker(site)
        for writer in (one, two):
            writer.hear(OPERATIONS // 10)
        carrier.kill()
        fault()
    for writer in (one, two):
        writer.end()
    acknowledged = dict(line.split() for line in one.said + two.said)
    assert len(set(one.said + two.said)) == len(acknowledged) == OPERATIONS, "one number for each key"
    assert sorted(map(int, acknowledged.values())) == list(range(1, OPERATIONS + 1)), "none lost, none twice"
    assert cluster.sql(BACKWARDS, site.database) == "0", "time never goes back in a file"
    time.sleep(0.4)
    finished(site.start("worker", "--once", "--lease", "0.3"))
    received = [line.split()[0] for line in site.received()]
    assert len(set(received)) == OPERATIONS, "each letter at least once"
    made = "SELECT count(*), count(DISTINCT payload::json->>'letter') FROM ledger_event WHERE kind = 'delivery.made'"
    assert cluster.sql(made, site.database) == f"{OPERATIONS}|{OPERATIONS}", "each recorded once"
    assert_unbroken(site)


def test_letters_wait_for_a_receiver_that_is_down_for_an_hour(postgresql_site: Site) -> None:
    site, letters = postgresql_site, OPERATIONS // 10
    site.run("count", "a", str(letters), "k")
    received = site.folder / "received"
    received.mkdir()  # a folder takes no letters
    for minutes in (0, 10, 30, 59):
        site.run("carry", str(minutes))
        assert list(received.iterdir()) == []
    received.rmdir()
    for minutes in (70, 140):
        site.run("carry", str(minutes))
    assert len(site.received()) == len(set(site.received())) == letters
    assert_unbroken(site)
    assert site.cluster is not None
    counted = "SELECT count(*) FROM ledger_event WHERE kind = 'delivery.{}'"
    assert site.cluster.sql(counted.format("made"), site.database) == str(letters)
    assert int(site.cluster.sql(counted.format("failed"), site.database)) >= 3 * letters
    assert site.cluster.sql(counted.format("given_up"), site.database) == "0"
