"""The `saduak` command; each sub-command imports what it needs when it runs: `law` starts without Django."""

import sys
from collections.abc import Callable, Sequence
from importlib import import_module

COMMANDS: dict[str, str] = {
    "law": "saduak.cli.law",
    "up": "saduak.cli.up",
    "demo": "saduak.cli.demo",
    "ledger": "saduak.cli.ledger",
    "worker": "saduak.cli.worker",
    "agency": "saduak.cli.agency",
    "case": "saduak.cli.case",
    "clock": "saduak.cli.clock",
    "check": "saduak.cli.check",
    "services": "saduak.cli.services",
    "codelists": "saduak.cli.codelists",
    "oversight": "saduak.cli.oversight",
    "linkage": "saduak.cli.linkage",
    "fees": "saduak.cli.fees",
    "licence": "saduak.cli.licence",
    "version": "saduak.cli.version",
}
"""Sub-command to the module whose `run(arguments) -> exit status` does it; its first doc line is the help."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one sub-command and return its exit status (2 when the command line cannot be understood)."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    name = words[0] if words else ""
    if name not in COMMANDS:
        return _help(unknown=name if name not in {"", "-h", "--help", "help"} else None)
    run: Callable[[Sequence[str]], int] = import_module(COMMANDS[name]).run
    return run(words[1:])


def _help(unknown: str | None) -> int:
    if unknown:
        print(f"saduak: there is no command {unknown!r}.", file=sys.stderr)
    lines = [
        f"  {name:<10} {(import_module(module).__doc__ or '').splitlines()[0]}" for name, module in COMMANDS.items()
    ]
    print("usage: saduak COMMAND …\n\n" + "\n".join(lines), file=sys.stderr if unknown else sys.stdout)
    return 2 if unknown else 0


def _first_line(module: str) -> str:
    return (import_module(module).__doc__ or "").partition("\n")[0]
