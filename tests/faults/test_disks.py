"""Disks that fill, servers that lose their power, bytes that change."""

import random
import re

from tests.faults.conftest import Site
from tests.faults.test_processes import assert_unbroken, numbers

EVENTS = 100_000

FULL_DISK = """
CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM ledger_event) > 12 THEN
        RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER full_disk BEFORE INSERT ON ledger_answer FOR EACH ROW EXECUTE FUNCTION full_disk();
"""
"""PostgreSQL's own error for a full disk, raised at the last row of a command: the worst moment."""


def test_a_full_disk_refuses_cleanly_and_writing_goes_on_once_there_is_room(site: Site) -> None:
    if site.cluster:
        site.cluster.sql(FULL_DISK, site.database)
    lines = site.run("count", "a", "40", "heavy", "20000", *([] if site.cluster else ["60"]))
    drawn = numbers([line for line in lines if not line.startswith("refused")])
    assert drawn == list(range(1, len(drawn) + 1))
    assert 0 < len(drawn) < 40
    assert set(lines[len(drawn) :]) == {"refused storage_full"}
    assert_unbroken(site)
    if site.cluster:
        site.cluster.sql("DROP TRIGGER full_disk ON ledger_answer", site.database)
    assert numbers(site.run("count", "a", "40", "heavy", "20000")) == list(range(1, 41))
    assert_unbroken(site)


def test_a_power_cut_loses_nothing_that_was_acknowledged(postgresql_site: Site) -> None:
    cluster, site = postgresql_site.cluster, postgresql_site
    assert cluster is not None
    writer = site.start("count", "a", "10000", "k")
    assert writer.stdout is not None
    acknowledged = [writer.stdout.readline() for _ in range(40)]
    cluster.stop("immediate")
    output, _ = writer.communicate(timeout=60)
    acknowledged += [line for line in output.splitlines() if re.fullmatch(r"k-\d+ \d+", line)]
    cluster.start()
    kept = int(cluster.sql("SELECT count(*) FROM ledger_event", site.database))
    assert kept in {len(acknowledged), len(acknowledged) + 1}  # the last one may not have been acknowledged in time
    assert_unbroken(site)
    assert numbers(site.run("count", "a", str(kept + 1), "k")) == list(range(1, kept + 2))


def test_one_altered_byte_among_100_000_events_is_found(site: Site) -> None:
    chance = random.Random(3)  # noqa: S311 - a repeatable burglar
    site.run("load", str(EVENTS))
    stream, seq = alter_one_byte(site, chance)
    told = site.saduak("ledger", "verify")
    assert told.returncode == 1
    findings = told.stdout.splitlines()[:-1]
    assert findings == [f"{stream} seq {seq}: content differs"]
    assert f"{EVENTS} events" in told.stdout


def alter_one_byte(site: Site, chance: random.Random) -> tuple[str, int]:
    """Change one byte of one payload where it lies; the stream and number of its event."""
    mark = f"mark-{chance.randrange(EVENTS):06d}-"
    if site.cluster:
        site.cluster.sql("ALTER TABLE ledger_event DISABLE TRIGGER USER", site.database)
        site.cluster.sql(
            f"UPDATE ledger_event SET payload = replace(payload, '{mark}', '{mark[:-1]}+')"  # noqa: S608
            f" WHERE payload LIKE '%{mark}%'",
            site.database,
        )
    else:
        path = site.folder / "site.sqlite3"
        raw = path.read_bytes()
        (place,) = [found.end() - 1 for found in re.finditer(mark.encode(), raw)]
        path.write_bytes(raw[:place] + b"+" + raw[place + 1 :])
    return where_is(mark)


def where_is(mark: str) -> tuple[str, int]:
    """The loader writes event n to stream n modulo 100."""
    number = int(mark.split("-")[1])
    return f"loaded:{number % 100}", number // 100 + 1
