"""Whatever a value is, the linter answers: it finds or it passes, it never fails and never hangs."""

from collections.abc import Iterator
from dataclasses import replace
from time import perf_counter
from typing import Any

import pytest

from saduak.core.package import Package
from saduak.core.spans import LONGEST, Span, Unit
from saduak.sources.lint import lint
from saduak.sources.lint.subject import Spot, parts_of, spots
from saduak.sources.packages import read_package
from tests.lint.breaking import BASE, PACKAGE

HOSTILE: dict[type, tuple[Any, ...]] = {
    str: ("", "x", "pha", "{{ a.b", "2 ชุด\n" * 3000, "no " * 3000),
    int: (-1, 0, 10**15),
    bool: (True, False),
    tuple: ((),),
    Span: tuple(Span(amount, unit) for amount in (0, 1, LONGEST) for unit in Unit),
}
PARTS = ("service", "form", "fees")
CLOSED = frozenset({"kind", "unit", "per", "prefill", "assurance", "impact", "pending_renewal"})
"""Words of closed lists: the reader refuses every other."""


def hostile() -> Iterator[tuple[str, tuple[str | int, ...], Any]]:
    """Every value of the small package with each hostile value of its type."""
    package = read_package(BASE / PACKAGE)
    for part, whole in parts_of(package).items():
        if part in PARTS:
            for spot in spots(part, whole):
                values = HOSTILE.get(type(spot.value), ())
                if _can_be_changed(spot):
                    yield from ((part, spot.place.path, value) for value in values)


def _can_be_changed(spot: Spot) -> bool:
    """Not a whole file, a word of a closed list, or the inside of a length, which guards itself."""
    path = spot.place.path
    return bool(path) and path[-1] not in CLOSED and not isinstance(spot.owner, Span)


def changed(whole: Any, path: tuple[str | int, ...], value: Any) -> Any:
    """The same with another value at the end of the path."""
    if not path:
        return value
    first, *rest = path
    if isinstance(whole, tuple):
        items = list(whole)
        items[int(first)] = changed(items[int(first)], tuple(rest), value)
        return tuple(items)
    return replace(whole, **{str(first): changed(getattr(whole, str(first)), tuple(rest), value)})


@pytest.fixture(scope="module")
def base() -> Package:
    return read_package(BASE / PACKAGE)


@pytest.mark.parametrize("part", PARTS)
def test_no_value_stops_the_linter(base: Package, part: str) -> None:
    tried = 0
    for found_in, path, value in hostile():
        if found_in == part:
            package = replace(base, **{part: changed(getattr(base, part), path, value)})
            begun = perf_counter()
            for finding in lint(package):
                assert finding.text("th")
                assert finding.text("en")
            assert perf_counter() - begun < 2, (path, value)
            tried += 1
    assert tried > 100
