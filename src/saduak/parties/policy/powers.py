"""Under what power somebody decides, and when two people are needed."""

from collections.abc import Iterator
from datetime import datetime
from typing import Literal, NamedTuple
from uuid import UUID

from saduak.core.errors import NotAllowed
from saduak.core.package.words import cited
from saduak.ledger.rows import ask, finding, id_of, moment_of
from saduak.parties.models import ActingOrder, Agency, Delegation, Officer, Role
from saduak.parties.models.terms import in_force
from saduak.parties.policy.asking import YES, Verdict, no

AUTHORITIES = """
JOIN parties_user u ON u.id = t.user_id AND u.is_active
WHERE EXISTS (SELECT 1 FROM parties_rolegrant g WHERE g.officer_id = t.id AND g.role = %s
              AND g.since <= %s AND (g.until IS NULL OR g.until > %s))
AND t.user_id = %s AND t.agency_id = %s AND t.since <= %s AND (t.until IS NULL OR t.until > %s)
ORDER BY t.since, t.id
"""
"""Written by hand as `STANDING` is; the terms are those of `models.terms.in_force`."""


class PowerSource(NamedTuple):
    """Under what power an officer decides, as a letter prints it.

    `kind` is "section" for the power of its own post (`basis` names the law that gives it), "delegation" (มอบอำนาจ) or
    "acting" (รักษาราชการแทน) for an order, with its `number`, its term and the position of whoever gave it or is
    absent (`giver_position`).
    """

    kind: Literal["section", "delegation", "acting"]
    officer_id: UUID
    position: str
    section: str
    basis: str = ""
    order_id: UUID | None = None
    number: str = ""
    since: datetime | None = None
    until: datetime | None = None
    giver_position: str = ""


def power_of(user_id: UUID, agency_id: UUID, section: str, now: datetime) -> PowerSource:
    """The power under which a user decides in `section` (as packages write it, "pha 54") at an agency.

    The power of the own post goes before a delegation, a delegation before an acting order, an older order before a
    younger one. Raises NotAllowed("not_authority") for who does not hold that role there, NotAllowed("no_power") for
    who holds it but has neither a post with this power nor an order in force that reaches the section.
    """
    held: list[Officer]
    at, whose = moment_of(now), (id_of(user_id), id_of(agency_id))
    [held] = ask(finding(Officer, AUTHORITIES, Role.AUTHORITY.value, at, at, *whose, at, at))
    if not held:
        raise NotAllowed("not_authority")
    for post in held:
        if post.decides_itself(section):
            return PowerSource("section", post.id, post.position, section, basis=post.own_power_source)
    for source in (*_delegated(held, section, now), *_acting(held, section, now)):
        return source
    raise NotAllowed("no_power", section=cited(section))


def _delegated(held: list[Officer], section: str, now: datetime) -> Iterator[PowerSource]:
    orders = Delegation.objects.filter(in_force(now), taker__in=held).select_related("taker", "giver")
    for order in orders.order_by("since", "id"):
        if order.covers(section, now):
            yield _by("delegation", order, order.taker, order.giver, section)


def _acting(held: list[Officer], section: str, now: datetime) -> Iterator[PowerSource]:
    orders = ActingOrder.objects.filter(in_force(now), stand_in__in=held).select_related("stand_in", "absent")
    for order in orders.order_by("since", "id"):
        if order.covers(section, now):
            yield _by("acting", order, order.stand_in, order.absent, section)


def _by(
    kind: Literal["delegation", "acting"],
    order: Delegation | ActingOrder,
    taker: Officer,
    giver: Officer,
    section: str,
) -> PowerSource:
    return PowerSource(
        kind,
        taker.id,
        taker.position,
        section,
        order_id=order.id,
        number=order.number,
        since=order.since,
        until=order.until,
        giver_position=giver.position,
    )


def are_two(agency: Agency, maker_id: UUID, checker_id: UUID) -> Verdict:
    """Whether one user may check what another has made at this agency: two people, unless the exception names this one.

    Both are users, since one person may hold two posts.
    """
    if maker_id != checker_id or (not agency.four_eyes and _works_alone(agency, maker_id)):
        return YES
    return no("same_person_checks")


def _works_alone(agency: Agency, user_id: UUID) -> bool:
    return agency.four_eyes_officer is not None and agency.four_eyes_officer.user_id == user_id
