"""Count finished cases for the figures of oversight (count), or compare the figures with the events (recompute)."""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from saduak.cli.case import CANNOT, DIFFERS, start_django
from saduak.core.errors import NotFound, SaduakError

if TYPE_CHECKING:
    from saduak.core.reasons import Language
    from saduak.oversight.tallies import Tally


def run(arguments: Sequence[str]) -> int:
    """Run one verb: 0 when all is well, 1 when a figure differs from its events, 2 when it cannot be done as asked."""
    options = _parser().parse_args(list(arguments))
    start_django()
    from saduak.channels.shell.texts import say_error

    verb: Callable[[Namespace], int] = options.run
    try:
        return verb(options)
    except SaduakError as error:
        print(say_error(error, options.language), file=sys.stderr)
        return CANNOT


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="saduak oversight", description=__doc__)
    verbs = parser.add_subparsers(required=True)
    counting = verbs.add_parser("count", help="count the cases that ended since the last time")
    counting.set_defaults(run=_count)
    again = verbs.add_parser("recompute", help="set every figure beside what the events of its cases say")
    again.add_argument("--agency", default="", metavar="NAME", help="short name of an agency; all, when none is named")
    again.add_argument("--service", default="", metavar="KIND/NAME")
    again.add_argument("--month", type=_month, metavar="YYYY-MM")
    again.add_argument("--all", action="store_true", help="print the figures that are equal as well")
    again.add_argument("--write", action="store_true", help="count anew what differs")
    again.set_defaults(run=_recompute)
    for verb in (counting, again):
        verb.add_argument("--language", choices=("th", "en"), default="th")
    return parser


def _month(text: str) -> date:
    return date.fromisoformat(f"{text}-01")


def _count(options: Namespace) -> int:
    from saduak.ledger.present import present
    from saduak.oversight.commands import count_finished

    print(_say("oversight_cli.counted", options.language, number=count_finished(present())))
    return 0


def _recompute(options: Namespace) -> int:
    from saduak.oversight.queries import groups
    from saduak.oversight.queries.recomputing import beside

    agency, differing, figures = _agency(options.agency), [], 0
    for group in groups(agency, options.service, options.month):
        found = list(beside(group))
        figures += len(found)
        differing += [group] if any(not each.is_equal for each in found) else []
        for each in found:
            if options.all or not each.is_equal:
                names = {"service": group[1], "month": f"{group[2]:%Y-%m}", "figure": f"{each.measure} {each.name}"}
                sides = {"kept": _figures(each.kept), "computed": _figures(each.computed)}
                key = "oversight_cli.equal" if each.is_equal else "oversight_cli.differs"
                print(_say(key, options.language, **names, **sides), flush=True)
    said = {"number": figures, "parts": len(differing)}
    print(_say("oversight_cli.differ" if differing else "oversight_cli.agree", options.language, **said))
    if options.write:
        _write(differing, options.language)
    return DIFFERS if differing else 0


def _agency(slug: str) -> UUID | None:
    from saduak.parties.queries import agency_with_slug

    found = agency_with_slug(slug) if slug else None
    if slug and found is None:
        raise NotFound("not_found", what="agency")
    return found.id if found else None


def _figures(tally: "Tally") -> str:
    return f"{tally.count} / {tally.good} / {tally.total} / {tally.spread.median} / {tally.spread.ninetieth}"


def _write(groups: Sequence[tuple[UUID, str, date]], language: "Language") -> None:
    from saduak.ledger.actors import INSTALLER
    from saduak.ledger.present import present
    from saduak.oversight.commands import recount

    for agency, service, month in groups:
        recount(actor=INSTALLER, agency_id=agency, service=service, month=month, now=present(), key=str(uuid4()))
    print(_say("oversight_cli.written", language, number=len(groups)))


def _say(key: str, language: "Language", **params: Any) -> str:
    from saduak.channels.shell.texts import say

    return say(key, language, **params)
