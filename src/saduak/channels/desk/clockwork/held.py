"""Duties in words: what the clock asks of this officer, what to do about each and where."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from saduak.cases.commands.duties import OF_APPEALS
from saduak.cases.queries import HeldDuty, duties
from saduak.cases.queries.duties import MOST
from saduak.channels.entrance.visits import OnDuty, for_officers
from saduak.channels.shell.pages import language_of_page
from saduak.channels.shell.texts import say
from saduak.core.calendars import BANGKOK
from saduak.core.consultations import OVERDUE
from saduak.ledger.actors import Actor
from saduak.ledger.present import present
from saduak.parties.policy import Role

FIRST = 3
"""Duties that the work list shows above the cases."""
LIABLE = 1
OVER = "clockwork.over_due"
"""What a warning of the due day says once that is over."""


def _of_case(page: str) -> Callable[[HeldDuty], str]:
    return lambda duty: reverse(page, args=[duty.case])


def _of_office(page: str) -> Callable[[HeldDuty], str]:
    return lambda duty: reverse(page, args=[duty.office])


def _of_appeal(duty: HeldDuty) -> str:
    return reverse("desk:appeal", args=[duty.notice])


WHERE: Mapping[str, Callable[[HeldDuty], str]] = MappingProxyType(
    {
        **dict.fromkeys(OF_APPEALS, _of_appeal),
        "rule_audit": _of_case("desk:audit"),
        "rule_unsound": _of_case("desk:answer"),
        "check_completeness": _of_case("desk:check"),
        "return_incomplete": _of_case("desk:check"),
        "notify": _of_case("desk:case_letters"),
        "notify_missed": _of_case("desk:answer"),
        "defect_deadline_passed": _of_case("desk:items"),
        "paused_check": _of_case("desk:pause"),
        "calendar_missing": _of_office("desk:office_hours"),
        "delay_reason": _of_case("desk:notices"),
        "delay_reason_owed": _of_case("desk:notices"),
        "interest_hand_on": _of_case("desk:assign"),
        "window_missed": _of_case("desk:answer"),
        "deemed_granted": _of_case("desk:answer"),
        "standing_order_missing": _of_office("desk:office_notices"),
        OVERDUE: lambda duty: reverse("desk:consultation", args=[duty.notice]),
    }
)
"""Where each duty is done; any other on the page of its case."""


@dataclass(frozen=True, slots=True)
class DutyShown:
    """A duty in words. `what` says what it is, `do` what to do, `where` the page for it; `days` how long it is open and
    `count` how many of the kind the case has: the oldest stands for all."""

    duty: HeldDuty
    what: str
    do: str
    where: str
    severity: str
    days: int
    is_late: bool
    opens_case: bool
    count: int = 1


@never_cache
@require_GET
@for_officers()
def held(request: HttpRequest, officer: OnDuty) -> HttpResponse:
    """Every open duty of this officer, the gravest first."""
    now = present()
    found = duties_shown(officer.actor, now)
    grave = [each for each in found if each.duty.severity == LIABLE]
    rest = [each for each in found if each.duty.severity != LIABLE]
    return render(
        request,
        "desk/clockwork/duties.html",
        {"grave": grave, "rest": rest, "is_full": sum(each.count for each in found) >= MOST},
    )


def duties_shown(actor: Actor, now: datetime) -> list[DutyShown]:
    """The open duties of an officer in words, those of one kind in one case as one."""
    alike: dict[tuple[UUID, str], list[HeldDuty]] = {}
    for duty in duties(actor, now):
        alike.setdefault((duty.case, duty.what), []).append(duty)
    return [replace(shown(same[0], now), count=len(same)) for same in alike.values()]


def first_of(found: Sequence[DutyShown]) -> Sequence[DutyShown]:
    """What stands above the work list: what is owed and what makes liable, and never more than a few."""
    return [each for each in found if each.duty.severity <= LIABLE + 1][:FIRST]


def shown(duty: HeldDuty, now: datetime) -> DutyShown:
    """One duty in words."""
    language, today = language_of_page(), now.astimezone(BANGKOK).date()
    where = WHERE.get(duty.what, _of_case("desk:case"))
    is_late = bool(duty.due_on and duty.due_on < today)
    return DutyShown(
        duty,
        say(OVER if is_late and duty.what == "due_day" else f"duty.what.{duty.what}", language),
        say(f"clockwork.do.{duty.what}", language),
        where(duty),
        say(f"duty.severity.{duty.severity}", language),
        (today - duty.since.astimezone(BANGKOK).date()).days,
        is_late,
        duty.role != Role.AGENCY_ADMIN and duty.what != OVERDUE,
    )
