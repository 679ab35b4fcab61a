"""Connect state registers: take over a holder's file (import), choose a way (connect), forget what expired (forget).

usage: saduak linkage import FILE.csv --register REGISTER --agency SLUG [--label TEXT] [--dry-run]
       saduak linkage connect --register REGISTER --agency SLUG --way gdx|file|simulator|none
       saduak linkage forget

Exit status: 0 when all went well, 1 when rows were refused (nothing is then taken over), 2 when a name is not known or
the file cannot be read.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from saduak.cli.verbs import run_verb

if TYPE_CHECKING:
    from saduak.linkage.queries import RegisterSheet
    from saduak.parties.models import Agency


def run(arguments: Sequence[str]) -> int:
    """Run one verb; the exit status says how it went."""
    return run_verb(_parser(), arguments)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="saduak linkage", description=(__doc__ or "").partition("\n")[0])
    verbs = parser.add_subparsers(required=True)
    importing = verbs.add_parser("import", help="take over a CSV file of the register's holder")
    importing.add_argument("file", type=Path)
    importing.add_argument("--label", default="", help="the day or number of the file, else its name")
    importing.add_argument("--dry-run", action="store_true", help="read and report only")
    importing.set_defaults(run=_import)
    connecting = verbs.add_parser("connect", help="choose the way by which officers look")
    connecting.add_argument("--way", required=True)
    connecting.set_defaults(run=_connect)
    for verb in (importing, connecting):
        verb.add_argument("--register", required=True)
        verb.add_argument("--agency", required=True, metavar="SLUG")
    verbs.add_parser("forget", help="erase what looks found and may no longer be kept").set_defaults(run=_forget)
    return parser


def _import(options: Namespace) -> int:
    from saduak.linkage.commands import import_register
    from saduak.linkage.queries import read_sheet, register_about

    agency = _agency(options.agency)
    content = options.file.read_bytes()
    sheet = read_sheet(content, register_about(options.register))
    _report(sheet)
    if sheet.refused or options.dry_run:
        print("nothing was taken over")
        return 1 if sheet.refused else 0
    rows = tuple((row.identifier, dict(row.facts)) for row in sheet.rows)
    label = options.label or options.file.stem
    mark = sha256(content).hexdigest()[:16]
    import_register(**_common(), agency_id=agency.id, register=options.register, label=label, rows=rows, key=_key(mark))
    print(f"{options.register}: {len(rows)} rows taken over for {agency.slug}")
    return 0


def _report(sheet: "RegisterSheet") -> None:
    """What a file brings: line numbers and reasons, never a cell."""
    print(f"{len(sheet.rows)} rows can be taken over, {len(sheet.refused)} refused")
    for refused in sheet.refused:
        print(f"  line {refused.line}: {refused.code}")


def _connect(options: Namespace) -> int:
    from saduak.linkage.commands import connect_register

    agency = _agency(options.agency)
    connect_register(
        **_common(), agency_id=agency.id, register=options.register, way=options.way, key=_key(options.way)
    )
    print(f"{agency.slug}: {options.register} is asked by way of {options.way}")
    return 0


def _forget(_options: Namespace) -> int:
    from saduak.linkage.commands import forget_expired

    print(f"{forget_expired(**_common())} answers forgotten")
    return 0


def _agency(slug: str) -> "Agency":
    from saduak.core.errors import NotFound
    from saduak.parties.queries import agency_with_slug

    agency = agency_with_slug(slug)
    if agency is None:
        raise NotFound("not_found", what="agency")
    return agency


def _common() -> dict[str, Any]:
    from saduak.ledger.actors import INSTALLER
    from saduak.ledger.present import present

    return {"actor": INSTALLER, "now": present()}


def _key(mark: str) -> str:
    """Every run of the command line is an act of its own."""
    from uuid import uuid4

    return f"linkage:{mark}:{uuid4()}"
