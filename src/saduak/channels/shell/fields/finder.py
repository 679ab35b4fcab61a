"""The code finder (W-3): by words in Thai or English, by digits, or step by step from chapter to item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from saduak.channels.shell.fields.names import id_of
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import sentences
from saduak.core.formlogic import FormLogic
from saduak.core.letters import in_language
from saduak.core.package import Code, Field
from saduak.core.reasons import Language
from saduak.core.thai import normal, western_digits

LONGEST_QUERY: Final = 100
MOST_FOUND: Final = 50


@dataclass(frozen=True, slots=True)
class Found:
    """A code in the finder: a heading to open, or a code to choose by the button `pick` or the link `choose`."""

    code: str
    name: str
    classes: tuple[tuple[str, str], ...]
    rule: str
    open: str
    pick: str
    choose: str


@dataclass(frozen=True, slots=True)
class Finder:
    """What the finder shows. `order` is how the package says to choose; `more` counts what did not fit."""

    name: str
    title: str
    order: str
    address: str
    back: str
    query: str
    above: tuple[Found, ...]
    found: tuple[Found, ...]
    more: int
    remembered: tuple[Found, ...]

    @property
    def id(self) -> str:
        """What the ids of its elements begin with."""
        return id_of(self.name)


def find_codes(
    logic: FormLogic,
    field: Field,
    name: str,
    asked: Mapping[str, str],
    *,
    address: str,
    back: str,
    remembered: Sequence[str] = (),
) -> Finder:
    """The finder for the field `name`. `asked` is the query of the request: `q` words or digits, `in` a heading.

    `address` is the page of the finder, without a query; `back` that of the form, where a choice leads as `?do=pick:…`;
    `remembered` are codes that this person has used before.
    """
    codes = logic.codes.get(field.code_list, {})
    query = normal(asked.get("q", "")[:LONGEST_QUERY])
    heading = codes.get(asked.get("in", ""))
    show = _Shows(name, codes, address, back, language_of_page())
    hits = list(_hits(codes, query) if query else _below(codes, heading.code if heading else ""))
    return Finder(
        name=name,
        title=in_language(field.label, show.language),
        order=in_language(field.hint, show.language) if field.hint else "",
        address=address,
        back=back,
        query=query,
        above=tuple(map(show.found, _above(codes, heading))) if not query else (),
        found=tuple(map(show.found, hits[:MOST_FOUND])),
        more=max(len(hits) - MOST_FOUND, 0),
        remembered=tuple(show.found(codes[code]) for code in dict.fromkeys(remembered) if code in codes),
    )


@dataclass(frozen=True, slots=True)
class _Shows:
    """How the codes of one field are shown."""

    name: str
    codes: Mapping[str, Code]
    address: str
    back: str
    language: Language

    def found(self, code: Code) -> Found:
        """A code with its classes and where it leads."""
        is_heading = any(other.group == code.code for other in self.codes.values())
        pick = "" if is_heading else f"pick:{self.name}:{code.code}"
        words = sentences(self.language)
        return Found(
            code=code.code,
            name=in_language(code.name, self.language),
            classes=tuple((each, words[key]) for each in code.classes if (key := f"code_class.{each}") in words),
            rule=in_language(code.rule, self.language) if code.rule else "",
            open=_with(self.address, {"in": code.code}) if is_heading else "",
            pick=pick,
            choose=_with(self.back, {"do": pick}) if pick else "",
        )


def _with(address: str, asked: Mapping[str, str]) -> str:
    return f"{address}{'&' if '?' in address else '?'}{urlencode(asked)}"


def _below(codes: Mapping[str, Code], heading: str) -> Iterator[Code]:
    return (code for code in codes.values() if (code.group if code.group in codes else "") == heading)


def _above(codes: Mapping[str, Code], code: Code | None) -> list[Code]:
    """The headings from the chapter down to this one."""
    way: list[Code] = []
    while code is not None and code not in way:
        way.insert(0, code)
        code = codes.get(code.group)
    return way


def _hits(codes: Mapping[str, Code], query: str) -> Iterator[Code]:
    """Codes that begin with the digits, or that have every word in their own name or in a heading above; those that
    can be chosen only."""
    digits = western_digits(query).replace(" ", "")
    headings = {code.group for code in codes.values()}
    choosable = [code for code in codes.values() if code.code not in headings]
    if digits.isdigit():
        yield from (code for code in choosable if code.code.startswith(digits))
        return
    words = query.casefold().split()
    own = {code.code: f"{code.name.th} {code.name.en}".casefold() for code in codes.values()}
    near = [code for code in choosable if all(word in own[code.code] for word in words)]
    yield from near
    for code in choosable:
        if code not in near:
            whole = " ".join(own[each.code] for each in _above(codes, code))
            if all(word in whole for word in words):
                yield code
