"""Lists show exactly what may be viewed: whoever is drawn, with whatever posts and mandates, and whatever was filed.

Each list is compared with what the same person is told one by one: the case by `whole_case`, the letter by `letter`,
the look by its policy. A list that shows more leaks; one that shows less hides work.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from typing import Any, NamedTuple
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from saduak.cases import commands as cases
from saduak.cases.commands.duties import OF_APPEALS
from saduak.cases.models import Case, Duty, RegulatorCopy
from saduak.cases.policy import CENTRAL, STAFF, is_applicant, sees_appeals
from saduak.cases.queries import (
    WholeCase,
    cases_of_all,
    closed_cases,
    delay_register,
    duties,
    own_cases,
    whole_case,
    work_counts,
    work_list,
)
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import FACTORY, FOOD_LARGE, RESTAURANT, WASTE, Office
from saduak.core.errors import NotAllowed, NotFound
from saduak.ledger.actors import INSTALLER, Actor, user
from saduak.linkage.models import Look
from saduak.linkage.policy import may as may_look
from saduak.linkage.queries import looks_visible_to
from saduak.messages.models import Delivery, Letter
from saduak.messages.policy import is_addressee
from saduak.messages.queries import inbox, letter, letters_of_case, letters_to_post
from saduak.parties import commands as parties
from saduak.parties.models import Role
from saduak.parties.policy import Standing, standing_of
from saduak.parties.tests import town
from tests.sweeps.people import undone
from tests.sweeps.world import NOW, World

pytestmark = pytest.mark.django_db

FEW = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
WAITED = NOW + timedelta(days=45)
"""When the lists are read: what was begun is late by now."""
JUST_NOW = WAITED - timedelta(hours=1)
SCOPES = ((), (FOOD_LARGE,), (WASTE,), ("health/food-small",))
TERMS = (None, NOW + timedelta(days=900), town.NOW + timedelta(hours=1))
"""How long a mandate holds: always, still, no more."""
PLACES = ("city", "industry", "strange")


class Principal(NamedTuple):
    """One for whom applications are filed, with the log-in that files them."""

    actor: Actor
    kind: str
    party: UUID


@dataclass(frozen=True)
class Part:
    """One of a cast: posts as (agency, role), mandates as (principal, scope, term), and whether the post is lost."""

    posts: tuple[tuple[str, str], ...]
    mandates: tuple[tuple[int, tuple[str, ...], Any], ...]
    is_person: bool
    owns_cases: bool
    loses_post: bool


posts = st.lists(st.tuples(st.sampled_from(PLACES), st.sampled_from(list(Role))), max_size=3, unique=True)
mandates = st.lists(
    st.tuples(st.integers(0, 2), st.sampled_from(SCOPES), st.sampled_from(TERMS)), max_size=2, unique_by=lambda m: m[0]
)
parts = st.builds(
    Part,
    posts.map(tuple),
    mandates.map(tuple),
    is_person=st.booleans(),
    owns_cases=st.booleans(),
    loses_post=st.booleans(),
)


@dataclass(frozen=True)
class Late:
    """The world after a month in which nobody did anything, with what two more principals filed."""

    world: World
    principals: tuple[Principal, ...]


@pytest.fixture(name="late", scope="module")
def _late(world: World, django_db_blocker: Any) -> Iterator[Late]:
    with django_db_blocker.unblock(), undone():
        principals = _principals(world)
        for at, principal in product((world.city, world.industry), principals[1:]):
            _file(at, principal)
        desk.work(NOW)
        _fall_late(world)
        yield Late(world, principals)


def test_what_is_compared_is_there(late: Late) -> None:
    """A comparison of empty lists would find nothing."""
    at, owner = late.world.city, late.world.owner.actor
    assert work_list(at.officer.actor, WAITED).rows
    assert closed_cases(at.officer.actor, WAITED).rows
    assert own_cases(owner, WAITED)
    assert inbox(owner, WAITED)
    assert looks_visible_to(owner, WAITED)
    assert any(duties(post.actor, WAITED) for post in (at.authority, at.supervisor, at.officer))
    assert delay_register(late.world.central[0].actor, WAITED, page=500).lines


def test_every_list_shows_everybody_of_the_world_what_they_may_see(late: Late) -> None:
    world = late.world
    own = world.own(world.bundle("filed"))
    everybody = (*own, *world.strangers, *world.central, *world.admins.values())
    found = {who.name: wrong_with(who.actor) for who in everybody if who.actor.kind == "user"}
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


@FEW
@given(draw=st.data())
def test_every_list_shows_exactly_what_its_reader_may_see(late: Late, draw: st.DataObject) -> None:
    """Whoever is drawn, with whatever posts, lost posts, and mandates for whatever service and term."""
    part = draw.draw(parts)
    with undone():
        wrong = wrong_with(_actor(late.world, part, late.principals))
    assert wrong == []


def _principals(world: World) -> tuple[Principal, ...]:
    """The applicant of the world, another citizen, and a company with its director."""
    owner = Principal(world.owner.actor, "person", world.city.person)
    citizen, person = town.citizen(f"drawn-{uuid4().hex}")
    director, director_person = town.citizen(f"director-{uuid4().hex}")
    company = town.company(world.city.intake, world.city.agency)
    town.mandate(world.city.intake.actor, "organisation", company, director_person)
    return owner, Principal(citizen, "person", person), Principal(director, "organisation", company)


def _file(at: Office, principal: Principal) -> None:
    """An application of a principal; that of a company is filed by its director."""
    actor, kind, party = principal
    service, answers = (WASTE, FACTORY) if at.slug == office.INDUSTRY else (FOOD_LARGE, RESTAURANT)
    parties_of = {"person_id": party} if kind == "person" else {"person_id": None, "organisation_id": party}
    case_id = office.file(at, service, answers, actor=actor, **parties_of)
    cases.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=office.MONDAY, key=office.key())


def _actor(world: World, part: Part, principals: tuple[Principal, ...]) -> Actor:
    """Somebody with these posts and mandates."""
    login = town.login(f"cast-{uuid4().hex}")
    _take_posts(world, part, login)
    if not part.is_person:
        return user(login)
    own = {"name": "นางสาวผู้เล่น ตัวอย่าง", "identifier": town.identifier(), "now": town.NOW, "key": town.key()}
    person = parties.register_person(actor=user(login), agency_id=None, **own)
    for whose, scope, until in part.mandates:
        giver, kind, party = principals[whose]
        town.mandate(giver, kind, party, person, until=until, scope=scope)
    return user(login)


def _take_posts(world: World, part: Part, login: UUID) -> None:
    common: dict[str, Any] = {"actor": INSTALLER, "now": town.NOW}
    for place, role in part.posts:
        at: Office = getattr(world, place)
        told = {"user_id": login, "agency_id": at.agency, "unit_id": None, "position": "ผู้เล่น", **common}
        officer = parties.register_officer(**told, key=town.key())
        try:
            grant = parties.grant_role(officer_id=officer, role=role, until=None, **common, key=town.key())
        except NotAllowed:  # who decides is no auditor: the post stays without a role
            continue
        if part.owns_cases and role == Role.OFFICER:
            _hand_over(at, officer)
        if part.loses_post:
            parties.end_role(actor=INSTALLER, officer_id=officer, grant_id=grant, now=WAITED, key=town.key())


def _hand_over(at: Office, officer: UUID) -> None:
    """Open cases of an agency go to one officer."""
    for row in Case.objects.filter(agency=at.agency, closed_at=None).order_by("-id")[:2]:
        told = {"case_id": row.id, "officer_id": officer, "seen": None, "now": JUST_NOW, "key": office.key()}
        cases.assign_case(actor=at.supervisor.actor, **told)


def _fall_late(world: World) -> None:
    """Let the days pass, with every look that falls due."""
    for at in (world.city, world.industry):
        cases.order_standing_notices(
            actor=at.authority.actor,
            agency_id=at.agency,
            number="12/2569",
            since=NOW.date(),
            now=NOW,
            key=office.key(),
        )
    cases.look_until(NOW, WAITED)


def wrong_with(actor: Actor) -> list[str]:
    """The lists of somebody that are not what may be viewed one by one."""
    who = standing_of(actor, WAITED)
    open_to = {row.id: whole for row in Case.objects.all() if (whole := _whole(actor, row.id))}
    found = [*_of_cases(actor, who, open_to), *_of_letters(actor, who), *_of_the_clock(actor, who, open_to)]
    looks = {row.id for row in Look.objects.all() if may_look(actor, "view", row, WAITED).allowed}
    found.append(("looks", [each.id for each in looks_visible_to(actor, WAITED)], looks))
    return [
        f"{name}: {sorted(set(shown) ^ allowed)}" for name, shown, allowed in found if sorted(shown) != sorted(allowed)
    ]


Compared = tuple[str, list[UUID], set[UUID]]


def _whole(actor: Actor, case_id: UUID) -> WholeCase | None:
    try:
        return whole_case(actor, case_id, WAITED)
    except NotFound:
        return None
    except NotAllowed:  # who looks after all agencies may know of it, and opens it for a stated purpose
        assert standing_of(actor, WAITED).has_anywhere(*CENTRAL)
        return WholeCase(Case.objects.get(pk=case_id), standing_of(actor, WAITED), WAITED)


def _of_cases(actor: Actor, who: Standing, open_to: dict[UUID, WholeCase]) -> Iterable[Compared]:
    staffed = {key: whole.row for key, whole in open_to.items() if who.has_any(whole.row.agency_id, *STAFF)}
    waiting = {key for key, row in staffed.items() if row.closed_at is None}
    yield "work", [row.id for row in work_list(actor, WAITED).rows], waiting
    for agency in {row.agency_id for row in Case.objects.all()}:
        there = {key for key in waiting if staffed[key].agency_id == agency}
        yield "work there", [row.id for row in work_list(actor, WAITED, agency=agency).rows], there
        assert work_counts(actor, WAITED, agency=agency)["all"] == len(there)
    ended = {key for key, row in staffed.items() if row.closed_at}
    everything = set(Case.objects.values_list("id", flat=True)) if who.has_anywhere(*CENTRAL) else set()
    yield "all", [row.id for row in cases_of_all(actor, WAITED, number="").rows], everything
    yield "closed", [row.id for row in closed_cases(actor, WAITED).rows], ended
    own = {key for key, whole in open_to.items() if is_applicant(who, whole.row)}
    yield "own", [row.id for row in own_cases(actor, WAITED)], own


def _of_letters(actor: Actor, who: Standing) -> Iterable[Compared]:
    rows = list(Letter.objects.all())
    legible = {row.id for row in rows if _is_legible(actor, row.id)}
    yield "inbox", [each.id for each in inbox(actor, WAITED)], {row.id for row in rows if is_addressee(who, row)}
    assert {row.id for row in rows if is_addressee(who, row)} <= legible
    for case_id in {row.case_id for row in rows if row.case_id}:
        of_case = {row.id for row in rows if row.case_id == case_id}
        yield "letters of a case", [each.id for each in letters_of_case(actor, case_id, WAITED)], of_case & legible
        assert who.person or not of_case & legible or _whole(actor, case_id), "a letter of a case that is not shown"
    waiting = set(Delivery.objects.filter(lane="post", state="open").values_list("letter_id", flat=True))
    for agency in {row.agency_id for row in rows}:
        to_post = {row.id for row in rows if row.agency_id == agency} & waiting & legible
        yield "to post", [each.id for each in letters_to_post(actor, agency, WAITED)], to_post


def _is_legible(actor: Actor, letter_id: UUID) -> bool:
    try:
        letter(actor, letter_id, WAITED)
    except NotFound:
        return False
    return True


def _of_the_clock(actor: Actor, who: Standing, open_to: dict[UUID, WholeCase]) -> Iterable[Compared]:
    held = {post.officer for post in who.held}
    open_duties = Duty.objects.filter(state="open").select_related("case")
    mine = {duty.id: duty for duty in open_duties if _is_held(duty, who, held)}
    assert all(_leads_somewhere(duty, who, open_to) for duty in mine.values() if duty.role != Role.AGENCY_ADMIN)
    yield "duties", [each.id for each in duties(actor, WAITED)], set(mine)
    is_central = who.has_anywhere(*CENTRAL)
    copies = RegulatorCopy.objects.all()
    noted = {row.notice_id for row in copies if is_central or who.has_any(row.agency_id, *STAFF)}
    assert all(row.case_id in open_to for row in copies if row.notice_id in noted)
    yield "register", [each.notice for each in delay_register(actor, WAITED, page=500).lines], noted


def _leads_somewhere(duty: Duty, who: Standing, open_to: dict[UUID, WholeCase]) -> bool:
    """Whether who holds a duty may open what it is about: the case, or at the superior's agency the appeal alone."""
    if duty.what in OF_APPEALS and duty.agency_id != duty.case.agency_id:
        return sees_appeals(who, duty.case)
    return duty.case_id in open_to


def _is_held(duty: Duty, who: Standing, held: set[UUID]) -> bool:
    """Whether a duty falls on somebody: by the case, by the post that it names, or by a role.

    The administrator, who sees no case, has the duties of an administrator only.
    """
    named = duty.case.officer_id if duty.role == Role.OFFICER else duty.officer_id
    roles = (*STAFF, Role.AGENCY_ADMIN) if duty.role == Role.AGENCY_ADMIN else STAFF
    if duty.what == "consultation_overdue" and duty.officer_id in held:  # of whoever asked, also of another agency
        return who.has_any(duty.agency_id, *STAFF)
    by_name = named in held and who.has_any(duty.agency_id, *roles)
    return by_name or (duty.officer_id is None and who.has(duty.role, duty.agency_id))
