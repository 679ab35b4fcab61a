"""How fast the law answers, on one core: receipts and working-day periods in process, mixed lines through `saduak law`.

Aims: 100,000 receipts a second, 50,000 periods of forty working days a second, both with their reasons; 3,000 mixed
lines in a second and a bare start in 0.3 seconds as a process. The last line printed is one object of JSON.
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from statistics import median
from typing import Any

from saduak.core.calendars import BANGKOK
from saduak.core.periods import period
from saduak.core.receipt import Arrival, Channel, receipt
from saduak.core.spans import Doer, Span, Unit
from saduak.sources.lawbook import lawbook

RECEIPTS, PERIODS, LINES, STARTS = 100_000, 50_000, 3_000, 7
COMMAND = [sys.executable, "-m", "saduak", "law"]
OWN = {"weekdays": [7, 1, 2, 3, 4], "opens": "09:00", "closes": "17:00", "closed": ["2026-10-14"]}


def rate(work: Callable[[Any], object], inputs: Sequence[Any]) -> float:
    """Calls a second, the best of three rounds over all inputs."""
    best = float("inf")
    for _ in range(3):
        began = time.perf_counter()
        for given in inputs:
            work(given)
        best = min(best, time.perf_counter() - began)
    return len(inputs) / best


def receipts() -> float:
    """Arrivals at every hour of ten months, in hours and out, by counter as well."""
    book, first = lawbook(), datetime(2026, 1, 1, tzinfo=BANGKOK)
    channels = (Channel.ELECTRONIC, Channel.ELECTRONIC, Channel.ELECTRONIC, Channel.COUNTER)
    arrivals = [
        Arrival(first + timedelta(minutes=4.37 * number), channels[number % len(channels)])
        for number in range(RECEIPTS)
    ]
    return rate(lambda arrival: receipt(arrival, book.calendar, book.regime), arrivals)


def periods() -> float:
    """Forty working days from each day of ten months, for authority and person."""
    calendar, span = lawbook().calendar, Span(40, Unit.WORKING_DAY)
    starts = [(date(2026, 1, 1) + timedelta(days=number % 300), list(Doer)[number % 2]) for number in range(PERIODS)]
    return rate(lambda given: period(given[0], span, given[1], calendar), starts)


def questions() -> str:
    """Mixed lines: receipts, periods, notices, limits and clocks, on calendars by name and written out."""
    return "".join(json.dumps(_question(number)) + "\n" for number in range(LINES))


def _question(number: int) -> dict[str, Any]:
    day = (date(2026, 1, 5) + timedelta(days=number % 250)).isoformat()
    at = f"{day}T{number % 24:02}:{number % 60:02}:00+07:00"
    units = [unit.value for unit in Unit if unit.is_of_days]
    kinds: list[dict[str, Any]] = [
        {"rule": "receipt", "given": {"entered_at": at, "channel": "electronic"}},
        {"rule": "period", "given": {"from": day, "amount": number % 20 % 2 + 1, "unit": units[number % 4 - 1]}},
        {"rule": "period", "given": {"from": at, "amount": number % 30, "unit": "working_hour"}, "calendar": OWN},
        {"rule": "delay_notices", "given": {"due": day, "count": 4}, "calendar": "TH-40"},
        {"rule": "limit", "given": {"limit": "lfa.result_notice", "from": day}},
        {"rule": "clock", "given": {"promise": {"amount": 9, "unit": "working_day"}, "facts": _facts(at)}},
        {"rule": "receipt", "given": {"entered_at": at}, "calendar": OWN | {"closed": [day]}},
    ]
    return {"id": number, **kinds[number % len(kinds)]}


def _facts(at: str) -> list[dict[str, str]]:
    return [{"fact": "filed", "at": at}, {"fact": "completed", "at": at}]


def seconds(sent: str) -> float:
    """How long `saduak law` takes for what it is sent, the median of several runs."""
    return median(_once(sent.encode()) for _ in range(STARTS))


def _once(sent: bytes) -> float:
    began = time.perf_counter()
    done = subprocess.run(COMMAND, input=sent, capture_output=True, check=True)
    took = time.perf_counter() - began
    errors = done.stdout.count(b'"error"')
    if errors or done.stdout.count(b"\n") != sent.count(b"\n"):
        raise SystemExit(f"{errors} lines were answered by an error")
    return took


def main() -> None:
    """Measure, tell people, and tell a machine on the last line."""
    found = {
        "receipts_per_second": round(receipts()),
        "periods_per_second": round(periods()),
        "start_seconds": round(seconds(""), 3),
        "lines_3000_seconds": round(seconds(questions()), 3),
    }
    aims = {"receipts_per_second": 100_000, "periods_per_second": 50_000, "start_seconds": 0.3, "lines_3000_seconds": 1}
    for name, value in found.items():
        print(f"{name:<22}{value:>12,}   aim {aims[name]:,}")
    print(json.dumps({"benchmark": "law", **found}))


if __name__ == "__main__":
    main()
