"""How long the process map of a service takes over a million finished cases: twenty agencies, twelve months, some
hundred different paths. The last line is JSON; `process_map_s` is the slowest of several askings of the page itself.

The cases are synthetic; what is counted of them is not: every case goes as a course through the marks and tallies of
the room, and its row and the cells are those that the poller writes. A number as an argument asks for fewer cases;
`sqlite` measures in the database of `SADUAK_DATABASE`, for information.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from _both import prepare

CASES, AGENCIES, BATCH, ROUNDS = 1_000_000, 20, 20_000, 5
SERVICE = "health/food-large"
SINCE, NOW = date(2025, 12, 1), datetime(2026, 11, 20, 3, 0, tzinfo=UTC)
MAIN = ("filed", "complete", "step:visit", "step:opinion", "decided", "told")
BESIDE = ("defect", "delay_notice", "hearing", "extended", "paused", "resumed", "exception")
AIM_S = 5.0


def main() -> None:
    """Measure on PostgreSQL, in a process of its own over a cluster of its own."""
    from _both import ROOT

    sys.path[:0] = [str(ROOT), str(ROOT / "src")]
    from tests.databases.cluster import Cluster

    with tempfile.TemporaryDirectory() as folder, Cluster(durable=False) as cluster:
        cluster.sql("CREATE DATABASE bench")
        environment = {**os.environ, "SADUAK_DATABASE": cluster.url("bench"), "SADUAK_HOME": folder}
        command = [sys.executable, __file__, "postgresql", *sys.argv[1:]]
        told = subprocess.run(command, env=environment, text=True, stdout=subprocess.PIPE, check=True)
    print(json.dumps({"benchmark": "process_map", "aim_s": AIM_S, **json.loads(told.stdout.splitlines()[-1])}))


def measure(cases: int) -> dict[str, Any]:
    """Make the agencies, load what is counted, ask for the pages."""
    prepare()
    from django.conf import settings

    settings.ALLOWED_HOSTS = ["testserver"]
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    published, browser = town()
    loading = timed(lambda: load(cases, published))
    pages = {
        "process_map_s": f"/desk/oversight/map/?service={SERVICE}",
        "process_map_of_agency_s": f"/desk/oversight/map/?service={SERVICE}&agency=bench-0",
        "promises_s": "/desk/oversight/promises/",
        "overview_s": "/desk/oversight/",
        "cases_behind_arrow_s": f"/desk/oversight/cases/?service={SERVICE}&measure=arrow&name=filed%3Ecomplete",
        "rare_cases_s": f"/desk/oversight/cases/?service={SERVICE}&measure=whole&good=0",
    }
    found = {
        name: max(timed(lambda where=where: ask(browser, where)) for _ in range(ROUNDS))
        for name, where in pages.items()
    }
    return {
        "cases": cases,
        "loaded_per_second": round(cases / loading),
        **{name: round(each, 3) for name, each in found.items()},
    }


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def ask(browser: Any, where: str) -> None:
    """Open a page; anything but a page ends the benchmark."""
    answer = browser.get(where)
    if answer.status_code != 200:
        raise SystemExit(f"{where}: {answer.status_code}")


def town() -> tuple[list[tuple[UUID, UUID]], Any]:
    """Agencies with the manual that each published, and the browser of a regulator."""
    from saduak.catalogue.commands import publish_version
    from saduak.channels.desk.tests.officers import at_desk
    from saduak.ledger.actors import INSTALLER
    from saduak.parties.commands import create_agency
    from saduak.parties.tests import town as people
    from saduak.sources.compiled import compiled
    from saduak.sources.packages import package

    whole, found = compiled(package(SERVICE, "2565-01-01")), []
    for number in range(AGENCIES):
        slug = f"bench-{number}"
        names = {"name_th": f"เทศบาลที่ {number}", "name_en": slug, "kind": "municipality", "province": "40"}
        agency = create_agency(actor=INSTALLER, slug=slug, **names, now=NOW, key=slug)
        office = {"office": slug, "office_th": slug, "office_en": slug, "province": "40"}
        manual = publish_version(
            actor=INSTALLER, service=SERVICE, compiled=whole, **office, now=NOW, key=f"{slug}:manual"
        )
        found.append((agency, manual))
    regulator = people.officer(people.agency("ก.พ.ร."), "regulator", "regulator")
    return found, at_desk(regulator.actor)


def load(cases: int, published: list[tuple[UUID, UUID]]) -> None:
    """Count so many cases as the poller would, many in one transaction, and add the cells up at the end."""
    from django.db import connection, transaction

    from saduak.ledger.guard import side_door
    from saduak.oversight.commands.counting import Group, add_up, counted_rows
    from saduak.oversight.models import CountedCase
    from saduak.oversight.tallies import Mark, Tally, tallied, together

    chance = random.Random(2569)  # noqa: S311 - the same cases each time
    paths = ways(chance)
    sums: dict[Group, dict[tuple[str, str], Tally]] = defaultdict(dict)
    for start in range(0, cases, BATCH):
        told = [course(chance, paths, published) for _ in range(min(BATCH, cases - start))]
        with side_door("bulk loader"), transaction.atomic():
            rows = counted_rows(told)
            marks: dict[Group, list[Mark]] = defaultdict(list)
            for row in rows:
                group = Group(row.service, row.agency_id, row.publication_id, row.month)
                marks[group] += (Mark(*mark) for mark in row.marks)
            CountedCase.objects.bulk_create(rows, batch_size=2_000)
        for group, found in marks.items():
            sums[group] = together((sums[group], tallied(found)))
        if start % 200_000 == 0:
            print(f"{start + len(told):,} cases", flush=True)
    with side_door("bulk loader"), transaction.atomic():
        for group, figures in sums.items():
            add_up(group, figures)
    with connection.cursor() as cursor:  # as the database's own housekeeping does after a while
        cursor.execute("ANALYZE")


def ways(chance: random.Random) -> list[tuple[str, ...]]:
    """Some hundred paths: that of the manual mostly, with what lies beside it, and some that leave it."""
    found: list[tuple[str, ...]] = [MAIN] * 40
    for _ in range(160):
        path = list(MAIN)
        for each in chance.sample(BESIDE, chance.randint(1, 3)):
            path.insert(chance.randint(1, len(path) - 1), each)
        if chance.random() < 0.15:
            path.remove(chance.choice(("step:visit", "step:opinion")))
        found.append(tuple(path))
    return found


def course(chance: random.Random, paths: list[tuple[str, ...]], published: list[tuple[UUID, UUID]]) -> Any:
    """One finished case."""
    from uuid_utils.compat import uuid7

    from saduak.cases.queries.courses import Course, Taken
    from saduak.core.spans import Span, Unit

    agency, manual = chance.choice(published)
    path = tuple(steps(chance, chance.choice(paths)))
    days, told = chance.randint(3, 30), chance.randint(0, 9)
    return Course(
        *(uuid7(), f"B-{chance.getrandbits(40):012x}", agency, manual, SERVICE),
        *(chance.choice(("electronic", "electronic", "counter", "post")), "granted", path[-1].at, 30, path),
        (
            Taken("", Span(30, Unit.DAY), days, days <= 25),
            Taken("visit", Span(15, Unit.DAY), days // 2, days <= 28),
            Taken("opinion", Span(9, Unit.DAY), days // 3, in_time=True),
        ),
        *(told, told <= 7),
    )


def steps(chance: random.Random, path: tuple[str, ...]) -> Iterator[Any]:
    """What a case passed, when, and whether in its place."""
    from saduak.cases.queries.courses import Passed

    at = datetime.combine(SINCE, datetime.min.time(), UTC) + timedelta(minutes=chance.randint(0, 330 * 1440))
    own = UUID(int=chance.getrandbits(128))
    for activity in path:
        at += timedelta(seconds=chance.randint(60, 4 * 86_400))
        yield Passed(activity, at, activity != "step:opinion" or "step:visit" in path, own)


if __name__ == "__main__":
    asked = [word for word in sys.argv[1:] if word.isdigit()]
    if {"postgresql", "sqlite"} & set(sys.argv):
        print(json.dumps(measure(int(asked[0]) if asked else CASES)))
    else:
        main()
