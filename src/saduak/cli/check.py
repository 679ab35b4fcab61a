"""Look for settings that would make a public installation unsafe (Django's deployment checks and ours)."""

import os
import sys
from collections.abc import Sequence


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
    try:
        call_command("check", deploy=True, fail_level="WARNING")
    except SystemCheckError as problem:
        print(problem, file=sys.stderr)
        return 1
    return 0
