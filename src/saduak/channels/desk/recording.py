"""The one defect record of an application, made on one page with all its items (LFA s.8)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import record_defect
from saduak.cases.queries import WholeCase
from saduak.cases.queries.papers import may_be_recorded, papers_wanted, still_missing
from saduak.channels.desk.sheets import Sheet, opened
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.core.defects import Assent, answer_period, is_acknowledged
from saduak.core.errors import SaduakError
from saduak.core.formlogic import Fault
from saduak.core.letters import in_language
from saduak.core.package import Document
from saduak.core.periods import Period
from saduak.core.receipt import Channel
from saduak.core.spans import Span, Unit
from saduak.core.thai import western_digits
from saduak.core.transitions import AFTER_COMPLETION, Command, State

MOST_ITEMS: Final = 40
MOST_DAYS: Final = 365
USUAL_DAYS: Final = 15
"""What the form proposes; the officer sets the time that the matter needs."""


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the record as it is typed."""

    about: str = ""
    found: str = ""
    mend: str = ""

    @property
    def is_blank(self) -> bool:
        """Whether nothing was typed; such rows are left out."""
        return not (self.about or self.found or self.mend)


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that the manual asks and that may be named in the record."""

    value: str
    says: str


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def defect(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """Make the record: what the manual asks, what was found, what to do, until when, and how it is acknowledged."""
    sheet = opened(request, officer, case_id)
    items = _typed_items(sheet) if sheet.is_sent else _proposed(sheet.case)
    amount, unit = _span(sheet)
    if request.POST.get("do") == "record":
        sheet.attempt(
            record_defect,
            case_id=case_id,
            items=tuple({"about": row.about, "found": row.found, "mend": row.mend} for row in items),
            amount=amount,
            unit=unit,
            acknowledgement=sheet.typed("acknowledgement"),
            proof=sheet.typed("proof"),
            seen=sheet.seen,
        )
        if sheet.went_through:
            return sheet.done("desk.defect.done", "desk:items")
    return _page(sheet, items, amount, unit)


def _page(sheet: Sheet, items: list[Item], amount: int, unit: str) -> HttpResponse:
    case = sheet.case
    more = [Item()] if not items or sheet.request.POST.get("do") == "add" else []
    return sheet.show(
        "checking/defect.html",
        items=(items + more)[:MOST_ITEMS],
        papers=_papers(case),
        answers=_answers(case),
        state_papers=[in_language(each.name, language_of_page()) for each in case.documents if each.state_issued],
        amount=sheet.request.POST.get("amount", amount),
        unit=unit,
        period=_period(case, amount, unit),
        may_confirm_on_line=_may_confirm_on_line(case),
        how=sheet.typed("acknowledgement") or _usual_assent(case),
        shows_form=Command.RECORD_DEFECT in case.possible or sheet.is_sent,  # nothing typed is lost
        why_not="" if Command.RECORD_DEFECT in case.possible else _why_not(case),
    )


def _typed_items(sheet: Sheet) -> list[Item]:
    """The rows as typed, in order; blank ones close up."""
    rows = (
        Item(sheet.typed(f"about-{number}"), sheet.typed(f"found-{number}"), sheet.typed(f"mend-{number}"))
        for number in range(MOST_ITEMS)
    )
    return [row for row in rows if not row.is_blank]


def _proposed(case: WholeCase) -> list[Item]:
    """What the checklist and the form themselves find wrong, to begin with."""
    language = language_of_page()
    missing = [
        Item(
            f"document:{document.id}",
            say("desk.defect.not_there", language),
            say("desk.defect.bring", language, paper=in_language(document.name, language)),
        )
        for document in still_missing(papers_wanted(case, case.row))
    ]
    faults = () if case.row.channel == Channel.ELECTRONIC else case.form.check(case.answers).faults
    return missing + list(dict.fromkeys(map(_proposed_answer, (fault for fault in faults if fault.field))))


def _proposed_answer(fault: Fault) -> Item:
    language = language_of_page()
    found = say(f"error.{fault.code}", language, **(fault.params or {}))
    return Item(f"field:{fault.group}.{fault.field}", found, say("desk.defect.answer_it", language))


def _papers(case: WholeCase) -> list[Choice]:
    """Documents that may be asked: never those of the state, which the agency gets itself (EPA s.12)."""
    language, may_be = language_of_page(), may_be_recorded(case, case.row)
    choices = (Choice(f"document:{each.id}", in_language(each.name, language)) for each in _brought(case))
    return [choice for choice in choices if choice.value in may_be]


def _brought(case: WholeCase) -> Iterator[Document]:
    return (document for document in case.documents if not document.state_issued)


def _answers(case: WholeCase) -> list[tuple[str, list[Choice]]]:
    """Questions that these answers bring up, by their groups."""
    language, may_be = language_of_page(), may_be_recorded(case, case.row)
    found = []
    for page in case.form.pages(case.answers):
        for group in page.groups:
            asked = ((f"field:{group.id}.{field.id}", in_language(field.label, language)) for field in group.fields)
            found.append((in_language(group.title, language), [Choice(*each) for each in asked if each[0] in may_be]))
    return found


def _span(sheet: Sheet) -> tuple[int, str]:
    """The time given; an amount that cannot be read is none, which the law refuses."""
    typed = western_digits(sheet.typed("amount")) if sheet.is_sent else str(USUAL_DAYS)
    amount = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 5 else 0
    unit = sheet.typed("unit") or Unit.DAY.value
    return (amount if amount <= MOST_DAYS else 0), unit


def _period(case: WholeCase, amount: int, unit: str) -> Period | None:
    """Until when that is, with reasons."""
    if amount <= 0 or unit not in {Unit.DAY, Unit.WORKING_DAY}:
        return None
    today = case.now.astimezone(BANGKOK).date()
    try:
        return answer_period(today, Span(amount, Unit(unit)), case.book)
    except SaduakError:
        return None


def _why_not(case: WholeCase) -> str:
    """The key of why no record can be made: one was, the application is complete, it ended, or it is another's turn."""
    if case.state is State.DEFECT_OPEN:
        return "desk.defect.made_already"
    if case.state in AFTER_COMPLETION:
        return "desk.defect.complete_already"
    return "desk.defect.not_yours" if case.state is State.SUBMITTED else "desk.defect.not_now"


def _usual_assent(case: WholeCase) -> str:
    """How the record is acknowledged unless the officer chooses otherwise: who is answered on paper signs it."""
    return "electronic" if _may_confirm_on_line(case) and case.reply == "electronic" else "signature"


def _may_confirm_on_line(case: WholeCase) -> bool:
    """Whether somebody can confirm the record by log-in, and the regime lets that stand for a signature (U10)."""
    known = case.row.person_id or case.row.organisation_id or case.row.filed_by_id
    return bool(known) and is_acknowledged(Assent.ELECTRONIC, case.book.regime)
