"""How many applications a second go from filing to decision on PostgreSQL: seven commands each, with policy, events,
reasons and outbox; by one process, by two at once, and beside them the same rows by bare SQL over the same driver.

An application is filed, found complete, its review begun and finished, and its decision drafted, checked by a second
person and made. The bare way replays what one real journey wrote and locked, statement by statement, under fresh ids
and keys: seven commits with the same rows and row locks, and no reading, checking, explaining or hashing. Every commit
waits for the disk. The last line is JSON; `sqlite` as an argument measures there, for information.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from typing import Any, NamedTuple, Self
from uuid import UUID

from _both import prepare

WARM, JOURNEYS, ROUNDS = 15, 60, 3
NOW = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
OFFICE, SERVICE = "khon-kaen-industry", "industry/waste-removal"
AIM, AIM_TWO = 60, 1.3
PAPERS = tuple(
    {"document": document, "source": "upload", "file": None}
    for document in ("processor_consent", "method_details", "process_diagram", "photographs")
)


DECISION: Mapping[str, Any] = {
    "outcome": "granted",
    "lines": ({"line": 1, "outcome": "granted", "conditions": (), "reasons": ""},),
    "facts": "ของเสียหนึ่งรายการ ผู้รับยินยอมแล้ว",
    "law": "กฎกระทรวงและประกาศที่เกี่ยวข้อง",
    "reasons": "",
    "conditions": (),
}


class Place(NamedTuple):
    """Where the journeys go: ids as text, so that one process can hand them to another."""

    publication: str
    person: str
    citizen: str
    intake: str
    officer: str
    checker: str
    authority: str


# One journey


class Journey:
    """Seven commands from filing to decision, each under a key of its own."""

    def __init__(self, place: Place) -> None:
        from saduak.ledger.actors import user

        self.publication, self.person = UUID(place.publication), UUID(place.person)
        self.actors = {
            role: user(UUID(getattr(place, role)), channel="desk")
            for role in ("citizen", "intake", "officer", "checker", "authority")
        }
        self.mark, self.turns = os.urandom(8).hex(), count()

    def __call__(self) -> None:
        for command in self.commands():
            command()

    def commands(self) -> Iterator[Callable[[], object]]:
        """The seven commands, to be called in order."""
        from saduak.cases import commands
        from saduak.cases.models import Task

        key, made = f"{self.mark}-{next(self.turns)}", {}

        def file() -> None:
            made["case"] = commands.submit_application(**self.filing(), now=NOW, key=f"{key}-0")

        def act(name: str, role: str, **more: Any) -> None:
            given = {"actor": self.actors[role], "case_id": made["case"], "seen": None, **more}
            getattr(commands, name)(**given, now=NOW, key=f"{key}-{name}")

        def review(name: str) -> None:
            if "review" not in made:
                made["review"] = Task.objects.values_list("id", flat=True).get(case=made["case"], step="review")
            act(name, "officer", task_id=made["review"])

        yield file
        yield lambda: act("confirm_complete", "intake")
        yield lambda: review("start_task")
        yield lambda: review("finish_task")
        yield lambda: act("draft_decision", "officer", **DECISION)
        yield lambda: act("check_decision", "checker", agrees=True, note="")
        yield lambda: act("decide", "authority")

    def filing(self) -> dict[str, Any]:
        """The arguments of filing: nineteen answers, as many as the form asks of everybody, and four papers."""
        from saduak.cases.tests.office import FACTORY

        return {
            "actor": self.actors["citizen"],
            "publication_id": self.publication,
            "person_id": self.person,
            "organisation_id": None,
            "answers": FACTORY,
            "papers": PAPERS,
            "channel": "electronic",
            "entered_at": None,
            "reply": "electronic",
            "language": "th",
            "assurance": "ial_2",
            "identity_seen": "",
            "consented": True,
            "missing_known": True,
            "helper": "",
            "reason": "",
        }


# The same rows by bare SQL

Statement = tuple[str, Any]
KEPT = re.compile(r"\s*(INSERT|UPDATE|DELETE)\b|.*\bFOR UPDATE\b|.*\bFROM ledger_answer\b", re.DOTALL)
"""What the bare way repeats: writes, row locks, and the look for an answer already given."""
ID = re.compile(r"[0-9a-f]{8}-?[0-9a-f]{4}-?7[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}")
NUMBER = re.compile(r"[A-Z]{3}-[0-9]{2}-[0-9]{5}")


class Bare:
    """Replays the statements of one journey, with fresh ids, keys and numbers, on the driver's own connection."""

    def __init__(self, journey: Journey) -> None:
        from uuid_utils.compat import uuid7

        self.since, self.uuid7 = uuid7(), uuid7
        self.mark, self.turns = os.urandom(4).hex(), count()
        self.key = f"{journey.mark}-"
        self.commands = list(map(recorded, journey.commands()))

    def __call__(self, journeys: Sequence[list[list[Statement]]]) -> None:
        """As many commits for each journey as it has commands."""
        from django.db import connection

        driver, is_native = connection.connection, connection.vendor == "postgresql"
        for commands in journeys:
            for statements in commands:
                cursor = driver.cursor()
                cursor.execute("BEGIN" if is_native else "BEGIN IMMEDIATE")
                for sql, params in statements:
                    cursor.execute(sql, params)
                    if cursor.description:
                        cursor.fetchall()
                cursor.execute("COMMIT")

    def fresh(self) -> list[list[Statement]]:
        """The statements of a journey that nobody has made yet."""
        from django.db import connection

        names: dict[UUID, UUID] = {}
        mark = f"{self.mark}-{next(self.turns)}"
        is_native = connection.vendor == "postgresql"
        return [
            [(sql if is_native else sql.replace("%s", "?"), self._renamed(params, names, mark)) for sql, params in each]
            for each in self.commands
        ]

    def _renamed(self, value: Any, names: dict[UUID, UUID], mark: str) -> Any:
        if isinstance(value, list | tuple):
            return [self._renamed(item, names, mark) for item in value]
        if isinstance(value, UUID):
            return names.setdefault(value, self.uuid7()) if value > self.since else value
        if isinstance(value, str):
            text = value.replace(self.key, f"{mark}-")
            text = NUMBER.sub(f"B-{mark}", text) if NUMBER.fullmatch(text) else text
            return ID.sub(lambda found: self._name(found[0], names), text)
        return value

    def _name(self, text: str, names: dict[UUID, UUID]) -> str:
        named = self._renamed(UUID(text), names, "")
        return str(named) if "-" in text else named.hex


def recorded(command: Callable[[], object]) -> list[Statement]:
    """What a command writes and locks."""
    from django.db import connection

    kept: list[Statement] = []

    def listen(execute: Callable[..., Any], sql: str, params: Any, *more: Any) -> Any:
        if KEPT.match(sql):
            kept.append((sql, params))
        return execute(sql, params, *more)

    with connection.execute_wrapper(listen):
        command()
    return kept


# Processes


class Worker:
    """A process of its own that makes journeys whenever it is told to."""

    def __init__(self, way: str, place: Place, url: str, home: str) -> None:
        environment = {**os.environ, "SADUAK_DATABASE": url, "SADUAK_HOME": home}
        told = [sys.executable, __file__, way, json.dumps(place)]
        self.process = subprocess.Popen(told, env=environment, text=True, stdin=-1, stdout=-1)
        if self.process.stdin is None or self.process.stdout is None:
            raise RuntimeError("a process without pipes")
        self.ears, self.mouth = self.process.stdin, self.process.stdout
        self.hear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.process.communicate("")

    def tell(self) -> None:
        """Let it begin a round."""
        self.ears.write("go\n")
        self.ears.flush()

    def hear(self) -> Any:
        """What it says when it is ready, and after each round."""
        return json.loads(self.mouth.readline())


def working(way: str, place: Place) -> None:
    """The life of such a process: warm up, say so, then one round for each line read."""
    prepare()
    run = one_by_one(place) if way == "commands" else bare(place)
    run(WARM)()
    print("null", flush=True)
    for _ in sys.stdin:
        round_ = run(JOURNEYS)
        began = time.process_time()
        round_()
        print(json.dumps(time.process_time() - began), flush=True)


def one_by_one(place: Place) -> Callable[[int], Callable[[], None]]:
    journey = Journey(place)

    def run(times: int) -> Callable[[], None]:
        return lambda: [journey() for _ in range(times)] and None

    return run


def bare(place: Place) -> Callable[[int], Callable[[], None]]:
    replay = Bare(Journey(place))

    def run(times: int) -> Callable[[], None]:
        made = [replay.fresh() for _ in range(times)]
        return lambda: replay(made)

    return run


def rate(*workers: Worker) -> tuple[float, float]:
    """Journeys a second of these workers at once, and the processor time of one journey in milliseconds."""
    began = time.perf_counter()
    for worker in workers:
        worker.tell()
    spent = sum(worker.hear() for worker in workers)
    done = JOURNEYS * len(workers)
    return done / (time.perf_counter() - began), spent / done * 1000


# The whole


def measure(url: str, home: str) -> dict[str, float]:
    """Each way in turn, several rounds, the best of each: a busy machine hurts none more."""
    environment = {**os.environ, "SADUAK_DATABASE": url, "SADUAK_HOME": home}
    told = subprocess.run([sys.executable, __file__, "settle"], env=environment, text=True, stdout=-1, check=True)
    place = Place(*json.loads(told.stdout.splitlines()[-1]))
    with (
        Worker("commands", place, url, home) as first,
        Worker("commands", place, url, home) as second,
        Worker("bare", place, url, home) as plain,
    ):
        rounds = [(rate(first), rate(first, second), rate(plain)) for _ in range(ROUNDS)]
    one, two, sql = (max(way) for way in zip(*rounds, strict=True))
    return {
        "journeys_per_s": round(one[0], 1),
        "journeys_per_s_two": round(two[0], 1),
        "bare_sql_per_s": round(sql[0], 1),
        "processor_ms": round(one[1], 2),
    }


def settle() -> Place:
    """An office with its people."""
    from saduak.cases.tests.office import office, publication

    at = office(OFFICE)
    people = (at.intake, at.officer, at.checker, at.authority)
    ids = [publication(at.slug, SERVICE), at.person, at.citizen.id, *(person.user for person in people)]
    return Place(*map(str, ids))


@contextmanager
def database(vendor: str, folder: str) -> Iterator[str]:
    """The address of a throw-away database; PostgreSQL waits for the disk at every commit."""
    if vendor == "sqlite":
        yield f"sqlite:///{folder}/bench.sqlite3"
        return
    from tests.databases.cluster import Cluster

    with Cluster(durable=True) as cluster:
        cluster.sql("CREATE DATABASE bench")
        yield cluster.url("bench")


def main(vendor: str) -> None:
    """Measure, tell people, and tell a machine on the last line."""
    with tempfile.TemporaryDirectory() as folder, database(vendor, folder) as url:
        found = measure(url, folder)
    print(f"journeys a second    {found['journeys_per_s']:>8}   aim {AIM}")
    print(f"by two processes     {found['journeys_per_s_two']:>8}   aim {AIM_TWO} times one")
    print(f"bare SQL             {found['bare_sql_per_s']:>8}")
    print(json.dumps({"benchmark": "journey", "database": vendor, "answers": 19, **found}))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["settle"]:
            prepare()
            print(json.dumps(settle()))
        case ["commands" | "bare" as way, place]:
            working(way, Place(*json.loads(place)))
        case [] | ["postgresql"]:
            main("postgresql")
        case ["sqlite"]:
            main("sqlite")
        case _:
            sys.exit("usage: journey.py [postgresql|sqlite]")
