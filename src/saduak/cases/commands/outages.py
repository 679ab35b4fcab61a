"""Outages of the electronic channel: recorded by people, noticed by the system, and what follows for a person whose
last day fell into one (APA s.66; U17).

The web server and the worker say each for itself that they run. Where the web server was silent the channel was down;
where only the worker was, people could file all the same, and only what it sends came late.
"""

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import begin
from saduak.cases.commands.defects import record_of
from saduak.cases.commands.returning import move_deadline
from saduak.cases.models import Case, Heartbeat, Outage
from saduak.cases.queries.outages import CHANNEL, PAUSE, relief_for
from saduak.core.calendars import BANGKOK, ONE_DAY
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.core.reasons import Code
from saduak.core.transitions import State
from saduak.ledger.actors import REACTION, WORKER, Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Happening
from saduak.parties.policy import Role
from saduak.parties.policy.standing import standing_of
from saduak.sources.texts import reason_as_data

RECORDERS = (Role.AUTHORITY, Role.AGENCY_ADMIN)
LONGEST = 2_000
"""Letters of the evidence."""
GAP = timedelta(minutes=15)
"""Who said nothing for so long did not run."""
STEP = timedelta(minutes=1)
"""How often it says that it runs."""


@command()
def record_outage(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID | None,
    what: str,
    since: datetime,
    until: datetime,
    evidence: str,
    now: datetime,
    key: str,
) -> UUID:
    """Record that the electronic channel did not work from `since` to `until`: of an agency by its authority or
    administrator with evidence, of the whole system (`agency_id` None) by the system that noticed; its id. `what` is
    "channel", or "worker" where the system noticed that the worker alone stood still, which gives nobody more time.

    Raises DomainError("outage_what", "outage_order", "outage_not_over", "evidence_missing", "outage_evidence_long"),
    NotAllowed("role_needed").
    """
    officer = _recorder(actor, agency_id, now)
    if what not in {CHANNEL, PAUSE} or (officer and what != CHANNEL):
        raise DomainError("outage_what")
    if since >= until:
        raise DomainError("outage_order")
    if until > now:
        raise DomainError("outage_not_over")
    told = evidence.strip()
    if officer and not told:
        raise DomainError("evidence_missing")
    if len(told) > LONGEST:
        raise DomainError("outage_evidence_long", longest=LONGEST)
    row = Outage(
        id=uuid7(),
        agency_id=agency_id,
        what=what,
        since=since,
        until=until,
        source="officer" if officer else "system",
        officer_id=officer,
        evidence=told,
        recorded_at=now,
    )
    ref = Ref.of("outage", row.id)
    write.begin(ref)
    write.insert(row)
    said = {name: getattr(row, name) for name in ("what", "since", "until", "source")}
    write.append(
        ref,
        events.OUTAGE_RECORDED,
        legal_basis="APA s.66",
        **said,
        agency=agency_id,
        officer=officer,
        evidence=row.digest(told),
    )
    return row.id


def _recorder(actor: Actor, agency_id: UUID | None, now: datetime) -> UUID | None:
    """The post of who records; None for the worker."""
    if actor == WORKER:
        return None
    who = standing_of(actor, now)
    if agency_id is None or not who.has_any(agency_id, *RECORDERS):
        raise NotAllowed("role_needed", roles=[Code("role", role) for role in RECORDERS])
    return min(who.officers_at(agency_id))


# The system's own pulse


def beat(now: datetime) -> UUID | None:
    """Say that a worker runs at `now`. A gap since it was last said is recorded as a pause of the worker; its id.

    A demonstration moves its clock and has no gaps. A clock that was put back says nothing until it has caught up.
    """
    return _beat(Heartbeat.WORKER, PAUSE, now)


def beat_of_web(now: datetime) -> UUID | None:
    """Say that a web server runs at `now`. A gap is recorded as an outage of the channel of all; its id."""
    return _beat(Heartbeat.WEB, CHANNEL, now)


def _beat(whose: int, what: str, now: datetime) -> UUID | None:
    last = Heartbeat.objects.filter(pk=whose).values_list("at", flat=True).first()
    if last is None:
        Heartbeat.objects.bulk_create([Heartbeat(pk=whose, at=now)], ignore_conflicts=True)
        return None
    found = _missed(what, last, now) if now - last > GAP and not settings.DEMO else None
    if now - last >= STEP:
        Heartbeat.objects.filter(pk=whose, at__lt=now).update(at=now)
    return found


def _missed(what: str, last: datetime, now: datetime) -> UUID | None:
    """Record the gap; of two processes that see it, the first does."""
    with suppress(WrongState):
        told: dict[str, Any] = {"agency_id": None, "what": what, "since": last, "until": now, "evidence": ""}
        return record_outage(actor=WORKER, **told, now=now, key=f"outage:{what}:{last.isoformat()}")
    return None


# What follows


@command(case="case_id")
def relieve_deadline(write: Write, *, actor: Actor, case_id: UUID, now: datetime, key: str) -> date | None:
    """Move the last day to mend of an application whose last day fell into an outage, where the agency's setting lets
    that happen by itself; the new day. None where it has to be asked for, or nothing is to be moved.

    Only what follows from an outage may. Raises NotAllowed("reaction_only"), NotFound.
    """
    if actor != REACTION:
        raise NotAllowed("reaction_only")
    act = begin(write, case_id, now)
    if act.state is not State.DEFECT_OPEN:
        return None
    found = relief_for(act.case.agency_id, record_of(act).deadline, act.book)
    if found is None or found.ask_by is not None:
        return None
    tomorrow = now.astimezone(BANGKOK).date() + ONE_DAY
    until = max(found.act_by, act.book.calendar.first_working_day(tomorrow))
    text = reason_as_data(found.because[0])["text"]
    said = act.because(text["en" if act.case.language == "en" else "th"])  # type: ignore[index]
    act.record(events.DEFECT_EXTENDED, "APA s.66", deadline=move_deadline(act, until), **said)
    act.settle()
    return until


def relieve_after_outage(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> int:
    """Look at every application that waits for its applicant and whose last day fell into the outage; how many last
    days moved. While the worker alone stood still anybody could have answered."""
    said = event.payload
    if said.get("what", CHANNEL) != CHANNEL:
        return 0
    since, until = (datetime.fromisoformat(said[name]).astimezone(BANGKOK).date() for name in ("since", "until"))
    waiting = Case.objects.filter(closed_at=None, state=State.DEFECT_OPEN, act_on__range=(since, until))
    if said["agency"]:
        waiting = waiting.filter(agency=said["agency"])
    moved = [
        relieve_deadline(actor=actor, case_id=case_id, now=now, key=f"{key}:{case_id}")
        for case_id in waiting.order_by("id").values_list("id", flat=True)
    ]
    return sum(day is not None for day in moved)
