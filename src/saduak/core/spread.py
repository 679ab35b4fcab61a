"""How long things took, kept as counts by bucket: small, added up and taken apart again, and good for any percentile.

A value below `EXACT` has a bucket of its own; above, each doubling is cut into sixteen equal parts, so that a value
read back is at most 3.2 % away from what was put in. Days are nearly always exact, seconds rarely.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

EXACT = 64
PARTS = 16
"""Into how many parts a doubling is cut."""
MEDIAN, NINETIETH = Fraction(1, 2), Fraction(9, 10)


def bucket_of(value: int) -> int:
    """The bucket of a whole number that is not negative; less counts as nothing."""
    if value < EXACT:
        return max(value, 0)
    doublings = value.bit_length() - EXACT.bit_length()
    part = (value >> (value.bit_length() - PARTS.bit_length())) - PARTS
    return EXACT + doublings * PARTS + part


def value_of(bucket: int) -> int:
    """The middle of a bucket."""
    if bucket < EXACT:
        return bucket
    doublings, part = divmod(bucket - EXACT, PARTS)
    width = (EXACT << doublings) // PARTS
    return (PARTS + part) * width + width // 2


@dataclass(frozen=True, slots=True)
class Spread:
    """Counts by bucket."""

    buckets: Mapping[int, int]

    @classmethod
    def of(cls, values: Iterable[int]) -> "Spread":
        """The spread of these values."""
        found: dict[int, int] = {}
        for value in values:
            found[bucket_of(value)] = found.get(bucket_of(value), 0) + 1
        return cls(found)

    @property
    def count(self) -> int:
        """Of how many values."""
        return sum(self.buckets.values())

    def with_all(self, other: "Spread") -> "Spread":
        """Both together; what adds up to none is left out."""
        found = dict(self.buckets)
        for bucket, count in other.buckets.items():
            found[bucket] = found.get(bucket, 0) + count
        return Spread({bucket: count for bucket, count in found.items() if count})

    def at(self, share: Fraction) -> int | None:
        """The value that at least this share of all does not exceed (nearest rank); None of nothing."""
        wanted, seen = max(ceil(share * self.count), 1), 0
        for bucket in sorted(self.buckets):
            seen += self.buckets[bucket]
            if seen >= wanted:
                return value_of(bucket)
        return None

    @property
    def median(self) -> int | None:
        """The value of which half takes no more."""
        return self.at(MEDIAN)

    @property
    def ninetieth(self) -> int | None:
        """The value that nine of ten do not exceed."""
        return self.at(NINETIETH)

    def within(self, most: int) -> int:
        """How many took no more than so much."""
        return sum(count for bucket, count in self.buckets.items() if value_of(bucket) <= most)


ENOUGH = 10
"""Cases below which nothing is proposed: one slow case would decide."""
FAR_BELOW = Fraction(2, 3)
MARGIN = Fraction(11, 10)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the figures say about a promise (M-3): "shorter" with the `amount` to promise, "kept", "over" where one case
    in ten takes longer than promised, or "few" where too few cases are finished. `ninetieth` is what it rests on;
    `would_keep` how many of the `count` cases would have kept the shorter promise."""

    kind: str
    count: int
    ninetieth: int | None
    amount: int | None = None
    would_keep: int | None = None


def proposal(promised: int, spread: Spread) -> Proposal:
    """A shorter promise where nine of ten cases take at most two thirds of it: what they take and a tenth more, rounded
    up. A longer one is never proposed (LFA s.7 has promises checked for slowness, not for comfort)."""
    count, ninetieth = spread.count, spread.ninetieth
    if count < ENOUGH or ninetieth is None:
        return Proposal("few", count, ninetieth)
    if ninetieth > promised:
        return Proposal("over", count, ninetieth)
    amount = max(ceil(ninetieth * MARGIN), 1)
    if ninetieth > promised * FAR_BELOW or amount >= promised:
        return Proposal("kept", count, ninetieth)
    return Proposal("shorter", count, ninetieth, amount, spread.within(amount))
