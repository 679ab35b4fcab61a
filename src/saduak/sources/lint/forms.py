"""The form: names used once, choices that exist, bounds that can be met."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from saduak.core.package import Expected, Field, FieldKind
from saduak.sources.lint.rule import Fault, fault, rule
from saduak.sources.lint.subject import Place, Subject

NAMES: Final[Mapping[str, str]] = {
    **dict.fromkeys(("steps", "documents", "pages", "groups", "fields", "refuses"), "id"),
    "options": "value",
    "codes": "code",
}
"""The lists whose items are told apart by a name."""

CHOOSING: Final = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})
MOST_PLACES: Final = 6
COUNTED: Final = frozenset({FieldKind.NUMBER, FieldKind.DECIMAL, FieldKind.SATANG})


@rule("id_given_twice")
def id_given_twice(subject: Subject) -> Iterator[Fault]:
    """In each list a name stands for one thing; so do the names of groups in the whole form."""
    for spot in subject.values:
        last = spot.place.path[-1] if spot.place.path else ""
        if last in NAMES and isinstance(spot.value, tuple) and not isinstance(spot.owner, Expected):
            yield from _twice(spot.place, spot.value, NAMES[str(last)])
    yield from _groups_twice(subject)


def _twice(place: Place, items: Sequence[Any], name: str) -> Iterator[Fault]:
    seen = set()
    for position, item in enumerate(items):
        value = getattr(item, name)
        if value in seen:
            yield Fault(Place(place.part, (*place.path, position, name)), {"name": value})
        seen.add(value)


def _groups_twice(subject: Subject) -> Iterator[Fault]:
    """Across pages; within one page the list itself was looked at."""
    first_page: dict[str, Any] = {}
    for path, group in subject.form.placed_groups():
        if first_page.setdefault(group.id, path[1]) != path[1]:
            yield fault("form", *path, "id", name=group.id)


@rule("form_blank", "lfa 7 1")
def form_blank(subject: Subject) -> Iterator[Fault]:
    """A form has pages, a page groups, a group questions."""
    if not subject.package.form.pages:
        yield fault("form", "pages")
    for spot in subject.values:
        if spot.place.path[-1:] in {("groups",), ("fields",)} and spot.value == ():
            yield Fault(spot.place, {})


@rule("choices_missing")
def choices_missing(subject: Subject) -> Iterator[Fault]:
    """Who is to choose is given choices, and a code a list of codes."""
    for path, _, field in subject.form.placed_fields():
        if _has_nothing_to_choose(field):
            yield fault("form", *path, "kind", field=field.id)


def _has_nothing_to_choose(field: Field) -> bool:
    if field.kind is FieldKind.CODE:
        return not field.code_list
    return field.kind in CHOOSING and not field.options and not field.code_list


@rule("code_list_unknown")
def code_list_unknown(subject: Subject) -> Iterator[Fault]:
    """A code list that is named is in the package."""
    for path, _, field in subject.form.placed_fields():
        if field.code_list and subject.form.code_list(field.code_list) is None:
            yield fault("form", *path, "code_list", code_list=field.code_list)


@rule("code_group_unknown")
def code_group_unknown(subject: Subject) -> Iterator[Fault]:
    """The code above a code is in the same list."""
    for code_list in subject.package.code_lists:
        known = {code.code for code in code_list.codes}
        for position, code in enumerate(code_list.codes):
            if code.group and code.group not in known:
                yield fault(f"codelists/{code_list.id}", "codes", position, "group", group=code.group)


@rule("bounds_reversed")
def bounds_reversed(subject: Subject) -> Iterator[Fault]:
    """The least is not more than the most."""
    for path, group in subject.form.placed_groups():
        if group.least > group.most or group.least < 0:
            yield fault("form", *path, "least", least=group.least, most=group.most)
    for path, _, field in subject.form.placed_fields():
        if field.least is not None and field.most is not None and field.least > field.most:
            yield fault("form", *path, "least", least=field.least, most=field.most)


@rule("group_repeats_once")
def group_repeats_once(subject: Subject) -> Iterator[Fault]:
    """A group that repeats may have several lines, and only such a one may."""
    for path, group in subject.form.placed_groups():
        if group.repeats != (group.most > 1):
            yield fault("form", *path, "most", group=group.id)


@rule("bounds_on_no_number")
def bounds_on_no_number(subject: Subject) -> Iterator[Fault]:
    """Only numbers have a least and a most, and only decimals have places."""
    for path, _, field in subject.form.placed_fields():
        bounded = field.least is not None or field.most is not None
        if (bounded and field.kind not in COUNTED) or (field.places and field.kind is not FieldKind.DECIMAL):
            yield fault("form", *path, "kind", field=field.id)


@rule("places_too_many")
def places_too_many(subject: Subject) -> Iterator[Fault]:
    """A decimal has at most six places: nobody measures more finely, and no fee does."""
    for path, _, field in subject.form.placed_fields():
        if field.kind is FieldKind.DECIMAL and not 0 <= field.places <= MOST_PLACES:
            yield fault("form", *path, "places", field=field.id, most=MOST_PLACES)
