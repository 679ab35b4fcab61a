"""`fees.yaml`: what it costs, and by which instrument."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Literal

from saduak.core.package.words import Article, Condition, Text
from saduak.core.spans import Span


class Rounding(StrEnum):
    """How a computed amount becomes whole satang or baht."""

    SATANG_DOWN = "satang_down"
    SATANG_UP = "satang_up"
    BAHT_DOWN = "baht_down"
    BAHT_UP = "baht_up"
    BAHT_HALF_UP = "baht_half_up"


class Counting(StrEnum):
    """How a measure becomes whole units before a table is read."""

    EXACTLY = "exactly"
    DOWN = "down"
    UP = "up"
    HALF_UP = "half_up"


@dataclass(frozen=True, slots=True)
class Tier:
    """From more than `over` (or from 0) up to and including `up_to` of the measure, `satang`; `up_to` null: all
    the rest."""

    over: int
    up_to: int | None
    satang: int


@dataclass(frozen=True, slots=True)
class Waiver:
    """A time in which the fee is waived wholly or by a share, and who said so."""

    first_day: date
    last_day: date
    percent: int
    article: Article
    about: Text


@dataclass(frozen=True, slots=True)
class Surcharge:
    """What is added when the fee is paid late: a share of it, or an amount for each started or full period (K-4)."""

    article: Article
    percent: int = 0
    satang: int = 0
    per: Span | None = None
    counts_as_full_from: int = 0


@dataclass(frozen=True, slots=True)
class Fee:
    """One fee. Exactly one of the amounts is used, by `kind`:

    `fixed`: `satang`. `tiered`: `tiers` over `measure`. `per_unit`: `satang` for each unit of `measure`, or for each
    line of the repeating group it names. `percentage`: `percent` (in hundredths of a per cent) of the money in
    `measure`, between `floor` and `ceiling`. `when` chooses the fee; `sample` marks a figure borrowed from another
    body's ordinance, shown as ตัวอย่าง and never billed outside a demonstration. `legal_ceiling` is the Act's own.
    `counted` makes the measure whole first: half a cubic metre up counts as one.
    """

    id: str
    name: Text
    kind: Literal["fixed", "tiered", "per_unit", "percentage"]
    article: Article
    valid_from: date
    valid_to: date | None = None
    satang: int = 0
    measure: str = ""
    tiers: tuple[Tier, ...] = ()
    percent: int = 0
    floor: int | None = None
    ceiling: int | None = None
    legal_ceiling: int | None = None
    rounding: Rounding = Rounding.SATANG_DOWN
    counted: Counting = Counting.EXACTLY
    waivers: tuple[Waiver, ...] = ()
    surcharge: Surcharge | None = None
    when: Condition | None = None
    per: Literal["once", "year"] = "once"
    sample: bool = False
    borrowed_from: Text | None = None
    remark: Text | None = None


@dataclass(frozen=True, slots=True)
class Fees:
    """`fees.yaml`: the fees, or explicitly none.

    `left_to_offices` names fees to which the centre gives no amount: an office with a legal basis may set them in its
    overlay, of any kind; one without leaves them out (W-8).
    """

    fees: tuple[Fee, ...] | Literal["none"]
    left_to_offices: tuple[str, ...] = ()
