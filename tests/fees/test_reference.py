"""The example in docs/reference/fees.md is read as a package is, and computes as the page says."""

from datetime import date
from typing import Any

import pytest

from saduak.core.fees import bill
from saduak.core.package import Fees
from saduak.sources.binding import bound
from saduak.sources.documents import parsed
from saduak.sources.files import PACKAGE
from tests.fees.tables import BAHT, herd

REFERENCE = PACKAGE.parents[1] / "docs" / "reference" / "fees.md"


def example() -> Fees:
    text = REFERENCE.read_text(encoding="utf-8").partition("```yaml\n")[2].partition("```")[0]
    return bound(parsed(text.encode(), "fees.md"), Fees)


@pytest.mark.parametrize(("heads", "baht"), [(4, 0), (5, 100), (20, 100), (21, 300), (41, 500), (9000, 500)])
def test_the_example_of_the_reference(heads: int, baht: int) -> None:
    assert bill(example(), herd(heads), date(2026, 11, 2)).total == baht * BAHT


def test_the_example_is_a_fifth_dearer_when_late() -> None:
    late: Any = bill(example(), herd(50), date(2026, 11, 2), paid_on=date(2026, 11, 3))
    assert [charge.satang for charge in late.items] == [500 * BAHT, 100 * BAHT]
