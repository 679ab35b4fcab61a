"""Fees to test with: the tables of real ordinances, written short."""

from datetime import date
from typing import Any

from saduak.core.package import Fee, Fees, Text, Tier

DAY = date(2026, 11, 2)
BAHT = 100


def text(words: str) -> Text:
    return Text(words, words)


def fee(kind: Any = "fixed", **parts: Any) -> Fee:
    """A fee under section 56 of the Public Health Act, in force since 2019, with the parts that a test is about."""
    given: dict[str, Any] = {"id": "licence", "article": "pha 56", "valid_from": date(2019, 1, 1)} | parts
    return Fee(name=text("ใบอนุญาต"), kind=kind, **given)


def fees(*rows: Fee) -> Fees:
    return Fees(rows)


def tiers(*rows: tuple[int, int | None, int]) -> tuple[Tier, ...]:
    """Tiers as an ordinance prints them: over, up to, baht."""
    return tuple(Tier(over, up_to, baht * BAHT) for over, up_to, baht in rows)


PIGS = tiers(
    *((4, 20, 100), (20, 40, 300), (40, 100, 500), (100, 1000, 1000), (1000, 5000, 3000), (5000, 10000, 5000)),
    (10000, None, 7000),
)
"""Keeping pigs by the head: the ordinance of Nong Waeng (2019). Fewer than five pay nothing."""

RICE_MILL = tiers((0, 15, 500), (15, 40, 1000), (40, None, 2000))
"""A rice mill by horsepower, from the same table."""


def herd(heads: Any) -> dict[str, dict[str, Any]]:
    return {"business": {"heads": heads}}
