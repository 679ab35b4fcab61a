"""Licences: check a file (verify), fetch a sheet (pdf), name them (list), change the key of QR codes (new-key).

usage: saduak licence verify FILE
       saduak licence pdf NUMBER FILE
       saduak licence list [--status STATUS] [--limit N]
       saduak licence new-key

Exit status: 0 when all went well, and for verify when the file is genuine and the licence holds; 1 when it is not, or a
licence has no sheet yet; 2 when a number is not known or a file cannot be read or written.
"""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from importlib import import_module
from pathlib import Path

from saduak.cli.verbs import run_verb

STATUSES = ("valid", "pending_renewal", "expired", "suspended", "revoked", "replaced", "cancelled", "lapsed")
AT_ONCE = 500


def run(arguments: Sequence[str]) -> int:
    """Run one verb; the exit status says how it went."""
    return run_verb(_parser(), arguments)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="saduak licence", description=(__doc__ or "").partition("\n")[0])
    verbs = parser.add_subparsers(required=True)
    verify = verbs.add_parser("verify", help="say as JSON whether a file is genuine and its licence holds")
    verify.add_argument("file", type=Path)
    verify.set_defaults(run=_verify)
    pdf = verbs.add_parser("pdf", help="write the sealed sheet of a licence to a file")
    pdf.add_argument("number")
    pdf.add_argument("file", type=Path)
    pdf.set_defaults(run=_pdf)
    listed = verbs.add_parser("list", help="name the licences, a line each, the number first")
    listed.add_argument("--status", choices=STATUSES, default="")
    listed.add_argument("--limit", type=_whole, default=0, metavar="N", help="at most so many")
    listed.set_defaults(run=_list)
    verbs.add_parser("new-key", help="let a new key sign QR codes from now on").set_defaults(run=_new_key)
    return parser


def _whole(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError("less than one")
    return number


def _verify(options: Namespace) -> int:
    from saduak.ledger.present import present
    from saduak.licences.queries.checking import check_file

    found = check_file(options.file.read_bytes(), present())
    told = {
        "valid": found.is_valid,
        "status": found.licence.status.code if found.licence else None,
        "reasons": list(found.reasons),
        "genuine": found.is_genuine,
        "number": found.licence.row.number if found.licence else None,
        "signers": list(found.findings.signers),
        "signed_at": found.findings.signed_at.isoformat() if found.findings.signed_at else None,
    }
    print(json.dumps(told, ensure_ascii=False))
    return 0 if found.is_valid else 1


def _pdf(options: Namespace) -> int:
    from saduak.ledger.present import present
    from saduak.licences.queries import licence_by_number, sheet_of

    sheet = sheet_of(licence_by_number(options.number, present()).row)
    if sheet is None:
        print(f"saduak licence: {options.number} is not sealed yet; the worker does it", file=sys.stderr)
        return 1
    options.file.write_bytes(sheet)
    return 0


def _list(options: Namespace) -> int:
    for place, line in enumerate(_lines(options.status), 1):
        print(line)
        if place == options.limit:
            break
    return 0


def _lines(status: str) -> Iterator[str]:
    """Number, status, last day and holder of every licence of a status, in the order of numbers."""
    from saduak.ledger.present import present
    from saduak.licences.queries import register

    now, after = present(), ""
    while True:
        page = register("", "", "", now, after=after, limit=AT_ONCE)
        for each in page.rows:
            if not status or each.status.code == status:
                holder = each.record.holder if each.record else ""
                yield "\t".join((each.row.number, each.status.code, str(each.row.expires_on or "-"), holder))
        after = page.after
        if not after:
            return


def _new_key(_options: Namespace) -> int:
    from django.conf import settings

    key_id = import_module(settings.WIRING).TOKEN_SIGNER.rotate()
    print(f"{key_id} signs from now on; the keys before it stay published")
    return 0
