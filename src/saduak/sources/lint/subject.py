"""A package as the rules look at it: its parts by name, every value in it with its place, its form by field."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple, TypeAlias

from saduak.core.package import Document, Fee, Overlay, Package, Service
from saduak.sources.lint.fields import FormIndex

Path: TypeAlias = tuple[str | int, ...]


class Place(NamedTuple):
    """A value: the part ("service", "letters/refusal") and the way to it from the top of that part's file."""

    part: str
    path: Path


class Spot(NamedTuple):
    """A value with its place and the object whose field it is."""

    place: Place
    owner: Any
    value: Any


def spots(part: str, value: Any, path: Path = (), owner: Any = None) -> Iterator[Spot]:
    """Every value under `value`, itself first. Answers of examples are maps and are passed by."""
    yield Spot(Place(part, path), owner, value)
    if isinstance(value, tuple):
        for position, item in enumerate(value):
            yield from spots(part, item, (*path, position), owner)
        return
    for name in getattr(value, "__dataclass_fields__", ()):
        yield from spots(part, getattr(value, name), (*path, name), value)


def parts_of(package: Package) -> Mapping[str, Any]:
    """Each file of the package by the name that `Package.files` has for it."""
    return {
        "service": package.service,
        "form": package.form,
        "fees": package.fees,
        **{f"codelists/{code_list.id}": code_list for code_list in package.code_lists},
        **{f"letters/{letter.id}": letter for letter in package.letters},
        **{f"licence/{position}": face for position, face in enumerate(package.licence)},
        **{f"examples/{example.id}": example for example in package.examples},
    }


@dataclass(frozen=True)
class Subject:
    """One package under the linter; what several rules need is worked out once."""

    package: Package

    @property
    def service(self) -> Service:
        return self.package.service

    @cached_property
    def parts(self) -> Mapping[str, Any]:
        return parts_of(self.package)

    @cached_property
    def values(self) -> tuple[Spot, ...]:
        """Every value of every part."""
        return tuple(spot for part, value in self.parts.items() for spot in spots(part, value))

    @cached_property
    def form(self) -> FormIndex:
        return FormIndex(self.package.form, self.package.code_lists)

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents, empty where the manual says "none"."""
        found = self.service.documents
        return () if isinstance(found, str) else found

    @property
    def fees(self) -> tuple[Fee, ...]:
        """The fees, empty where the manual says "none"."""
        found = self.package.fees.fees
        return () if isinstance(found, str) else found


class Adoption(NamedTuple):
    """An office's overlay beside the central package that it adopts."""

    overlay: Overlay
    central: Package
