"""One act of a fault test on a case: `python -m tests.faults.cases prepare | decide WHO | die | work | letters`.

`prepare` brings a case to a checked draft in an office with two authorities; `decide` lets one of them, `one` or `two`,
decide; `die` carries the letter out and is killed before that is noted; `work` is the worker; `letters` prints what was
sent.
"""

import os
import signal
import sys
from datetime import timedelta

import django


def prepare() -> None:
    """A case with a checked draft, and two who may decide it."""
    from saduak.cases.tests import desk, office
    from saduak.parties.tests import town

    at = office.office()
    for who in ("one", "two"):
        town.officer(at.agency, who, "authority")
    case_id = desk.restaurant_under_consideration(at)
    desk.draft(at, case_id)
    desk.check(at, case_id)


def decide(who: str) -> None:
    """Decide, and print what came of it."""
    from saduak.cases import commands
    from saduak.cases.models import Case
    from saduak.cases.tests.desk import WEDNESDAY
    from saduak.core.errors import SaduakError
    from saduak.ledger.actors import user
    from saduak.parties.queries import user_with_email

    found = user_with_email(f"{who}@example.org")
    assert found is not None
    case_id = Case.objects.get().id
    try:
        commands.decide(actor=user(found.id), case_id=case_id, seen=None, now=WEDNESDAY, key=who)
    except SaduakError as refused:
        print(refused.code)
    else:
        print("decided")


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
    acts = {"prepare": prepare, "decide": decide, "die": die, "work": work, "letters": letters}
    acts[sys.argv[1]](*sys.argv[2:])
