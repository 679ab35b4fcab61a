"""One act of a fault test on a case: `python -m tests.faults.cases decide | die | work | letters`.

`decide` prepares an office and makes a decision; `die` carries its letter out and is killed before that is noted;
`work` is the worker; `letters` prints what was sent.
"""

import os
import signal
import sys
from datetime import timedelta

import django


def decide() -> None:
    """Make a decision; its letter waits in the outbox."""
    from saduak.cases.tests import desk, office

    at = office.office()
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id)
    desk.check(at, case_id)
    desk.decide(at, case_id)


def die() -> None:
    """Carry the letter of the decision out, and be killed before the outbox hears of it."""
    from saduak.cases.tests.desk import WEDNESDAY
    from saduak.ledger import outbox

    schedule = outbox.Schedule(lease=timedelta(seconds=1))
    while (letter := outbox.claim(WEDNESDAY, schedule)) is not None:
        if letter.effect == "reaction:cases.send_decision_letter":
            outbox._deliver(letter, WEDNESDAY)
            os.kill(os.getpid(), signal.SIGKILL)
        outbox.carry(letter, lambda: WEDNESDAY, schedule)


def work() -> None:
    """The worker, a minute later: the claim of the one that was killed has run out."""
    from saduak.cases.tests.desk import WEDNESDAY
    from saduak.cases.tests.desk import work as run

    run(WEDNESDAY + timedelta(minutes=1))


def letters() -> None:
    """Kind of each letter, then the state of the case."""
    from saduak.cases.models import Case
    from saduak.messages.models import Letter

    for letter in Letter.objects.order_by("id"):
        print(letter.kind)
    print(Case.objects.get().state)


if __name__ == "__main__":
    django.setup()
    {"decide": decide, "die": die, "work": work, "letters": letters}[sys.argv[1]]()
