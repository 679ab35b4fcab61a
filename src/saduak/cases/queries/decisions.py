"""The decision in full: each line as the form shows it beside its outcome, what still hinders it, and its letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saduak.cases.queries.whole import WholeCase
from saduak.core.letters import shown
from saduak.core.package import Field, Group, Line
from saduak.core.reasons import Language
from saduak.sources.texts import sentences


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """One line of the decided group: `number` from 1, its answers in the order of the form (label and answer), and
    what was drafted or decided of it; without a draft `outcome` is empty."""

    number: int
    answers: tuple[tuple[str, str], ...]
    outcome: str
    conditions: tuple[str, ...]
    reasons: str


def decided_lines(case: WholeCase, language: Language) -> Sequence[DecidedLine]:
    """The lines that are decided one by one; none where the whole is."""
    group = next((each for each in case.form.groups() if each.id == case.package.service.decides_lines), None)
    if group is None:
        return ()
    drafted = {line["line"]: line for line in (case.decision.lines if case.decision else [])}
    given = case.answers.get(group.id, ())
    lines: Sequence[Line] = (given,) if isinstance(given, Mapping) else given
    return [_line(case, group, number, line, drafted.get(number, {}), language) for number, line in enumerate(lines, 1)]


def _line(
    case: WholeCase, group: Group, number: int, line: Line, said: Mapping[str, object], language: Language
) -> DecidedLine:
    conditions = said.get("conditions", ())
    return DecidedLine(
        number,
        tuple(
            (_label(field, language), shown(case.form, field, line[field.id], language, sentences(language)))
            for field in group.fields
            if field.id in line
        ),
        str(said.get("outcome", "")),
        tuple(str(text) for text in conditions) if isinstance(conditions, list) else (),
        str(said.get("reasons", "")),
    )


def _label(field: Field, language: Language) -> str:
    return field.label.en if language == "en" else field.label.th
