"""What a minimal command costs beside the same rows written by bare SQL, on PostgreSQL and SQLite.

Both ways write one event to one existing stream and keep the answer, one commit each, with production's commit
settings (fsync on). The last line is JSON: writes a second, and milliseconds for each.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime

from _both import on_both, prepare

ROUNDS, TIMES = 5, 200
NOW = datetime(2026, 11, 2, 2, 0, tzinfo=UTC)


def main() -> None:
    """Measure on both databases."""
    print(json.dumps({"benchmark": "command", **on_both(__file__, durable=True)}))


def measure() -> dict[str, float]:
    """Alternate both ways and take each one's best round, so that a busy machine hurts neither more."""
    prepare()
    door, bare = by_command("a"), by_bare_sql()
    by_command("b", name="first")()  # makes the stream to which the bare way writes
    rounds = [(timed(door), timed(bare)) for _ in range(ROUNDS)]
    command, sql = (min(times) for times in zip(*rounds, strict=True))
    return {
        "commands_per_second": round(1 / command),
        "bare_sql_per_second": round(1 / sql),
        "command_ms": round(command * 1000, 3),
        "bare_sql_ms": round(sql * 1000, 3),
        "overhead_ms": round((command - sql) * 1000, 3),
    }


def timed(write: Callable[[], None]) -> float:
    """Seconds for one write, over `TIMES` of them."""
    started = time.perf_counter()
    for _ in range(TIMES):
        write()
    return (time.perf_counter() - started) / TIMES


def by_command(stream_id: str, name: str = "command") -> Callable[[], None]:
    """A command that does nothing but record one event."""
    from saduak.ledger.actors import INSTALLER, Actor
    from saduak.ledger.door import command
    from saduak.ledger.kinds import KINDS, event_kind
    from saduak.ledger.streams import Ref
    from saduak.ledger.transaction import Write

    kind = KINDS.get("bench.noted") or event_kind("bench.noted", "Something was noted.", "words")
    turns = iter(range(10**9))

    @command(bench="stream")
    def note(write: Write, *, actor: Actor, stream: str, now: datetime, key: str) -> None:  # noqa: ARG001
        write.append(Ref("bench", stream), kind, words="สวัสดี")

    return lambda: note(actor=INSTALLER, stream=stream_id, now=NOW, key=f"{name}-{next(turns)}")


LOCK = "SELECT id, head_seq, head_hash, last_at FROM ledger_stream WHERE kind = %s AND key = %s"
LOOK = "SELECT arguments, result FROM ledger_answer WHERE actor = %s AND key = %s"
MOVE = "UPDATE ledger_stream SET head_seq = %s, head_hash = %s, last_at = %s WHERE id = %s"
ADD = (
    "INSERT INTO ledger_event (id, stream_id, seq, kind, payload_version, payload, at, actor, on_behalf_of, channel,"
    " legal_basis, prev_hash, hash) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
KEEP = "INSERT INTO ledger_answer (id, actor, key, arguments, result, at) VALUES (%s, %s, %s, %s, 'null', %s)"


def by_bare_sql() -> Callable[[], None]:
    """The same statements and rows on the driver's own connection, without Django, hashing or checking anything."""
    from django.db import connection
    from uuid_utils.compat import uuid7

    is_native = connection.vendor == "postgresql"
    lock, look, move, add, keep = (
        sql if is_native else sql.replace("%s", "?") for sql in (LOCK, LOOK, MOVE, ADD, KEEP)
    )
    driver, turns = connection.connection, iter(range(2, 10**9))
    at = NOW if is_native else str(NOW.replace(tzinfo=None))
    seal = "f" * 64

    def fresh() -> object:
        made = uuid7()
        return made if is_native else made.hex

    def write() -> None:
        turn = next(turns)
        cursor = driver.cursor()
        cursor.execute("BEGIN" if is_native else "BEGIN IMMEDIATE")
        stream = cursor.execute(lock + (" FOR UPDATE" if is_native else ""), ["bench", "b"]).fetchone()[0]
        cursor.execute(look, ["system:installer", f"bare-{turn}"]).fetchone()
        cursor.execute(move, [turn, seal, at, stream])
        said = [
            fresh(),
            stream,
            turn,
            "bench.noted",
            1,
            '{"words":"สวัสดี"}',
            at,
            "system:installer",
            "",
            "cli",
            "",
            seal,
            seal,
        ]
        cursor.execute(add, said)
        cursor.execute(keep, [fresh(), "system:installer", f"bare-{turn}", seal, at])
        cursor.execute("COMMIT")

    return write


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure()))
    else:
        main()
