"""The record of a licence, made from its case: the face of the manual, filled with what was granted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from saduak.cases.queries import WholeCase
from saduak.cases.queries.letters import addressed_name, case_values, power_line
from saduak.core.acts import Citation
from saduak.core.letters import in_language, merged, shown, told_line
from saduak.core.licence_record import LicenceRecord, Permitted
from saduak.core.licence_terms import proposed_expiry
from saduak.core.money import Money, baht_in_words
from saduak.core.package import FieldKind, Group, LicenceFace, Line, Output, Text
from saduak.core.package.words import cited
from saduak.core.reasons import Language, short_date, written
from saduak.core.thai import normal, western_digits
from saduak.licences.commands.granted import Granting
from saduak.licences.queries.wording import wording
from saduak.sources.texts import article, sentences

BOTH: tuple[Language, Language] = ("th", "en")
NUMBERS = frozenset({FieldKind.PERSON_ID, FieldKind.JURISTIC_ID})
"""Thirteen digits that stand on no licence (K-10)."""
TO_COME = "\ufdd0"
"""Where the number will stand: no character that anybody can type."""
ENDS = ".ends_on"
"""A day of the form that a licence shows and that ends in this bounds its term: it is never good for longer than what
was asked for."""
STARTS = ".starts_on"
"""Likewise the day from which it is good, where that is later than the day of issue."""


def output_of(case: WholeCase) -> Output:
    """What the case brings: the last output of its manual, those before it being given on the way."""
    return case.package.service.outputs[-1]


def expiry(case: WholeCase, issued_on: date, after: date | None = None) -> date | None:
    """The last day of a licence issued on a day, or continued after the last day of an older one; None without end.

    A period that was asked for and stands on the licence bounds it: its term is counted from no earlier day.
    """
    validity = case.package.service.validity
    asked = min(_asked(case, ENDS), default=None)
    if validity.term is None:
        return asked
    start = date.fromordinal(after.toordinal() + 1) if after and after >= issued_on else issued_on
    law = cited(validity.article)
    proposed, _ = proposed_expiry(_beginning(case, start), validity.term, case.book.calendar, case.book.regime, law)
    return min(proposed, asked) if asked else proposed


def _beginning(case: WholeCase, day: date) -> date:
    """The first day on which what is issued on a day holds: none before the period that was asked for."""
    return max([day, *_asked(case, STARTS)])


def _asked(case: WholeCase, ending: str) -> list[date]:
    """The days of the form that stand on the licence and whose names have an ending."""
    shown = [name for name in output_of(case).shows if name.startswith("form.") and name.endswith(ending)]
    days = [_answer(case, name) for name in shown]
    return [date.fromisoformat(day) for day in days if day]


def _answer(case: WholeCase, name: str) -> str:
    _, group, field = name.split(".")
    given = case.answers.get(group, {})
    return str(given.get(field) or "") if isinstance(given, Mapping) else ""


def record_of_case(
    case: WholeCase, granting: Granting, *, licence_id: UUID, issued_on: date, expires_on: date | None, fee: int
) -> LicenceRecord:
    """The record without its number; `numbered` gives it one when it is drawn."""
    service, row = case.package.service, case.row
    output = output_of(case)
    face = _face(case, output)
    values = {language: _values(case, granting, language, issued_on, expires_on, fee) for language in BOTH}
    lines = [Text(*(merged(in_language(line, each), values[each]) for each in BOTH)) for line in face.lines]
    lines += _from_when(case, issued_on)
    return LicenceRecord(
        id=str(licence_id),
        number="",
        agency=Text(row.agency.name_th, row.agency.name_en),
        service=row.service,
        version=service.version,
        title=face.title,
        form_code=output.form_code,
        holder=addressed_name(case),
        lines=tuple(lines),
        facts={name: values["th"][name] for name in output.shows if name in values["th"]},
        conditions=_conditions(output, granting),
        permitted=_permitted(case, granting),
        fee=fee,
        issued_on=issued_on,
        expires_on=expires_on,
        issuer=service.authority.title,
        power=_power(granting),
        legal_basis=_legal_basis(case),
        case_number=row.number,
    )


def _from_when(case: WholeCase, issued_on: date) -> Iterator[Text]:
    """The line that says from which day it holds, where that is not the day of issue."""
    first = _beginning(case, issued_on)
    if first > issued_on:
        said = (wording(each)["face.from"].format(day=short_date(first, each, sentences(each))) for each in BOTH)
        yield Text(*said)


def numbered(record: LicenceRecord, number: str) -> LicenceRecord:
    """The same under its number, wherever the face shows it."""

    lines = tuple(Text(line.th.replace(TO_COME, number), line.en.replace(TO_COME, number)) for line in record.lines)
    return replace(record, number=number, lines=lines, facts={**record.facts, "licence.number": number})


def searched(record: LicenceRecord) -> str:
    """What the register finds it by: everything that stands on it, in small letters and digits 0 to 9."""
    lines = [text for line in (*record.lines, *(each.told for each in record.permitted)) for text in (line.th, line.en)]
    words = (record.number, record.holder, record.title.th, record.title.en, *lines)
    return western_digits(normal("\n".join(words))).lower()


def _face(case: WholeCase, output: Output) -> LicenceFace:
    return next(face for face in case.package.licence if face.form_code == output.form_code)


def _values(
    case: WholeCase, granting: Granting, language: Language, issued_on: date, expires_on: date | None, fee: int
) -> dict[str, str]:
    """What the face may name. What stands below in a list of its own is only pointed at; the number comes last."""
    words, said = wording(language), sentences(language)
    found = {**case_values(case, language), **_lists(case, granting, language)}
    found["licence.number"] = TO_COME
    found["licence.issued_on"] = short_date(issued_on, language, said)
    found["licence.expires_on"] = short_date(expires_on, language, said) if expires_on else words["face.without_end"]
    found["fee.total"] = written(Money(fee), language, said) if fee else words["face.free"]
    found["fee.words"] = baht_in_words(fee, language) if fee else words["face.free"]
    found["applicant.name"] = addressed_name(case)
    found |= dict.fromkeys(_identifiers(case), "")
    if case.row.organisation_id is None:  # a home address is nobody's business (EPA s.13)
        found["applicant.address"] = words["face.not_shown"]
    return found


def _identifiers(case: WholeCase) -> Iterator[str]:
    """The answers that are somebody's number."""
    for group in case.form.groups():
        yield from (f"form.{group.id}.{field.id}" for field in group.fields if field.kind in NUMBERS)


def _lists(case: WholeCase, granting: Granting, language: Language) -> dict[str, str]:
    words, group = wording(language), case.package.service.decides_lines
    has_conditions = bool(_conditions(output_of(case), granting))
    found = {"licence.conditions": words["face.conditions_below" if has_conditions else "face.no_conditions"]}
    return {**found, f"lines.{group}": words["face.lines_below"]} if group else found


def _conditions(output: Output, granting: Granting) -> tuple[Text, ...]:
    """Those of every licence of the kind, then those of this one."""
    own = (Text(each["text"], each["text"]) for each in granting.conditions)
    return (*output.conditions, *own)


def _permitted(case: WholeCase, granting: Granting) -> tuple[Permitted, ...]:
    """The lines that were granted, where each was decided by itself; of an approval by silence all of them."""
    group = next((each for each in case.form.groups() if each.id == case.package.service.decides_lines), None)
    if group is None:
        return ()
    given = case.answers.get(group.id, ())
    lines: Sequence[Line] = (given,) if isinstance(given, Mapping) else given
    decided = {line["line"]: line for line in granting.lines}
    return tuple(
        _line(case, group, number, line, decided.get(number, {}))
        for number, line in enumerate(lines, 1)
        if decided.get(number, {}).get("outcome") != "refused"
    )


def _line(case: WholeCase, group: Group, number: int, line: Line, said: Mapping[str, Any]) -> Permitted:
    """One line without anybody's identity number (K-10)."""
    fields = {field.id: field for field in group.fields if field.kind not in NUMBERS and field.id in line}
    kept = {name: line[name] for name in fields}
    told = Text(*(told_line(case.form, group, kept, each, sentences(each)) for each in BOTH))
    facts = {name: shown(case.form, fields[name], kept[name], "th", sentences("th")) for name in fields}
    return Permitted(number, told, facts, tuple(said.get("conditions", ())))


def _power(granting: Granting) -> str:
    """Under whose power it was granted, where it is another's than that of the post itself."""
    kind = granting.power.get("kind", "section")
    return "" if kind == "section" else power_line(granting.power, "th")


def _legal_basis(case: WholeCase) -> tuple[Text, ...]:
    service = case.package.service
    cites: Iterable[Citation] = dict.fromkeys((cited(service.authority.power), cited(service.validity.article)))
    return tuple(Text(article(each, "th"), article(each, "en")) for each in cites)
