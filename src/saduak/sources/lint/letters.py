"""Letters, licences and outputs say only what a case can give, and every letter a lane needs is there."""

import re
from collections.abc import Iterator
from typing import Final

from saduak.core.letters import SLOT
from saduak.core.package import CASE_VALUES, LETTERS, OTHER_LETTERS, Letter, LicenceFace, Text
from saduak.sources.lint.rule import Fault, fault, rule
from saduak.sources.lint.subject import Place, Spot, Subject

LOGIC: Final = re.compile(r"\{%|%\}|\{#|\{\{|\}\}")
"""What may not be left once the slots are taken out: logic, or braces that do not match."""


def is_given(subject: Subject, name: str) -> bool:
    """Whether a case of this service can give a value under this name."""
    kind, _, rest = name.partition(".")
    if kind == "lines":
        group = subject.form.groups.get(rest)
        return group is not None and group.repeats
    if kind == "form":
        group = subject.form.groups.get(rest.partition(".")[0])
        return rest in subject.form.fields and group is not None and not group.repeats
    return name in CASE_VALUES


def slots(text: str) -> set[str]:
    """The names a template asks for."""
    return set(SLOT.findall(text))


def templates(subject: Subject) -> Iterator[tuple[Spot, bool]]:
    """Every text of a letter or licence that may hold slots, and whether it is a letter's."""
    for spot in subject.values:
        if isinstance(spot.value, Text) and isinstance(spot.owner, Letter | LicenceFace):
            yield spot, isinstance(spot.owner, Letter)


def _unknown(subject: Subject, *, of_letters: bool) -> Iterator[Fault]:
    for spot, is_of_letter in templates(subject):
        if is_of_letter is of_letters:
            for name in sorted(slots(spot.value.th) | slots(spot.value.en)):
                if not is_given(subject, name):
                    yield Fault(spot.place, {"name": name})


@rule("letter_value_unknown")
def letter_value_unknown(subject: Subject) -> Iterator[Fault]:
    """A letter asks for values that the case can give."""
    return _unknown(subject, of_letters=True)


@rule("licence_value_unknown")
def licence_value_unknown(subject: Subject) -> Iterator[Fault]:
    """A licence shows values that the case can give."""
    return _unknown(subject, of_letters=False)


@rule("output_value_unknown", "epa 13")
def output_value_unknown(subject: Subject) -> Iterator[Fault]:
    """What an output shows, and so what the public register says, are values that the case can give."""
    for position, output in enumerate(subject.service.outputs):
        for at, name in enumerate(output.shows):
            if not is_given(subject, name):
                yield fault("service", "outputs", position, "shows", at, name=name)


@rule("template_logic")
def template_logic(subject: Subject) -> Iterator[Fault]:
    """A template has slots and nothing cleverer, and its braces match."""
    for spot, _ in templates(subject):
        for text in (spot.value.th, spot.value.en):
            left = LOGIC.search(SLOT.sub("", text))
            if left:
                yield Fault(spot.place, {"found": left[0]})
                break


@rule("template_languages_differ")
def template_languages_differ(subject: Subject) -> Iterator[Fault]:
    """Both languages of a template say the same values."""
    for spot, _ in templates(subject):
        differing = slots(spot.value.th) ^ slots(spot.value.en)
        if differing and spot.value.en.strip() and spot.value.th.strip():
            yield Fault(spot.place, {"names": tuple(sorted(differing))})


@rule("letters_missing", "lfa 10 1")
def letters_missing(subject: Subject) -> Iterator[Fault]:
    """Every letter that the law makes an authority send in this lane is there."""
    missing = LETTERS[subject.service.lane] - {letter.kind for letter in subject.package.letters}
    if missing and not any(_strange_letters(subject)):
        yield fault("service", "lane", missing=tuple(sorted(missing)))


@rule("letter_kind_unknown")
def letter_kind_unknown(subject: Subject) -> Iterator[Fault]:
    """A letter is of a kind that a case sends. One that is misspelt is not missing as well."""
    for letter in _strange_letters(subject):
        yield fault(f"letters/{letter.id}", "kind", kind=letter.kind, known=tuple(sorted(LETTER_KINDS)))


LETTER_KINDS: Final = OTHER_LETTERS.union(*LETTERS.values())


def _strange_letters(subject: Subject) -> Iterator[Letter]:
    return (letter for letter in subject.package.letters if letter.kind not in LETTER_KINDS)


@rule("licence_face_missing", "lfa 7 1")
def licence_face_missing(subject: Subject) -> Iterator[Fault]:
    """Each output with a form code has a face to print, and each face an output."""
    faces = {face.form_code for face in subject.package.licence}
    for position, output in enumerate(subject.service.outputs):
        if output.form_code not in faces:
            yield fault("service", "outputs", position, "form_code", form_code=output.form_code)


@rule("licence_face_of_nothing", "lfa 7 1")
def licence_face_of_nothing(subject: Subject) -> Iterator[Fault]:
    """A face is of something that the service gives out."""
    given = {output.form_code for output in subject.service.outputs}
    for position, face in enumerate(subject.package.licence):
        if face.form_code not in given:
            place = Place(f"licence/{position}", ("form_code",))
            yield Fault(place, {"form_code": face.form_code})
