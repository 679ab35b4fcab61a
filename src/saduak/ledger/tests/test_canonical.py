"""One value, one text, one hash."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from saduak.ledger.canonical import LARGEST, canonical, moment, plain

names = st.text(st.characters(max_codepoint=127), max_size=8)
scalars = st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | st.text(st.characters(exclude_categories=["Cs"]))
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(names, inner), max_leaves=20)


@given(values)
def test_it_is_what_rfc_8785_asks_for(value: Any) -> None:
    assert canonical(value).encode() == rfc8785.dumps(value)


def test_times_are_utc_to_the_microsecond() -> None:
    bangkok = datetime(2026, 10, 9, 18, 45, tzinfo=timezone(timedelta(hours=7)))
    assert moment(bangkok) == "2026-10-09T11:45:00.000000Z"
    assert plain(datetime(2026, 1, 1, tzinfo=UTC)) == "2026-01-01T00:00:00.000000Z"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 10, 9), "2026-10-09"),
        (time(8, 30), "08:30:00"),
        (Decimal("0.25"), "0.25"),
        (UUID(int=1), "00000000-0000-0000-0000-000000000001"),
        ((1, [2]), [1, [2]]),
    ],
)
def test_plain_values(value: Any, expected: Any) -> None:
    assert plain(value) == expected


@pytest.mark.parametrize("value", [0.25, 2**53, {1: 2}, {"ชื่อ": 1}, {1, 2}, b"raw", object()], ids=repr)
def test_what_has_no_one_form_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical(value)
