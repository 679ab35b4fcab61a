"""Refuses, in tests, every row written outside `command()`."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Literal

from saduak.ledger.errors import StrayWrite
from saduak.ledger.transaction import current

WRITES = re.compile(
    r"^\s*(?:WITH\b.*?\b)?(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE|DELETE\s+FROM|TRUNCATE(?:\s+TABLE)?|COPY)"
    r'\s+(?:ONLY\s+)?"?(\w+)"?',
    re.IGNORECASE | re.DOTALL,
)
FRAMEWORK_TABLES = frozenset(
    {
        "django_session",
        "django_migrations",
        "django_content_type",
        "auth_permission",
        "auth_group",
        "sqlite_sequence",
        # The log-in library's own rows: second factors, sealed; its lists of addresses and accounts stay empty.
        "mfa_authenticator",
        "account_emailaddress",
        "account_emailconfirmation",
        "socialaccount_socialaccount",
        "socialaccount_socialapp",
        "socialaccount_socialtoken",
        # How often a log-in was tried, and codes that were used: gone after a while by themselves.
        "saduak_cache",
        "ledger_businessoffset",
        # Which poller is looking at which case just now.
        "cases_lookclaim",
        # When a worker last said that it runs.
        "cases_heartbeat",
    }
)
"""Rows that Django itself keeps and that say nothing about the work of an agency; the offset of a demonstration is one
of them because moving the clock of a test bench is nobody's official act."""

SideDoor = Literal["bulk loader", "outbox claim"]
_side_door: ContextVar[SideDoor | None] = ContextVar("side_door", default=None)


@contextmanager
def side_door(_name: SideDoor) -> Iterator[None]:
    """The two named exceptions: loading events in bulk, and a worker marking which letter it is carrying."""
    token = _side_door.set(_name)
    try:
        yield
    finally:
        _side_door.reset(token)


def refuse_stray_writes(
    execute: Callable[..., Any],
    sql: str,
    params: Any,
    many: bool,  # noqa: FBT001 - Django passes it by position
    context: dict[str, Any],
) -> Any:
    """A database wrapper (`connection.execute_wrapper`): StrayWrite for a write through any other door."""
    found = WRITES.match(sql)
    if found and found[1].lower() not in FRAMEWORK_TABLES and current() is None and _side_door.get() is None:
        raise StrayWrite(f"{found[1]} may only be written through a command")
    return execute(sql, params, many, context)
