"""What the law wants before a decision is made, point by point, said before anybody presses a button.

The command asks all of it again; this page only tells where each point stands and where it is mended.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from uuid import UUID

from saduak.cases.commands.deciding import draft_of, printed_power
from saduak.cases.commands.outcomes import ADVERSE
from saduak.cases.queries import WholeCase
from saduak.cases.queries.consents import missing_consents
from saduak.cases.queries.decisions import Decision, needs_no_check
from saduak.cases.queries.hearings import is_heard
from saduak.cases.queries.interests import interest_of
from saduak.cases.queries.letters import power_line
from saduak.cases.queries.papers import papers_wanted
from saduak.channels.desk.sheets import way
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.errors import NotAllowed
from saduak.core.letters import in_language
from saduak.parties.policy import PowerSource, are_two, power_of
from saduak.parties.queries import officer_at


@dataclass(frozen=True, slots=True)
class Hurdle:
    """One point: whether it holds, what it says, on which article it rests, and the page where it is mended. `warns`
    marks one that hinders nothing and that who decides should know."""

    name: str
    holds: bool
    says: str
    article: str
    where: str
    warns: bool = False


def hurdles(case: WholeCase, user_id: UUID) -> list[Hurdle]:
    """Every point for this officer to decide this draft."""
    row = case.decision
    return list(_points(case, row, user_id)) if row else []


def power_source(case: WholeCase, user_id: UUID) -> PowerSource | None:
    """The power under which this officer would decide, if there is one in force."""
    try:
        return power_of(user_id, case.row.agency_id, case.package.service.authority.power, case.now)
    except NotAllowed:
        return None


def _points(case: WholeCase, row: Decision, user_id: UUID) -> Iterator[Hurdle]:
    power = power_source(case, user_id)
    told = power_line(printed_power(power), language_of_page()) if power else ""
    yield _point("power", power is not None, source=told)
    yield _point("interest", not interest_of(case), "desk:interest", case)
    if not needs_no_check(case):
        yield _point("checked", row.state == "checked", "desk:check_decision", case)
    yield _point("two", _are_two(case, row, user_id))
    yield _point("reasons", draft_of(row).reasons_stand, "desk:draft", case)
    if row.outcome in ADVERSE:
        yield _point("heard", is_heard(case), "desk:hearing", case)
    if case.consents and row.outcome != "refused":
        waits = missing_consents(case, case.row, draft_of(row).refused_lines)
        names = list(dict.fromkeys(consent.name for consent in waits))
        yield _point("consents", not waits, "desk:consents", case, names=names)
    unseen = [paper.document for paper in papers_wanted(case, case.row) if paper.is_missing and paper.duty == "agency"]
    if unseen:
        names = [in_language(document.name, language_of_page()) for document in unseen]
        yield replace(_point("looked_up", False, "desk:papers", case, names=names), warns=True)  # noqa: FBT003


def _point(name: str, holds: bool, page: str = "", case: WholeCase | None = None, **params: str | list[str]) -> Hurdle:  # noqa: FBT001 - the point itself
    language = language_of_page()
    key = f"deciding.{name}_holds" if holds else f"deciding.{name}_lacks"
    where = way(page, case.id) if case and not holds else ""
    return Hurdle(name, holds, say(key, language, **params), say(f"deciding.{name}_law", language), where)


def _are_two(case: WholeCase, row: Decision, user_id: UUID) -> bool:
    maker = officer_at(case.row.agency_id, row.drafter).user_id
    return are_two(case.row.agency, maker, user_id).allowed
