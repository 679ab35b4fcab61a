"""A command of the fault tests, and the receiver outside: a file to which each delivery appends one line."""

import os
from datetime import datetime
from pathlib import Path

from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.kinds import event_kind
from saduak.ledger.projections import Projection
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Effect, Outgoing, Reaction

COUNTED = event_kind("tests.counted", "A number was drawn and a letter posted.", "number", "padding")


@command(counter="counter")
def count_up(write: Write, *, actor: Actor, counter: str, padding: str, now: datetime, key: str) -> int:
    """Draw a number, record it, post a letter that names it."""
    number = write.draw(f"tests/{counter}")
    event = write.append(Ref("counter", counter), COUNTED, number=number, padding=padding)
    write.send(event, "tests.letter", number=number)
    return number


def receive(letter: Outgoing) -> None:
    """Append one line; one write call, so that lines of two workers never mix."""
    line = f"{letter.key} {letter.payload['number']}\n".encode()
    descriptor = os.open(Path(os.environ["SADUAK_TEST_RECEIVER"]), os.O_APPEND | os.O_CREAT | os.O_WRONLY)
    try:
        os.write(descriptor, line)
    finally:
        os.close(descriptor)


REACTIONS: tuple[Reaction, ...] = ()
EFFECTS: dict[str, Effect] = {"tests.letter": receive}
PROJECTIONS: tuple[Projection, ...] = ()
