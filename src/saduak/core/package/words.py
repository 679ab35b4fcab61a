"""The words and conditions that every part of a package is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from saduak.core.acts import Citation

Article = str
"""An article as packages write it; `cited` reads it."""


def cited(article: Article) -> Citation:
    """The citation an article names. Raises `ValueError` for anything but two or three words."""
    act, section, *paragraph = article.split()
    (part,) = paragraph or [""]
    return Citation(act, section, part)


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
