"""What must come from somebody outside before an order can be made: an answer in a hearing, another party's consent."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from saduak.cases.commands.deciding import draft_of
from saduak.cases.commands.outcomes import ADVERSE
from saduak.cases.queries import WholeCase
from saduak.cases.queries.consents import missing_consents
from saduak.cases.queries.hearings import hearing_ends, is_heard
from saduak.channels.desk.sheets import way
from saduak.core.calendars import BANGKOK
from saduak.core.transitions import State
from saduak.parties.policy import Role


@dataclass(frozen=True, slots=True)
class Awaited:
    """One thing that is awaited: `key` names its sentence under `desk.next`, `where` the page on which it stands, and
    `roles` who looks after it there."""

    key: str
    where: str
    roles: tuple[str, ...]
    params: dict[str, Any]


def awaited(case: WholeCase) -> list[Awaited]:
    """What an order has to wait for, as the case stands: the hearing before an adverse one (APA s.30), and the consents
    that the application needs unless it is refused (W-5)."""
    if case.state is not State.UNDER_CONSIDERATION:
        return []
    return [*_hearing(case), *_consents(case)]


def _hearing(case: WholeCase) -> Iterator[Awaited]:
    """The hearing: one that runs, and one that the drafted order needs and nobody opened."""
    held, drafted = case.hearing, case.decision
    where = way("desk:hearing", case.id)
    if held is None:
        if drafted and drafted.outcome in ADVERSE:
            yield Awaited("open_hearing", where, (Role.OFFICER, Role.AUTHORITY), {})
    elif not is_heard(case):
        ends = hearing_ends(case)
        params = {"name": case.row.words.applicant_name, "day": ends or held.answer_by}
        key = "await_hearing" if ends else "await_told"
        yield Awaited(key, where, (Role.INTAKE, Role.OFFICER, Role.AUTHORITY), params)


def _consents(case: WholeCase) -> Iterator[Awaited]:
    """The parties that have not consented: who may still answer, and who must be asked again."""
    drafted = case.decision
    if not case.consents or (drafted and drafted.outcome == "refused"):
        return
    missing = missing_consents(case, case.row, draft_of(drafted).refused_lines if drafted else frozenset())
    running = [each for each in missing if each.state == "asked" and each.expires_at > case.now]
    where, roles = way("desk:consents", case.id), (Role.INTAKE, Role.OFFICER)
    if running:
        until = max(each.expires_at for each in running).astimezone(BANGKOK).date()
        yield Awaited("await_consents", where, roles, {"names": _names(running), "day": until})
    if others := [each for each in missing if each not in running]:
        yield Awaited("ask_consents", where, roles, {"names": _names(others)})


def _names(consents: list[Any]) -> list[str]:
    return list(dict.fromkeys(consent.name for consent in consents))
