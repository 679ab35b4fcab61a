"""Decisions by rule: the order that adopts a rule, the decision, and the audit of a sample (EPA s.16; W-6, W-10)."""

import logging
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands import duties, events
from saduak.cases.commands.acting import Act, begin, whole_of
from saduak.cases.commands.ordering import ORDERERS
from saduak.cases.models import Case, Decision, RuleAdoption, RuleFinding
from saduak.cases.policy import SYSTEM
from saduak.cases.queries.appeals import appeal_text
from saduak.cases.queries.automatic import BY_RULE, adopted_rule, judged_now
from saduak.catalogue.queries import current, pinned
from saduak.core.automatic import RULES, Judged, is_sampled
from saduak.core.calendars import BANGKOK, ONE_DAY
from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.core.limits import statutory
from saduak.core.reasons import Code
from saduak.core.thai import normal
from saduak.core.transitions import Command, State
from saduak.ledger.actors import INSTALLER, WORKER, Actor
from saduak.ledger.canonical import canonical
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Happening
from saduak.parties.policy import Role
from saduak.parties.policy.standing import standing_of
from saduak.parties.queries import known_agency

logger = logging.getLogger(__name__)
LONGEST = 200
LONGEST_NOTE = 4_000
FINDINGS = ("sound", "unsound")
"""What an audit may find."""
WAITING, PERSON, DECIDED = "waiting", "person", "decided"


@command(agency="agency_id")
def adopt_rule(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    service: str,
    rule: str,
    number: str,
    ordered_on: date,
    since: date,
    until: date | None,
    share: int,
    now: datetime,
    key: str,
) -> UUID:
    """Record the authority's order that a named rule decides by itself in a service, from when to when, and how many in
    a hundred are audited; a later order takes its place, and one that ends yesterday takes the rule out of use.

    Raises DomainError("rule_not_in_manual", "order_number", "rule_share", "rule_term"), NotAllowed("role_needed"),
    NotFound.
    """
    agency = known_agency(agency_id)
    who = standing_of(actor, now)
    if actor != INSTALLER and not who.has_any(agency_id, *ORDERERS):
        raise NotAllowed("role_needed", roles=[Code("role", role) for role in ORDERERS])
    kept = number.strip()
    if not 0 < len(kept) <= LONGEST:
        raise DomainError("order_number", longest=LONGEST)
    if not 1 <= share <= 100:
        raise DomainError("rule_share")
    if until and until < since:
        raise DomainError("rule_term")
    if rule not in RULES or not _is_in_manual(agency.slug, service, rule, since, now):
        raise DomainError("rule_not_in_manual", rule=rule)
    said: dict[str, Any] = {"service": service, "rule": rule, "number": kept, "ordered_on": ordered_on}
    said |= {"since": since, "until": until, "share": share}
    row = RuleAdoption(id=uuid7(), agency_id=agency_id, **said, recorded_at=now)
    row.save(force_insert=True)
    of_service = RuleFinding.objects.filter(case__agency=agency_id, case__service=service, state=WAITING)
    of_service.update(look_at=now)  # what waits under the earlier order is looked at under this one
    write.append(Ref.of("agency", agency_id), events.RULE_ADOPTED, legal_basis="EPA s.16", adoption=row.id, **said)
    return row.id


def _is_in_manual(office: str, service: str, rule: str, since: date, now: datetime) -> bool:
    """Whether the manual in force, when the order begins or today, lets this rule carry a step out."""
    found = (current(service, office, day) for day in (since, now.astimezone(BANGKOK).date()))
    return any(step.rule == rule for row in found if row for step in pinned(row.id).service.steps)


@command(case="case_id")
def decide_by_rule(write: Write, *, actor: Actor, case_id: UUID, now: datetime, key: str) -> str:
    """Let the adopted rule look at a complete application: it grants what meets every condition, once the application
    counts as received (EPA s.10); it waits for consents and look-ups, and gives all else to a person with what failed.
    "decided", "waiting", "person", or empty where no rule applies. It never refuses anything.

    Only what follows by itself may. Raises NotAllowed("reaction_only"), NotFound.
    """
    if actor not in SYSTEM:
        raise NotAllowed("reaction_only")
    act = begin(write, case_id, now)
    row = RuleFinding.objects.filter(case=act.case).select_related("adoption").first()
    adoption = adopted_rule(act.case.agency_id, act.package, now.astimezone(BANGKOK).date())
    if row and row.state != WAITING:
        return row.state
    if adoption is None or act.state is not State.COMPLETE:
        return _kept(act, row)
    found = judged_now(whole_of(act), adoption.rule)
    row = row or RuleFinding(case=act.case, tried_at=now)
    row.adoption, row.tried_at, row.look_at = adoption, now, _end_of(adoption)
    row.failed = [each._asdict() for each in found.failed]
    row.state = PERSON if found.failed and not found.waits else WAITING
    received = act.clock().received_at
    if found.holds and received and received > now:
        row.look_at = received
    elif found.holds and received:
        row.state = DECIDED
    if row.state != WAITING:
        row.look_at = None
    _keep(act, row, found)
    act.settle()
    return row.state


def _end_of(adoption: RuleAdoption) -> datetime | None:
    """When the order is over, so that what still waits then is given to a person."""
    return datetime.combine(adoption.until + ONE_DAY, time(), BANGKOK).astimezone(UTC) if adoption.until else None


def _kept(act: Act, row: RuleFinding | None) -> str:
    """A person took it up, it is over, or the order of the rule ended: the rule stands back."""
    if row is None:
        return ""
    row.state, row.look_at = PERSON, None
    row.save(update_fields=["state", "look_at"])
    return row.state


def _keep(act: Act, row: RuleFinding, found: Judged) -> None:
    """Record what the rule found, and where it decides, the decision."""
    adoption = row.adoption
    row.sampled = row.state == DECIDED and is_sampled(str(adoption.id), str(act.case.id), adoption.share)
    if row._state.adding:
        row.save(force_insert=True)
    else:
        row.save()
    if row.state == DECIDED:
        _decide(act, adoption)
    act.record(
        events.RULE_TRIED,
        "EPA s.16",
        adoption=adoption.id,
        rule=adoption.rule,
        state=row.state,
        passed=list(found.passed),
        failed=row.failed,
        sampled=row.sampled,
    )
    if row.sampled:
        duties.open_duty(act, duties.AUDIT, duties.Holder(Role.CHECKER, None), duties.OWED)


def _decide(act: Act, adoption: RuleAdoption) -> None:
    """The steps end, and the order is made under the authority's power, by the rule that it adopted."""
    act.permit(Command.DECIDE_BY_RULE, ("rule_adopted", "rule_holds", "receipt_passed"))
    for task in act.tasks:
        task.state, task.started_at, task.finished_at = "done", act.now, act.now
        act.write.update(task, "state", "started_at", "finished_at")
        for kind in (events.TASK_STARTED, events.TASK_FINISHED):
            act.record(kind, "LFA s.10", task=task.id, step=task.step, officer=None)
    group = act.package.service.decides_lines
    lines = [
        {"line": number, "outcome": "granted", "conditions": [], "reasons": ""}
        for number in range(1, len(act.answers.get(group, ())) + 1 if group else 1)
    ]
    row = Decision(
        case=act.case,
        state="made",
        outcome="granted",
        lines=lines,
        appeal="\n\n".join(appeal_text(act.package, language) for language in ("th", "en")),
        power=_power(act, adoption),
        drafted_at=act.now,
        made_at=act.now,
    )
    act.write.insert(row)
    words = canonical([row.reasons, row.conditions, row.lines])
    act.record(
        events.DECIDED,
        "EPA s.16",
        officer=None,
        outcome=row.outcome,
        lines=row.line_outcomes,
        power=row.power,
        four_eyes={"drafted_by": None, "checked_by": None, "exception": adoption.rule},
        appeal=row.digest(row.appeal),
        facts=row.digest(row.facts),
        law=row.digest(row.law),
        reasons=row.digest(words),
    )


def _power(act: Act, adoption: RuleAdoption) -> dict[str, Any]:
    """The source of power as printed: the authority's section, and its order that adopted the rule."""
    service = act.package.service
    ordered = datetime.combine(adoption.ordered_on, time(), BANGKOK)
    return {
        "kind": BY_RULE,
        "section": service.authority.power,
        "basis": "",
        "position": service.authority.title.th,
        "number": adoption.number,
        "since": ordered.isoformat(),
        "until": None,
        "of": adoption.rule,
    }


@command(case="case_id")
def audit_decision(
    write: Write, *, actor: Actor, case_id: UUID, finding: str, note: str, seen: int | None, now: datetime, key: str
) -> None:
    """Record what a person found who looked at a sampled decision of a rule. One that should not have been made is the
    head's to answer for, within the time in which a benefit may be revoked (APA s.49).

    Raises WrongState("no_audit", "audited"), DomainError("audit_finding", "audit_note_missing",
    "check_note_too_long"), NotAllowed("role_needed", "has_interest"), and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_role(Role.CHECKER)
    row = RuleFinding.objects.filter(case=act.case, sampled=True).first()
    if row is None:
        raise WrongState("no_audit")
    if row.finding:
        raise WrongState("audited")
    if finding not in FINDINGS:
        raise DomainError("audit_finding")
    kept = normal(note)
    if finding == "unsound" and not kept:
        raise DomainError("audit_note_missing")
    if len(kept) > LONGEST_NOTE:
        raise DomainError("check_note_too_long", longest=LONGEST_NOTE)
    row.finding, row.note, row.audited_by_id, row.audited_at = finding, kept, act.officer_id, now
    row.save(update_fields=["finding", "note", "audited_by", "audited_at"])
    act.record(
        events.RULE_AUDITED,
        "EPA s.16",
        officer=row.audited_by_id,
        finding=finding,
        note=row.digest(kept),
    )
    duties.close_duties(act, finding, (duties.AUDIT,))
    if finding == "unsound":
        until = statutory(act.book.limit("apa.revoke_benefit"), now.astimezone(BANGKOK).date(), act.book.calendar)
        duties.open_duty(act, duties.UNSOUND, duties.head(act), duties.LIABLE, due_on=until.last_day)
    act.settle()


@command(case="case_id")
def answer_for_rule(
    write: Write, *, actor: Actor, case_id: UUID, duty_id: UUID, done: str, seen: int | None, now: datetime, key: str
) -> None:
    """Say what was done about a decision of a rule that the audit found unsound. The duty of the head ends with it.

    Raises DomainError("rule_unanswered"), NotAllowed("role_needed", "has_interest"), NotFound, and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_role(Role.AUTHORITY)
    duty = duties.open_duties(act).filter(pk=duty_id, what=duties.UNSOUND).first()
    if duty is None:
        raise NotFound("not_found", what="duty")
    if not done.strip():
        raise DomainError("rule_unanswered")
    act.record(events.RULE_ANSWERED, "APA s.49", duty=duty.id, officer=act.officer_id, **act.because(done))
    duties.close_one(act, duty, "answered")
    act.settle()


# What follows by itself


def try_rule(event: Happening, *, actor: Actor, now: datetime, key: str) -> None:
    """When a case is complete, or another thing came that a rule may wait for, the rule looks at it, if one is
    adopted."""
    case_id = UUID(event.ref.key)
    row = Case.objects.filter(pk=case_id, state=State.COMPLETE).only("agency_id", "publication_id").first()
    if row is None:
        return
    day = now.astimezone(BANGKOK).date()
    if adopted_rule(row.agency_id, pinned(row.publication_id), day) is not None:
        decide_by_rule(actor=actor, case_id=case_id, now=now, key=key)


def leave_to_person(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> None:
    """An officer took the case, or it is over: the rule waits for nothing there any more."""
    if event.kind == "case.assigned" and event.payload["officer"] is None:
        return
    RuleFinding.objects.filter(case=UUID(event.ref.key), state=WAITING).update(state=PERSON, look_at=None)


def decide_received(now: datetime) -> int:
    """Let the rule decide what waited for the moment of legal receipt, and give what it waited for under an order that
    is over to a person; how many cases."""
    due = list(RuleFinding.objects.filter(look_at__lte=now).values_list("case_id", "look_at"))
    return sum(_decide_received(case_id, at, now) for case_id, at in due if at)


def _decide_received(case_id: UUID, at: datetime, now: datetime) -> bool:
    try:
        decide_by_rule(actor=WORKER, case_id=case_id, now=now, key=f"rule:{case_id}:{at.isoformat()}")
    except Exception as error:  # noqa: BLE001 - one broken case must not hold back the decisions and notices of others
        logger.warning("the rule failed at case %s: %s", case_id, type(error).__name__)
        return False
    return True


def next_receipt(now: datetime) -> datetime | None:
    """When the next case that waits for its legal receipt may be decided, after `now`."""
    waiting = RuleFinding.objects.filter(look_at__gt=now).order_by("look_at")
    return waiting.values_list("look_at", flat=True).first()
