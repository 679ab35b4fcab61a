"""Look for settings that would make a public installation unsafe (Django's deployment checks and ours)."""

import os
import sys
from collections.abc import Iterator, Sequence


def run(arguments: Sequence[str]) -> int:
    """Print what is wrong; returns 0 if nothing is, 1 if anything is, 2 for a wrong command line."""
    if arguments:
        print("usage: saduak check", file=sys.stderr)
        return 2
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
    import django
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    django.setup()
    said = list(_of_demonstrations())
    try:
        call_command("check", deploy=True, fail_level="WARNING")
    except SystemCheckError as problem:
        said.append(str(problem))
    print(*said, sep="\n", end="\n" if said else "", file=sys.stderr)
    return 1 if said else 0


def _of_demonstrations() -> Iterator[str]:
    """What no agency at work may have: a clock that may be moved, officers whose passwords everybody knows."""
    from django.conf import settings
    from django.db import DatabaseError

    from saduak.cli.demo.making import is_demo

    if settings.DEMO:
        yield "SADUAK_DEMO is set: business time may be moved, and registers answer with inventions."
    try:
        if is_demo():
            yield "The database holds a demonstration, whose passwords everybody knows; begin with an empty one."
    except DatabaseError:  # not even the tables are there
        return
