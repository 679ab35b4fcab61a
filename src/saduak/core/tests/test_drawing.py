"""The drawing of a map: no two arrows on one line, none across a stop, all within the sheet."""

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from saduak.core.drawing import LANE, STOP_HEIGHT, STOP_WIDTH, Link, drawing

STOPS = st.integers(1, 12)


@st.composite
def maps(draw: st.DrawFn) -> tuple[int, list[Link]]:
    """Some stops and arrows between them, each once."""
    stops = draw(STOPS)
    place = st.integers(0, stops - 1)
    return stops, draw(st.lists(st.builds(Link, place, place), unique=True, max_size=20))


@given(maps())
def test_everything_lies_on_the_sheet(given_map: tuple[int, list[Link]]) -> None:
    stops, links = given_map
    found = drawing(stops, links)
    assert (len(found.stops), len(found.arrows)) == (stops, len(links))
    for stop in found.stops:
        assert 0 <= stop.x <= found.width - STOP_WIDTH
        assert 0 <= stop.y <= found.height - STOP_HEIGHT
    for arrow in found.arrows:
        assert 0 < arrow.x < found.width
        assert 0 < arrow.y < found.height


@given(maps())
def test_no_arrow_beside_the_stops_shares_its_lane_with_another_on_the_way(
    given_map: tuple[int, list[Link]],
) -> None:
    stops, links = given_map
    found = drawing(stops, links)
    beside = [at for at, link in enumerate(links) if link.target != link.origin + 1]
    for one, other in combinations(beside, 2):
        if found.arrows[one].x == found.arrows[other].x:
            low, high = sorted(links[one]), sorted(links[other])
            assert low[1] < high[0] or high[1] < low[0]


@given(maps())
def test_lanes_lie_outside_the_stops_and_straight_arrows_between_them(given_map: tuple[int, list[Link]]) -> None:
    stops, links = given_map
    found = drawing(stops, links)
    left = found.stops[0].x
    for link, arrow in zip(links, found.arrows, strict=True):
        if link.target == link.origin + 1:
            assert arrow.x == left + STOP_WIDTH // 2
        elif link.target > link.origin:
            assert arrow.x < left
        else:
            assert arrow.x > left + STOP_WIDTH


def test_a_short_map_fits_on_a_phone() -> None:
    found = drawing(6, [Link(at, at + 1) for at in range(5)] + [Link(0, 2), Link(3, 1)])
    assert found.width <= 328
    assert found.width == STOP_WIDTH + 2 * (LANE + 10)


def test_arrows_that_jump_the_same_way_stand_beside_each_other() -> None:
    found = drawing(5, [Link(0, 2), Link(0, 3), Link(0, 4)])
    assert len({arrow.x for arrow in found.arrows}) == 3
    apart = drawing(6, [Link(0, 2), Link(3, 5)])
    assert len({arrow.x for arrow in apart.arrows}) == 1
