"""A ground of law as people write it is read as the article that it names."""

import pytest

from saduak.core.acts import Citation
from saduak.core.package.words import cited_in_short


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("PHA s.4", Citation("pha", "4")),
        ("EPA s.12 para 2", Citation("epa", "12", "2")),
        (" apa s.39/1 ", Citation("apa", "39/1")),
        ("pha 4", Citation("pha", "4")),
        ("lfa 8 3", Citation("lfa", "8", "3")),
        ("คำสั่งที่ 1/2569 ลงวันที่ 5 มกราคม", None),
        ("", None),
    ],
)
def test_an_article_is_read_in_both_notations_and_nothing_else_is(written: str, found: Citation | None) -> None:
    assert cited_in_short(written) == found
