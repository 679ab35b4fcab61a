"""First results, kept by actor and key, so that a request sent twice acts once."""

import hmac
import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.core.errors import WrongState
from saduak.ledger.actors import Actor
from saduak.ledger.canonical import canonical
from saduak.ledger.keys import keyed
from saduak.ledger.rows import Question, Rows, Statement, id_of, moment_of

LOOK = "SELECT arguments, result FROM ledger_answer WHERE actor = %s AND key = %s"
KEEP = "INSERT INTO ledger_answer (id, actor, key, arguments, result, at) VALUES (%s, %s, %s, %s, %s, %s)"


class Kept(NamedTuple):
    """A result found again; wrapped because None is a result as well."""

    result: Any


def kept_answer(actor: Actor, key: str, name: str, asked: Mapping[str, Any]) -> Question[Kept | None]:
    """Asks for the first result for this actor and key; WrongState("key_reused") when it was for something else."""

    def read(rows: Rows) -> Kept | None:
        if not rows:
            return None
        ((arguments, result),) = rows
        if not hmac.compare_digest(arguments, fingerprint(name, asked)):
            raise WrongState("key_reused", key=key)
        return Kept(revived(json.loads(result)))

    return Question(LOOK, (str(actor), key), read)


def keep_answer(actor: Actor, key: str, name: str, asked: Mapping[str, Any], result: Any, at: datetime) -> Statement:
    """Keeps the first result beside what was asked."""
    told = json.dumps(flattened(result), ensure_ascii=False)
    return Statement(KEEP, (id_of(uuid7()), str(actor), key, fingerprint(name, asked), told, moment_of(at)))


def fingerprint(name: str, asked: Mapping[str, Any]) -> str:
    """Tells one question from another.

    Keyed, because arguments may hold a 13-digit id that could be guessed.
    """
    return keyed("arguments", name.encode(), canonical(asked).encode("utf-8", "surrogatepass"))


def flattened(result: Any) -> Any:
    """A result as JSON that `revived` turns back into the same value; TypeError for what is too rich to
    keep.
    """
    match result:
        case None | bool() | int() | str():
            return result
        case UUID():
            return {"uuid": str(result)}
        case datetime():
            return {"moment": result.isoformat()}
        case date():
            return {"day": result.isoformat()}
        case tuple():
            return [flattened(item) for item in result]
    raise TypeError(f"a command may not return {type(result).__name__}")


def revived(kept: Any) -> Any:
    """The value that `flattened` was given."""
    match kept:
        case {"uuid": text}:
            return UUID(text)
        case {"moment": text}:
            return datetime.fromisoformat(text)
        case {"day": text}:
            return date.fromisoformat(text)
        case list():
            return tuple(revived(item) for item in kept)
    return kept
