"""Print the version of Saduak, of Python and of Django."""

import sys
from collections.abc import Sequence
from importlib.metadata import version


def run(arguments: Sequence[str]) -> int:
    """Print one line; returns 0, or 2 when anything was asked besides."""
    if arguments:
        print("usage: saduak version", file=sys.stderr)
        return 2
    python = ".".join(str(part) for part in sys.version_info[:3])
    print(f"saduak {version('saduak')} (Python {python}, Django {version('django')})")
    return 0
