"""What the applicant may do with an application that was filed: offer a paper, take it back, choose how to be answered,
choose a better manual, be heard, file anew.
"""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import answer_hearing, choose_reply, choose_version, offer_paper, refile, withdraw
from saduak.cases.queries.versions import offered_version
from saduak.catalogue.queries import changes, publications
from saduak.channels.entrance.citizens import see
from saduak.channels.portal.filed.pages import VERSION_OPEN, laid_papers, offered_papers
from saduak.channels.portal.filed.readers import Reader, for_applicants, require_short
from saduak.channels.shell.pages import language_of_page
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotFound, SaduakError
from saduak.core.transitions import Command, State

form_page = require_http_methods(["GET", "HEAD", "POST"])


@form_page
@for_applicants
def papers(reader: Reader) -> HttpResponse:
    """Offer a paper that nobody asked for; one always may, before the decision (LFA s.8)."""
    if reader.is_sent and reader.attempt(lambda: _offer(reader), "file"):
        return reader.done("offer.done", "portal:case_papers")
    return reader.show(
        "papers.html",
        papers=laid_papers(reader.case),
        offered=offered_papers(reader.case),
        chosen=reader.typed("document"),
        may_offer=Command.OFFER_DOCUMENT in reader.case.possible,
    )


def _offer(reader: Reader) -> None:
    file_id = reader.upload("file")
    if file_id is None:
        raise DomainError("file_empty")
    offer_paper(
        actor=reader.actor,
        case_id=reader.case.id,
        document=reader.typed("document"),
        file_id=file_id,
        seen=reader.seen,
        now=reader.now,
        key=reader.key,
    )


@form_page
@for_applicants
def take_back(reader: Reader) -> HttpResponse:
    """Take the application back, after saying so twice: a page of its own, and a box to tick."""
    unsure = reader.is_sent and "sure" not in reader.request.POST
    if unsure:
        reader.refuse(DomainError("withdrawal_unsure"), "sure")
    elif reader.is_sent and reader.attempt(lambda: _withdraw(reader)):
        return reader.done("withdraw.done")
    return reader.show("withdraw.html", ground=reader.typed("ground"), may=Command.WITHDRAW in reader.case.possible)


def _withdraw(reader: Reader) -> None:
    withdraw(
        actor=reader.actor,
        case_id=reader.case.id,
        ground=require_short(reader.typed("ground")),
        seen=reader.seen,
        now=reader.now,
        key=reader.key,
    )


@form_page
@for_applicants
def reply(reader: Reader) -> HttpResponse:
    """Choose how to be answered (EPA s.11)."""
    if reader.is_sent and reader.attempt(lambda: _reply(reader), "reply"):
        return reader.done("reply.done")
    return reader.show("reply.html", chosen=reader.typed("reply") or reader.case.row.reply)


def _reply(reader: Reader) -> None:
    choose_reply(
        actor=reader.actor,
        case_id=reader.case.id,
        reply=reader.typed("reply"),
        seen=reader.seen,
        now=reader.now,
        key=reader.key,
    )


@form_page
@for_applicants
def version(reader: Reader) -> HttpResponse:
    """A later manual that is better for the applicant: what differs, and the choice (LFA s.11)."""
    case = reader.case
    offered = offered_version(case.row, case.story, case.now) if case.state in VERSION_OPEN else None
    if reader.is_sent and reader.attempt(lambda: _version(reader)):
        return reader.done("newer.done")
    if offered is None and not reader.wrong:
        raise NotFound("not_found", what="version")
    rows = publications(service=case.row.service, office=case.row.agency.slug)
    held = next((each for each in rows if str(each.id) == case.story.publication), None)
    difference = changes(held, offered) if held and offered else None
    headline = difference.headline(language_of_page()) if difference else ()
    return reader.show("version.html", offered=offered, headline=headline)


def _version(reader: Reader) -> None:
    try:
        publication_id = UUID(reader.typed("publication"))
    except ValueError as error:
        raise NotFound("not_found", what="version") from error
    choose_version(
        actor=reader.actor,
        case_id=reader.case.id,
        publication_id=publication_id,
        seen=reader.seen,
        now=reader.now,
        key=reader.key,
    )


@form_page
@for_applicants
def hearing(reader: Reader) -> HttpResponse:
    """Say what there is to say before an order against oneself; late is better than never (APA s.30)."""
    held = reader.case.hearing
    if held is None or held.skipped:
        raise NotFound("not_found", what="hearing")
    if reader.is_sent and reader.attempt(lambda: _be_heard(reader), "statement"):
        return reader.done("hearing.done")
    today = reader.now.astimezone(BANGKOK).date()
    return reader.show(
        "hearing.html",
        hearing=held,
        statement=reader.request.POST.get("statement", ""),
        may_answer=reader.case.state is State.UNDER_CONSIDERATION and not held.answered_at,
        days=(held.answer_by - today).days if held.answer_by else 0,
    )


def _be_heard(reader: Reader) -> None:
    statement = reader.request.POST.get("statement", "")
    answer_hearing(actor=reader.actor, case_id=reader.case.id, statement=statement, now=reader.now, key=reader.key)


@form_page
@for_applicants
def again(reader: Reader) -> HttpResponse:
    """File anew what was returned, referred or withdrawn: a draft with everything that was answered (LFA s.9)."""
    if reader.is_sent:
        try:
            draft_id = refile(actor=reader.actor, case_id=reader.case.id, now=reader.now, key=reader.key)
        except SaduakError as error:
            reader.refuse(error)
        else:
            return see(reverse("portal:draft", args=[draft_id]))
    return reader.show("again.html")
