"""Orders about a licence: suspension, revocation and lapse take effect when the holder is told; the rest at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands.deciding import printed_power
from saduak.cases.commands.hearings import SKIPPED
from saduak.cases.queries import WholeCase
from saduak.core.errors import DomainError, WrongState
from saduak.core.orders import Means, Service, notified
from saduak.core.package import LaterRule, RuleKind
from saduak.core.package.words import cited
from saduak.core.periods import last_day
from saduak.core.reasons import Code, Language
from saduak.core.spans import Span, Unit
from saduak.core.thai import normal
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.history import history
from saduak.ledger.kinds import EventKind
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Happening
from saduak.licences.commands import events
from saduak.licences.commands.granted import granting_of, wish_of
from saduak.licences.commands.issuing import HOLDS, known_licence, named_licence
from saduak.licences.commands.letters import case_of, send_about, signed_by
from saduak.licences.models import Licence, LicenceOrder, LicenceState, OrderKind
from saduak.licences.policy import is_holder, require
from saduak.licences.queries import package_of, status_of, today
from saduak.licences.queries.wording import wording
from saduak.messages.commands import Signatory
from saduak.parties.policy import power_of, standing_of
from saduak.sources.texts import article as article_of

HEARD = "heard"
HEARINGS = frozenset({HEARD, *SKIPPED})
"""How the holder was heard (APA s.30): by a chance to answer, or on which ground that was left out."""
ADVERSE = frozenset({OrderKind.SUSPENSION, OrderKind.REVOCATION, OrderKind.LAPSE})
"""What takes something from the holder: heard before, in force once it is told (APA s.30, s.42)."""
ENDED = frozenset({LicenceState.LAPSED, LicenceState.REVOKED})
EFFECTS: Mapping[str, tuple[EventKind, LicenceState]] = {
    OrderKind.SUSPENSION: (events.LICENCE_SUSPENDED, LicenceState.SUSPENDED),
    OrderKind.LIFT: (events.LICENCE_LIFTED, LicenceState.ISSUED),
    OrderKind.REVOCATION: (events.LICENCE_REVOKED, LicenceState.REVOKED),
    OrderKind.CANCELLATION: (events.LICENCE_CANCELLED, LicenceState.CANCELLED),
    OrderKind.LAPSE: (events.LICENCE_LAPSED, LicenceState.LAPSED),
    OrderKind.RESTORATION: (events.LICENCE_RESTORED, LicenceState.ISSUED),
}
ON_APPEAL = "apa 46"
"""The article by which an appeal puts another order in the place of a grant; no fault of the holder, so no bar."""
LONGEST = 20_000
LONGEST_SUSPENSION = 3_650


@dataclass(frozen=True, slots=True)
class Told:
    """What an order says: `grounds` are facts and reasons, `article` the law, `days` the length of a suspension."""

    kind: OrderKind
    grounds: str
    article: str = ""
    hearing: str = ""
    days: int | None = None


@command(licence="licence_id")
def suspend_licence(
    write: Write,
    *,
    actor: Actor,
    licence_id: UUID,
    days: int | None,
    article: str,
    grounds: str,
    hearing: str,
    now: datetime,
    key: str,
) -> UUID:
    """Order that a licence may not be used for so many days, or until things are put right; the order's id. It holds
    from when the holder is told. `article` is one of those by which its law suspends; empty for the first.

    Raises NotFound, NotAllowed("not_authority", "own_licence", "no_power"), WrongState("licence_does_not_hold",
    "order_on_its_way"), DomainError("order_not_in_law", "suspension_too_long", "order_grounds_missing",
    "order_too_long", "hearing_unsaid").
    """
    licence = known_licence(licence_id)
    require(actor, "suspend_licence", licence, now)
    _require_holds(licence, now)
    rule = _rule(licence, RuleKind.SUSPENSION, article)
    _require_length(rule, days)
    told = _adverse(Told(OrderKind.SUSPENSION, grounds, rule.article, hearing, days))
    return make_order(write, licence, told, actor, key)


@command(licence="licence_id")
def lift_suspension(write: Write, *, actor: Actor, licence_id: UUID, grounds: str, now: datetime, key: str) -> UUID:
    """End a suspension at once; the order's id.

    Raises NotFound, NotAllowed as `suspend_licence`, WrongState("licence_not_suspended"),
    DomainError("order_grounds_missing", "order_too_long").
    """
    licence = known_licence(licence_id)
    require(actor, "lift_suspension", licence, now)
    if licence.state != LicenceState.SUSPENDED:
        raise WrongState("licence_not_suspended")
    return make_order(write, licence, Told(OrderKind.LIFT, _needed(grounds)), actor, key)


@command(licence="licence_id")
def revoke_licence(
    write: Write, *, actor: Actor, licence_id: UUID, article: str, grounds: str, hearing: str, now: datetime, key: str
) -> UUID:
    """Take a licence away for good, from when the holder is told; the order's id. Where its law bars its holder from
    asking anew for a time, that begins then.

    Raises as `suspend_licence`.
    """
    licence = known_licence(licence_id)
    require(actor, "revoke_licence", licence, now)
    _require_state(licence, *HOLDS)
    rule = _rule(licence, RuleKind.REVOCATION, article)
    told = _adverse(Told(OrderKind.REVOCATION, grounds, rule.article, hearing))
    return make_order(write, licence, told, actor, key)


@command(licence="licence_id")
def lapse_licence(
    write: Write, *, actor: Actor, licence_id: UUID, article: str, grounds: str, hearing: str, now: datetime, key: str
) -> UUID:
    """Say that a licence has lost its effect, as its law has it, from when the holder is told; the order's id.

    Raises as `suspend_licence`.
    """
    licence = known_licence(licence_id)
    require(actor, "lapse_licence", licence, now)
    _require_state(licence, *HOLDS)
    rule = _rule(licence, RuleKind.LAPSE, article)
    told = _adverse(Told(OrderKind.LAPSE, grounds, rule.article, hearing))
    return make_order(write, licence, told, actor, key)


@command(licence="licence_id")
def restore_licence(write: Write, *, actor: Actor, licence_id: UUID, grounds: str, now: datetime, key: str) -> UUID:
    """Give back a licence that had lapsed or was revoked, such as after an appeal; the order's id.

    Raises NotFound, NotAllowed as `suspend_licence`, WrongState("licence_not_ended"),
    DomainError("order_grounds_missing", "order_too_long").
    """
    licence = known_licence(licence_id)
    require(actor, "restore_licence", licence, now)
    if licence.state not in ENDED:
        raise WrongState("licence_not_ended")
    return make_order(write, licence, Told(OrderKind.RESTORATION, _needed(grounds)), actor, key)


@command(licence="licence_id")
def cancel_licence(write: Write, *, actor: Actor, licence_id: UUID, reason: str, now: datetime, key: str) -> UUID:
    """The holder gives the licence up, or the counter takes that down with a reason; at once. The order's id.

    Raises NotFound, NotAllowed("not_holder"), WrongState("licence_does_not_hold"), DomainError("order_too_long",
    "order_grounds_missing").
    """
    licence = known_licence(licence_id)
    require(actor, "cancel_licence", licence, now)
    _require_state(licence, *HOLDS)
    kept = _short(reason) if is_holder(standing_of(actor, now), licence) else _needed(reason)
    return make_order(write, licence, Told(OrderKind.CANCELLATION, kept), actor, key)


@command(licence="licence_id")
def close_licence(write: Write, *, actor: Actor, licence_id: UUID, now: datetime, key: str) -> None:
    """End a licence whose holder applied to close the business, once that was granted. A second time changes nothing.

    Raises NotFound, NotAllowed("reaction_only").
    """
    licence = known_licence(licence_id)
    require(actor, "close_licence", licence, now)
    if licence.state in HOLDS:
        make_order(write, licence, Told(OrderKind.CANCELLATION, ""), actor, key)


def close_after(case: WholeCase, *, actor: Actor, now: datetime, key: str) -> None:
    """After an application to close a business was granted: its licence ends."""
    wish = wish_of(case)
    licence = named_licence(case, wish.number) if wish.kind == "close" and granting_of(case) else None
    if licence:
        close_licence(actor=actor, licence_id=licence.id, now=now, key=key)


# What an order must be


def _require_holds(licence: Licence, now: datetime) -> None:
    """Raises WrongState("licence_does_not_hold", "order_on_its_way")."""
    status = status_of(licence, now)
    if not status.holds:
        raise WrongState("licence_does_not_hold", status=Code("licence_status", status.code))
    _require_none_waiting(licence)


def _require_state(licence: Licence, *states: str) -> None:
    if licence.state not in states:
        raise WrongState("licence_does_not_hold", status=Code("licence_status", licence.state))
    _require_none_waiting(licence)


def _require_none_waiting(licence: Licence) -> None:
    """Nothing is ordered twice while the first order is on its way to the holder."""
    if LicenceOrder.objects.filter(licence=licence, in_force_on=None, kind__in=ADVERSE).exists():
        raise WrongState("order_on_its_way")


def rules_of(licence: Licence, kind: RuleKind) -> list[LaterRule]:
    """The rules of a licence's own law by which such an order may be given. A lapse with a time of its own is about
    what was granted and not collected, of which there is no licence."""
    rules = [rule for rule in package_of(licence).service.later if rule.kind is kind]
    return [rule for rule in rules if kind is not RuleKind.LAPSE or rule.time is None]


def _rule(licence: Licence, kind: RuleKind, article: str) -> LaterRule:
    """The rule of the licence's own law; the first of its kind unless an article is named."""
    found = next((rule for rule in rules_of(licence, kind) if article in {"", rule.article}), None)
    if found is None:
        raise DomainError("order_not_in_law")
    return found


def _require_length(rule: LaterRule, days: int | None) -> None:
    """As long as the law lets it be: without a length only where the law sets none."""
    longest = rule.time.amount if rule.time else LONGEST_SUSPENSION
    is_open = days is None and rule.time is None
    if not is_open and (days is None or not 0 < days <= longest):
        raise DomainError("suspension_too_long", longest=longest)


def _adverse(told: Told) -> Told:
    """The order with its words cleaned. Raises DomainError("order_grounds_missing", "hearing_unsaid")."""
    if told.hearing not in HEARINGS:
        raise DomainError("hearing_unsaid")
    return Told(told.kind, _needed(told.grounds), told.article, told.hearing, told.days)


def _needed(grounds: str) -> str:
    kept = _short(grounds)
    if not kept:
        raise DomainError("order_grounds_missing")
    return kept


def _short(text: str) -> str:
    kept = normal(text)
    if len(kept) > LONGEST:
        raise DomainError("order_too_long", longest=LONGEST)
    return kept


# Making it, and its effect


def make_order(write: Write, licence: Licence, told: Told, actor: Actor, key: str) -> UUID:
    """Record the order, write to the holder, and put it in force where nothing has to be waited for; its id."""
    power, officer = _power(licence, told, actor, write.now)
    order = LicenceOrder(
        id=uuid7(),
        licence=licence,
        kind=told.kind.value,
        grounds=told.grounds,
        article=told.article,
        hearing=told.hearing,
        days=told.days,
        officer=officer,
        power=power,
        made_at=write.now,
    )
    user = UUID(actor.id) if officer else None

    def signed(language: Language) -> Signatory:
        return signed_by(licence, user, power, language) if user else Signatory()

    sent = send_about(
        licence,
        told.kind.value,
        write.now,
        key,
        reasons=lambda language: in_words(told, language),
        signed=signed if officer else None,
    )
    order.letter = sent.letter
    write.append(Ref.of("licence", licence.id), events.ORDER_MADE, legal_basis=told.article, **said_of(order))
    write.insert(order)
    if told.kind not in ADVERSE or sent.is_delivered:
        take_effect(write, licence, order, today(write.now))
    return order.id


def _power(licence: Licence, told: Told, actor: Actor, now: datetime) -> tuple[dict[str, Any], UUID | None]:
    """Under what power it is ordered; what the holder does needs none."""
    if told.kind is OrderKind.CANCELLATION:
        return {}, None
    source = power_of(UUID(actor.id), licence.agency_id, package_of(licence).service.authority.power, now)
    return printed_power(source), source.officer_id


def in_words(told: Told, language: Language) -> str:
    """The reasons as the letter gives them: grounds, length, law."""
    words = wording(language)
    lines = [told.grounds]
    if told.kind is OrderKind.SUSPENSION:
        lines.append(words["say.days"].format(days=told.days) if told.days else words["say.until_mended"])
    if told.article:
        lines.append(words["say.under"].format(article=article_of(cited(told.article), language)))
    return "\n".join(lines)


def said_of(order: LicenceOrder) -> dict[str, Any]:
    """An order as its event tells it."""
    names = ("article", "hearing", "days", "officer", "power", "letter", "other")
    return {
        **{name: getattr(order, name) for name in names},
        "order": order.id,
        "order_kind": order.kind,
        "grounds": order.digest(order.grounds),
    }


def take_effect(write: Write, licence: Licence, order: LicenceOrder, day: date) -> None:
    """Put an order in force: licence and order say so from here."""
    kind, state = EFFECTS[order.kind]
    order.in_force_on = day
    licence.state, licence.state_since, licence.changed_at = state.value, day, write.now
    more: dict[str, Any] = _lengths(licence, order, day, write.now)
    for name, value in more.items():
        setattr(licence, name, value)
    write.append(
        Ref.of("licence", licence.id),
        kind,
        order=order.id,
        in_force_on=day,
        state=licence.state,
        state_since=day,
        **more,
    )
    write.update(order, "in_force_on")
    write.update(licence, "state", "state_since", "changed_at", *more)


def _lengths(licence: Licence, order: LicenceOrder, day: date, now: datetime) -> dict[str, Any]:
    """The days that follow from an order: the last of a suspension, the last of a bar."""
    if order.kind == OrderKind.SUSPENSION:
        span = Span(order.days, Unit.DAY) if order.days else None
        return {"suspended_until": last_day(day, span, case_of(licence, now).book.calendar) if span else None}
    if order.kind == OrderKind.LIFT:
        return {"suspended_until": None}
    if order.kind == OrderKind.REVOCATION and order.article != ON_APPEAL:
        bar = next((each for each in package_of(licence).service.later if each.kind is RuleKind.BAR), None)
        span = bar.time if bar else None
        return {"barred_until": last_day(day, span, case_of(licence, now).book.calendar) if span else None}
    return {"barred_until": None} if order.kind in {OrderKind.REVOCATION, OrderKind.RESTORATION} else {}


# When its letter arrives


@command(licence="licence_id")
def put_in_force(
    write: Write, *, actor: Actor, licence_id: UUID, order_id: UUID, on: date, now: datetime, key: str
) -> None:
    """Put an order in force that the holder was told on a day; a second time, and one that came too late for the
    licence it is about, changes nothing.

    Raises NotFound, NotAllowed("reaction_only").
    """
    licence = known_licence(licence_id)
    require(actor, "put_in_force", licence, now)
    order = LicenceOrder.objects.filter(id=order_id, licence=licence, in_force_on=None).first()
    if order is not None and licence.state in HOLDS:
        take_effect(write, licence, order, on)


@command(licence="licence_id")
def record_order_posted(
    write: Write, *, actor: Actor, licence_id: UUID, order_id: UUID, posted_at: datetime | None, now: datetime, key: str
) -> None:
    """Record that the letter of an order was posted, and the day on which it counts as received; without `posted_at`
    that it came back, so that it counts as received on no day (APA s.71).

    Raises NotFound, NotAllowed("reaction_only").
    """
    licence = known_licence(licence_id)
    require(actor, "put_in_force", licence, now)
    order = LicenceOrder.objects.filter(id=order_id, licence=licence, in_force_on=None).first()
    if order is None:
        return
    order.deemed_on = _deemed_on(case_of(licence, now), posted_at) if posted_at else None
    kind = events.ORDER_POSTED if posted_at else events.ORDER_CAME_BACK
    said: dict[str, Any] = {"order": order.id, "deemed_on": order.deemed_on}
    write.append(Ref.of("licence", licence_id), kind, legal_basis="APA s.71", **said)
    write.update(order, "deemed_on")


def _deemed_on(case: WholeCase, posted_at: datetime) -> date | None:
    book = case.book
    service = Service(Means.POST_DOMESTIC, posted_at)
    day, _ = notified(service, book.limit("apa.post_domestic"), book.calendar, book.regime)
    return day


def follow_letter(order: LicenceOrder, *, actor: Actor, now: datetime) -> bool:
    """Look whether the letter of a waiting order arrived, was posted, came back, or counts as received; whether
    anything was done. Letters are many and orders few, so the order looks after its letter."""
    told = history(Ref.of("letter", order.letter)) if order.letter else ()
    arrived = next((said for said in told if said.kind == "letter.delivered" and said.payload["lane"] != "email"), None)
    by_post = next((said for said in reversed(told) if said.kind in {"letter.posted", "letter.returned"}), None)
    is_back = by_post is not None and by_post.kind == "letter.returned"
    on = _day_of(arrived) if arrived else None if is_back else order.deemed_on
    common: dict[str, Any] = {"actor": actor, "licence_id": order.licence_id, "order_id": order.id, "now": now}
    if on and on <= today(now):
        put_in_force(on=on, key=f"told:{order.id}", **common)
        return True
    if by_post and (order.deemed_on is None) != is_back:
        at = None if is_back else datetime.fromisoformat(by_post.payload["at"])
        record_order_posted(posted_at=at, key=f"posted:{order.id}:{by_post.id}", **common)
        return True
    return False


def _day_of(said: Happening) -> date:
    return today(datetime.fromisoformat(said.payload["at"]))
