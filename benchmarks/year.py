"""A year of one office day by day over 2,000 cases, on PostgreSQL: how long it takes to live it, and what an observer
who counts by hand finds wrong with its delay notices (nothing). The last line is JSON; ends with 1 when something was
wrong. `YEAR_CASES=200 YEAR_SEED=1` lives another year.
"""

import json
import os
import sys
import tempfile
import time

from _both import prepare

CASES, SEED = int(os.environ.get("YEAR_CASES", "2000")), int(os.environ.get("YEAR_SEED", "2570"))


def main() -> int:
    """Live the year, look at it, tell people, and a machine on the last line."""
    from tests.databases.cluster import Cluster

    with tempfile.TemporaryDirectory() as folder, Cluster() as cluster:
        cluster.sql("CREATE DATABASE bench")
        os.environ.update(SADUAK_DATABASE=cluster.url("bench"), SADUAK_HOME=folder)
        prepare()
        found, faults = lived()
    print(*faults, sep="\n")
    print(json.dumps({"benchmark": "year", "cases": CASES, "seed": SEED, **found, "faults": len(faults)}))
    return int(bool(faults))


def lived() -> tuple[dict[str, int], list[str]]:
    """How the year went, and what was wrong with it."""
    from saduak.ledger.verify import verify
    from tests.simulation.year import Year

    year, began = Year(CASES, SEED), time.perf_counter()
    year.live()
    seconds = round(time.perf_counter() - began)
    told = list(year.told())
    notices, late = sum(len(case.notices) for case in told), sum(case.duties for case in told)
    broken = [f"the ledger: {finding}" for finding in verify()]
    figures = {"seconds": seconds, "notices": notices, "late_in_outages": late, "days_away": len(year.away)}
    return figures, [*year.faults(), *broken]


if __name__ == "__main__":
    sys.exit(main())
