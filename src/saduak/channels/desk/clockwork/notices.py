"""The delay notices of a case: what went and when, what goes next, and the reason that an officer gives for it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import give_delay_reason
from saduak.cases.policy import STAFF
from saduak.cases.queries import WholeCase, notices_of
from saduak.cases.queries.notices import Notice, sends_at
from saduak.cases.queries.whole import whole_case
from saduak.channels.desk.sheets import Sheet, read
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.core.calendars import BANGKOK

COPIED = "given"


@dataclass(frozen=True, slots=True)
class NoticeShown:
    """One notice: a draft goes at `goes_at`; of one that went, `late` days say by how much it missed its window, and
    `owes` whether its reason is still to be given. `typed` is what its form holds."""

    notice: Notice
    goes_at: datetime | None
    late: int
    owes: bool
    typed: str

    @property
    def field(self) -> str:
        """The name by which its form is linked to."""
        return f"reason-{self.notice.number}"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def notices(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """The series, the next notice first; and the form for the reason of each that has none."""
    sheet = read(request, officer, case_id)
    if sheet.is_sent:
        notice = sheet.id_of("notice") or UUID(int=0)
        sheet.attempt(
            give_delay_reason, case_id=case_id, notice_id=notice, reason=sheet.typed("reason"), seen=sheet.seen
        )
        if sheet.went_through:
            return sheet.done("clockwork.reason_kept", "desk:notices")
        _point_at_field(sheet, notice)
    case = whole_case(sheet.actor, case_id, sheet.now) if sheet.refused else sheet.case
    return sheet.show("clockwork/notices.html", **series(case, sheet), may=case.has_role(*STAFF))


def series(case: WholeCase, sheet: Sheet | None = None) -> Mapping[str, Any]:
    """The notices of a case as pages show them: the draft of the next, those that went, how many owe a reason."""
    found = [_shown(case, notice, sheet) for notice in notices_of(case)]
    sent = [each for each in found if each.notice.sent_at]
    return {
        "coming": next((each for each in found if not each.notice.sent_at), None),
        "sent": sent[::-1],
        "owed": sum(each.owes for each in sent),
    }


def _shown(case: WholeCase, notice: Notice, sheet: Sheet | None) -> NoticeShown:
    if notice.sent_at is None:
        return NoticeShown(notice, sends_at(case, notice), 0, owes=False, typed=_typed(notice, sheet))
    until, day = notice.window_until, notice.sent_at.astimezone(BANGKOK).date()
    late = max((day - until).days, 0) if until else 0
    has_reason = notice.kind == COPIED or bool(notice.reason_at and notice.reason_at > notice.sent_at)
    return NoticeShown(notice, None, late, owes=not has_reason, typed=_typed(notice, sheet))


def _typed(notice: Notice, sheet: Sheet | None) -> str:
    if sheet and sheet.is_sent and sheet.typed("notice") == str(notice.id):
        return sheet.typed("reason")
    return notice.reason


def _point_at_field(sheet: Sheet, notice_id: UUID) -> None:
    """Let the sentence of the refusal lead to the form that was sent."""
    number = next((each.number for each in notices_of(sheet.case) if each.id == notice_id), None)
    if number and sheet.refused:
        sheet.refused = replace(sheet.refused, to=f"reason-{number}")
