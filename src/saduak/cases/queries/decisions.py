"""The decision in full: each line as the form shows it beside its outcome, what still hinders it, and its letters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saduak.cases.models import Decision
from saduak.cases.queries.whole import WholeCase
from saduak.core.letters import in_language, shown, told_line
from saduak.core.package import Group, Line
from saduak.core.reasons import Language
from saduak.parties.policy import are_two
from saduak.parties.queries import officer_at
from saduak.sources.texts import sentences

__all__ = ["DecidedLine", "Decision", "decided_lines", "needs_no_check"]


@dataclass(frozen=True, slots=True)
class DecidedLine:
    """One line of the decided group: `number` from 1, its answers in the order of the form (label and answer), `told`
    as a letter tells it in one row, and what was drafted or decided of it; without a draft `outcome` is empty."""

    number: int
    answers: tuple[tuple[str, str], ...]
    told: str
    outcome: str
    conditions: tuple[str, ...]
    reasons: str


def needs_no_check(case: WholeCase) -> bool:
    """Whether the reader may decide on the own draft without a check: who works alone under the recorded exception."""
    row, agency = case.decision, case.row.agency
    if row is None or row.state != "draft" or agency.four_eyes:
        return False
    maker = officer_at(agency.id, row.drafter).user_id
    return maker == case.who.user and are_two(agency, maker, maker).allowed


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
            (in_language(field.label, language), shown(case.form, field, line[field.id], language, sentences(language)))
            for field in group.fields
            if field.id in line
        ),
        told_line(case.form, group, line, language, sentences(language)),
        str(said.get("outcome", "")),
        tuple(str(text) for text in conditions) if isinstance(conditions, list) else (),
        str(said.get("reasons", "")),
    )
