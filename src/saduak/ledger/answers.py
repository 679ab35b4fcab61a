"""First results, kept by actor and key, so that a request sent twice acts once."""

import hmac
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from saduak.core.errors import WrongState
from saduak.ledger.actors import Actor
from saduak.ledger.canonical import canonical
from saduak.ledger.keys import keyed
from saduak.ledger.models import Answer


class Kept(NamedTuple):
    """A result found again; wrapped because None is a result as well."""

    result: Any


def kept_answer(actor: Actor, key: str, name: str, asked: Mapping[str, Any]) -> Kept | None:
    """The first result for this actor and key; WrongState("key_reused") when it was for something else."""
    row = Answer.objects.filter(actor=str(actor), key=key).values_list("arguments", "result").first()
    if row is None:
        return None
    if not hmac.compare_digest(row[0], fingerprint(name, asked)):
        raise WrongState("key_reused", key=key)
    return Kept(revived(row[1]))


def keep_answer(actor: Actor, key: str, name: str, asked: Mapping[str, Any], result: Any, at: datetime) -> None:
    """Keep the first result beside what was asked."""
    row = Answer(actor=str(actor), key=key, arguments=fingerprint(name, asked), result=flattened(result), at=at)
    row.save(force_insert=True)


def fingerprint(name: str, asked: Mapping[str, Any]) -> str:
    """Tells one question from another.

    Keyed, because arguments may hold a 13-digit id that could be guessed.
    """
    return keyed("arguments", name.encode(), canonical(asked).encode())


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
