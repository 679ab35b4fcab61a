"""Duties that only the head can end: a missed window, a result told late, silence, an unsound rule."""

from dataclasses import replace
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from saduak.cases.commands import answer_for_rule, answer_for_silence, close_missed_window
from saduak.cases.queries import HeldDuty, WholeCase, duties_of_case
from saduak.channels.desk.clockwork.held import shown
from saduak.channels.desk.sheets import Sheet, opened
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.parties.policy import Role

MISSED = ("window_missed", "notify_missed")
SILENCE = "deemed_granted"
UNSOUND = "rule_unsound"
HOW = ("sent_late", "force_majeure")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@for_officers()
def answer(request: HttpRequest, officer: OnDuty, case_id: UUID) -> HttpResponse:
    """What the head has to answer for in this case, each with its form."""
    sheet = opened(request, officer, case_id)
    if sheet.is_sent:
        _answer(sheet)
        if sheet.went_through:
            return sheet.done("clockwork.answered", "desk:answer" if to_answer(sheet.case) else "desk:case")
    found, sent = to_answer(sheet.case), sheet.typed("duty")
    return sheet.show(
        "clockwork/answer.html",
        duties=[(shown(duty, sheet.now), duty.what in {SILENCE, UNSOUND}, str(duty.id) == sent) for duty in found],
        ways=[(how, say(f"clockwork.how.{how}", language_of_page())) for how in HOW],
        may=sheet.case.has_role(Role.AUTHORITY),
    )


def to_answer(case: WholeCase) -> list[HeldDuty]:
    """The open duties of a case that the head has to answer for."""
    return [duty for duty in duties_of_case(case) if not duty.how and duty.what in {*MISSED, SILENCE, UNSOUND}]


def _answer(sheet: Sheet) -> None:
    duty_id = sheet.id_of("duty") or UUID(int=0)
    duty = next((each for each in to_answer(sheet.case) if each.id == duty_id), None)
    said, told = {"case_id": sheet.case.id, "duty_id": duty_id, "seen": sheet.seen}, sheet.typed("evidence")
    if duty and duty.what == SILENCE:
        sheet.attempt(answer_for_silence, **said, done=told)
    elif duty and duty.what == UNSOUND:
        sheet.attempt(answer_for_rule, **said, done=told)
    else:
        sheet.attempt(close_missed_window, **said, how=sheet.typed("how"), evidence=told)
    if sheet.refused:
        sheet.refused = replace(sheet.refused, to=f"evidence-{duty_id}")
