"""`form.yaml` and `codelists/`: the questions, the lines, and the codes they are answered with."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from saduak.core.package.words import Article, Condition, Text


class FieldKind(StrEnum):
    """What an answer is. Amounts of money are `satang`; measures are whole numbers or decimals with `places`."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    DECIMAL = "decimal"
    SATANG = "satang"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    CODE = "code"
    PERSON_ID = "person_id"
    JURISTIC_ID = "juristic_id"
    ADDRESS = "address"
    TELEPHONE = "telephone"
    EMAIL = "email"
    FACTORY_NUMBER = "factory_number"
    PLACE_ON_MAP = "place_on_map"


@dataclass(frozen=True, slots=True)
class Option:
    """One choice."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `code_list` names a list under `codelists/`; `prefill` where the answer may be known already.

    `least` and `most` bound numbers (decimals in units of their last place), `longest` texts.
    """

    id: str
    kind: FieldKind
    label: Text
    hint: Text | None = None
    required: bool = True
    options: tuple[Option, ...] = ()
    code_list: str = ""
    least: int | None = None
    most: int | None = None
    places: int = 0
    longest: int = 500
    unit: Text | None = None
    prefill: Literal["", "person", "organisation", "earlier", "register"] = ""
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class LineRule:
    """What a line of a repeating group may not say: refused on entry when `when` holds (W-2, W-4).

    `says` may name fields of the line, as in `{{ code }}`, and shows the answers given.
    """

    id: str
    when: Condition
    says: Text
    article: Article = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that belong together; `repeats` up to `most` times makes each a line."""

    id: str
    title: Text
    fields: tuple[Field, ...]
    repeats: bool = False
    least: int = 1
    most: int = 1
    when: Condition | None = None
    refuses: tuple[LineRule, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the form."""

    id: str
    title: Text
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """`form.yaml`."""

    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Code:
    """One code of a code list; `group` is the code above it, `classes` what `has_class` asks for."""

    code: str
    name: Text
    group: str = ""
    classes: tuple[str, ...] = ()
    rule: Text | None = None


@dataclass(frozen=True, slots=True)
class CodeList:
    """`codelists/<id>.yaml`: a starter set; the full official list is imported beside it."""

    id: str
    name: Text
    source: str
    codes: tuple[Code, ...]
