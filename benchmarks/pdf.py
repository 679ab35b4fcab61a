"""How many manuals and posters a second one core makes, and how long the first one takes. The last line is JSON."""

import json
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]
SECONDS = 5.0
ADDRESS = "https://saduak.example.go.th/services/health/food-small/khon-kaen-city/2565-01-01/"


def main() -> None:
    """Make the notification of a small restaurant over and over, in Thai."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["SADUAK_HOME"] = home
        os.environ["DJANGO_SETTINGS_MODULE"] = "saduak.config.settings"
        import django

        django.setup()
        print(json.dumps({"benchmark": "pdf", **measure()}))


def measure() -> dict[str, float]:
    """Seconds to the first document, then documents a second of each kind."""
    from saduak.channels.public import paper
    from saduak.core.package import Text
    from saduak.sources.packages import package

    restaurant = package("health/food-small", "2565-01-01")
    office = Text("เทศบาลนครขอนแก่น", "Khon Kaen City Municipality")
    started = time.perf_counter()
    paper.poster_pdf(restaurant, office, "th", ADDRESS)
    return {
        "first_seconds": round(time.perf_counter() - started, 2),
        "manuals_per_second": rate(lambda: paper.manual_pdf(restaurant, office, "th", ADDRESS)),
        "posters_per_second": rate(lambda: paper.poster_pdf(restaurant, office, "th", ADDRESS)),
    }


def rate(make: Callable[[], bytes]) -> float:
    """Documents a second of processor time, so that a busy machine changes nothing."""
    made, started = 0, time.process_time()
    while (spent := time.process_time() - started) < SECONDS:
        make()
        made += 1
    return round(made / spent, 2)


if __name__ == "__main__":
    main()
