"""A year of one office day by day over 2,000 cases, on PostgreSQL: how long it takes to live it, and what an observer
who counts by hand finds wrong with its delay notices (nothing). The worker says that it runs as the real one does, so
that each of its absences is on record afterwards, and nothing else. The last line is JSON; ends with 1 when something
was wrong. `YEAR_CASES=200 YEAR_SEED=1` lives another year.
"""

import json
import os
import sys
import tempfile
import time
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from datetime import time as clocktime

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
    from saduak.cases.commands import beat
    from saduak.cases.commands.outages import GAP
    from saduak.ledger.verify import verify
    from tests.simulation.year import Year, moment

    class Watched(Year):
        """A year whose worker says as seldom as it may that it runs."""

        next_beat: datetime | None = None

        def _clock(self, day: date, since: clocktime, until: clocktime) -> None:
            if day in self.away:
                self.next_beat = None
                return
            at = self.next_beat or moment(day, since)
            while at <= moment(day, until):
                beat(at)
                at += GAP
            self.next_beat = at
            super()._clock(day, since, until)

    year, began = Watched(CASES, SEED), time.perf_counter()
    year.live()
    seconds = round(time.perf_counter() - began)
    told = list(year.told())
    notices, late = sum(len(case.notices) for case in told), sum(case.duties for case in told)
    broken = [f"the ledger: {finding}" for finding in verify()]
    figures = {"seconds": seconds, "notices": notices, "late_in_outages": late, "days_away": len(year.away)}
    return figures, [*year.faults(), *broken, *unrecorded(year.away)]


def unrecorded(away: Collection[date]) -> Iterator[str]:
    """Absences of the worker that are not on record, and pauses on record that were none."""
    from saduak.cases.models import Outage
    from tests.simulation.year import FIRST, LAST, day_of

    day, first, last = timedelta(days=1), FIRST, LAST + timedelta(days=2)
    while first in away:  # before it first ran nobody knows that it should have
        first += day
    expected = {each for each in away if first < each <= last}
    back = {each + day for each in expected} - expected
    found = [(day_of(each.since), day_of(each.until)) for each in Outage.objects.filter(what="worker")]
    yield from (f"no pause ends on {each}" for each in sorted(back - {until for _, until in found}) if each <= last)
    for since, until in found:
        days = {since + day * number for number in range(1, (until - since).days)}
        if not days or not days <= expected:
            yield f"a pause from {since} to {until} that was none"


if __name__ == "__main__":
    sys.exit(main())
