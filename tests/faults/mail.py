"""One act of a fault test on a letter by e-mail: `python -m tests.faults.mail write | claim | told`.

`write` commits a letter and is done; `claim` takes its e-mail from the outbox and is killed before it is sent; `told`
prints each lane with its state, then how often the sending is on record.
"""

import os
import signal
import sys
from datetime import timedelta

import django


def write() -> None:
    """A letter to an inbox, with an e-mail beside it."""
    from saduak.messages.tests.bureau import bureau

    bureau().send()


def claim() -> None:
    """Be killed with the e-mail in hand."""
    from saduak.ledger import outbox
    from saduak.ledger.present import present
    from saduak.messages.commands import EMAIL

    schedule = outbox.Schedule(lease=timedelta(milliseconds=50))
    while (letter := outbox.claim(present(), schedule)) is not None:
        if letter.effect == EMAIL:
            os.kill(os.getpid(), signal.SIGKILL)
        outbox.carry(letter, present, schedule)


def told() -> None:
    """What is on record of the letter."""
    from saduak.ledger.models import Event
    from saduak.messages.models import Delivery

    for lane in Delivery.objects.order_by("id"):
        print(lane.lane, lane.state)
    print("mailed", Event.objects.filter(kind="letter.mailed").count())


if __name__ == "__main__":
    django.setup()
    {"write": write, "claim": claim, "told": told}[sys.argv[1]]()
