"""An appeal against a decision or a return: until when and why, its form, and then its own page with its stopwatch."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.views.decorators.http import require_GET, require_http_methods

from saduak.cases.commands import file_appeal, withdraw_appeal
from saduak.cases.queries import WholeCase
from saduak.cases.queries.appealed import Appeal, Right, WholeAppeal, appeal_of, is_about, right_of_appeal
from saduak.cases.queries.appeals import appeal_of_return, appeal_text
from saduak.channels.portal.filed.readers import Reader, for_applicants
from saduak.channels.shell.pages import language_of_page
from saduak.core.appeals import Against, Stage
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotFound
from saduak.files.queries import content, headers_for, stored, stored_files

FILES = ("file-1", "file-2", "file-3")
"""The places for papers on the form."""


@require_http_methods(["GET", "HEAD", "POST"])
@for_applicants
def appeal(reader: Reader) -> HttpResponse:
    """The appeal of this case, or the form for one. Raises NotFound where nothing may be appealed."""
    if reader.is_sent:
        if reader.typed("do") == "withdraw":
            if reader.attempt(lambda: _withdraw(reader), "reason"):
                return reader.done("appealing.withdrawn", "portal:case_appeal")
        elif reader.attempt(lambda: _file(reader), "grounds"):
            return reader.done("appealing.filed", "portal:case_appeal")
    held, right = standing_appeal(reader.case), right_of_appeal(reader.case)
    if held is None and right is None and not reader.wrong:
        raise NotFound("not_found", what="appeal")
    today = reader.now.astimezone(BANGKOK).date()
    until = right.until.act_by if right and right.until else None
    return reader.show(
        "appeal.html",
        appeal=held,
        papers=stored_files(UUID(each) for each in held.row.papers) if held else (),
        right=right,
        days=(until - today).days if until else None,
        days_left=(held.due.act_by - today).days if held and held.is_open else None,
        how=_how(reader.case, right),
        against=held.row.against if held else right.against if right else Against.DECISION,
        grounds=reader.typed("grounds"),
        reason=reader.typed("reason"),
        places=FILES,
    )


def standing_appeal(case: WholeCase) -> WholeAppeal | None:
    """The appeal of a case, unless it was taken back while another may still be filed, or another order stands now."""
    row = appeal_of(case)
    right = right_of_appeal(case) if row else None
    if row is None or (right is not None and _leaves_open(row, right)):
        return None
    return WholeAppeal(row, case)


def _leaves_open(row: Appeal, right: Right) -> bool:
    return not is_about(row, right) or (row.stage == Stage.WITHDRAWN and not right.is_over)


def _how(case: WholeCase, right: Right | None) -> str:
    """How to appeal against what may be appealed now, by law."""
    language = language_of_page()
    if right and right.against == Against.RETURN:
        return appeal_of_return(language)
    return appeal_text(case.package, language)


def may_appeal(case: WholeCase) -> bool:
    """Whether the page of the case leads to an appeal: to the one there is, or to the form."""
    return appeal_of(case) is not None or right_of_appeal(case) is not None


def _file(reader: Reader) -> None:
    if "sure" not in reader.request.POST:
        raise DomainError("appeal_unsure")
    given = (reader.upload(place) for place in FILES)
    file_appeal(
        actor=reader.actor,
        case_id=reader.case.id,
        grounds=reader.typed("grounds"),
        papers=tuple(file for file in given if file),
        channel="electronic",
        entered_at=None,
        seen=reader.seen,
        now=reader.now,
        key=reader.key,
    )


def _withdraw(reader: Reader) -> None:
    row = appeal_of(reader.case)
    if row is None:
        raise NotFound("not_found", what="appeal")
    if "sure" not in reader.request.POST:
        raise DomainError("appeal_unsure")
    said: dict[str, Any] = {"reason": reader.typed("reason"), "seen": reader.seen, "now": reader.now}
    own: dict[str, Any] = {"case_id": reader.case.id, "appeal_id": row.id, "identity_seen": ""}
    withdraw_appeal(actor=reader.actor, **own, key=reader.key, **said)


@require_GET
@for_applicants
def file(reader: Reader, file_id: UUID) -> HttpResponse:
    """A paper of one's own appeal. Raises NotFound for any other."""
    row = appeal_of(reader.case)
    if row is None or str(file_id) not in row.papers:
        raise NotFound("not_found", what="file")
    return HttpResponse(content(file_id, actor=reader.actor), headers=headers_for(stored(file_id)))
