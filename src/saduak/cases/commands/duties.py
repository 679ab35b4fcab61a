"""Duties of people that the clock opens, and how they end."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act
from saduak.cases.models import Duty, Notice
from saduak.core.appeals import LOOKS_OF_APPEALS
from saduak.core.errors import NotAllowed
from saduak.ledger.actors import REACTION, Actor
from saduak.ledger.door import command
from saduak.ledger.rows import Question, ask, fresh, id_of
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Happening
from saduak.parties.policy import Role
from saduak.parties.queries import officers_with

MAIL = "cases.warn"
"""Effect: tell a duty to the officers who have it."""

LIABLE, OWED, WARNING = 1, 2, 3
"""How grave: what makes the authority liable, what is owed, what is a warning."""

REASON, REASON_OWED = "delay_reason", "delay_reason_owed"
WINDOW_MISSED, ORDER_MISSING, DEEMED = "window_missed", "standing_order_missing", "deemed_granted"
APPEAL_CONSIDER, APPEAL_DECIDE = "appeal_consider", "appeal_decide"
OF_APPEALS = (APPEAL_CONSIDER, APPEAL_DECIDE, *LOOKS_OF_APPEALS)
AUDIT, UNSOUND = "rule_audit", "rule_unsound"
LASTING = frozenset({WINDOW_MISSED, ORDER_MISSING, DEEMED, "notify_missed", *OF_APPEALS, AUDIT, UNSOUND})
"""Duties that outlive the decision: a person has to answer for them."""
AWAITED = "consultation_overdue"
"""The duty of the officer who asked another agency to ask after its answer."""
WHATS = (REASON, REASON_OWED, WINDOW_MISSED, ORDER_MISSING, DEEMED, AWAITED, *OF_APPEALS, AUDIT, UNSOUND)
"""What a duty can be besides a look of the clock."""

ENDED_BY = {
    "case.completed": frozenset({"check_completeness", "defect_deadline_passed", "return_incomplete"}),
    "case.reinstated": frozenset({"defect_deadline_passed"}),
    "case.defect_extended": frozenset({"defect_deadline_passed"}),
    "case.decision_posted": frozenset({"notify"}),
    "case.notified": frozenset({"notify"}),
    "case.resumed": frozenset({"paused_check"}),
}
"""Which duties an event ends; what ends consideration ends all but the lasting ones."""

WAITS = (
    "SELECT EXISTS (SELECT 1 FROM cases_duty WHERE case_id = %s AND state = 'open')"
    " OR EXISTS (SELECT 1 FROM cases_notice WHERE case_id = %s AND state = 'draft')"
)
"""Whether there is anything to end; by hand, since it is asked at every completion and decision."""


class Holder(NamedTuple):
    """Who has a duty: as what, and which post if one is named."""

    role: str
    officer: UUID | None


def owner(act: Act) -> Holder:
    """The officer of the case; while it is nobody's, those who take cases in."""
    own: UUID | None = act.case.officer_id
    return Holder(Role.OFFICER, own) if own else Holder(Role.INTAKE, None)


def supervisor(act: Act) -> Holder:
    """A supervisor by name, best of the unit that holds the case."""
    return _named(act, Role.SUPERVISOR)


def head(act: Act) -> Holder:
    """The authority by name."""
    return _named(act, Role.AUTHORITY)


def admin(act: Act) -> Holder:
    """Who sets the agency up."""
    return _named(act, Role.AGENCY_ADMIN)


def _named(act: Act, role: str) -> Holder:
    posts = officers_with(act.case.agency_id, (role,), act.now)
    near = [post for post in posts if post.unit_id and post.unit_id == act.case.unit_id]
    return Holder(role, next((post.id for post in (*near, *posts)), None))


def open_duty(
    act: Act,
    what: str,
    holder: Holder,
    severity: int,
    *,
    about: UUID | None = None,
    due_on: date | None = None,
    agency: UUID | None = None,
) -> UUID:
    """Give somebody something to do, and tell them by e-mail where there is mail; the duty's id. `agency` is whose
    duty it is where it is another's than that of the case."""
    duty = fresh(
        Duty,
        agency_id=agency or act.case.agency_id,
        case=act.case,
        what=what,
        severity=severity,
        role=str(holder.role),
        officer_id=holder.officer,
        about=about,
        due_on=due_on,
        since=act.now,
    )
    act.write.insert(duty)
    said = act.record(
        events.DUTY_OPENED,
        duty=duty.id,
        what=what,
        severity=severity,
        role=duty.role,
        officer=holder.officer,
        about=about,
        due_on=due_on,
    )
    act.write.send(said, MAIL, duty=duty.id)
    return duty.id


def open_duties(act: Act) -> QuerySet[Duty]:
    """What is still to be done in a case."""
    return Duty.objects.filter(case=act.case, state="open")


def is_open_at(act: Act, what: str, role: str) -> bool:
    """Whether somebody of a role at the agency has such a duty already, whatever the case; few rows are read, since
    open duties stand by agency and role."""
    return Duty.objects.filter(agency=act.case.agency_id, state="open", role=role, what=what).exists()


def close_duties(act: Act, how: str, what: Iterable[str], about: UUID | None = None) -> None:
    """End the open duties of these kinds in a case, of one notice if it is named."""
    found = open_duties(act).filter(what__in=tuple(what))
    for duty in found.filter(about=about) if about else found:
        close_one(act, duty, how)


def close_one(act: Act, duty: Duty, how: str) -> None:
    """End one duty."""
    end(duty, how, act.now)
    act.record(events.DUTY_DONE, duty=duty.id, how=how)


def end(duty: Duty, how: str, now: datetime) -> None:
    """Bring the row of a duty to its end; the caller records it."""
    duty.state, duty.how, duty.closed_at = "done", how, now
    duty.save(update_fields=["state", "how", "closed_at"])


@command(case="case_id")
def end_duties(write: Write, *, actor: Actor, case_id: UUID, because: str, now: datetime, key: str) -> int:
    """End what an event of the case has settled, and drop a notice that is no longer needed; how many duties.

    Raises NotAllowed("reaction_only").
    """
    if actor != REACTION:
        raise NotAllowed("reaction_only")
    ended = ENDED_BY.get(because)
    duties = Duty.objects.filter(case=case_id, state="open")
    found = list(duties.filter(what__in=ended) if ended else duties.exclude(what__in=LASTING))
    for duty in found:
        how = because.removeprefix("case.")
        end(duty, how, now)
        write.append(Ref.of("case", case_id), events.DUTY_DONE, duty=duty.id, how=how)
    if ended is None:
        for notice in Notice.objects.filter(case=case_id, state="draft"):
            notice.state = "dropped"
            notice.save(update_fields=["state"])
            write.append(Ref.of("case", case_id), events.DELAY_DROPPED, notice=notice.id)
    return len(found)


def end_duties_after(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> None:
    """What an event settles, in its own transaction."""
    case_id = UUID(event.ref.key)
    own = id_of(case_id)
    [waits] = ask(Question(WAITS, (own, own), lambda rows: bool(rows[0][0])))
    if waits:
        end_duties(actor=actor, case_id=case_id, because=event.kind, now=now, key=key)
