"""How many applications a second go from filing to decision on PostgreSQL: six commands each, with policy, events,
reasons and outbox; by one process, by two at once, and beside them the same rows by bare SQL over the same driver.

A notification of food premises with nineteen answers and two papers is filed, found complete, its examination begun
and finished, its decision drafted and made, in an office whose only officer works alone under the recorded exception.
`four-eyes` as an argument takes a waste permit with nineteen answers and four papers through seven commands instead: a
second person checks the draft before a third makes the decision.

The bare way replays what one real journey wrote and locked, statement by statement and each in a message of its own,
under fresh ids and keys: as many commits with the same rows and row locks, nothing prepared, and no reading, checking,
explaining or hashing. Every commit waits for the disk. The last line is JSON; `sqlite` as an argument measures there,
for information.
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
AIM, AIM_TWO = 60, 1.3


class Kind(NamedTuple):
    """What is applied for, and who has to look at it before it is decided."""

    office: str
    service: str
    step: str
    papers: tuple[str, ...]
    lines: tuple[Mapping[str, Any], ...]
    four_eyes: bool

    @property
    def answers(self) -> Mapping[str, Any]:
        """Nineteen of them."""
        from saduak.cases.tests.office import FACTORY, RESTAURANT

        return FACTORY if self.four_eyes else {**RESTAURANT, "place": {**RESTAURANT["place"], "area": "180.00"}}


LINE = {"line": 1, "outcome": "granted", "conditions": (), "reasons": ""}
LARGE = ("processor_consent", "method_details", "process_diagram", "photographs")
SMALL = ("right_to_place", "medical_certificate")
KINDS = {
    "alone": Kind("khon-kaen-city", "health/food-small", "examination", SMALL, (), four_eyes=False),
    "four-eyes": Kind("khon-kaen-industry", "industry/waste-removal", "review", LARGE, (LINE,), four_eyes=True),
}


class Place(NamedTuple):
    """Where the journeys go: ids as text, so that one process can hand them to another."""

    kind: str
    publication: str
    person: str
    citizen: str
    intake: str
    officer: str
    checker: str
    authority: str


# One journey


class Journey:
    """Six or seven commands from filing to decision, each under a key of its own."""

    def __init__(self, place: Place) -> None:
        from saduak.ledger.actors import user

        self.kind, self.publication, self.person = KINDS[place.kind], UUID(place.publication), UUID(place.person)
        self.actors = {
            role: user(UUID(getattr(place, role)), channel="desk")
            for role in ("citizen", "intake", "officer", "checker", "authority")
        }
        self.mark, self.turns = os.urandom(8).hex(), count()

    def __call__(self) -> None:
        for command in self.commands():
            command()

    def commands(self) -> Iterator[Callable[[], object]]:
        """The commands, to be called in order."""
        from saduak.cases import commands

        key, made = f"{self.mark}-{next(self.turns)}", {}

        def file() -> None:
            made["case"] = commands.submit_application(**self.filing(), now=NOW, key=f"{key}-0")

        def act(name: str, role: str, **more: Any) -> None:
            given = {"actor": self.actors[role], "case_id": made["case"], "seen": None, **more}
            getattr(commands, name)(**given, now=NOW, key=f"{key}-{name}")

        def review(name: str) -> None:
            if "task" not in made:
                made["task"] = task_of(made["case"], self.kind.step)
            more = {"opinion": "เห็นควรอนุญาต"} if name == "finish_task" else {}
            act(name, "officer", task_id=made["task"], **more)

        yield file
        yield lambda: act("confirm_complete", "intake")
        yield lambda: review("start_task")
        yield lambda: review("finish_task")
        yield lambda: act("draft_decision", "officer", **self.decision())
        if self.kind.four_eyes:
            yield lambda: act("check_decision", "checker", agrees=True, note="")
        yield lambda: act("decide", "authority")

    def filing(self) -> dict[str, Any]:
        """The arguments of filing."""
        return {
            "actor": self.actors["citizen"],
            "publication_id": self.publication,
            "person_id": self.person,
            "organisation_id": None,
            "answers": self.kind.answers,
            "papers": tuple({"document": name, "source": "upload", "file": None} for name in self.kind.papers),
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

    def decision(self) -> dict[str, Any]:
        """The arguments of the draft."""
        return {
            "outcome": "granted",
            "lines": self.kind.lines,
            "facts": "ตรวจคำขอและหลักฐานแล้ว ถูกต้องครบถ้วน",
            "law": "กฎกระทรวงและประกาศที่เกี่ยวข้อง",
            "reasons": "",
            "conditions": (),
        }


def task_of(case_id: UUID, step: str) -> UUID:
    """What the officer's page knew: the step's task."""
    from saduak.ledger.rows import Question, ask, id_of

    sql = "SELECT id FROM cases_task WHERE case_id = %s AND step = %s"
    [found] = ask(Question(sql, (id_of(case_id), step), lambda rows: rows[0][0]))
    return found if isinstance(found, UUID) else UUID(found)


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

        never_prepare()
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


def never_prepare() -> None:
    """Statements in full, so that they can be read here and told apart."""
    from django.db import connection

    connection.settings_dict["PREPARE_THRESHOLD"] = None


def recorded(command: Callable[[], object]) -> list[Statement]:
    """What a command writes and locks, whether it goes alone or in a message with others."""
    from django.db import connection

    from saduak.ledger import rows

    kept: list[Statement] = []
    messages: set[str] = set()
    written = vars(rows)["_message"]

    def keep(sql: str, params: Any) -> None:
        if KEPT.match(sql):
            kept.append((sql, list(params or ())))

    def message(statements: Sequence[Any]) -> str:
        for each in statements:
            keep(each.sql, each.params)
        messages.add(text := written(statements))
        return str(text)

    def listen(execute: Callable[..., Any], sql: str, params: Any, *more: Any) -> Any:
        if sql not in messages:
            keep(sql, params)
        return execute(sql, params, *more)

    vars(rows)["_message"] = message
    try:
        with connection.execute_wrapper(listen):
            command()
    finally:
        vars(rows)["_message"] = written
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


def measure(kind: str, url: str, home: str) -> dict[str, float]:
    """Each way in turn, several rounds, the best of each: a busy machine hurts none more."""
    environment = {**os.environ, "SADUAK_DATABASE": url, "SADUAK_HOME": home}
    told = subprocess.run([sys.executable, __file__, "settle", kind], env=environment, text=True, stdout=-1, check=True)
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


def settle(name: str) -> Place:
    """An office with its people."""
    from saduak.cases.tests.office import office, publication

    kind = KINDS[name]
    at = office(kind.office)
    people = (at.intake, at.officer, at.checker, at.authority) if kind.four_eyes else (staff_of_one(at.agency),) * 4
    ids = [publication(at.slug, kind.service), at.person, at.citizen.id, *(person.user for person in people)]
    return Place(name, *map(str, ids))


def staff_of_one(agency: UUID) -> Any:
    """An officer who receives, considers and decides, under the order that lets one person do both."""
    from saduak.parties.commands import waive_four_eyes
    from saduak.parties.tests import town

    alone = town.officer(agency, "alone", "intake", "officer", "authority")
    admin = town.officer(agency, "admin", "agency_admin")
    order = {"officer_id": alone.id, "order_number": "7/2569", "reason": "มีเจ้าหน้าที่เพียงคนเดียว"}
    waive_four_eyes(actor=admin.actor, agency_id=agency, **order, now=NOW, key="waiver")
    return alone


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


def main(vendor: str, kind: str) -> None:
    """Measure, tell people, and tell a machine on the last line."""
    with tempfile.TemporaryDirectory() as folder, database(vendor, folder) as url:
        found = measure(kind, url, folder)
    print(f"journeys a second    {found['journeys_per_s']:>8}   aim {AIM}")
    print(f"by two processes     {found['journeys_per_s_two']:>8}   aim {AIM_TWO} times one")
    print(f"bare SQL             {found['bare_sql_per_s']:>8}")
    print(json.dumps({"benchmark": "journey", "kind": kind, "database": vendor, "answers": 19, **found}))


if __name__ == "__main__":
    match sys.argv[1:]:
        case ["settle", kind]:
            prepare()
            print(json.dumps(settle(kind)))
        case ["commands" | "bare" as way, place]:
            working(way, Place(*json.loads(place)))
        case [*given] if set(given) <= {"postgresql", "sqlite", "four-eyes"}:
            main("sqlite" if "sqlite" in given else "postgresql", "four-eyes" if "four-eyes" in given else "alone")
        case _:
            sys.exit("usage: journey.py [postgresql|sqlite] [four-eyes]")
