"""How many licences a second are set, sealed and read, each apart, and what a thousand do to memory.

LICENCE_RUNS says how many are made one after another for the memory (1,000 by itself). Rates are of one core, in time
of the processor; the aims are for two: 12 set, 4 sealed. The last line is JSON.
"""

import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
SECONDS = 5.0
RUNS = int(os.environ.get("LICENCE_RUNS", "1000"))
WARM = 50
"""Made before memory is looked at: caches fill."""
AT = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
CORES = 2
AIMS = {"sheets_per_second": 12, "sealed_per_second": 4}


def main() -> None:
    """Set, seal and read the licence of a restaurant over and over."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["SADUAK_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "saduak.config.settings"
        import django

        django.setup()
        print(json.dumps({"benchmark": "licence", "aims_on_two_cores": AIMS, **measure(Path(home))}))


def measure(home: Path) -> dict[str, float]:
    """Rates of one core, the same for two, and kilobytes of memory that the runs added."""
    from saduak.adapters.licences.press import LicencePress
    from saduak.adapters.licences.tests.records import ADDRESS, RESTAURANT, TOKEN, licence
    from saduak.adapters.signing.demo_authority import DemoAuthority
    from saduak.adapters.signing.inspection import inspect
    from saduak.adapters.signing.installed import InstalledSealer, Signing, anchors_of
    from saduak.adapters.signing.stamps import DemoStamps

    press, signing, authority = LicencePress(), Signing(demo=home), DemoAuthority(home)
    sealer, anchors = InstalledSealer(signing), anchors_of(signing)

    def sheet(number: int = 0) -> bytes:
        return press.sheet(licence(number=f"อภ.2-2570-{number:06}"), address=ADDRESS, token=TOKEN)

    def sealed(pdf: bytes) -> bytes:
        return sealer.seal(pdf, agency="khon-kaen-city", authority=RESTAURANT.issuer.th, at=AT)

    plain = sheet()
    whole = sealed(plain)
    one_core = {
        "sheets_per_second": rate(sheet),
        "sealed_per_second": rate(lambda: sealed(plain)),
        "stamps_per_second": rate(lambda: asyncio.run(DemoStamps(authority, AT).async_timestamp(b"0" * 32, "sha256"))),
        "read_per_second": rate(lambda: inspect(whole, anchors, AT)),
    }
    pictures = rate(lambda: press.picture(RESTAURANT, address=ADDRESS, token=TOKEN, language="th"))
    two = {f"{name}_on_two_cores": round(one_core[name] * CORES, 2) for name in AIMS}
    return {**one_core, "pictures_per_second": pictures, **two, **growth(lambda number: sealed(sheet(number)))}


def growth(make: Callable[[int], object]) -> dict[str, float]:
    """What so many licences, each another, add to the most that the process ever held."""
    for number in range(min(WARM, RUNS)):
        make(number)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for number in range(WARM, RUNS):
        make(number)
    return {"runs": RUNS, "grown_kilobytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before}


def rate(make: Callable[[], object]) -> float:
    """How many a second of processor time, so that a busy machine changes little."""
    made, started = 0, time.process_time()
    while (spent := time.process_time() - started) < SECONDS:
        make()
        made += 1
    return round(made / spent, 2)


if __name__ == "__main__":
    main()
