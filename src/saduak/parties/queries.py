"""What other rooms ask about the parties.

The rows that are handed out may be read and named as types; who wants others asks here, never their managers.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Q

from saduak.core.errors import DomainError, NotFound
from saduak.ledger.rows import Question, finding, id_of
from saduak.ledger.transaction import once, remember
from saduak.parties.identifiers import digits_of, lookup, masked, masked_address
from saduak.parties.models import (
    ActingOrder,
    Agency,
    Delegation,
    Mandate,
    Officer,
    Organisation,
    Person,
    Role,
    RoleGrant,
    Unit,
    User,
)
from saduak.parties.models.terms import in_force

__all__ = [
    "Agency",
    "CalendarParts",
    "Given",
    "Holder",
    "LetterOffice",
    "Officer",
    "Organisation",
    "Person",
    "Post",
    "Principal",
    "Readiness",
    "Staffed",
    "acts_for",
    "agencies",
    "agency_with_slug",
    "asking_agencies",
    "asking_agency",
    "asking_name",
    "asking_officers",
    "calendar_parts",
    "holders_at",
    "is_identifier",
    "known_agency",
    "known_organisation",
    "known_person",
    "known_user",
    "letter_office",
    "mandates_given",
    "mandates_held",
    "masked_number",
    "officer_at",
    "officers_with",
    "opens_inbox",
    "orders_of",
    "organisation_with_identifier",
    "organisations",
    "person_of_user",
    "person_with_email",
    "person_with_identifier",
    "post_of",
    "posts_of_user",
    "readiness",
    "roles_in_force",
    "staff_of",
    "thirteen_digits",
    "units_of",
    "unnamed_at",
    "user_with_email",
]


class CalendarParts(NamedTuple):
    """What an agency adds to the government's calendar: enough, with `law/calendars/`, to make a core
    Calendar.
    """

    province: str
    weekdays: frozenset[int]
    opens: time
    closes: time
    extra_open: tuple[tuple[date, time, time], ...]
    closed: frozenset[date]


def calendar_parts(agency_id: UUID) -> CalendarParts:
    """The agency's own days and hours as plain data; NotFound."""
    agency = Agency.objects.filter(id=agency_id).first()
    if agency is None:
        raise NotFound("not_found", what="agency")
    return CalendarParts(
        agency.province,
        frozenset(agency.weekdays),
        agency.opens,
        agency.closes,
        tuple(
            (date.fromisoformat(day), time.fromisoformat(opens), time.fromisoformat(closes))
            for day, opens, closes in agency.extra_open
        ),
        frozenset(map(date.fromisoformat, agency.closed)),
    )


def is_identifier(written: str) -> bool:
    """Whether this is a 13-digit number with a right check digit, however it is written."""
    try:
        digits_of(written)
    except DomainError:
        return False
    return True


class LetterOffice(NamedTuple):
    """What an agency's letters say of it, in their language; `letter_code` begins their numbers ("ขก 0033")."""

    name: str
    address: str
    telephone: str
    email: str
    letter_code: str
    slug: str


def letter_office(agency_id: UUID, language: str) -> LetterOffice:
    """How the agency stands on its letters; NotFound."""
    agency = once(("letter_office", agency_id), lambda: Agency.objects.filter(id=agency_id).first())
    if agency is None:
        raise NotFound("not_found", what="agency")
    own = (agency.name_en, agency.address_en) if language == "en" else (agency.name_th, agency.address_th)
    return LetterOffice(*own, agency.telephone, agency.email, agency.letter_code, agency.slug)


def agency_with_slug(slug: str) -> Agency | None:
    """The agency of this short name, which is the office of its published services, if it is set up."""
    return Agency.objects.filter(slug=slug).first()


def agencies() -> tuple[Agency, ...]:
    """Every agency, by its Thai name; agencies are public."""
    return tuple(Agency.objects.order_by("name_th", "slug"))


def dealing_agencies() -> tuple[Agency, ...]:
    """Every agency that may have to do with a case, by its Thai name: all but those that look after all."""
    return tuple(Agency.objects.exclude(kind="regulator").order_by("name_th", "slug"))


def units_of(agency_id: UUID) -> tuple[Unit, ...]:
    """The units of an agency, oldest first."""
    return tuple(Unit.objects.filter(agency=agency_id).order_by("id"))


class Readiness(NamedTuple):
    """What an agency has of what it needs: units, how many hold each role, whether anybody has power to decide."""

    units: int
    holders: Mapping[str, int]
    has_power: bool


def readiness(agency_id: UUID, now: datetime) -> Readiness:
    """How far an agency is set up at `now`; a power counts when an authority in office has it, by post or by order."""
    grants = RoleGrant.objects.filter(in_force(now), in_force(now, "officer__"), officer__agency=agency_id)
    held = set(grants.values_list("role", "officer__user"))
    authorities = Officer.objects.filter(id__in=grants.filter(role=Role.AUTHORITY).values("officer"))
    by_order = Q(delegations_taken__in=Delegation.objects.filter(in_force(now))) | Q(
        orders_acting__in=ActingOrder.objects.filter(in_force(now))
    )
    return Readiness(
        Unit.objects.filter(agency=agency_id).count(),
        {role: sum(role == given for given, _ in held) for role in Role.values},
        authorities.filter(Q(own_power__isnull=False) | by_order).exists(),
    )


def thirteen_digits(written: str) -> str:
    """The 13 digits of a number as people write it; DomainError "identifier_length" or "identifier_checksum"."""
    return digits_of(written)


def known_person(person_id: UUID) -> Person:
    """The person with this id; NotFound."""
    person = once(("person", person_id), lambda: Person.objects.filter(id=person_id).first())
    if person is None:
        raise NotFound("not_found", what="person")
    return person


def known_organisation(organisation_id: UUID) -> Organisation:
    """The organisation with this id; NotFound."""
    organisation = Organisation.objects.filter(id=organisation_id).first()
    if organisation is None:
        raise NotFound("not_found", what="organisation")
    return organisation


def organisations(ids: Iterable[UUID]) -> tuple[Organisation, ...]:
    """Those of the organisations that exist, by their id."""
    return tuple(Organisation.objects.filter(id__in=tuple(ids)).order_by("id"))


def officer_at(agency_id: UUID, officer_id: UUID) -> Officer:
    """The post with this id at this agency, in force or ended; NotFound."""
    officer = Officer.objects.filter(id=officer_id, agency=agency_id).first()
    if officer is None:
        raise NotFound("not_found", what="officer")
    return officer


def officers_with(agency_id: UUID, roles: Sequence[str], now: datetime) -> tuple[Officer, ...]:
    """The posts at an agency that hold one of these roles at `now`."""
    held = Officer.objects.filter(in_force(now), in_force(now, "roles__"), agency=agency_id, roles__role__in=roles)
    return tuple(held.select_related("user").distinct().order_by("position", "id"))


class Staffed(NamedTuple):
    """A post of an agency with its roles in force, each with its grant and until when; first come first."""

    officer: Officer
    grants: tuple[RoleGrant, ...]


def staff_of(agency_id: UUID, now: datetime) -> tuple[Staffed, ...]:
    """The posts of an agency that are in force at `now`, with their log-ins and units."""
    posts = Officer.objects.filter(in_force(now), agency=agency_id).select_related("user", "unit")
    granted = RoleGrant.objects.filter(in_force(now), officer__agency=agency_id).order_by("since", "id")
    held: dict[UUID, list[RoleGrant]] = {}
    for grant in granted:
        held.setdefault(grant.officer_id, []).append(grant)
    return tuple(Staffed(post, tuple(held.get(post.id, ()))) for post in posts.order_by("since", "id"))


def orders_of(agency_id: UUID) -> tuple[tuple[Delegation, ...], tuple[ActingOrder, ...]]:
    """Every delegation and every acting order on file at an agency, latest first, ended ones as well."""
    delegations = Delegation.objects.filter(agency=agency_id).select_related("giver", "taker")
    acting = ActingOrder.objects.filter(agency=agency_id).select_related("absent", "stand_in")
    return tuple(delegations.order_by("-since", "-id")), tuple(acting.order_by("-since", "-id"))


def known_agency(agency_id: UUID) -> Agency:
    """The agency with this id; NotFound."""
    agency = Agency.objects.filter(id=agency_id).first()
    if agency is None:
        raise NotFound("not_found", what="agency")
    return agency


def known_user(user_id: UUID) -> User:
    """The log-in with this id; NotFound."""
    user = User.objects.filter(id=user_id).first()
    if user is None:
        raise NotFound("not_found", what="user")
    return user


def person_with_identifier(identifier: str) -> Person | None:
    """The person with this 13-digit number, if known; DomainError for a number that cannot be one."""
    return Person.objects.filter(id_lookup=lookup(digits_of(identifier))).first()


def organisation_with_identifier(identifier: str) -> Organisation | None:
    """The organisation with this 13-digit number, if known; DomainError for a number that cannot be one."""
    return Organisation.objects.filter(id_lookup=lookup(digits_of(identifier))).first()


def person_of_user(user_id: UUID) -> Person | None:
    """The person whose log-in this is."""
    return Person.objects.filter(user=user_id).first()


def person_with_email(email: str) -> Person | None:
    """The person who logs in with this address, if there is one."""
    return Person.objects.filter(user__email=email.strip().lower()).first()


def user_with_email(email: str) -> User | None:
    """The log-in with this address, if there is one."""
    return User.objects.filter(email=email.strip().lower()).first()


class Post(NamedTuple):
    """A post that a user holds, with the roles in force at the moment of the question."""

    officer_id: UUID
    agency_id: UUID
    unit_id: UUID | None
    position: str
    roles: frozenset[str]


def posts_of_user(user_id: UUID, now: datetime) -> tuple[Post, ...]:
    """The posts of a user that are in force at `now`, first come first."""
    held = Officer.objects.filter(in_force(now), user=user_id, user__is_active=True).order_by("since", "id")
    return tuple(
        Post(post.id, post.agency_id, post.unit_id, post.position, roles_in_force(post.id, now)) for post in held
    )


class Principal(NamedTuple):
    """Somebody for whom another may act, and how far: `scope` lists codes of services, empty means all. `directs` is
    whether the other directs it, and so gives mandates in its name."""

    kind: str
    id: UUID
    name: str
    mandate_id: UUID
    scope: tuple[str, ...]
    until: datetime | None
    directs: bool = False

    def covers(self, service: str) -> bool:
        """Whether the mandate reaches this service."""
        return not self.scope or service in self.scope


def mandates_held(person_id: UUID, now: datetime) -> tuple[Principal, ...]:
    """Those for whom a person may act at `now`, in the order in which they gave it."""
    held = Mandate.objects.filter(in_force(now), agent=person_id).select_related("person", "organisation")
    return tuple(_principal(mandate) for mandate in held.order_by("since", "id"))


def _principal(mandate: Mandate) -> Principal:
    party = mandate.person or mandate.organisation
    if party is None:
        raise NotFound("not_found", what="principal")
    kind = "person" if mandate.person_id else "organisation"
    return Principal(kind, party.id, party.name, mandate.id, tuple(mandate.scope), mandate.until, mandate.directs)


class Given(NamedTuple):
    """A mandate as its giver sees it: `agent` is what the giver named the agent by, masked; never a name on file."""

    mandate_id: UUID
    agent: str
    scope: tuple[str, ...]
    since: datetime
    until: datetime | None


def mandates_given(principal_id: UUID, now: datetime) -> tuple[Given, ...]:
    """What a person or an organisation has let others do in its name, still in force at `now`; not its directors."""
    principal = Q(person=principal_id) | Q(organisation=principal_id, directs=False)
    given = Mandate.objects.filter(principal, in_force(now)).select_related("agent__user")
    rows = given.order_by("since", "id")
    return tuple(Given(row.id, _named(row), tuple(row.scope), row.since, row.until) for row in rows)


def _named(mandate: Mandate) -> str:
    account = mandate.agent.user
    address = masked_address(account.email or "") if account and mandate.named_by == "address" else ""
    return address or mandate.agent.masked_identifier


def roles_in_force(officer_id: UUID, now: datetime) -> frozenset[str]:
    """The roles that an officer holds at `now`, within the term of the post."""
    grants = RoleGrant.objects.filter(in_force(now), in_force(now, "officer__"), officer=officer_id)
    return frozenset(grants.values_list("role", flat=True))


def post_of(user_id: UUID, agency_id: UUID, now: datetime) -> Officer | None:
    """The post that a user holds at an agency at `now`."""
    return Officer.objects.filter(in_force(now), user=user_id, agency=agency_id, user__is_active=True).first()


def acts_for(agent_id: UUID, principal_id: UUID, service: str, now: datetime) -> bool:
    """Whether a mandate in force lets a person act for a person or an organisation in this service."""
    either = Q(person=principal_id) | Q(organisation=principal_id)
    mandates = Mandate.objects.filter(either, in_force(now), agent=agent_id)
    return any(not mandate.scope or service in mandate.scope for mandate in mandates)


def opens_inbox(person_id: UUID | None, organisation_id: UUID | None, service: str, now: datetime) -> bool:
    """Whether anybody can read on line what is sent to a person or an organisation in a service: the person by the own
    log-in, or an agent by one and a mandate in force."""
    active = {"user__isnull": False, "user__is_active": True}
    if person_id and not organisation_id and _has_login(person_id):
        return True
    principal = Q(organisation=organisation_id) if organisation_id else Q(person=person_id, person__isnull=False)
    agents = {f"agent__{name}": value for name, value in active.items()}
    mandates = Mandate.objects.filter(principal, in_force(now), **agents)
    return any(not mandate.scope or service in mandate.scope for mandate in mandates)


def _has_login(person_id: UUID) -> bool:
    active = {"user__isnull": False, "user__is_active": True}
    return once(("has_login", person_id), lambda: Person.objects.filter(pk=person_id, **active).exists())


def remember_persons(ids: Collection[UUID]) -> None:
    """Read these persons in one go, for a command that writes to many."""
    found = Person.objects.select_related("user").in_bulk(ids)
    remember({("person", own): person for own, person in found.items()})
    remember({("has_login", own): bool(person.user and person.user.is_active) for own, person in found.items()})


def masked_number(written: str) -> str:
    """A 13-digit number by its last three digits, as pages show it; DomainError for a number that cannot be one."""
    return masked(digits_of(written))


class Holder(NamedTuple):
    """Whose post it is: `name` is empty while nobody has recorded it."""

    position: str
    name: str


def holders_at(agency_id: UUID, users: Iterable[UUID]) -> Mapping[UUID, Holder]:
    """The post that each of these users holds or held last at an agency; who never held one is left out."""
    held = Officer.objects.filter(agency=agency_id, user__in=tuple(users)).order_by("since", "id")
    return {user: Holder(post, name) for user, post, name in held.values_list("user", "position", "user__name")}


def unnamed_at(agency_id: UUID, now: datetime) -> tuple[Officer, ...]:
    """The posts in force at an agency whose officers have no name on record: their letters lack it (APA s.36)."""
    return tuple(Officer.objects.filter(in_force(now), agency=agency_id, user__name="").order_by("since", "id"))


# Questions that another room asks in one message with its own


def asking_agency(slug: str) -> Question[list[Agency]]:
    """Asks for the agency of this short name."""
    return finding(Agency, "WHERE t.slug = %s", slug)


def asking_agencies(ids: str, *params: Any) -> Question[list[Agency]]:
    """Asks for the agencies whose ids a statement on the asker's own tables finds."""
    return finding(Agency, f"WHERE t.id IN ({ids})", *params)


def asking_officers(ids: str, *params: Any) -> Question[list[Officer]]:
    """Asks for the posts whose ids a statement on the asker's own tables finds."""
    return finding(Officer, f"WHERE t.id IN ({ids})", *params)


def asking_name(person_id: UUID | None, organisation_id: UUID | None) -> Question[str]:
    """Asks for the registered name of an organisation, else of a person; "" where neither is known."""
    party = organisation_id or person_id
    table = (Organisation if organisation_id else Person)._meta.db_table
    sql = f"SELECT name FROM {table} WHERE id = %s"  # noqa: S608 - the name of a table of this room
    return Question(sql, (id_of(party) if party else None,), lambda rows: str(rows[0][0]) if rows else "")
