"""The page of one application: what is next, how long it takes and why, what lies there, what was written."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from saduak.cases.commands import ask_again
from saduak.cases.queries import WholeCase, overseen
from saduak.cases.queries.appealed import right_of_appeal
from saduak.cases.queries.asked import Consent
from saduak.cases.queries.consents import answered
from saduak.cases.queries.consents import consent_address as address_of
from saduak.cases.queries.defects import defect_record
from saduak.cases.queries.papers import Wanted, papers_wanted
from saduak.cases.queries.serving import served
from saduak.cases.queries.versions import offered_version
from saduak.channels.portal.filed.appealing import may_appeal, standing_appeal
from saduak.channels.portal.filed.clocks import ClockShown, clock_shown
from saduak.channels.portal.filed.looks import LookShown, look_shown, opening_shown
from saduak.channels.portal.filed.readers import Reader, for_applicants
from saduak.channels.portal.filed.stages import followed, next_up, stops
from saduak.channels.portal.filed.told import due_told, events
from saduak.channels.shell.beginning import beginning_shown
from saduak.channels.shell.fields import summary
from saduak.core.errors import NotFound
from saduak.core.transitions import BEFORE_DECISION, Command, State
from saduak.fees.queries import invoices_of_case
from saduak.files.queries import StoredFile, content, headers_for, stored, stored_files
from saduak.licences.queries import licences_of_case
from saduak.linkage.queries import looks_of_case
from saduak.messages.queries import letters_of_case

REFILED = frozenset({State.RETURNED, State.REFERRED, State.WITHDRAWN})
APPEALED = frozenset({State.NOTIFIED, State.RETURNED})
REPLY_OPEN = frozenset({*BEFORE_DECISION, State.DECIDED, State.DEEMED_GRANTED})
VERSION_OPEN = frozenset({State.SUBMITTED, State.DEFECT_OPEN, State.COMPLETE})


class Laid(NamedTuple):
    """A document of the manual beside the file that lies there, if one does."""

    wanted: Wanted
    file: StoredFile | None


class Asked(NamedTuple):
    """A consent with the link to hand over; empty once it is answered or over. `is_on_paper` where an officer saw it
    on paper and nobody had declined."""

    consent: Consent
    link: str
    is_over: bool
    is_on_paper: bool


@require_GET
@for_applicants
def case_page(reader: Reader) -> HttpResponse:
    """Everything about one application that its applicant may know, the next step first."""
    return _shown(reader)


def _shown(reader: Reader) -> HttpResponse:
    case = reader.case
    letters = letters_of_case(reader.actor, case.id, reader.now)
    invoices = invoices_of_case(reader.actor, case.id, reader.now)
    licences = licences_of_case(reader.actor, case.id, reader.now)
    return reader.show(
        "case.html",
        next=next_up(case),
        clock=clock_of_page(case),
        begins=beginning_shown(case),
        may_open_letter=True,
        stops=stops(case, followed(invoices, licences)),
        licences=licences,
        acts=acts(case),
        right=right_of_appeal(case),
        appeal=standing_appeal(case) if case.state in APPEALED else None,
        record=defect_record(case.row, case.book, case.now),
        papers=laid_papers(case),
        offered=offered_papers(case),
        consents=asked_consents(reader),
        may_ask=case.state in BEFORE_DECISION,
        letters=[(letter, served(case, letter)) for letter in letters],
        invoices=invoices,
        looks=_looks(case),
        events=events(case),
        told=due_told(case),
        summary=summary(case.form, case.answers),
        tracking_code=case.tracking_code,
    )


def _looks(case: WholeCase) -> list[LookShown]:
    """Every look for the application, and every opening of it for oversight, first come first."""
    looked = [look_shown(look, case.who, case.now, case.row.service) for look in looks_of_case(case.id)]
    return sorted((*looked, *map(opening_shown, overseen(case.row))), key=lambda look: look.at)


def clock_of_page(case: WholeCase) -> ClockShown:
    """The clock of a case in words."""
    return clock_shown(case.clock, case.state, case.row.act_on, case.book.calendar, case.now)


def acts(case: WholeCase) -> list[tuple[str, str]]:
    """What the law lets the applicant do now: key of the sentence and address, the most urgent first."""
    hearing = case.hearing
    offered: Mapping[str, bool] = {
        "defect": case.state is State.DEFECT_OPEN,
        "appeal": (case.state in APPEALED or case.story.last("case.return_revoked") is not None) and may_appeal(case),
        "hearing": bool(hearing and not hearing.skipped and case.state is State.UNDER_CONSIDERATION),
        "version": case.state in VERSION_OPEN and offered_version(case.row, case.story, case.now) is not None,
        "papers": Command.OFFER_DOCUMENT in case.possible,
        "again": case.state in REFILED,
        "reply": case.state in REPLY_OPEN,
        "withdraw": Command.WITHDRAW in case.possible,
    }
    return [(name, reverse(f"portal:case_{name}", args=[case.id])) for name, holds in offered.items() if holds]


def laid_papers(case: WholeCase) -> list[Laid]:
    """The checklist of the manual with the files that lie there."""
    found = papers_wanted(case, case.row)
    files = {file.id: file for file in stored_files(each.file for each in found if each.file)}
    return [Laid(each, files.get(each.file) if each.file else None) for each in found]


def offered_papers(case: WholeCase) -> list[StoredFile]:
    """The files offered freely."""
    return list(stored_files(paper.file for paper in case.papers if paper.file and not paper.document))


def asked_consents(reader: Reader) -> list[Asked]:
    """Every consent that was asked for, with its link while one can answer."""
    found = []
    for consent in reader.case.consents:
        is_over = consent.state == "asked" and consent.expires_at <= reader.now
        is_open = consent.state == "asked" and not is_over and reader.case.state in BEFORE_DECISION
        link, how = consent_address(reader, consent) if is_open else "", answered(reader.case.story, consent)
        found.append(Asked(consent, link, is_over, bool(how and how.way == "paper" and not consent.note)))
    return found


def consent_address(reader: Reader, consent: Consent) -> str:
    """Where the other party answers."""
    return reader.request.build_absolute_uri(reverse("portal:consent", args=address_of(consent)))


@require_POST
@for_applicants
def consents(reader: Reader) -> HttpResponse:
    """Ask another party once more: its link runs anew."""
    consent = next((each for each in reader.case.consents if str(each.id) == reader.typed("consent")), None)
    if consent is None:
        raise NotFound("not_found", what="consent")
    if reader.attempt(
        lambda: ask_again(actor=reader.actor, consent_id=consent.id, now=reader.now, key=reader.key), "consents"
    ):
        return reader.done("case_page.asked_again")
    return _shown(reader)


@require_GET
@for_applicants
def file(reader: Reader, file_id: UUID) -> HttpResponse:
    """A file of one's own application, given out so that nothing in it can run. Raises NotFound for any other."""
    if file_id not in {paper.file for paper in reader.case.papers}:
        raise NotFound("not_found", what="file")
    return HttpResponse(content(file_id, actor=reader.actor), headers=headers_for(stored(file_id)))
