"""Take money in: say where an agency is paid (account), take over a bank's statement (statement).

usage: saduak fees account --agency SLUG --biller NUMBER --book NAME
       saduak fees statement FILE --agency SLUG [--label TEXT]

Exit status: 0 when all went well, 2 when a name is not known or the file cannot be read; nothing is then taken over.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from saduak.cli.verbs import run_verb


def run(arguments: Sequence[str]) -> int:
    """Run one verb; the exit status says how it went."""
    return run_verb(_parser(), arguments)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="saduak fees", description=(__doc__ or "").partition("\n")[0])
    verbs = parser.add_subparsers(required=True)
    account = verbs.add_parser("account", help="say where an agency is paid, and name the book of its receipts")
    account.add_argument("--biller", required=True, help="13 to 15 digits, as in the bank's letter")
    account.add_argument("--book", required=True, help="up to 12 of A-Z, 0-9 and -")
    account.set_defaults(run=_account)
    statement = verbs.add_parser("statement", help="take over a statement: CSV or ISO 20022 camt.053")
    statement.add_argument("file", type=Path)
    statement.add_argument(
        "--label", default="", help="the number of the statement, else the day and how many lines it has"
    )
    statement.set_defaults(run=_statement)
    for verb in (account, statement):
        verb.add_argument("--agency", required=True, metavar="SLUG")
    return parser


def _account(options: Namespace) -> int:
    from saduak.fees.commands import set_bank_account

    told = {"agency_id": _agency(options.agency), "biller": options.biller, "receipt_book": options.book}
    set_bank_account(**told, **_common("account"))
    print(f"{options.agency} is paid at {options.biller}; receipts stand in book {options.book}")
    return 0


def _statement(options: Namespace) -> int:
    from saduak.fees.commands import import_statement

    agency, content = _agency(options.agency), options.file.read_bytes()
    told = {"content": content, "label": options.label}
    counts = import_statement(agency_id=agency, **told, **_common("statement"))
    print(f"{counts.received} new, {counts.confirmed} confirmed, {counts.repeated} known; {counts.unclear} to look at")
    return 0


def _agency(slug: str) -> UUID:
    from saduak.core.errors import NotFound
    from saduak.parties.queries import agency_with_slug

    agency = agency_with_slug(slug)
    if agency is None:
        raise NotFound("not_found", what="agency")
    return agency.id


def _common(mark: str) -> dict[str, Any]:
    """Every run of the command line is an act of its own."""
    from saduak.ledger.actors import INSTALLER
    from saduak.ledger.present import present

    return {"actor": INSTALLER, "now": present(), "key": f"fees:{mark}:{uuid4()}"}
