"""Makes many cases quickly, each as true as one that was filed: a few are carried along by real commands, and their
rows are copied under fresh ids, numbers and people, every event with a seal of its own in a chain of its own.

Nothing of an event is made up but its ids: `saduak ledger verify` reads a loaded database as any other. Answers to
keys and letters of the outbox are not copied: their keys are those of the first case.
"""

import hashlib
import json
import pickle
import re
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path
from typing import Any, NamedTuple

LEFT_OUT = frozenset({"ledger_answer", "ledger_outbox", "ledger_event", "ledger_stream", "cases_lookclaim"})
"""Tables that are not copied, or in a way of their own."""
ID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
EVENT = "id, stream_id, seq, kind, payload_version, payload, at, actor, on_behalf_of, channel, legal_basis, prev_hash"
ROWS = """SELECT {columns} FROM "{table}" WHERE "{own}" > '{since}' AND "{own}" <= '{until}' ORDER BY 1"""
BATCH = 2_000
"""Cases in one COPY of each table."""


class Person(NamedTuple):
    """Who stands in a template and is replaced by one of many: the ids of the person and of the log-in."""

    own: str
    user: str


@dataclass
class Template:
    """One case with all that belongs to it, as text with gaps. `slots` are the gaps of ids in the order in which those
    were made, `numbers` and `codes` how many of these it has; `tables` maps a table with its columns to the text of
    its rows."""

    slots: Sequence[int]
    numbers: int
    codes: int
    tables: Mapping[str, list[str | int]]
    streams: Sequence["Chain"]


@dataclass
class Chain:
    """One stream of a template: the text of its row before and after its last hash, and its events in order."""

    head: list[str | int]
    tail: str
    events: list["Sealed"] = field(default_factory=list)


class Sealed(NamedTuple):
    """One event: what is under its hash up to the hash before it, and its row up to there."""

    sealed: list[str | int]
    row: list[str | int]


# Reading a case as a template


class Gaps:
    """Cuts text at what differs from copy to copy: ids, numbers, people."""

    NUMBERS, PEOPLE = -1, -100

    def __init__(self, since: str, until: str, people: Sequence[Person], numbers: Sequence[str]) -> None:
        self.since, self.until = since, until
        self.slots: dict[str, int] = {}
        self.named: dict[str, int] = {number: self.NUMBERS - at for at, number in enumerate(numbers)}
        for place, person in enumerate(people):
            self.named |= {person.own: self.PEOPLE - 2 * place, person.user: self.PEOPLE - 2 * place - 1}
        longest_first = sorted(numbers, key=len, reverse=True)
        words = [ID, r"(?<![0-9a-f])[0-9a-f]{12}7[0-9a-f]{19}(?![0-9a-f])", *map(re.escape, longest_first)]
        self.where = re.compile("|".join(f"(?:{word})" for word in words))

    def cut(self, text: str) -> list[str | int]:
        """Text and gaps in turn. An id without dashes takes the place after the one with them."""
        parts: list[str | int] = []
        at = 0
        for found in self.where.finditer(text):
            gap = self._gap(found[0])
            if gap is not None:
                parts += [text[at : found.start()], gap]
                at = found.end()
        return [*parts, text[at:]]

    def _gap(self, word: str) -> int | None:
        if word in self.named:
            return self.named[word]
        dashed = word if "-" in word else f"{word[:8]}-{word[8:12]}-{word[12:16]}-{word[16:20]}-{word[20:]}"
        if not self.since < dashed <= self.until:
            return None
        slot = self.slots.setdefault(dashed, len(self.slots) * 2)
        return slot if "-" in word else slot + 1

    def in_order(self) -> list[int]:
        """The gaps of ids, in the order in which those were made."""
        return [slot for _, slot in sorted(self.slots.items())]


def template_of(make: Callable[[], object], people: Sequence[Person]) -> Template:
    """What `make` leaves in the database as a template; `people` are those to be replaced."""
    from uuid_utils.compat import uuid7

    since = str(uuid7())
    make()
    numbers, codes = _numbers(since)
    gaps = Gaps(since, str(uuid7()), people, [*numbers, *codes])
    streams = list(_streams(gaps))
    tables = dict(_tables(gaps))
    return Template(gaps.in_order(), len(numbers), len(codes), tables, streams)


def _numbers(since: str) -> tuple[list[str], list[str]]:
    """The numbers that stand once only, and the codes under which licences are looked up."""
    from saduak.cases.models import Case
    from saduak.licences.models import Licence
    from saduak.messages.models import Letter

    numbers = Case.objects.filter(pk__gt=since).values_list("number", flat=True)
    letters = Letter.objects.filter(pk__gt=since).exclude(number="").values_list("number", flat=True)
    licences = list(Licence.objects.filter(pk__gt=since).values_list("number", "code"))
    return [*numbers, *letters, *(number for number, _ in licences)], [code for _, code in licences]


def _tables(gaps: Gaps) -> Iterator[tuple[str, list[str | int]]]:
    from django.apps import apps
    from django.db import connection

    known = set(connection.introspection.django_table_names(only_existing=True))
    for model in apps.get_models():
        meta = model._meta
        own = meta.pk.column
        is_ours = model.__module__.startswith("saduak.") and meta.db_table in known - LEFT_OUT
        if not is_ours or getattr(meta.pk, "target_field", meta.pk).get_internal_type() != "UUIDField":
            continue
        columns = ", ".join(f'"{each.column}"' for each in meta.concrete_fields)
        rows = ROWS.format(columns=columns, table=meta.db_table, own=own, since=gaps.since, until=gaps.until)
        with connection.cursor() as cursor, cursor.copy(f"COPY ({rows}) TO STDOUT") as out:
            text = b"".join(map(bytes, out)).decode()
        if text:
            yield f'"{meta.db_table}" ({columns})', gaps.cut(text)


def _streams(gaps: Gaps) -> Iterator[Chain]:
    from saduak.ledger.models import Event, Stream

    for stream in Stream.objects.filter(id__gt=gaps.since, id__lte=gaps.until).order_by("id"):
        events = list(Event.objects.filter(stream=stream).select_related("stream").order_by("seq"))
        head = gaps.cut(f"{stream.id}\t{stream.kind}\t{stream.key}\t{stream.head_seq}\t")
        yield Chain(head, f"\t{stream.last_at}\n", [_sealed(event, gaps) for event in events])


def _sealed(event: Any, gaps: Gaps) -> Sealed:
    *sealed, _prev = event.sealed()
    text = json.dumps(sealed, ensure_ascii=False, separators=(",", ":"))[:-1] + ',"'
    columns = [event.id, event.stream_id, event.seq, event.kind, event.payload_version, event.payload_text, event.at]
    columns += [event.actor, event.on_behalf_of, event.channel, event.legal_basis]
    row = "\t".join(str(each).replace("\\", "\\\\").replace("\n", "\\n").replace("\t", "\\t") for each in columns)
    return Sealed(gaps.cut(text), gaps.cut(row + "\t"))


# Writing copies


def copies(templates: Sequence[Template], weights: Sequence[int], numbers: range) -> Iterator[tuple[int, Template]]:
    """The template of each number, as often as its weight says, well mixed."""
    bounds = list(accumulate(weights))
    for number in numbers:
        place = number * 7919 % bounds[-1]
        yield number, templates[next(at for at, bound in enumerate(bounds) if place < bound)]


def render(template: Template, number: int, pools: Sequence[Sequence[Person]], into: dict[str, list[str]]) -> None:
    """One more copy: the text of its rows, added to what is written for each table."""
    from uuid_utils import uuid7

    gaps = {Gaps.NUMBERS - at: f"BEN-7{at}-{number:07d}" for at in range(template.numbers)}
    gaps |= {Gaps.NUMBERS - template.numbers - at: f"{at}{number:09d}" for at in range(template.codes)}
    for slot in template.slots:
        own = str(uuid7())
        gaps[slot], gaps[slot + 1] = own, own.replace("-", "")
    for place, pool in enumerate(pools):
        person = pool[number % len(pool)]
        gaps[Gaps.PEOPLE - 2 * place], gaps[Gaps.PEOPLE - 2 * place - 1] = person
    for table, parts in template.tables.items():
        into[table].append(filled(parts, gaps))
    for chain in template.streams:
        last = "0" * 64
        for sealed, row in chain.events:
            before, last = last, hashlib.sha256((filled(sealed, gaps) + last + '"]').encode()).hexdigest()
            into[EVENTS].append(f"{filled(row, gaps)}{before}\t{last}\n")
        into[STREAMS].append(f"{filled(chain.head, gaps)}{last}{chain.tail}")


EVENTS = f"ledger_event ({EVENT}, hash)"
STREAMS = "ledger_stream (id, kind, key, head_seq, head_hash, last_at)"


def filled(parts: Sequence[str | int], gaps: Mapping[int, str]) -> str:
    """The text with its gaps filled."""
    return "".join([part if type(part) is str else gaps[part] for part in parts])  # type: ignore[index]


def write(plan: "Plan", numbers: range) -> None:
    """Write the copies with these numbers, without asking for foreign keys: what they name is copied with them."""
    import psycopg

    with psycopg.connect(plan.where, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        connection.execute("SET synchronous_commit = off")
        for start in range(numbers.start, numbers.stop, BATCH):
            into: dict[str, list[str]] = defaultdict(list)
            for number, template in copies(plan.templates, plan.weights, numbers[start - numbers.start :][:BATCH]):
                render(template, number, plan.pools, into)
            with connection.transaction():
                for table, rows in into.items():
                    with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
                        copy.write("".join(rows))


@dataclass
class Plan:
    """What is copied, how often each, for whom, and into which database (as libpq names it)."""

    templates: Sequence[Template]
    weights: Sequence[int]
    pools: Sequence[Sequence[Person]]
    where: str


def load(plan: Plan, numbers: range, *, processes: int = 2) -> float:
    """Write the copies with these numbers, by so many processes; seconds. Statistics are brought up to date."""
    import psycopg

    began = time.perf_counter()
    share = -(-len(numbers) // processes)
    parts = [numbers[at : at + share] for at in range(0, len(numbers), share)]
    with tempfile.NamedTemporaryFile() as file:
        pickle.dump(plan, file)
        file.flush()
        running = [
            subprocess.Popen([sys.executable, __file__, file.name, str(part.start), str(part.stop)]) for part in parts
        ]
        if sum(each.wait() != 0 for each in running):
            raise SystemExit("a loader ended badly")
    with psycopg.connect(plan.where, autocommit=True) as connection:
        connection.execute("VACUUM ANALYZE")
    return time.perf_counter() - began


if __name__ == "__main__":
    import _loader  # the plan names its classes as a benchmark sees them

    told = pickle.loads(Path(sys.argv[1]).read_bytes())  # noqa: S301 - written by `load`
    _loader.write(told, range(int(sys.argv[2]), int(sys.argv[3])))
