"""Compare rows of cases with their events (rebuild), list the cases that a calendar moves before it does (moves)."""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from saduak.core.errors import NotFound, SaduakError

if TYPE_CHECKING:
    from saduak.cases.queries.recomputing import Move, Unlike
    from saduak.core.reasons import Language
    from saduak.parties.models import Agency

DIFFERS, CANNOT = 1, 2


def run(arguments: Sequence[str]) -> int:
    """Run one verb: 0 when all is well, 1 when something differs or would move, 2 when it cannot be done as asked."""
    options = _parser().parse_args(list(arguments))
    start_django()
    from saduak.channels.shell.texts import say_error

    verb: Callable[[Namespace], int] = options.run
    try:
        return verb(options)
    except SaduakError as error:
        print(say_error(error, options.language), file=sys.stderr)
        return CANNOT


def start_django() -> None:
    """Make models and settings usable."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
    django.setup()


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="saduak case", description=__doc__)
    verbs = parser.add_subparsers(required=True)
    rebuilding = verbs.add_parser("rebuild", help="report every row that differs from what its events say")
    rebuilding.add_argument("cases", nargs="*", metavar="CASE", help="number or id; all, when none is named")
    rebuilding.add_argument("--write", action="store_true", help="bring the rows up to their events, on record")
    rebuilding.set_defaults(run=_rebuild)
    moving = verbs.add_parser("moves", help="list the open cases whose due day a change of the calendar moves")
    moving.add_argument("agency", help="short name of the agency")
    moving.add_argument("--close", action="append", type=date.fromisoformat, default=[], metavar="YYYY-MM-DD")
    moving.add_argument("--reopen", action="append", type=date.fromisoformat, default=[], metavar="YYYY-MM-DD")
    moving.add_argument("--weekdays", type=_weekdays, metavar="1,2,3,4,5")
    moving.add_argument("--opens", type=time.fromisoformat, metavar="HH:MM")
    moving.add_argument("--closes", type=time.fromisoformat, metavar="HH:MM")
    moving.add_argument("--write", action="store_true", help="change the calendar after listing")
    moving.set_defaults(run=_moves)
    for verb in (rebuilding, moving):
        verb.add_argument("--language", choices=("th", "en"), default="th")
    return parser


def _weekdays(text: str) -> tuple[int, ...]:
    return tuple(sorted({int(part) for part in text.split(",")}))


# rebuild


def _rebuild(options: Namespace) -> int:
    from saduak.cases.queries.recomputing import differences

    found, broken = 0, set()
    for each in differences(options.cases):
        found += 1
        if each.column != "row":
            broken.add(each.case)
        print(_unlike(each, options.language), flush=True)
    print(_say("recount.differ" if found else "recount.agree", options.language, number=found))
    return _written(broken, options.language) if options.write and broken else DIFFERS if found else 0


def _unlike(each: "Unlike", language: "Language") -> str:
    named = {"case": each.number or str(each.case), "column": each.column}
    if each.column == "row":
        return _say("recount.row_missing", language, **named)
    return _say("recount.differs", language, **named, stored=str(each.stored), computed=str(each.computed))


def _written(broken: set[Any], language: "Language") -> int:
    from saduak.cases.commands.recomputing import recompute_case
    from saduak.ledger.actors import INSTALLER
    from saduak.ledger.present import present

    for case in sorted(broken):
        recompute_case(actor=INSTALLER, case_id=case, ground="rebuild", now=present(), key=str(uuid4()))
    print(_say("recount.written", language, number=len(broken)))
    return DIFFERS


# moves


def _moves(options: Namespace) -> int:
    from saduak.cases.queries.recomputing import moves
    from saduak.parties.models import Agency

    agency = Agency.objects.filter(slug=options.agency).first()
    if agency is None:
        raise NotFound("not_found", what="agency")
    parts = _parts(agency, options)
    found = 0
    for move in moves(agency.id, parts):
        found += 1
        print("\n".join(_move(move, options.language)), flush=True)
    print(_say("recount.move" if found else "recount.stay", options.language, number=found))
    if options.write:
        _change(agency, parts)
        print(_say("recount.calendar_changed", options.language))
        return 0
    return DIFFERS if found else 0


def _parts(agency: "Agency", options: Namespace) -> dict[str, Any]:
    """The working time of the agency after the change."""
    closed = {date.fromisoformat(day) for day in agency.closed} | set(options.close)
    return {
        "weekdays": list(options.weekdays or agency.weekdays),
        "opens": options.opens or agency.opens,
        "closes": options.closes or agency.closes,
        "extra_open": agency.extra_open,
        "closed": [day.isoformat() for day in sorted(closed - set(options.reopen))],
    }


def _move(move: "Move", language: "Language") -> Iterator[str]:
    from saduak.sources.texts import article, in_both

    yield _say("recount.moves", language, case=move.number, old=move.old, new=move.new)
    for reason in move.because:
        yield f"  · {in_both(reason)[language]} [{article(reason.citation, language)}]"


def _change(agency: "Agency", parts: dict[str, Any]) -> None:
    from saduak.ledger.actors import INSTALLER
    from saduak.ledger.present import present
    from saduak.parties.commands import change_agency_calendar

    extra = tuple(
        (date.fromisoformat(day), time.fromisoformat(opens), time.fromisoformat(closes))
        for day, opens, closes in agency.extra_open
    )
    change_agency_calendar(
        actor=INSTALLER,
        agency_id=agency.id,
        weekdays=tuple(parts["weekdays"]),
        opens=parts["opens"],
        closes=parts["closes"],
        extra_open=extra,
        closed=tuple(map(date.fromisoformat, parts["closed"])),
        now=present(),
        key=str(uuid4()),
    )


def _say(key: str, language: "Language", **params: Any) -> str:
    from saduak.channels.shell.texts import say

    return say(key, language, **params)
