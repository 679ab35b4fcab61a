"""One act of a fault test on the poller: `python -m tests.faults.polling prepare N | poll | notices`.

`prepare` files so many applications that are late; `poll` is one poller, once; `notices` prints, for each case, how
many notices, copies and letters it has.
"""

import os
import sys
from datetime import UTC, date, datetime

import django

FILED = datetime(2027, 3, 25, 3, 0, tzinfo=UTC)
LATE = datetime(2027, 4, 7, 8, 0, tzinfo=UTC)


def prepare(count: str) -> None:
    """So many applications, complete, drafted, with their first notice due."""
    from saduak.cases import commands
    from saduak.cases.tests import desk, office
    from saduak.cases.tests.office import FACTORY, INDUSTRY, WASTE, key

    at = desk.with_letter_code(office.office(INDUSTRY))
    answers = {**FACTORY, "period": {"starts_on": "2027-05-01", "ends_on": "2028-04-30"}}
    for _ in range(int(count)):
        case_id = office.file(at, WASTE, answers, now=FILED)
        commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=FILED, key=key())
    commands.look_until(FILED, datetime.combine(date(2027, 4, 7), LATE.time(), UTC).replace(hour=6))


def poll() -> None:
    """One poller at the sending hour, a few cases at a time; prints how many looks it took."""
    from saduak.cases.commands import look_at_due_cases

    print(look_at_due_cases(LATE, batch=2))


def notices() -> None:
    """How many notices, regulator's copies and letters each case has."""
    from saduak.cases.models import Case, Notice, RegulatorCopy
    from saduak.messages.models import Letter

    for case in Case.objects.order_by("number"):
        sent = Notice.objects.filter(case=case, state="sent").count()
        copies = RegulatorCopy.objects.filter(case=case).count()
        print(f"{sent}/{copies}/{Letter.objects.filter(case_id=case.id, kind='delay').count()}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
    django.setup()
    {"prepare": prepare, "poll": poll, "notices": notices}[sys.argv[1]](*sys.argv[2:])
