"""Check the chain of events (verify), compare rows with them (rebuild), set up the database role (grant)."""

import argparse
import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from saduak.ledger.streams import Ref
    from saduak.ledger.verify import Verified


def run(arguments: Sequence[str]) -> int:
    """`saduak ledger …`: 0 when all is well, 1 when something differs, 2 for a command line that makes no
    sense.
    """
    parser = argparse.ArgumentParser("saduak ledger", description=__doc__)
    actions = parser.add_subparsers(dest="action", required=True)
    verifying = actions.add_parser("verify", help="walk through every event and name what was altered")
    verifying.add_argument("--stream", metavar="KIND:ID", help="only this stream")
    actions.add_parser("rebuild", help="report every row that differs from what the events say")
    granting = actions.add_parser("grant", help="let a PostgreSQL role read and add events, but not change them")
    granting.add_argument("role")
    told = parser.parse_args(arguments)
    _start_django()
    if told.action == "verify":
        return _verify(told.stream)
    return _grant(told.role) if told.action == "grant" else _rebuild()


def _start_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
    django.setup()


def _verify(name: str | None) -> int:
    from saduak.ledger.streams import Ref

    try:
        ref = Ref.parse(name) if name else None
    except ValueError as error:
        print(f"saduak ledger: {error}", file=sys.stderr)
        return 2
    return _walk(ref)


def _walk(ref: "Ref | None") -> int:
    from django.db import DatabaseError

    from saduak.ledger.verify import Verified, verify

    seen, started, findings = Verified(), time.perf_counter(), 0
    try:
        for finding in verify(ref, seen=seen, progress=_tell):
            findings += 1
            print(finding, flush=True)
    except DatabaseError as error:
        findings += 1
        print(f"saduak ledger: the database cannot be read: {error}", file=sys.stderr)
    rate = seen.events / max(time.perf_counter() - started, 1e-6)
    if ref and not seen.streams:
        print(f"saduak ledger: there is no stream {ref}.", file=sys.stderr)
        return 2
    verdict = f"{findings} findings" if findings else "unbroken"
    print(f"{seen.events} events in {seen.streams} streams: {verdict} ({rate:,.0f} a second).")
    return 1 if findings else 0


def _tell(seen: "Verified") -> None:
    """Progress for a person at a terminal."""
    if sys.stderr.isatty():
        print(f"\r{seen.events:,} events", end="\r", file=sys.stderr, flush=True)


def _rebuild() -> int:
    from saduak.ledger.projections import differences

    found = 0
    with _one_moment():
        for difference in differences():
            found += 1
            print(difference, flush=True)
    print(f"{found} differences." if found else "Every row is what the events say.")
    return 1 if found else 0


@contextmanager
def _one_moment() -> Iterator[None]:
    """Let all that is read be of one moment where others write meanwhile; SQLite would make them wait instead."""
    from django.db import connection, transaction

    if connection.vendor != "postgresql" or connection.in_atomic_block:
        yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _grant(role: str) -> int:
    from django.db import connection

    from saduak.ledger.locks import grant

    if connection.vendor != "postgresql":
        print("saduak ledger: SQLite has no roles; only PostgreSQL does.", file=sys.stderr)
        return 2
    grant(connection, role)
    print(f"{role} may now read and add events, and not change them.")
    return 0
