"""What need not be typed again: from the log-in, from the register of parties, from what was told before."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from saduak.cases.queries import earlier_answers
from saduak.channels.entrance.visits import Visitor
from saduak.channels.portal.apply.writers import Writer
from saduak.channels.shell.fields.names import name_of
from saduak.core.calendars import BANGKOK
from saduak.core.formlogic import FormLogic
from saduak.core.package import Answers, Field, FieldKind, Group
from saduak.identities.queries import Claims, claims
from saduak.ledger.actors import Actor
from saduak.parties.queries import known_organisation, known_person, known_user

NOTHING_TOLD: Final = Claims("", "", "", "")
COPIED: Final = {"earlier", "register"}
"""Fields of a line that are taken over from an earlier application; the rest differs each time."""
MOST_LINES: Final = 50


class Known(NamedTuple):
    """An answer that is known, and from where: `log_in`, `register` or `earlier`."""

    value: Any
    source: str


@dataclass(frozen=True, slots=True)
class About:
    """What is known of the applicant; empty where it is not known or not the writer's to see."""

    kind: str = ""
    name: str = ""
    name_from: str = "register"
    person_id: str = ""
    juristic_id: str = ""
    birthdate: str = ""
    address: str = ""
    email: str = ""


def about_applicant(here: Visitor | None, person_id: UUID | None, organisation_id: UUID | None) -> About:
    """What is known of the applicant. Of somebody else than the writer it is the registered name alone."""
    if here is None:
        return About()
    email = known_user(here.user_id).email or ""
    if organisation_id:
        company = known_organisation(organisation_id)
        return About("juristic", company.name, juristic_id=company.identifier, email=email)
    if person_id is None:
        return About(email=email)
    person = known_person(person_id)
    if person_id != here.person_id:
        return About("person", person.name)
    told = claims(person_id) or NOTHING_TOLD
    vouched = f"{told.title}{told.name}" if told.name else ""
    return About(
        "person",
        vouched or person.name,
        "log_in" if vouched else "register",
        person.identifier,
        "",
        told.birthdate,
        told.address,
        email,
    )


class Sources(NamedTuple):
    """Everything that a form can be filled in from."""

    about: About
    earlier: Sequence[Answers]
    now: datetime


def sources(
    here: Visitor | None, actor: Actor, service: str, applicant: tuple[UUID | None, UUID | None], now: datetime
) -> Sources:
    """What is known of the applicant and was told for it; `applicant` is the person, else the organisation."""
    earlier = earlier_answers(actor, service, *applicant, now) if here else ()
    return Sources(about_applicant(here, *applicant), earlier, now)


def sources_of(writer: Writer) -> Sources:
    """The same for a draft in hand, which is no source of itself."""
    row, applicant = writer.draft.row, (writer.draft.row.person_id, writer.draft.row.organisation_id)
    service = row.publication.service
    told = earlier_answers(writer.actor, service, *applicant, writer.now, besides=row.id) if writer.here else ()
    return Sources(about_applicant(writer.here, *applicant), told, writer.now)


def known_answers(form: FormLogic, given: Sources) -> Mapping[str, Known]:
    """Every answer that is known, by the name of its field."""
    return {name: known for group in form.groups() for name, known in _of_group(group, given)}


def filled_in(form: FormLogic, known: Mapping[str, Known]) -> Answers:
    """The known answers as those of a form."""
    found: dict[str, Any] = {}
    for group in form.groups():
        lines = [
            {field.id: known[name].value for field in group.fields if (name := name_of(group, field, at)) in known}
            for at in (range(MOST_LINES) if group.repeats else (None,))
        ]
        lines = [line for line in lines if line]
        if lines:
            found[group.id] = tuple(lines) if group.repeats else lines[0]
    return found


def still_known(known: Mapping[str, Known], typed: Answers) -> Mapping[str, str]:
    """By name the source of each answer that still stands as it was filled in."""
    now = {name: value for group, given in typed.items() for name, value in _named(group, given)}
    return {name: each.source for name, each in known.items() if name in now and now[name] == each.value}


def _named(group: str, given: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(given, Mapping):
        yield from ((f"{group}.{field}", value) for field, value in given.items())
        return
    for at, line in enumerate(given):
        yield from ((f"{group}.{at}.{field}", value) for field, value in line.items())


def _of_group(group: Group, given: Sources) -> Iterator[tuple[str, Known]]:
    if group.repeats:
        yield from _of_lines(group, given.earlier)
        return
    for field in group.fields:
        known = _of_applicant(field, given) or _of_earlier(group, field, given.earlier)
        if known:
            yield name_of(group, field, None), known


def _of_lines(group: Group, earlier: Sequence[Answers]) -> Iterator[tuple[str, Known]]:
    """The lines of the latest application, as far as they are the same each time."""
    if not any(field.prefill == "earlier" for field in group.fields):
        return
    lines = next((told[group.id] for told in earlier if told.get(group.id)), ())
    for at, line in enumerate(lines if isinstance(lines, tuple) else ()):
        for field in group.fields:
            if field.prefill in COPIED and line.get(field.id) and at < min(group.most, MOST_LINES):
                yield name_of(group, field, at), Known(_as_typed(line[field.id]), "earlier")


def _of_earlier(group: Group, field: Field, earlier: Sequence[Answers]) -> Known | None:
    if not field.prefill:
        return None
    for told in earlier:
        line = told.get(group.id)
        if isinstance(line, Mapping) and line.get(field.id):
            return Known(_as_typed(line[field.id]), "earlier")
    return None


def _as_typed(value: Any) -> Any:
    """A kept answer as a form sends it again, so that it can be seen whether it still stands."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value


def _of_applicant(field: Field, given: Sources) -> Known | None:
    """What the log-in or the register of parties says of the applicant."""
    about = given.about
    if field.id == "kind" and about.kind in {option.value for option in field.options}:
        return Known(about.kind, about.name_from)
    if field.kind is FieldKind.EMAIL and field.prefill and about.email:
        return Known(about.email, "log_in")
    if field.prefill not in {"person", "organisation"}:
        return None
    if field.id == "name" and about.name:
        return Known(about.name, about.name_from)
    value, source = _of_kind(field, about, given.now)
    return Known(value, source) if value else None


def _of_kind(field: Field, about: About, now: datetime) -> tuple[str, str]:
    if field.kind is FieldKind.PERSON_ID:
        return about.person_id, "log_in"
    if field.kind is FieldKind.JURISTIC_ID:
        return about.juristic_id, "register"
    if field.kind is FieldKind.ADDRESS and about.kind == "person":
        return about.address, "log_in"
    if field.id == "age" and about.birthdate:
        return _age(about.birthdate, now.astimezone(BANGKOK).date()), "log_in"
    return "", ""


def _age(birthdate: str, today: date) -> str:
    """Full years; nothing for a date that is only a year, as some identity cards have it."""
    try:
        born = date.fromisoformat(birthdate)
    except ValueError:
        return ""
    return str(today.year - born.year - ((today.month, today.day) < (born.month, born.day)))
