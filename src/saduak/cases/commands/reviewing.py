"""Appeals as the agencies have them: considered by who made the order, decided by the superior (APA s.45, s.46)."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin, whole_of
from saduak.cases.commands.appealing import appeal_in, close_stage, open_stage, schedule, set_due
from saduak.cases.commands.deciding import printed_power, require_power
from saduak.cases.commands.letters import send_of_case
from saduak.cases.commands.outcomes import Draft, drafted
from saduak.cases.commands.reopening import Reopening, planned, reopen
from saduak.cases.models import Appeal, Decision, NewOrder
from saduak.cases.policy import sees_appeals
from saduak.cases.queries.appeal_letters import appeal_letter, signed
from saduak.cases.queries.appealed import body_of, due_of, goes_straight_up, power_of_appeals
from saduak.cases.queries.consents import missing_consents
from saduak.cases.queries.letters import language_of
from saduak.cases.queries.more_time import told_in_time
from saduak.core.appeals import Against, Stage, decided_by
from saduak.core.calendars import BANGKOK
from saduak.core.errors import DomainError, NotAllowed, WrongState
from saduak.core.limits import Extension
from saduak.core.reasons import Code, written
from saduak.core.thai import normal
from saduak.ledger.actors import Actor
from saduak.ledger.canonical import canonical
from saduak.ledger.door import command
from saduak.ledger.history import actor_behind
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Happening
from saduak.parties.policy import PowerSource, Role, power_of
from saduak.parties.queries import holders_at, officer_at
from saduak.sources.texts import sentences

VIEWS = ("agrees", "agrees_partly", "disagrees", "late", "not_ours")
"""What who made the order may find; the last only where a licence's own law sends appeals to another body."""
CHANGING = {"agrees": "revoked", "agrees_partly": "altered"}
RESULTS = ("revoked", "altered", "dismissed", "refused_late")
"""What the superior may decide; the first two put another order in the place of the earlier."""
OF_RETURNS = ("reopened", "dismissed", "refused_late")
"""The same of a return, which is revoked or stands as a whole."""
ENOUGH = 20_000
Lines = tuple[Mapping[str, Any], ...]


@command(case="case_id")
def consider_appeal(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    appeal_id: UUID,
    view: str,
    report: str,
    outcome: str,
    lines: Lines,
    facts: str,
    law: str,
    reasons: str,
    conditions: Lines,
    until: date | None,
    seen: int | None,
    now: datetime,
    key: str,
) -> None:
    """Who made the order agrees with the appeal and changes the order, or changes a part of it and reports the rest to
    the superior, or reports all of it with reasons (APA s.45 para 1); one that came late it may refuse to accept.

    `outcome`, `lines`, `facts`, `law`, `reasons` and `conditions` are those of the new order, or of the refusal. Of a
    return `outcome` says how the application goes on: "complete", or "mend" with `until` as its new last day.

    Raises DomainError("appeal_view_unknown", "appeal_report_missing", "appeal_reasons_missing"), WrongState(
    "appeal_over", "appeal_elsewhere", "appeal_not_late", "appeal_not_yours", "appeal_body_missing",
    "consent_missing"), NotAllowed("role_needed", "has_interest", "no_power"), NotFound, what `drafted` and `planned`
    raise, and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_role(Role.AUTHORITY)
    row = appeal_in(act, appeal_id, Stage.MAKER)
    _require_view(act, row, view)
    row.view, row.report = view, _needed(report, "appeal_report_missing")
    power = require_power(act)
    texts = (facts, law, reasons)
    act.record(
        events.APPEAL_CONSIDERED,
        "APA s.45",
        appeal=row.id,
        officer=power.officer_id,
        view=view,
        report=row.digest(row.report),
    )
    row.save(update_fields=["view", "report"])
    is_return = row.against != Against.DECISION
    changes = view in CHANGING and not is_return
    order = _replace(act, row, power, outcome, lines, texts, conditions) if changes else None
    if view == "agrees" and is_return:
        _uphold(act, row, power, texts, planned(act, outcome, until))
    elif view == "agrees":
        _end(act, row, power, "revoked", texts, order)
    elif view == "late":
        _end(act, row, power, "refused_late", texts, None)
    else:
        _forward(act, row, order, power)
    act.settle()


def _require_view(act: Act, row: Appeal, view: str) -> None:
    if view not in VIEWS or (view == "agrees_partly" and row.against != Against.DECISION):
        raise DomainError("appeal_view_unknown")
    if view == "late" and not row.is_late:
        raise WrongState("appeal_not_late")
    goes_up = goes_straight_up(act.package, row.against)
    if goes_up != (view == "not_ours") and view != "late":
        raise WrongState("appeal_not_yours" if goes_up else "appeal_is_yours")


def _needed(text: str, missing: str) -> str:
    kept = normal(text)
    if not kept:
        raise DomainError(missing)
    if len(kept) > ENOUGH:
        raise DomainError("appeal_too_long", longest=ENOUGH)
    return kept


def _replace(
    act: Act,
    row: Appeal,
    power: PowerSource,
    outcome: str,
    lines: Lines,
    texts: tuple[str, str, str],
    conditions: Lines,
) -> NewOrder:
    """Put a new order in the place of the decision, with its reasons (APA s.37, s.46)."""
    draft = drafted(act, outcome, lines, texts, conditions)
    if not (draft.reasons_stand and draft.facts and draft.law and draft.reasons):
        raise DomainError("appeal_reasons_missing")
    missing = [] if draft.outcome == "refused" else missing_consents(act, act.case, draft.refused_lines)
    if missing:
        raise WrongState("consent_missing", parties=[consent.name for consent in missing])
    order = _order(act, row, power, draft)
    order.save(force_insert=True)
    act.record(
        events.ORDER_REPLACED,
        "APA s.46",
        appeal=row.id,
        order=order.id,
        agency=order.agency_id,
        officer=power.officer_id,
        outcome=order.outcome,
        lines=draft.summary,
        power=order.power,
        facts=order.digest(order.facts),
        law=order.digest(order.law),
        reasons=order.digest(canonical(draft.words)),
    )
    return order


def _order(act: Act, row: Appeal, power: PowerSource, draft: Draft) -> NewOrder:
    return NewOrder(
        id=uuid7(),
        case=act.case,
        appeal=row,
        agency_id=(row.superior_id if row.stage == Stage.SUPERIOR else None) or row.agency_id,
        outcome=draft.outcome,
        lines=draft.lines,
        conditions=draft.conditions,
        facts=draft.facts,
        law=draft.law,
        reasons=draft.reasons,
        power=printed_power(power),
        made_by_id=power.officer_id,
        made_at=act.now,
    )


def _forward(act: Act, row: Appeal, order: NewOrder | None, power: PowerSource) -> None:
    """Report to the superior, whose own time runs from now, and tell the appellant."""
    body = body_of(act.case.agency_id, act.case.service, _day(act.now))
    if body is None:
        raise WrongState("appeal_body_missing")
    row.stage, row.superior, row.forwarded_at, row.warned = Stage.SUPERIOR.value, body.superior, act.now, []
    set_due(act, row)
    row.save(update_fields=["stage", "superior", "forwarded_at", "warned", "act_by", "due_on"])
    act.record(
        events.APPEAL_FORWARDED,
        "APA s.45",
        appeal=row.id,
        superior=row.superior_id,
        act_by=row.act_by,
        due_on=row.due_on,
    )
    schedule(act, row)
    open_stage(act, row)
    _tell(act, row, "appeal_forwarded", power, row.agency_id, order=order)


def _tell(act: Act, row: Appeal, kind: str, power: PowerSource, agency: UUID, **said: Any) -> UUID:
    """Send a letter of the appeal, signed by whose act it was, from their own agency; its id."""
    case = whole_of(act)
    language = language_of(case)
    held = holders_at(agency, (act.who.user,)).get(act.who.user) if act.who.user else None
    letter = send_of_case(
        act,
        case,
        appeal_letter(case, row, kind, language, **said),
        signatory=signed(held.name if held else "", printed_power(power), language),
        agency=agency,
        key=f"appeal:{row.id}:{kind}:{row.extended}",
    )
    act.record(events.LETTER_ORDERED, letter=letter, letter_kind=kind, because=act.story.happenings[-1].kind)
    return letter


def _uphold(act: Act, row: Appeal, power: PowerSource, texts: tuple[str, str, str], how: Reopening) -> None:
    """An appeal against a return is upheld: its letter says how the application goes on, which it then does."""
    agency = _end(act, row, power, "reopened", texts, None, reopened=how.told(language_of(whole_of(act))))
    reopen(act, row, agency, power.officer_id, how)


def _end(
    act: Act,
    row: Appeal,
    power: PowerSource,
    result: str,
    texts: tuple[str, str, str],
    order: NewOrder | None,
    **more: str,
) -> UUID:
    """The appeal is decided: with its facts, law, reasons and power, its letter, and nothing left to do; by whom."""
    facts, law, reasons = (_needed(text, "appeal_reasons_missing") for text in texts)
    row.result, row.facts, row.law, row.reasons = result, facts, law, reasons
    row.power, row.decided_by_id, row.decided_at = printed_power(power), power.officer_id, act.now
    agency = row.superior_id if row.stage == Stage.SUPERIOR and row.superior_id else row.agency_id
    letter = _tell(act, row, "appeal_decided", power, agency, order=order, **more)
    row.stage = Stage.DECIDED.value
    row.save()
    act.record(
        events.APPEAL_DECIDED,
        "APA s.45",
        appeal=row.id,
        agency=agency,
        officer=row.decided_by_id,
        result=result,
        power=row.power,
        letter=letter,
        facts=row.digest(facts),
        law=row.digest(law),
        reasons=row.digest(reasons),
    )
    close_stage(act, row, "decided")
    return agency


@command(case="case_id")
def decide_appeal(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    appeal_id: UUID,
    result: str,
    outcome: str,
    lines: Lines,
    facts: str,
    law: str,
    reasons: str,
    conditions: Lines,
    until: date | None,
    seen: int | None,
    now: datetime,
    key: str,
) -> None:
    """The superior decides what was reported: revokes or alters the order, which puts another in its place, dismisses
    the appeal, or does not accept one that came late. A return is "reopened" instead, as in `consider_appeal`. The
    authority of the superior agency alone may, and nobody who had a hand in the order or considered the appeal before.

    Raises DomainError("appeal_result_unknown", "appeal_reasons_missing"), WrongState("appeal_over",
    "appeal_elsewhere", "appeal_not_late", "consent_missing"), NotAllowed("role_needed", "not_authority", "no_power",
    "made_the_order", "has_interest"), NotFound, what `drafted` and `planned` raise, and as `begin` does.
    """
    act, row, power = _above(write, case_id, appeal_id, now, seen)
    if result not in (RESULTS if row.against == Against.DECISION else OF_RETURNS):
        raise DomainError("appeal_result_unknown")
    if result == "refused_late" and not row.is_late:
        raise WrongState("appeal_not_late")
    texts = (facts, law, reasons)
    order = None
    if result in {"revoked", "altered"}:
        order = _replace(act, row, power, outcome, lines, texts, conditions)
    if result == "reopened":
        _uphold(act, row, power, texts, planned(act, outcome, until))
    else:
        _end(act, row, power, result, texts, order)
    act.settle()


def _above(
    write: Write, case_id: UUID, appeal_id: UUID, now: datetime, seen: int | None
) -> tuple[Act, Appeal, PowerSource]:
    """The appeal in the hands of the superior's authority, with its power in force."""
    act = begin(write, case_id, now, seen, may_see=sees_appeals)
    row = appeal_in(act, appeal_id, Stage.SUPERIOR)
    if row.superior_id is None or not act.who.has(Role.AUTHORITY, row.superior_id) or act.who.user is None:
        raise NotAllowed("role_needed", roles=[Code("role", Role.AUTHORITY)])
    act.require_no_interest()
    if act.who.user in _hands_in(act, row):
        raise NotAllowed("made_the_order")
    return act, row, power_of(act.who.user, row.superior_id, power_of_appeals(act.package, row.against), now)


def _hands_in(act: Act, row: Appeal) -> set[UUID]:
    """The log-ins of all who had a hand in the order, or who considered the appeal for its maker: also of those who
    have another post since."""
    if row.against != Against.DECISION:
        returned = act.story.last("case.returned")
        return {user for user in (_user_of(returned), *_considerers(act, row)) if user}
    made = Decision.objects.filter(case=act.case).select_related("made_by", "drafted_by", "checked_by").first()
    hands = [made.made_by, made.drafted_by, made.checked_by] if made else []
    return {*(officer.user_id for officer in hands if officer is not None), *_considerers(act, row)}


def _considerers(act: Act, row: Appeal) -> set[UUID]:
    said = (each.payload for each in act.story.of(events.APPEAL_CONSIDERED.name))
    considered = [officer_at(row.agency_id, UUID(each["officer"])) for each in said if each["appeal"] == str(row.id)]
    return {officer.user_id for officer in considered}


def _user_of(happening: Happening | None) -> UUID | None:
    """The log-in behind what happened."""
    kind, _, number = actor_behind(happening.id).partition(":") if happening else ("", "", "")
    return UUID(number) if kind == "user" else None


@command(case="case_id")
def extend_appeal(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    appeal_id: UUID,
    ground: str,
    seen: int | None,
    now: datetime,
    key: str,
) -> date:
    """The superior takes thirty days more, once, out of necessity, and tells the appellant in the same act, before the
    old time is over (APA s.45 para 2); the new last day. Told later it would be void, and is refused.

    Raises DomainError("ground_missing"), WrongState("appeal_over", "appeal_elsewhere", "appeal_extended",
    "appeal_extension_late"), NotAllowed as `decide_appeal`, NotFound, and as `begin` does.
    """
    act, row, power = _above(write, case_id, appeal_id, now, seen)
    rule = act.book.limit("apa.appeal_superior").extension
    if rule is None or row.extended >= rule.count:
        raise WrongState("appeal_extended")
    if not ground.strip():
        raise DomainError("ground_missing")
    case = whole_of(act)
    old = due_of(row, case).last_day
    if not told_in_time(case, old):
        raise WrongState("appeal_extension_late", until=old)
    until = _longer(act, row, power, ground.strip(), old)
    act.settle()
    return until


def _longer(act: Act, row: Appeal, power: PowerSource, ground: str, old: date) -> date:
    """Record the extension, its letter, and the dates that follow."""
    limit = act.book.limit("apa.appeal_superior")
    assert limit.extension is not None  # noqa: S101 - asked above
    row.extended += 1
    kept = act.because(ground)
    span = {"amount": limit.extension.span.amount, "unit": limit.extension.span.unit.value}
    language = language_of(whole_of(act))
    told = {"old": written(old, language, sentences(language)), "report": ground}
    said: dict[str, Any] = {"appeal": row.id, "officer": power.officer_id, "number": row.extended, "span": span}
    until = decided_by(_day(row.forwarded_at or act.now), [Extension(limit.extension.span, _day(act.now))], act.book)
    letter = _tell(
        act,
        row,
        "appeal_extended",
        power,
        row.superior_id or row.agency_id,
        due=written(until.last_day, language, sentences(language)),
        **told,
    )
    row.act_by, row.due_on, row.warned = until.act_by, until.last_day, []
    row.save(update_fields=["extended", "act_by", "due_on", "warned"])
    act.record(
        events.APPEAL_EXTENDED,
        "APA s.45",
        **said,
        old=old,
        act_by=row.act_by,
        due_on=row.due_on,
        letter=letter,
        **kept,
    )
    schedule(act, row)
    open_stage(act, row)
    return until.last_day


def _day(at: datetime) -> date:
    return at.astimezone(BANGKOK).date()
