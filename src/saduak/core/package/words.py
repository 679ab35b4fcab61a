"""The words and conditions that every part of a package is made of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from saduak.core.acts import Citation

IN_SHORT = re.compile(r"([A-Za-z][A-Za-z0-9_]*) s\.([0-9]+(?:/[0-9]+)?)(?: para ([0-9]+))?")
Article = str
"""An article as packages write it; `cited` reads it."""


def cited(article: Article) -> Citation:
    """The citation an article names. Raises `ValueError` for anything but two or three words."""
    act, section, *paragraph = article.split()
    (part,) = paragraph or [""]
    return Citation(act, section, part)


def cited_in_short(written: str) -> Citation | None:
    """The citation of a ground as records and people write it ("PHA s.4", "EPA s.12 para 2") or as packages do
    ("pha 4"); None for anything else."""
    found = IN_SHORT.fullmatch(written.strip())
    if found:
        return Citation(found[1].lower(), found[2], found[3] or "")
    try:
        return cited(written)
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence or name in both languages; Thai is what counts, English helps."""

    th: str
    en: str


class Op(StrEnum):
    """How a condition compares."""

    IS = "is"
    IS_NOT = "is_not"
    IN = "in"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    FILLED = "filled"
    HAS_CLASS = "has_class"


Scalar = str | int | bool

Answer = Scalar | tuple[Scalar, ...]
"""What one field is answered with; several values only where the field is of kind `choices`."""

Line = Mapping[str, Answer]
"""The answers of one group, or of one line of a repeating group, by field."""

Answers = Mapping[str, Line | tuple[Line, ...]]
"""A form filled in: each group by its id, a repeating one as its lines."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison of an answer; `field` is "group.field" or, inside a repeating group, "field" of the same line."""

    field: str
    op: Op
    value: Scalar | tuple[Scalar, ...] | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """Comparisons under `all` or `any`; both empty is always true."""

    all: tuple["Comparison | Condition", ...] = ()
    any: tuple["Comparison | Condition", ...] = ()
