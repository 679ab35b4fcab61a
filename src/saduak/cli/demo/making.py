"""Making the demonstration: agencies, people and cases in the order of time; a start that broke off is gone on with."""

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from saduak.cases.commands import look_until, save_draft, start_draft
from saduak.cases.models import Case, Draft
from saduak.cli.demo.acts import act
from saduak.cli.demo.days import BEGINNING, after, before
from saduak.cli.demo.settling import beginning, settle, settle_last
from saduak.cli.demo.tale import Tale, answers_of, publication_of
from saduak.cli.demo.world import World, told
from saduak.core.calendars import BANGKOK
from saduak.ledger.models import Answer
from saduak.ledger.outbox import Schedule, deliver_due
from saduak.licences.commands import look_at_licences
from saduak.oversight.commands import count_finished
from saduak.parties.queries import agencies, agency_with_slug

LATER = frozenset({"messages.seal", "messages.email", "identities.invitation", "cases.consult", "licences.seal"})
"""Effects that the worker carries out once it runs: they take long, or need what a running demonstration has."""
MONEY = 100
"""The place of the first act of money, after all of a course."""


class NotADemo(Exception):
    """The database holds agencies of its own."""


class Beat(NamedTuple):
    """One act of one case, at its moment."""

    at: datetime
    order: tuple[int, int]
    tale: Tale
    act: str
    key: str


def make_world(now: datetime, is_stopping: Callable[[], bool] = lambda: False) -> None:
    """Make what is missing of the demonstration, unless `is_stopping` between two acts. Raises NotADemo."""
    if is_whole():
        return
    world = _begun(now)
    settle(world)
    lived = beginning(world)
    for beat in sorted(_beats(world), key=lambda beat: (beat.at, beat.order)):
        if is_stopping():
            return
        look_until(lived, beat.at, at=_deliver)
        _play(beat, world.done)
        _deliver(beat.at)
        lived = beat.at
    look_until(lived, now, at=_deliver)
    for number, said in enumerate(told("cases")["drafts"]):
        _write_draft(world, f"demo:draft:{number}", said)
    _deliver(now)
    count_finished(now)
    settle_last(world)


def is_whole() -> bool:
    """Whether the demonstration lies in this database, down to the notice that is its last act."""
    last = agency_with_slug(told("agencies")["agencies"][-1]["slug"])
    return last is not None and bool(last.channel_notice) and is_demo()


def is_demo() -> bool:
    """Whether the agencies in this database are those of a demonstration, made whole or in part."""
    return Answer.objects.filter(key__startswith="demo:").exists()


def tally() -> dict[str, int]:
    """How many applications are in each state; drafts are those still being written."""
    states = dict(Counter(Case.objects.order_by("state").values_list("state", flat=True)))
    return {"draft": Draft.objects.filter(state="open").count(), **states}


def _begun(now: datetime) -> World:
    """The demonstration as an earlier start left it, or a new one. Raises NotADemo where others' agencies are."""
    known = [Answer.objects.filter(key__startswith="demo:").order_by("at").first(), *agencies()]
    done = frozenset(Answer.objects.filter(key__startswith="demo:").values_list("key", flat=True))
    if known[0] is None and len(known) > 1:
        raise NotADemo
    today = now.astimezone(BANGKOK).date()
    if isinstance(known[0], Answer):
        today = known[0].at.astimezone(BANGKOK).date() + timedelta(days=BEGINNING)
    return World(today, done)


def _beats(world: World) -> Iterator[Beat]:
    """Every act of every case."""
    courses = told("courses")
    for number, said in enumerate(told("cases")["cases"]):
        tale = Tale(world, f"demo:case:{number}", said)
        filed = before(world.today, said["at"])
        yield Beat(filed, (number, 0), tale, "file", f"{tale.name}:0")
        day = filed.astimezone(BANGKOK).date()
        for place, line in enumerate(courses[said["course"]], 1):
            days, clock, deed = line.split(" ", 2)
            yield Beat(after(day, f"{days} {clock}"), (number, place), tale, deed, f"{tale.name}:{place}")
        for place, line in enumerate(said.get("money", ()), MONEY):
            days, clock, deed = line.split(" ", 2)
            yield Beat(after(day, f"{days} {clock}"), (number, place), tale, deed, f"{tale.name}:{place}")


def _play(beat: Beat, done: frozenset[str]) -> None:
    """Do it, unless an earlier start has; a filing is repeated, since its answer is the case's id."""
    if beat.key not in done or beat.act == "file":
        act(beat.tale, beat.act, beat.at, beat.key)


def live_through(since: datetime, until: datetime, set_time: Callable[[datetime], object]) -> int:
    """Let the clocks of all cases run from `since` to `until`, each look at its own moment, and letters follow; how
    many looks. `set_time` moves the business time along."""

    def at(now: datetime) -> None:
        set_time(now)
        _deliver(now)

    looks = look_until(since, until, at=at)
    at(until)
    count_finished(until)
    return looks


def _deliver(at: datetime) -> None:
    """Let what follows by itself follow, as the worker of that moment would."""
    look_at_licences(at)
    deliver_due(lambda: at, Schedule(), is_stopping=lambda: False, leaving=LATER)


def _write_draft(world: World, key: str, said: Any) -> None:
    """An application that somebody has begun to write."""
    tale = Tale(world, key, said)
    now = before(world.today, said["at"])
    answers = {group: part for group, part in answers_of(tale, now).items() if group in said["groups"]}
    is_company = said["service"].startswith("industry/")
    draft = start_draft(
        actor=tale.applicant,
        agency_id=world.agencies[tale.office],
        publication_id=publication_of(tale, now),
        person_id=None if is_company else tale.who.person,
        organisation_id=world.company if is_company else None,
        channel=said.get("channel", "electronic"),
        answers={},
        now=now,
        key=key,
    )
    save_draft(actor=tale.applicant, draft_id=draft, answers=answers, papers=(), now=now, key=f"{key}:saved")
