"""Import an official code list from CSV, and say which rows were refused and why.

usage: saduak codelists import FILE.csv [--list ID] [--into FOLDER] [--name-th TEXT] [--name-en TEXT]

The list is kept outside the packages, in the folder codelists of SADUAK_HOME unless --into names another, and is read
over the starter set of every package that has a list of that id. Exit status: 0 if every row was taken, 1 if some were
refused, 2 if the file cannot be read.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path

from saduak.config.env import home
from saduak.core.errors import SourceError
from saduak.core.package import Text
from saduak.sources.codelists import Imported, keep, read_csv
from saduak.sources.texts import LANGUAGES, error_text, sentences


def imported_lists() -> Path:
    """Where imported lists are kept unless told otherwise."""
    return home() / "codelists"


def run(arguments: Sequence[str]) -> int:
    """Run one verb; the exit status says how it went."""
    options = _parser().parse_args(list(arguments))
    try:
        found = read_csv(options.file, options.list or options.file.stem, _name(options))
        path = keep(found.code_list, options.into or imported_lists())
    except SourceError as error:
        print(error_text(error, "th"), error_text(error, "en"), sep="\n", file=sys.stderr)
        return 2
    _report(found, path)
    return 1 if found.refused else 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="saduak codelists", description=(__doc__ or "").partition("\n")[0])
    verbs = parser.add_subparsers(required=True)
    importing = verbs.add_parser("import", help="read a CSV file")
    importing.add_argument("file", type=Path)
    importing.add_argument("--list", help="the id of the list, else the name of the file")
    importing.add_argument("--into", type=Path, help="the folder to keep it in")
    importing.add_argument("--name-th")
    importing.add_argument("--name-en")
    return parser


def _name(options: Namespace) -> Text | None:
    names = options.name_th or options.name_en, options.name_en or options.name_th
    return Text(*names) if all(names) else None


def _report(found: Imported, path: Path) -> None:
    taken = len(found.code_list.codes)
    print(f"{path}: {taken} codes taken, {found.cleaned} names cleaned, {len(found.refused)} rows refused")
    for refused in found.refused:
        why = " / ".join(sentences(language)[f"codes_refused.{refused.why}"] for language in LANGUAGES)
        print(f"  row {refused.row} {refused.code}: {why} ({refused.shown[:60]})")
