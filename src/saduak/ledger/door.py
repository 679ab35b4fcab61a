"""The one door for writes.

    @command(agency="agency_id")
    def rename_agency(write: Write, *, actor: Actor, agency_id: UUID, name_th: str, now, key): ...

    rename_agency(actor=…, agency_id=…, name_th=…, now=…, key=…)

`command` opens the outermost transaction, locks the streams that the decorator names by argument, clamps
`now`, gives a repeated `key` its first result, runs the body, then atomic reactions, appends, and commits;
it tries again when the database asks for that. A command called inside another joins it: same transaction,
no key of its own.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

from django.db import transaction

from saduak.ledger.answers import keep_answer, kept_answer
from saduak.ledger.retry import Patience, persist
from saduak.ledger.rows import committing
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import BEFORE_ALL, Hand, Transaction, Write, _open

Arguments = ParamSpec("Arguments")
Result = TypeVar("Result")
Body = TypeVar("Body", bound=Callable[..., Any])

PATIENCE = Patience()
ALWAYS = ("actor", "now", "key")


@dataclass(frozen=True, slots=True)
class Command:
    """A command as the reference and the tests see it: `locks` maps a kind of stream to the argument with
    its id.
    """

    name: str
    run: Callable[..., Any]
    locks: Mapping[str, str]


COMMANDS: dict[str, Command] = {}
"""Every command of the rooms that are loaded, by `room.verb_object`."""


APART: set[Callable[..., Any]] = set()


def apart(body: Body) -> Body:
    """Mark the body of a command that reads nothing which a command that it joins may have changed: what waits to be
    written then goes on waiting, so that many such commands need no message each."""
    APART.add(body)
    return body


def command(
    **locks: str,
) -> Callable[[Callable[Concatenate[Write, Arguments], Result]], Callable[Arguments, Result]]:
    """Make a function a command. `locks` names, by kind of stream, the argument that holds the stream's id.

    Raises, when called: what the body raises; Busy; StorageFull; WrongState("key_reused") when the actor has
    used the key with other arguments.
    """

    def decorate(body: Callable[Concatenate[Write, Arguments], Result]) -> Callable[Arguments, Result]:
        name = f"{_room(body.__module__)}.{body.__name__}"
        signature = _checked(body, locks)

        @wraps(body)
        def run(*_: Arguments.args, **kwargs: Arguments.kwargs) -> Result:
            call = _Call(name, body, locks, kwargs)
            joined = _open.get()
            if joined is not None:
                if body not in APART:
                    joined.write_rows()
                return cast("Result", call.inside(joined))
            return cast("Result", persist(call.outermost, PATIENCE))

        run.__signature__ = signature  # type: ignore[attr-defined]
        COMMANDS[name] = Command(name, run, locks)
        return run

    return decorate


@dataclass(frozen=True, slots=True)
class _Call:
    """One call of a command with its arguments."""

    name: str
    body: Callable[..., Any]
    locks: Mapping[str, str]
    arguments: Mapping[str, Any]

    def outermost(self) -> Any:
        """The whole life of a write, once; whatever is raised leaves nothing behind."""
        work = Transaction()
        with transaction.atomic(durable=True), _opened(work):
            actor, key, asked = self.arguments["actor"], self.arguments["key"], self.asked()
            refs = self.refs()
            hand = Hand(refs[0] if refs else BEFORE_ALL, actor, self.arguments["now"].astimezone(UTC))
            kept, *work.taken[hand] = work.lock(refs, kept_answer(actor, key, self.name, asked), *hand.questions)
            if kept is not None:
                return kept.result
            result = self.inside(work)
            work.conclude()
            at = work.clamped(self.arguments["now"])
            work.flush(keep_answer(actor, key, self.name, asked, result, at), *committing())
        return result

    def inside(self, work: Transaction) -> Any:
        """The body, in an open transaction, at a moment no earlier than what its streams already hold."""
        work.lock(self.refs())
        now = work.clamped(self.arguments["now"])
        write = Write(work, self.arguments["actor"], now)
        try:
            return self.body(write, **{**self.arguments, "now": now})
        except BaseException:
            work.is_doomed = True
            raise

    def refs(self) -> list[Ref]:
        return [Ref.of(kind, self.arguments[argument]) for kind, argument in self.locks.items()]

    def asked(self) -> dict[str, Any]:
        return {name: value for name, value in self.arguments.items() if name not in ALWAYS}


@contextmanager
def _opened(work: Transaction) -> Iterator[None]:
    """Marks a transaction as the open one while its block runs."""
    token = _open.set(work)
    try:
        yield
    finally:
        _open.reset(token)


def _room(module: str) -> str:
    """`parties` for `saduak.parties.commands`; outside the product (benchmarks, tests) the top of the name."""
    top, *inside = module.split(".")
    return inside[0] if top == "saduak" and inside else top


def _checked(body: Callable[..., Any], locks: Mapping[str, str]) -> inspect.Signature:
    """The signature that callers see; TypeError when the body is not keyword-only with actor, now and key."""
    first, *rest = inspect.signature(body).parameters.values()
    names = {parameter.name for parameter in rest}
    if any(parameter.kind is not parameter.KEYWORD_ONLY for parameter in rest):
        raise TypeError(f"{body.__name__}: everything after {first.name} is keyword-only")
    missing = {*ALWAYS, *locks.values()} - names
    if missing:
        raise TypeError(f"{body.__name__}: takes no {', '.join(sorted(missing))}")
    return inspect.Signature(rest, return_annotation=inspect.signature(body).return_annotation)
