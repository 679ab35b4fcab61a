"""`low_risk_waste@1`: which permits to take waste out of a factory carry so little risk that a rule may grant them.

The figures and methods are those of version 1 and never change: another ceiling is version 2. They are ours to propose
and the authority's to adopt; the articles say from where the question comes (W-6, W-10).
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Any, Protocol

from saduak.core.acts import Citation
from saduak.core.conditions import Classes
from saduak.core.package import Answers

MOST_TONNES = Decimal(100)
"""Of one line, in the whole period."""
MOST_DAYS = 366
METHODS = frozenset({"011", "031", "033", "043", "044", "047", "049", "052", "057", "083"})
"""Sorting, reuse, recycling and recovery that need no further account: nothing is buried, burnt for destruction,
exported or tried out."""
WASTE_CONDITIONS: Mapping[str, Citation] = MappingProxyType(
    {
        "code_non_hazardous": Citation("moi_waste_2566", "4"),
        "code_specific": Citation("moi_waste_2566", "4"),
        "not_chemical": Citation("moi_waste_2566", "7"),
        "method_recovers": Citation("moi_waste_2566", "20"),
        "quantity_small": Citation("moi_waste_2566", "12"),
        "processor_consents": Citation("moi_waste_2566", "12"),
        "period_within_year": Citation("moi_waste_2566", "13"),
        "papers_there": Citation("lfa", "8"),
        "registers_looked_up": Citation("epa", "12"),
        "record_clean": Citation("moi_waste_2566", "11"),
    }
)
"""The conditions in order; the last four are asked of the whole, the others of each line."""


class Facts(Protocol):
    """What the rule reads (`core.automatic.Known`)."""

    @property
    def answers(self) -> Answers: ...
    @property
    def classes(self) -> Classes: ...
    @property
    def consented(self) -> frozenset[str]: ...
    @property
    def missing_papers(self) -> int: ...
    @property
    def open_look_ups(self) -> int: ...
    @property
    def refused_before(self) -> bool: ...


def failed_by_waste(known: Facts) -> Iterator[tuple[int, str]]:
    """Every condition that does not hold, line by line, then on the whole (line 0)."""
    lines = known.answers.get("waste", ())
    for number, line in enumerate(lines if isinstance(lines, (list, tuple)) else (), 1):
        holds = _of_line(known, line)
        yield from ((number, name) for name in WASTE_CONDITIONS if not holds.get(name, True))
    if not lines or not _within_a_year(known.answers.get("period", {})):
        yield 0, "period_within_year"
    if known.missing_papers:
        yield 0, "papers_there"
    if known.open_look_ups:
        yield 0, "registers_looked_up"
    if known.refused_before:
        yield 0, "record_clean"


def _of_line(known: Facts, line: Mapping[str, Any]) -> dict[str, bool]:
    classes = known.classes.get("waste.code", {}).get(str(line.get("code", "")), frozenset())
    return {
        "code_non_hazardous": "N" in classes and not classes & {"HA", "HM"},
        "code_specific": bool(classes) and "unspecified" not in classes,
        "not_chemical": line.get("is_chemical") is False,
        "method_recovers": line.get("method") in METHODS,
        "quantity_small": Decimal(str(line.get("tonnes", "Infinity"))) <= MOST_TONNES,
        "processor_consents": str(line.get("processor_number", "")) in known.consented,
    }


def _within_a_year(period: Any) -> bool:
    try:
        first, last = (date.fromisoformat(str(period[name])) for name in ("starts_on", "ends_on"))
    except (KeyError, TypeError, ValueError):
        return False
    return 0 <= (last - first).days < MOST_DAYS
