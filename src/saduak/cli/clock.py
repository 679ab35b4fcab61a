"""Tell the whole clock of a case: facts, dates with their articles, time used, steps, and what was told when."""

import json
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from saduak.cli.case import CANNOT, start_django
from saduak.core.errors import SaduakError


def run(arguments: Sequence[str]) -> int:
    """`saduak clock explain CASE`: 0, or 2 when there is no such case."""
    options = _parser().parse_args(list(arguments))
    start_django()
    from saduak.cases.queries.explaining import explained
    from saduak.cases.queries.recomputing import case_named
    from saduak.channels.shell.texts import say_error
    from saduak.ledger.present import present

    try:
        found = explained(case_named(options.case), present())
    except SaduakError as error:
        print(say_error(error, options.language), file=sys.stderr)
        return CANNOT
    _print(found, options)
    return 0


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="saduak clock", description=__doc__)
    explaining = parser.add_subparsers(required=True).add_parser("explain", help="the clock of one case, with reasons")
    explaining.add_argument("case", metavar="CASE", help="number or id")
    explaining.add_argument("--language", choices=("th", "en"), default="th")
    explaining.add_argument("--json", action="store_true", help="everything as one object of JSON")
    return parser


def _print(found: Mapping[str, Any], options: Namespace) -> None:
    if options.json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return
    for line in Telling(options.language).lines(found):
        print(line)


class Telling:
    """The clock as a person reads it, in one language."""

    def __init__(self, language: str) -> None:
        self.language = language

    def lines(self, found: Mapping[str, Any]) -> Iterator[str]:
        """Part by part, in the order in which one asks."""
        yield self.say("head", number=found["number"], state=self.say(f"state_{found['state']}"), at=found["read_at"])
        yield self.say("read_under", calendar=found["calendar"], regime=found["regime"])
        yield from self.part("facts", (self.fact(fact) for fact in found["facts"]))
        yield from self.part("because", self.reasons(found["because"]))
        for name in ("promise", "limit", "notify_by"):
            yield from self.part(name, self.due(found[name]))
        yield from self.part("stopwatches", self.watches(found["stopwatches"]))
        yield from self.part("steps", (self.step(step) for step in found["steps"]))
        look = found["next_look"]
        yield from self.part("next_look", [f"{look['at']}  {self.say('look_' + look['what'])}"] if look else [])
        yield from self.part("told", (line for told in found["told"] for line in self.told(told)))
        yield from self.part("differs", (self.difference(*pair) for pair in found["differs"].items()))

    def say(self, key: str, **params: Any) -> str:
        """A sentence of this command."""
        from saduak.channels.shell.texts import say

        return say(f"explain.{key}", self.language, **params)  # type: ignore[arg-type]

    def part(self, name: str, lines: Iterator[str] | Sequence[str]) -> Iterator[str]:
        """A heading with what stands under it, or that there is nothing."""
        yield ""
        yield self.say(name)
        written = [f"  {line}" for line in lines]
        yield from written or [f"  {self.say('nothing')}"]

    def fact(self, fact: Mapping[str, Any]) -> str:
        """One fact with all that is known of it."""
        more = [str(fact[name]) for name in ("channel", "subject", "deadline", "found_at") if name in fact]
        return "  ".join([fact["at"], self.say(f"fact_{fact['fact']}"), *more])

    def reasons(self, reasons: Sequence[Mapping[str, Any]]) -> Iterator[str]:
        """Each reason with its rule and its article."""
        for reason in reasons:
            yield f"· {reason['text'][self.language]} [{reason['citation']['text'][self.language]}] ({reason['rule']})"

    def due(self, due: Mapping[str, Any] | None) -> Iterator[str]:
        """A due date with its reasons."""
        if due is None:
            return
        yield f"{due['at'] or due['last_day'] or '—'}  {self.say('status_' + due['status'])}"
        yield from self.reasons(due["because"])

    def watches(self, watches: Mapping[str, Any]) -> Iterator[str]:
        """The time that each side has used."""
        for who in ("agency", "applicant", "paused"):
            yield self.used(self.say(f"watch_{who}"), watches[who])
        for agency, used in watches["consulted"].items():
            yield self.used(agency, used)

    def used(self, who: str, used: Mapping[str, Any]) -> str:
        """Days and, where the calendar is on file, working days."""
        working = "—" if used["working_days"] is None else used["working_days"]
        return self.say("used", who=who, days=used["days"], working_days=str(working))

    def step(self, step: Mapping[str, Any]) -> str:
        """A step with its own limit."""
        end = step["at"] or step["last_day"] or "—"
        done = self.say("step_done", day=step["finished_on"]) if step["finished_on"] else ""
        return f"{step['name'][self.language]}  {step['runs_from'] or '—'} → {end}  {done}".rstrip()

    def told(self, told: Mapping[str, Any]) -> Iterator[str]:
        """What was told at one moment, and why."""
        yield f"{told['at']}  {told['due_at'] or told['due_on'] or '—'}"
        yield from (f"  {line}" for line in self.reasons(told["because"]))

    def difference(self, name: str, values: Mapping[str, Any]) -> str:
        """A date that was told otherwise."""
        return self.say("otherwise", name=self.say(name), told=str(values["told"]), today=str(values["today"]))
