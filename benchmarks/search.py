"""How long a search takes among 5,000 services, on SQLite and PostgreSQL. The last line is JSON, times in milliseconds.

The services are made up from the words of real ones; the queries are pieces of their texts, two letters and more, half
of them with a typing error, and sentences around a word.
"""

import json
import random
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from statistics import quantiles
from typing import Any

from _both import on_both, prepare

SERVICES, QUERIES = 5000, 600
NOW, TODAY = datetime(2026, 11, 2, 2, 0, tzinfo=UTC), date(2026, 11, 2)

WORDS = {
    name: words.split()
    for name, _, words in (
        line.partition(":") for line in Path(__file__).with_name("search_words.txt").read_text("utf-8").splitlines()
    )
}


def main() -> None:
    """Measure on both databases."""
    print(json.dumps({"benchmark": "search", "services": SERVICES, **on_both(__file__)}))


def measure() -> dict[str, float]:
    """Fill the shelf, add one more service, search."""
    prepare()
    from saduak.catalogue.search import find

    chance = random.Random(2569)  # noqa: S311 - the same services and queries each time
    texts = [dict(made_up(number, chance)) for number in range(SERVICES)]
    filling = timed(lambda: shelve(texts))
    more = [dict(made_up(number, chance)) for number in range(SERVICES, SERVICES + 5)]
    adding = min(timed(lambda text=text: shelve([text])) for text in more)  # type: ignore[misc]
    asked = list(queries(texts, chance))
    for query in asked[:20]:
        find(query, TODAY)
    times = sorted(timed(lambda query=query: find(query, TODAY)) for query in asked)  # type: ignore[misc]
    hits = [query for query in asked if find(query, TODAY, 1)]
    return {
        "p50": in_ms(times[len(times) // 2]),
        "p95": in_ms(quantiles(times, n=20)[-1]),
        "worst": in_ms(times[-1]),
        "found_percent": round(100 * len(hits) / len(asked), 1),
        "add_one": in_ms(adding),
        "fill_seconds": round(filling, 1),
    }


def in_ms(seconds: float) -> float:
    """Seconds as milliseconds."""
    return round(seconds * 1000, 2)


def timed(work: Any) -> float:
    """Seconds that `work` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def made_up(number: int, chance: random.Random) -> Iterator[tuple[Any, list[str]]]:
    """The texts of a service that might exist."""
    from saduak.catalogue.search.indexing import Part

    def some(kind: str, many: int) -> list[str]:
        return chance.sample(WORDS[kind], many)

    (deed, act, thing, place, code) = (some(kind, 1)[0] for kind in ("deeds", "acts", "things", "places", "codes"))
    yield Part.NAME, [f"{deed}{act}{thing} {place}", " ".join(some("english", 5))]
    yield Part.SYNONYM, [f"{some('acts', 1)[0]}{thing}", thing, *some("things", 2), *some("english", 3)]
    yield Part.FORM_CODE, [f"{code}.{number % 97}/{number}"]
    duty = f"ผู้ใดประสงค์จะ{act}{thing}{place}ต้องยื่นคำขอต่อเจ้าพนักงานท้องถิ่น"
    yield Part.SUMMARY, [" ".join([duty, *some("acts", 6)])]
    yield Part.DOCUMENTS, some("papers", 8)


def shelve(texts: list[dict[Any, list[str]]]) -> None:
    """Publish and index through a command."""
    from uuid_utils.compat import uuid7

    from saduak.catalogue.models import PublishedVersion
    from saduak.catalogue.search import index_publications
    from saduak.catalogue.search.indexing import Part
    from saduak.ledger.actors import INSTALLER, Actor
    from saduak.ledger.door import COMMANDS, command
    from saduak.ledger.transaction import Write

    @command(search="shelf")
    def fill(write: Write, *, actor: Actor, shelf: str, now: datetime, key: str) -> None:  # noqa: ARG001
        rows = [row(str(uuid7()), text[Part.NAME]) for text in texts]
        PublishedVersion.objects.bulk_create(rows, batch_size=500)
        index_publications(write, zip([row.id for row in rows], texts, strict=True))

    def row(service: str, names: list[str]) -> PublishedVersion:
        return PublishedVersion(
            service=service,
            version="2566-01-01",
            name_th=names[0],
            name_en=names[1],
            lane="licence",
            valid_from=date(2023, 1, 1),
            compiled="{}",
            digest="0" * 64,
            published_at=NOW,
        )

    fill(actor=INSTALLER, shelf="a", now=NOW, key=str(uuid7()))
    COMMANDS.clear()


def queries(texts: list[dict[Any, list[str]]], chance: random.Random) -> Iterator[str]:
    """Two letters to whole sentences, every other one mistyped."""
    from saduak.catalogue.search.indexing import Part

    for turn in range(QUERIES):
        text = chance.choice(texts)
        item = chance.choice(text[chance.choice(list(Part))])
        start = chance.randrange(max(1, len(item) - 2))
        query = item[start : start + (2, 4, 8, 16, 40)[turn % 5]]
        if turn % 6 == 5:
            query = f"ต้องการขอ{query}ที่บ้านต้องทำอย่างไรบ้าง"
        yield mistyped(query, chance) if turn % 2 and len(query) > 4 else query


def mistyped(query: str, chance: random.Random) -> str:
    """One letter swapped with the next."""
    place = chance.randrange(len(query) - 1)
    return query[:place] + query[place + 1] + query[place] + query[place + 2 :]


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure()))
    else:
        main()
