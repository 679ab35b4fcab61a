"""Sets of documents added up as numbers, against the same done one by one."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from saduak.catalogue.search.letters import grams, squashed
from saduak.catalogue.search.tally import Tally, numbers, packed, unpacked

SETS = st.lists(st.tuples(st.sets(st.integers(0, 70)), st.integers(0, 300)), max_size=12)
PROPERTY = settings(max_examples=150, deadline=None, derandomize=True, database=None)


def as_bits(members: set[int]) -> int:
    return sum(1 << member for member in members)


@given(SETS, st.integers(0, 900))
@PROPERTY
def test_scores_are_sums(given_sets: list[tuple[set[int], int]], least: int) -> None:
    tally, scores = Tally(), Counter[int]()
    for members, weight in given_sets:
        tally.add(as_bits(members), weight)
        scores.update(dict.fromkeys(members, weight))
    everyone = as_bits(set(scores))
    assert list(tally.ranked(everyone)) == sorted(scores.items(), key=lambda one: (-one[1], one[0]))
    assert set(numbers(tally.at_least(least, everyone))) == {one for one, score in scores.items() if score >= least}


@given(st.sets(st.integers(0, 500)))
@PROPERTY
def test_a_set_is_read_as_it_was_kept(members: set[int]) -> None:
    assert set(numbers(unpacked(packed(as_bits(members))))) == members


@given(st.text(max_size=40))
@PROPERTY
def test_squashing_twice_is_squashing_once(text: str) -> None:
    assert squashed(squashed(text)) == squashed(text)


@given(st.text(alphabet="กขคงาิ่้ำ๑2aB .-", max_size=20), st.text(alphabet="กขาิ่ำa2", max_size=6))
@PROPERTY
def test_a_piece_of_a_text_has_no_piece_that_the_text_has_not(text: str, piece: str) -> None:
    whole = squashed(text + piece + text)
    if squashed(piece) in whole:
        exact = {gram for gram in grams(squashed(piece)) if gram in squashed(piece)}
        assert exact <= set(grams(whole))
