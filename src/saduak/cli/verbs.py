"""A command with verbs: its parser names a function for each, which runs once the framework is ready."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence


def run_verb(parser: ArgumentParser, arguments: Sequence[str]) -> int:
    """Run the verb that the words name; the exit status says how it went, 2 for what is refused or cannot be read."""
    options = parser.parse_args(list(arguments))
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
    django.setup()
    from saduak.core.errors import SaduakError

    verb: Callable[[Namespace], int] = options.run
    try:
        return verb(options)
    except (SaduakError, OSError) as error:
        print(f"{parser.prog}: {error}", file=sys.stderr)
        return 2
