"""Browsers that are logged in, and requests that leave nothing behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.db import transaction

from saduak.channels.entrance.visits import ACTING, BACKEND, LEVEL, SECOND
from saduak.ledger.actors import Actor
from saduak.parties.models import User


@dataclass(frozen=True)
class Somebody:
    """One who tries: by what name a failure tells of them, who acts, and how they are logged in."""

    name: str
    actor: Actor
    is_officer: bool = False
    acting: UUID | None = None

    def session(self) -> str:
        """The key of a new session; empty for who is not logged in."""
        if self.actor.kind != "user":
            return ""
        account = User.objects.get(pk=self.actor.id)
        held = SessionStore()
        held["_auth_user_id"] = str(account.pk)
        held["_auth_user_backend"] = BACKEND
        held["_auth_user_hash"] = account.get_session_auth_hash()
        held[SECOND if self.is_officer else LEVEL] = True if self.is_officer else "ial_2"
        if self.acting:
            held[ACTING] = str(self.acting)
        held.save()
        return str(held.session_key)


@contextmanager
def undone() -> Iterator[None]:
    """Whatever is written inside is taken back; commands find no transaction of somebody else's around them."""
    around = transaction.atomic()
    around._from_testcase = True  # type: ignore[attr-defined]
    with around:
        yield
        transaction.set_rollback(True)


def told(answer: Any) -> str:
    """What went wrong inside an answer of 500, for the failure that names it."""
    found = getattr(answer, "exc_info", None)
    return f"{found[0].__name__}: {found[1]}" if found else ""
