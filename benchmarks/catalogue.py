"""Twenty people read the catalogue at once: how long a page takes, made before or not, and how much is loaded first."""

import gzip
import json
import re
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from statistics import quantiles
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tests.serving import begin, end, free_port

READERS = 20
SECONDS = 8.0
OFFICES = ("khon-kaen-city", "khon-kaen-city", "khon-kaen-city", "khon-kaen-industry")
SERVICES = ("health/food-small", "health/food-large", "health/harmful-business", "industry/waste-removal")
PAGES = [
    f"{language}/services/{service}/{office}/"
    for service, office in zip(SERVICES, OFFICES, strict=True)
    for language in ("", "/en")
]
AIMS = {"cached_p95_ms": 40, "uncached_p95_ms": 120, "first_load_bytes": 150_000}
STYLE = re.compile(r'<link rel="stylesheet" href="([^"]+)"|<script[^>]* src="([^"]+)"')


def one(connection: HTTPConnection, address: str) -> bytes:
    """The body of a page; anything but a page ends the measurement."""
    connection.request("GET", address, headers={"Accept-Encoding": "identity"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{address} was answered by {answer.status}")
    return body


def connect(base: str) -> HTTPConnection:
    """A connection that stays open, as a browser keeps it."""
    return HTTPConnection(urlsplit(base).netloc, timeout=30)


def read(base: str, addresses: Iterator[str], until: float, took: list[float]) -> None:
    """One reader, without a pause between pages."""
    connection = connect(base)
    while time.perf_counter() < until:
        began = time.perf_counter()
        one(connection, next(addresses))
        took.append(time.perf_counter() - began)
    connection.close()


def together(base: str, readers: Sequence[Iterator[str]]) -> list[float]:
    """Every reader at once; the seconds that each page took."""
    took: list[list[float]] = [[] for _ in readers]
    until = time.perf_counter() + SECONDS
    threads = [
        threading.Thread(target=read, args=(base, addresses, until, mine))
        for addresses, mine in zip(readers, took, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [seconds for mine in took for seconds in mine]


def again(start: int) -> Iterator[str]:
    """The same few pages over and over."""
    return (PAGES[number % len(PAGES)] for number in count(start))


def anew(reader: int) -> Iterator[str]:
    """The same pages, each time under an address that nobody has asked for."""
    return (f"{PAGES[number % len(PAGES)]}?reader={reader}-{number}" for number in count(reader))


def told(name: str, took: list[float]) -> dict[str, float]:
    """Middle and 95th percentile in milliseconds, and pages a second."""
    cuts = quantiles(took, n=100)
    rate = round(len(took) / SECONDS)
    return {
        f"{name}_p50_ms": round(cuts[49] * 1000, 1),
        f"{name}_p95_ms": round(cuts[94] * 1000, 1),
        f"{name}_rate": rate,
    }


def first_load(base: str) -> dict[str, int]:
    """Bytes of a page with its styles and scripts, without fonts; as they are and compressed."""
    connection = connect(base)
    most = [max((_load(connection, page) for page in ("/", *PAGES)), key=sum)]
    connection.close()
    raw, packed = most[0]
    return {"first_load_bytes": raw, "first_load_gzip_bytes": packed}


def _load(connection: HTTPConnection, address: str) -> tuple[int, int]:
    page = one(connection, address)
    more = {style or script for style, script in STYLE.findall(page.decode())}
    parts = [page, *(one(connection, part) for part in sorted(more))]
    return sum(map(len, parts)), sum(len(gzip.compress(part)) for part in parts)


def measure(base: str) -> dict[str, float]:
    """Everything, after each page was read once."""
    warm = connect(base)
    for page in PAGES:
        one(warm, page)
    warm.close()
    return {
        **told("cached", together(base, [again(number) for number in range(READERS)])),
        **told("uncached", together(base, [anew(number) for number in range(READERS)])),
        **first_load(base),
    }


def main() -> None:
    """Measure, tell people, and tell a machine on the last line."""
    with tempfile.TemporaryDirectory() as home:
        command = [sys.executable, "-m", "saduak", "up", "--port", str(free_port())]
        running = begin(command, cwd=Path.cwd(), seconds=120, home=Path(home))
        try:
            found = measure(running.address)
        finally:
            end(running)
    for name, value in found.items():
        aim = f"   aim {AIMS[name]:,}" if name in AIMS else ""
        print(f"{name:<24}{value:>12,}{aim}")
    print(json.dumps({"benchmark": "catalogue", "readers": READERS, **found}))


if __name__ == "__main__":
    main()
