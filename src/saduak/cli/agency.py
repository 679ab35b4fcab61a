"""Set an agency up until it can serve: new, list, show, unit, officer, serve, describe, designate, announce.

What is missing on the command line is asked for, one question after another, when somebody sits at the terminal. Every
verb may be repeated: what is already so stays so.
"""

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid4

from saduak.core.calendars import BANGKOK
from saduak.core.errors import NotFound, SaduakError

if TYPE_CHECKING:
    from saduak.parties.models import Agency, Unit

MISSING, CANNOT = 1, 2
KINDS = ("municipality", "subdistrict", "provincial_office", "provincial_administration", "department", "regulator")
NEEDED = ("name_th", "name_en", "kind", "province", "letter_code")
"""What a new agency is asked for."""
ROLES = ("intake", "officer", "checker", "authority", "supervisor", "agency_admin", "regulator", "auditor")


def run(arguments: Sequence[str]) -> int:
    """Run one verb: 0 when all is well, 1 when `show` finds something missing, 2 when it cannot be done as asked."""
    options = _parser().parse_args(list(arguments))
    _prepare()
    from saduak.channels.shell.texts import say_error

    verb: Callable[[Namespace], int] = options.run
    try:
        _ask_for_missing(options, options.asked)
        return verb(options)
    except SaduakError as error:
        print(say_error(error, options.language), file=sys.stderr)
        return CANNOT


def _prepare() -> None:
    """Start Django and bring the database to this version: an agency may be set up before the first start."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from saduak.cli.preparation import migrate
    from saduak.config import env

    env.home().mkdir(parents=True, exist_ok=True, mode=0o700)
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        migrate()


def _say(options: Namespace, key: str, **params: Any) -> str:
    from saduak.channels.shell.texts import say

    return say(f"agency.{key}", options.language, **params)


def _by() -> Mapping[str, Any]:
    """Who acts, when, and under a key of its own."""
    from saduak.ledger.actors import INSTALLER
    from saduak.ledger.present import present

    return {"actor": INSTALLER, "now": present(), "key": f"cli:{uuid4()}"}


# Asking


class Unanswered(SaduakError):
    """Something was not said, and nobody is there to ask."""


def _ask_for_missing(options: Namespace, names: Sequence[str]) -> None:
    """Ask at the terminal for each argument that was left out; elsewhere raise `Unanswered` with all of them."""
    missing = [name for name in names if getattr(options, name) in (None, [])]
    if missing and not sys.stdin.isatty():
        named = ", ".join(f"--{name.replace('_', '-')}" for name in missing)
        raise Unanswered("agency_unanswered", missing=named)
    for name in missing:
        answer = _answer(_say(options, f"ask_{name}"))
        setattr(options, name, answer.split() if name == "role" else answer)


def _answer(question: str) -> str:
    """What somebody typed, once it is something."""
    while True:
        answer = input(f"{question}\n> ").strip()
        if answer:
            return answer


# Finding


def _agency(slug: str) -> "Agency":
    from saduak.parties.queries import agency_with_slug

    agency = agency_with_slug(slug)
    if agency is None:
        raise NotFound("agency_unknown", slug=slug)
    return agency


def _unit(agency_id: UUID, name: str | None) -> "Unit | None":
    from saduak.parties.queries import units_of

    if not name:
        return None
    found = next((unit for unit in units_of(agency_id) if name in (unit.name_th, unit.name_en)), None)
    if found is None:
        raise NotFound("unit_unknown", name=name)
    return found


# The verbs


def _new(options: Namespace) -> int:
    """Set the agency up if its short name is free, and record what was said of its letters."""
    from saduak.parties.commands import create_agency
    from saduak.parties.queries import agency_with_slug

    known = agency_with_slug(options.slug)
    if known is None:
        _ask_for_missing(options, NEEDED)
        if options.kind not in KINDS:
            raise Unanswered("agency_kind", kind=options.kind, kinds=", ".join(KINDS))
        said = {name: getattr(options, name) for name in ("slug", "name_th", "name_en", "kind", "province")}
        create_agency(**said, **_by())
    print(_say(options, "known" if known else "made", slug=options.slug, name=_name(options, _agency(options.slug))))
    return _describe(options)


DESCRIPTION = ("address_th", "address_en", "telephone", "email", "letter_code")


def _describe(options: Namespace) -> int:
    """Record the head of letters; what is not said stays."""
    from saduak.parties.commands import describe_agency

    agency = _agency(options.slug)
    before = {name: getattr(agency, name) for name in DESCRIPTION}
    after = {name: before[name] if getattr(options, name) is None else getattr(options, name) for name in DESCRIPTION}
    if after != before:
        describe_agency(agency_id=agency.id, **after, **_by())
        print(_say(options, "described", name=_name(options, agency)))
    return 0


def _list(options: Namespace) -> int:
    from saduak.parties.queries import agencies

    for agency in agencies():
        print(f"{agency.slug}\t{agency.province}\t{_name(options, agency)}")
    return 0


def _show(options: Namespace) -> int:
    """What the agency has, and what is missing until it can serve."""
    from saduak.cli.readiness import points_of

    agency = _agency(options.slug)
    points = list(points_of(agency, _by()["now"]))
    print(_say(options, "head", slug=agency.slug, name=_name(options, agency)))
    for point in points:
        mark = "✓" if point.is_there else "✗"
        print(f"  {mark} {_say(options, point.key if point.is_there else f'no_{point.key}', **point.params)}")
    missing = sum(not point.is_there for point in points)
    print(_say(options, "missing" if missing else "ready", number=missing))
    return MISSING if missing else 0


def _open_unit(options: Namespace) -> int:
    from saduak.parties.commands import open_unit
    from saduak.parties.queries import units_of

    agency = _agency(options.slug)
    known = options.name_th in {unit.name_th for unit in units_of(agency.id)}
    if not known:
        parent = _unit(agency.id, options.under)
        said = {"name_th": options.name_th, "name_en": options.name_en, "parent_id": parent.id if parent else None}
        open_unit(agency_id=agency.id, **said, **_by())
    print(_say(options, "unit_known" if known else "unit_made", name=options.name_th))
    return 0


def _officer(options: Namespace) -> int:
    """Give somebody a post with roles, and a link under which they choose their own password."""
    agency = _agency(options.agency)
    unit = _unit(agency.id, options.unit)
    from saduak.identities.commands import invite_officer
    from saduak.identities.queries import invitation

    invited = invite_officer(
        agency_id=agency.id,
        unit_id=unit.id if unit else None,
        email=options.email,
        position=options.position,
        roles=tuple(options.role),
        name=options.name or "",
        **_by(),
    )
    told = invitation(invited)
    _vest(options, told.user_id, agency.id)
    print(_say(options, "invited", email=told.email, position=told.position))
    if not told.name:
        print(_say(options, "unnamed", email=told.email))
    print(_say(options, "link", until=told.until.astimezone(BANGKOK)), _link(invited), sep="\n")
    return 0


def _link(invitation_id: UUID) -> str:
    """The whole address under which the invitation is opened."""
    from urllib.parse import urljoin

    from django.conf import settings
    from django.urls import reverse

    from saduak.identities.queries import invitation_token

    return urljoin(settings.SITE, reverse("entrance:invitation", args=(invitation_token(invitation_id),)))


def _vest(options: Namespace, user_id: UUID, agency_id: UUID) -> None:
    """Record the power of the post itself, if its law was named."""
    from saduak.parties.commands import vest_power
    from saduak.parties.queries import posts_of_user

    if not options.own_power:
        return
    by = _by()
    post = next(post for post in posts_of_user(user_id, by["now"]) if post.agency_id == agency_id)
    vest_power(officer_id=post.officer_id, sections=tuple(options.section), source=options.own_power, **by)
    print(_say(options, "vested", position=post.position, source=options.own_power))


def _serve(options: Namespace) -> int:
    """Publish an adopted service as this agency serves it."""
    from saduak.cli.services import adopt
    from saduak.sources.overlays import read_overlay

    agency = _agency(options.slug)
    file = _overlay_file(agency.slug, options.service)
    office = read_overlay(file).agency
    if office != agency.slug:
        raise Unanswered("agency_service_names", office=office, slug=agency.slug, file=str(file))
    status = adopt(file)
    print(_say(options, "serves", name=_name(options, agency), service=options.service))
    return status


def _overlay_file(slug: str, service: str) -> Path:
    """The agency's overlay for a service named by "kind/service" or by its folder."""
    from saduak.sources.overlays import overlay_files

    name = service.rpartition("/")[2]
    found = overlay_files().get((slug, name))
    if found is None:
        raise NotFound("adoption_missing", file=f"services/adopted/{slug}/{name}/overlay.yaml")
    return found


def _designate(options: Namespace) -> int:
    from saduak.parties.commands import designate_system

    agency = _agency(options.slug)
    if agency.designation_order != options.order:
        designate_system(agency_id=agency.id, designation_order=options.order, **_by())
    print(_say(options, "designation", slug=agency.slug, order=options.order))
    return 0


def _announce(options: Namespace) -> int:
    from saduak.parties.commands import announce_channels

    agency = _agency(options.slug)
    day = _day(options.since)
    if (agency.channel_notice, agency.channel_notice_from) != (options.notice, day):
        announce_channels(agency_id=agency.id, channel_notice=options.notice, channel_notice_from=day, **_by())
    print(_say(options, "notice", slug=agency.slug, notice=options.notice))
    return 0


def _day(text: str) -> date:
    """A day as 2026-12-01, or with a Buddhist year as 2569-12-01."""
    try:
        year, rest = int(text[:4]), text[4:]
        return date.fromisoformat(f"{year - 543 if year > 2400 else year:04}{rest}")
    except ValueError:
        raise Unanswered("agency_day", day=text) from None


def _name(options: Namespace, agency: "Agency") -> str:
    name: str = agency.name_en if options.language == "en" else agency.name_th
    return name


# The command line


class Verb(NamedTuple):
    """One verb: what it does, what does it, its arguments, and which of them are asked for when they are missing."""

    help: str
    run: Callable[[Namespace], int]
    arguments: Mapping[str, Mapping[str, Any]]
    asked: tuple[str, ...] = ()


def _parser() -> ArgumentParser:
    parser = ArgumentParser(prog="saduak agency", description=(__doc__ or "").partition("\n")[0])
    verbs = parser.add_subparsers(required=True)
    for name, verb in _VERBS.items():
        adding = verbs.add_parser(name, help=verb.help)
        adding.set_defaults(run=verb.run, asked=verb.asked)
        for words, settings in {**verb.arguments, **_LANGUAGE}.items():
            adding.add_argument(words, **settings)
    return parser


_LANGUAGE: Mapping[str, Mapping[str, Any]] = {"--language": {"choices": ("th", "en"), "default": "th"}}
_SLUG: Mapping[str, Mapping[str, Any]] = {"slug": {"help": "the agency's short name, such as khon-kaen-city"}}
_NAMES: Mapping[str, Mapping[str, Any]] = {"--name-th": {}, "--name-en": {}}
_HEAD: Mapping[str, Mapping[str, Any]] = {
    "--address-th": {},
    "--address-en": {},
    "--telephone": {},
    "--email": {},
    "--letter-code": {"help": 'the book code, such as "ขก 0033"'},
}
_VERBS: Mapping[str, Verb] = {
    "new": Verb(
        "set up an agency",
        _new,
        {**_SLUG, **_NAMES, "--kind": {"choices": KINDS}, "--province": {"help": "two digits"}, **_HEAD},
    ),
    "list": Verb("list the agencies", _list, {}),
    "show": Verb("say what is missing until an agency can serve", _show, _SLUG),
    "describe": Verb("record the head of the agency's letters", _describe, {**_SLUG, **_HEAD}),
    "unit": Verb(
        "open a unit",
        _open_unit,
        {**_SLUG, **_NAMES, "--under": {"help": "the name of the unit above it"}},
        ("name_th", "name_en"),
    ),
    "officer": Verb(
        "invite an officer to a post with roles",
        _officer,
        {
            "email": {},
            "--agency": {"help": "the agency's short name"},
            "--name": {
                "help": "title, first name and surname, as letters are signed; asked of the officer if left out"
            },
            "--position": {},
            "--role": {"action": "append", "choices": ROLES},
            "--unit": {"help": "the name of the unit"},
            "--own-power": {"help": "the law that names this post as the one who decides, such as 'pha 4'"},
            "--section": {"action": "append", "default": [], "help": "only for this section"},
        },
        ("agency", "position", "role"),
    ),
    "serve": Verb("publish an adopted service", _serve, {**_SLUG, "service": {"help": "kind/service"}}),
    "designate": Verb(
        "record the order that sets the electronic system (EPA s.16)", _designate, {**_SLUG, "--order": {}}, ("order",)
    ),
    "announce": Verb(
        "record the notice of electronic channels (EPA s.10)",
        _announce,
        {**_SLUG, "--notice": {}, "--from": {"dest": "since", "help": "a day, such as 2569-12-01"}},
        ("notice", "since"),
    ),
}
