"""What the law wants before a decision is made, point by point, said before anybody presses a button.

The command asks all of it again; this page only tells where each point stands and where it is mended.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from saduak.cases.commands.deciding import draft_of, printed_power
from saduak.cases.commands.outcomes import ADVERSE
from saduak.cases.queries import WholeCase
from saduak.cases.queries.asked import Consent
from saduak.cases.queries.decisions import Decision, needs_no_check
from saduak.cases.queries.letters import power_line
from saduak.cases.queries.papers import papers_by_document
from saduak.channels.desk.sheets import way
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.core.errors import NotAllowed
from saduak.parties.policy import PowerSource, are_two, power_of
from saduak.parties.queries import officer_at


@dataclass(frozen=True, slots=True)
class Hurdle:
    """One point: whether it holds, what it says, on which article it rests, and the page where it is mended."""

    name: str
    holds: bool
    says: str
    article: str
    where: str


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
    yield _point("interest", not _has_interest(case, user_id), "desk:interest", case)
    if not needs_no_check(case):
        yield _point("checked", row.state == "checked", "desk:check_decision", case)
    yield _point("two", _are_two(case, row, user_id))
    yield _point("reasons", draft_of(row).reasons_stand, "desk:draft", case)
    if row.outcome in ADVERSE:
        yield _point("heard", _is_heard(case), "desk:hearing", case)
    if case.consents and row.outcome != "refused":
        waits = _waiting(case, row)
        names = ", ".join(dict.fromkeys(consent.name for consent in waits))
        yield _point("consents", not waits, "desk:consents", case, names=names)


def _point(name: str, holds: bool, page: str = "", case: WholeCase | None = None, **params: str) -> Hurdle:  # noqa: FBT001 - the point itself
    language = language_of_page()
    key = f"deciding.{name}_holds" if holds else f"deciding.{name}_lacks"
    where = way(page, case.id) if case and not holds else ""
    return Hurdle(name, holds, say(key, language, **params), say(f"deciding.{name}_law", language), where)


def _has_interest(case: WholeCase, user_id: UUID) -> bool:
    declared = any(each.officer.user_id == user_id for each in case.interests)
    person = case.who.person
    return declared or case.is_applicant or (person is not None and person == case.row.filed_by_id)


def _are_two(case: WholeCase, row: Decision, user_id: UUID) -> bool:
    maker = officer_at(case.row.agency_id, row.drafted_by_id).user_id
    return are_two(case.row.agency, maker, user_id).allowed


def _is_heard(case: WholeCase) -> bool:
    held = case.hearing
    if held is None:
        return False
    is_over = held.answer_by is not None and held.answer_by < case.now.astimezone(BANGKOK).date()
    return bool(held.skipped or held.answered_at) or is_over


def _waiting(case: WholeCase, row: Decision) -> list[Consent]:
    """Whose consent is still open; parties of refused lines alone are left to the command, which knows the lines."""
    on_paper = set(papers_by_document(case.row))
    refused = draft_of(row).refused_lines
    waits = [each for each in case.consents if each.state != "given" and each.document not in on_paper]
    return [] if refused and len(refused) == len(row.lines) else waits
