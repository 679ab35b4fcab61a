"""How long pages take as cases grow: the work list, a case, following one by number and code, sending an application,
the delay register and the board, at 10,000, 100,000 and 1,000,000 cases of one agency on PostgreSQL.

The cases are copies of real ones (`_loader`). A request goes through the whole stack inside this process, logged in as
whoever uses the page. At the largest size each statement of each page is explained as it runs: none may scan a large
table, or read more rows than a page can need. The last line is JSON: the 95th percentile of each page in milliseconds
at each size, how much it grew, and what scanned. Ends with 1 when a page grew beyond 1.5 times or scanned.

`GROWTH_SIZES=1000,3000,10000` takes other sizes, `GROWTH_TIMES=4` opens each page so often in a round.
"""

import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from statistics import quantiles
from typing import Any

from _both import prepare
from _loader import load
from _town import NOW, Town, plan, settle

SIZES = tuple(int(size) for size in os.environ.get("GROWTH_SIZES", "10000,100000,1000000").split(","))
ROUNDS, TIMES = 3, int(os.environ.get("GROWTH_TIMES", "60"))
AIM = 1.5
LARGE = 0.02
"""A table is large that has more rows than this share of the cases."""
MOST_READ = 25_000
"""Rows of a large table that one step of a statement may read: the caps of the board with what they are joined to."""
SETTINGS = ("shared_buffers=1GB", "max_wal_size=8GB", "effective_cache_size=8GB", "maintenance_work_mem=512MB")

Request = Callable[[], float]


# Requests


class Pages:
    """Each page as the one who uses it opens it; a call gives the seconds it took."""

    def __init__(self, town: Town) -> None:
        from saduak.ledger.actors import user
        from tests.sweeps.people import Somebody

        self.town, self.at, self.chance, self.size = town, town.office, random.Random(2569), 0  # noqa: S311
        officer = user(self.at.officer.user)
        self.officer, self.leader, self.citizen = (
            browser(Somebody(name, actor, is_officer=name != "citizen").session())
            for name, actor in (
                ("officer", officer),
                ("leader", self.at.supervisor.actor),
                ("citizen", self.at.citizen),
            )
        )
        self.nobody = browser("")
        self.views = self._views()

    @property
    def all(self) -> Mapping[str, Request]:
        """The pages by name."""
        return {
            "work_list": self.work_list,
            "case": self.case,
            "track": self.track,
            "submit": self.submit,
            "register": self.register,
            "board": self.board,
        }

    def _views(self) -> Iterator[str]:
        from saduak.cases.queries.lists import VIEWS

        while True:
            yield from VIEWS

    def work_list(self) -> float:
        """One view after another."""
        return self._get(self.officer, f"/desk/?view={next(self.views)}")

    def case(self) -> float:
        """Any case."""
        return self._get(self.officer, f"/desk/case/{self._any().id}/")

    def track(self) -> float:
        """Number and code, then the page."""
        from saduak.cases.queries.tracking import tracking_code

        found = self._any()
        told = {"number": found.number, "code": tracking_code(found.id)}
        where = f"10.{self.chance.randrange(256)}.{self.chance.randrange(256)}.{self.chance.randrange(256)}"
        began = time.perf_counter()
        answer = self.nobody.post("/follow/", told, REMOTE_ADDR=where)
        expect(answer, 303)
        expect(self.nobody.get("/follow/", REMOTE_ADDR=where), 200)
        return time.perf_counter() - began

    def submit(self) -> float:
        """A citizen's draft, sent from the page that shows it whole."""
        from tests.sweeps.forms import forms_on

        page = f"/my/draft/{self._draft()}/check/"
        shown = self.citizen.get(page)
        form = next(form for form in forms_on(page, shown.content.decode()) if "consent" in form.fields)
        told = form.filled()
        began = time.perf_counter()
        expect(self.citizen.post(form.where, told), 303)
        return time.perf_counter() - began

    def register(self) -> float:
        """The register of late cases."""
        return self._get(self.leader, "/desk/register/")

    def board(self) -> float:
        """The supervisor's figures."""
        return self._get(self.leader, "/desk/board/")

    def _get(self, who: Any, address: str) -> float:
        began = time.perf_counter()
        expect(who.get(address), 200)
        return time.perf_counter() - began

    def _any(self) -> Any:
        from saduak.cases.models import Case

        return Case.objects.get(number=f"BEN-70-{self.chance.randrange(self.size):07d}")

    def _draft(self) -> Any:
        from saduak.cases import commands
        from saduak.cases.tests import office

        answers = {**office.FACTORY, "period": {"starts_on": "2027-06-01", "ends_on": "2028-05-31"}}
        return commands.start_draft(
            actor=self.at.citizen,
            agency_id=self.at.agency,
            publication_id=office.publication(self.at.slug, office.WASTE),
            person_id=self.at.person,
            organisation_id=None,
            channel="electronic",
            answers=answers,
            now=NOW,
            key=office.key(),
        )


def browser(session: str) -> Any:
    """A browser that is logged in, inside this process."""
    from django.conf import settings
    from django.test import Client

    client = Client(headers={"host": "localhost"})
    if session:
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    return client


def expect(answer: Any, status: int) -> None:
    """Anything but this status ends the measurement."""
    if answer.status_code != status:
        raise SystemExit(f"{answer.request['PATH_INFO']} was answered by {answer.status_code}")


# Measuring


def measured(pages: Pages) -> dict[str, float]:
    """The 95th percentile of each page in milliseconds, the best of several rounds."""
    for ask in pages.all.values():
        for _ in range(5):
            ask()
    rounds = [{name: p95([ask() for _ in range(TIMES)]) for name, ask in pages.all.items()} for _ in range(ROUNDS)]
    return {name: round(min(each[name] for each in rounds) * 1000, 1) for name in pages.all}


def p95(took: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(took, n=20)[-1]


# Explaining


Statement = tuple[str, tuple[Any, ...]]


@contextmanager
def listening() -> Iterator[list[Statement]]:
    """Each statement that reads, with what it is asked for."""
    from django.db import connection

    heard: list[Statement] = []

    def listen(execute: Callable[..., Any], sql: str, params: Any, *more: Any) -> Any:
        given = iter(params or ())
        parts = sql.split("; ")
        heard.extend((each, tuple(next(given) for _ in range(each.replace("%%", "").count("%s")))) for each in parts)
        return execute(sql, params, *more)

    with connection.execute_wrapper(listen):
        yield heard


def scans(pages: Pages, size: int) -> list[str]:
    """What a page reads that it should not: page, statement and step of each."""
    large = large_tables(size)
    found: list[str] = []
    for name, ask in pages.all.items():
        with listening() as heard:
            for _ in range(12 if name == "work_list" else 3):
                ask()
        for sql, params in {sql: (sql, params) for sql, params in heard}.values():
            if sql.lstrip().upper().startswith(("SELECT", "WITH")) and "FOR UPDATE" not in sql:
                found += [f"{name}: {step}: {sql[:300]}" for step in too_much(sql, params, large)]
    return found


def large_tables(size: int) -> set[str]:
    """Tables that grow with the cases."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > %s", [size * LARGE])
        return {name for (name,) in cursor.fetchall()}


def too_much(sql: str, params: Sequence[Any], large: set[str]) -> Iterator[str]:
    """The steps of a statement's plan, as it ran, that scan a large table or read too many of its rows."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (ANALYZE, FORMAT JSON) {sql}", params)
        [[told]] = cursor.fetchall()
    for step in steps_of((json.loads(told) if isinstance(told, str) else told)[0]["Plan"]):
        if step.get("Relation Name") not in large:
            continue
        read = (step["Actual Rows"] + step.get("Rows Removed by Filter", 0)) * step["Actual Loops"]
        if step["Node Type"] == "Seq Scan" or read > MOST_READ:
            yield f"{step['Node Type']} of {read:,.0f} rows of {step['Relation Name']}"


def steps_of(step: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """A step of a plan and all below it."""
    yield step
    for below in step.get("Plans", ()):
        yield from steps_of(below)


# The whole


def main() -> int:
    """Load, measure, load more; tell people, and a machine on the last line."""
    from tests.databases.cluster import Cluster

    with tempfile.TemporaryDirectory() as folder, Cluster(settings=SETTINGS) as cluster:
        cluster.sql("CREATE DATABASE bench")
        os.environ.update(SADUAK_DATABASE=cluster.url("bench"), SADUAK_HOME=folder, SADUAK_DEMO="1")
        prepare()
        make_ready()
        found, scanned = grown(f"host={cluster.folder} user=saduak dbname=bench")
    ratios = {name: round(found[SIZES[-1]][name] / found[SIZES[0]][name], 2) for name in found[SIZES[0]]}
    for name, ratio in ratios.items():
        print(f"{name:<10}", *(f"{found[size][name]:>9}" for size in SIZES), f"   grew {ratio}, aim {AIM}")
    print(*(f"scanned: {each}" for each in scanned), sep="\n")
    told = {str(size): times for size, times in found.items()}
    print(json.dumps({"benchmark": "growth", "p95_ms": told, "grew": ratios, "scans": len(scanned)}))
    return int(bool(scanned) or max(ratios.values()) > AIM)


def make_ready() -> None:
    """What `saduak up` makes before it serves: styles and scripts under their names, the table of the cache."""
    from django.core.management import call_command

    call_command("collectstatic", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)


def grown(where: str) -> tuple[dict[int, dict[str, float]], list[str]]:
    """The times at each size, and what scanned at the last."""
    from django.conf import settings

    from saduak.ledger.present import set_business_time

    settings.ALLOWED_HOSTS = ["localhost"]
    town = settle()
    set_business_time(NOW)
    made, pages, found = plan(town, where), Pages(town), {}
    for before, size in zip((0, *SIZES), SIZES, strict=False):
        seconds = load(made, range(before, size))
        pages.size = size
        found[size] = measured(pages)
        print(f"{size:,} cases, loaded in {seconds:.0f} s: {found[size]}", flush=True)
    return found, scans(pages, SIZES[-1])


if __name__ == "__main__":
    sys.exit(main())
