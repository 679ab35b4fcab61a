"""What letters about appeals say: received, sent to the superior, more time, decided; with the way to the court."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from saduak.cases.models import Appeal, NewOrder
from saduak.cases.queries.appealed import due_of
from saduak.cases.queries.letters import Composed, case_values, order_told, power_line, stated
from saduak.cases.queries.whole import WholeCase
from saduak.cases.queries.wording import wording
from saduak.core.acts import Citation
from saduak.core.appeals import Stage
from saduak.core.calendars import BANGKOK
from saduak.core.letters import merged
from saduak.core.reasons import Language, written
from saduak.messages.commands import Signatory
from saduak.parties.queries import letter_office
from saduak.sources.texts import article, read_sentences, sentences

HERE = Path(__file__).parent
OFFICER, SUPERIOR = "apa.appeal_officer", "apa.appeal_superior"


@lru_cache(maxsize=2)
def appealwords(language: Language) -> Mapping[str, str]:
    """Every phrase of these letters by its key."""
    return read_sentences(HERE / f"appeals.{language}.yaml")


def appeal_letter(
    case: WholeCase, row: Appeal, kind: str, language: Language, *, order: NewOrder | None = None, **more: str
) -> Composed:
    """A letter of this kind, filled with the case and the appeal; empty lines are left out."""
    words = appealwords(language)
    values = {**case_values(case, language), **_of_appeal(case, row, language), **_of_end(case, row, language)}
    values |= {"appeal.order": _order(case, order, language), "appeal.reopened": ""}
    values |= {f"appeal.{name}": text for name, text in more.items()}
    subject, body = (merged(words[f"{kind}.{part}"], values) for part in ("subject", "body"))
    told = "\n".join(line for line in body.splitlines() if line.strip())
    return Composed(kind, language, subject, told, words["closing.usual"])


def _of_appeal(case: WholeCase, row: Appeal, language: Language) -> dict[str, str]:
    words, known = appealwords(language), sentences(language)
    due = written(due_of(row, case).last_day, language, known)
    superior = letter_office(row.superior_id, language).name if row.superior_id else ""
    law = article(_law(case, row), language)
    next_key = "next.superior" if row.stage == Stage.SUPERIOR else "next.maker"
    until = written(row.last_on, language, known) if row.last_on else ""
    return {
        "appeal.received": written(row.received_at.astimezone(BANGKOK), language, known),
        "appeal.standing": words["standing.late" if row.is_late else "standing.in_time"].format(until=until),
        "appeal.next": words[next_key].format(superior=superior, due=due, article=law),
        "appeal.superior": superior,
        "appeal.due": due,
        "appeal.article": law,
        "appeal.view": words.get(f"view.{row.view}", ""),
        "appeal.report": row.report,
    }


def _law(case: WholeCase, row: Appeal) -> Citation:
    return case.book.limit(SUPERIOR if row.stage == Stage.SUPERIOR else OFFICER).citation


def _of_end(case: WholeCase, row: Appeal, language: Language) -> dict[str, str]:
    """Result, reasons, and the court (Administrative Court Act s.50) of an appeal that is over."""
    if not row.result:
        return {}
    words, known = appealwords(language), sentences(language)
    suit = case.book.limit("admin_court.suit")
    decider = row.superior_id if row.forwarded_at and row.superior_id else row.agency_id
    return {
        "appeal.result": words[f"result.{row.result}"],
        "appeal.reasons": "\n".join(stated(row, wording(language))),
        "appeal.decider": letter_office(decider, language).name,
        "appeal.court": words["court.suit"].format(
            span=written(suit.span, language, known), article=article(suit.citation, language)
        ),
    }


def _order(case: WholeCase, order: NewOrder | None, language: Language) -> str:
    """The new order as a letter tells it: its outcome, and each line."""
    if order is None:
        return ""
    outcome = wording(language)[f"outcome.{order.outcome}"]
    said = appealwords(language)["order.new"].format(outcome=outcome)
    return f"{said}\n{order_told(case, order, language)}"


def signed(name: str, power: Mapping[str, Any], language: Language) -> Signatory:
    """Who signs, with the power as it is printed."""
    return Signatory(name, str(power["position"]), power_line(power, language))
