"""Where the stops and arrows of a map are drawn: one below the other, arrows that jump in lanes at both sides.

Made for a phone first: the drawing is as wide as it has lanes and no wider, and no line crosses a stop. Arrows down to
the next stop are straight; those that jump on run at the left, those that go back at the right, each in the nearest
lane that is free along its way. Lengths are in units of the drawing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

STOP_WIDTH, STOP_HEIGHT, GAP = 188, 46, 56
LANE, SIDE, ROUND = 46, 10, 9
TIP = 10
"""Length of an arrow's head, where the line itself has ended."""


class Link(NamedTuple):
    """An arrow by the places of its ends, from 0."""

    origin: int
    target: int


@dataclass(frozen=True, slots=True)
class Placed:
    """A stop: its upper left corner."""

    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawn:
    """An arrow: its line as an SVG path, and the middle of its label."""

    line: str
    x: int
    y: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole: its size, the stops and the arrows in the order in which they were given."""

    width: int
    height: int
    stops: tuple[Placed, ...]
    arrows: tuple[Drawn, ...]


def drawing(stops: int, links: Sequence[Link]) -> Drawing:
    """Place so many stops and these arrows between them."""
    forward = _lanes([link for link in links if link.target > link.origin + 1])
    back = _lanes([link for link in links if link.target <= link.origin])
    left = SIDE + LANE * (max(forward.values(), default=-1) + 1)
    right = SIDE + LANE * (max(back.values(), default=-1) + 1)
    width, height = left + STOP_WIDTH + right, SIDE * 2 + stops * STOP_HEIGHT + max(stops - 1, 0) * GAP
    placed = tuple(Placed(left, SIDE + place * (STOP_HEIGHT + GAP)) for place in range(stops))
    drawn = tuple(_drawn(link, placed, forward.get(link), back.get(link)) for link in links)
    return Drawing(width, height, placed, drawn)


def _lanes(links: Sequence[Link]) -> dict[Link, int]:
    """The nearest free lane for each arrow, short ones first; two that only touch at a stop do not share one."""
    taken: list[list[tuple[int, int]]] = []
    found: dict[Link, int] = {}
    for link in sorted(set(links), key=lambda each: (abs(each.target - each.origin), each)):
        low, high = sorted(link)
        lane = next((place for place, lane in enumerate(taken) if _is_free(lane, low, high)), len(taken))
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        found[link] = lane
    return found


def _is_free(lane: Sequence[tuple[int, int]], low: int, high: int) -> bool:
    return all(high < begin or end < low for begin, end in lane)


def _drawn(link: Link, placed: Sequence[Placed], forward: int | None, back: int | None) -> Drawn:
    one, other = placed[link.origin], placed[link.target]
    if forward is not None:
        return _beside(one, other, one.x, -1, forward)
    if back is not None:
        return _beside(one, other, one.x + STOP_WIDTH, 1, back)
    middle, top = one.x + STOP_WIDTH // 2, one.y + STOP_HEIGHT
    return Drawn(f"M{middle} {top}V{other.y - TIP - 1}", middle, top + GAP // 2 - TIP // 2)


def _beside(one: Placed, other: Placed, edge: int, way: int, lane: int) -> Drawn:
    """Out of the side of one stop, along a lane, into the side of the other: a little below where others go out."""
    out, into = one.y + STOP_HEIGHT * 2 // 3, other.y + STOP_HEIGHT // 3
    if one == other:
        out, into = one.y + STOP_HEIGHT - 8, one.y + 8
    line = edge + way * (LANE * lane + LANE // 2 + SIDE // 2)
    turn = ROUND if into > out else -ROUND
    return Drawn(
        f"M{edge} {out}H{line - way * ROUND}Q{line} {out} {line} {out + turn}V{into - turn}"
        f"Q{line} {into} {line - way * ROUND} {into}H{edge + way * (TIP + 1)}",
        line,
        (out + into) // 2,
    )
