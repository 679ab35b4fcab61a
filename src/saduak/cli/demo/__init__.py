"""The demonstration: what it holds, its log-ins and codes, its mail; `--advance 7d` moves its business time."""

import argparse
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

NO_DEMO = 1
LENGTH = re.compile(r"([0-9]{1,4})([dh])")
NO_DEMO_HERE = (
    "ที่นี่ไม่มีระบบสาธิต กรุณาตรวจ SADUAK_HOME หรือเริ่มด้วย saduak up --demo · "
    "There is no demonstration here; check SADUAK_HOME, or start one with saduak up --demo."
)


def run(arguments: Sequence[str]) -> int:
    """Do one verb: 0 when done, 1 where no demonstration is, 2 for a wrong command line."""
    told = _parser().parse_args(list(arguments))
    os.environ["SADUAK_DEMO"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
    import django

    django.setup()
    if not _is_here():
        print(f"saduak: {NO_DEMO_HERE}", file=sys.stderr)
        return NO_DEMO
    if told.advance:
        return _advance(told.advance)
    return VERBS[told.verb](told)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="saduak demo", description=__doc__)
    verbs = "status, logins, code E-MAIL (of the second factor), mail [E-MAIL] (the latest)"
    parser.add_argument("verb", nargs="?", default="status", choices=tuple(VERBS), metavar="VERB", help=verbs)
    parser.add_argument("word", nargs="?", default="", metavar="WORD")
    parser.add_argument("--advance", type=length, metavar="LENGTH", help="move business time on: 7d or 36h")
    parser.add_argument("--secrets", action="store_true", help="with logins: the links for an authenticator app")
    return parser


def length(text: str) -> timedelta:
    """So many days or hours, as "7d" or "36h". Raises argparse.ArgumentTypeError."""
    found = LENGTH.fullmatch(text.strip().lower())
    if not found or not int(found[1]):
        raise argparse.ArgumentTypeError("a number of days or hours, such as 7d or 36h")
    return timedelta(**{"days" if found[2] == "d" else "hours": int(found[1])})


def _is_here() -> bool:
    from django.db import DatabaseError

    from saduak.cli.demo.making import is_demo

    try:
        return is_demo()
    except DatabaseError:  # not even the tables are there
        return False


def _advance(by: timedelta) -> int:
    """Move business time on, with everything that falls due on the way; the running processes follow in a second."""
    from saduak.cli.demo.making import live_through
    from saduak.ledger.present import present, set_business_time

    since = present()
    live_through(since, since + by, set_business_time)
    print(_time(present()))
    return 0


def _status(_told: argparse.Namespace) -> int:
    """The business time, and how many applications are in each state."""
    from saduak.cli.demo.making import tally
    from saduak.ledger.present import present

    print(_time(present()))
    for name, number in tally().items():
        print(f"  {name:<22} {number:>4}")
    return 0


def _time(now: datetime) -> str:
    from saduak.core.calendars import BANGKOK

    shown = f"{now.astimezone(BANGKOK):%Y-%m-%d %H:%M}"
    return f"เวลาทำงานของระบบสาธิต · business time of the demonstration: {shown}"


def _logins(told: argparse.Namespace) -> int:
    """Who can log in and how."""
    from django.conf import settings

    from saduak.cli.demo import telling

    print(*telling.secrets() if told.secrets else [telling.welcome(f"{settings.SITE.rstrip('/')}/")], sep="\n")
    return 0


def _code(told: argparse.Namespace) -> int:
    """What the authenticator app of an officer shows now."""
    from saduak.cli.demo.factor import code_of

    print(code_of(told.word.strip().lower()))
    return 0


def _mail(told: argparse.Namespace) -> int:
    """The latest mail, to anybody or to one address."""
    from saduak.cli.demo.telling import latest_mail

    print(latest_mail(told.word.strip().lower()))
    return 0


VERBS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "status": _status,
    "logins": _logins,
    "code": _code,
    "mail": _mail,
}
"""What may be asked of a demonstration."""
