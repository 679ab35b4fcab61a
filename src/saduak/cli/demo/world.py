"""Who and what the demonstration knows while it is made: posts, people, and what an earlier start has done."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from saduak.ledger.actors import Actor
from saduak.sources.documents import read_document

HERE = Path(__file__).parent


@lru_cache(maxsize=8)
def told(name: str) -> Mapping[str, Any]:
    """One of the files beside this one, such as `agencies`."""
    return read_document(HERE / f"{name}.yaml")


@dataclass(frozen=True)
class Post:
    """An officer with a log-in."""

    user: UUID
    officer: UUID
    actor: Actor


@dataclass(frozen=True)
class Citizen:
    """A person. `actor` is their own log-in; who has none is known by a counter only."""

    key: str
    person: UUID
    actor: Actor | None
    name: str
    said: Mapping[str, Any]

    @property
    def assurance(self) -> str:
        """How sure their log-in makes who they are."""
        return {"thaid": "ial_2", "email": "one_time_code"}.get(self.said["way"], "none")


@dataclass
class World:
    """The demonstration of `today`. `done` holds the keys of acts that an earlier, broken start has finished."""

    today: date
    done: frozenset[str]
    agencies: dict[str, UUID] = field(default_factory=dict)
    posts: dict[tuple[str, str], Post] = field(default_factory=dict)
    people: dict[str, Citizen] = field(default_factory=dict)
    company: UUID | None = None

    def post(self, agency: str, *keys: str) -> Post:
        """The first of these posts that the agency has."""
        return next(self.posts[agency, key] for key in keys if (agency, key) in self.posts)
