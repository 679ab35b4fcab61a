"""Every command, found by itself, refused to everybody whose business it is not; nothing is written then."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import uuid4

import pytest

from saduak.core.errors import DomainError, NotAllowed, NotFound
from saduak.ledger.door import COMMANDS, Command
from saduak.ledger.models import Event, Outbox
from tests.sweeps.arguments import arguments, unknown, wants
from tests.sweeps.people import Somebody, undone
from tests.sweeps.world import NOW, SYSTEM, Bundle, World

pytestmark = pytest.mark.django_db

OPEN = {
    "files.register_file": "whoever hands in a paper is somebody, and the file belongs to no case yet",
}
"""Commands that touch nothing of anybody's: whoever is logged in may run them, and why."""
WRITES_NOTHING = {
    "cases.record_notification": "of a decision that was told, to whoever may see it: the first time counts"
}
"""Commands that answer who may look that nothing is left to do."""
LOOKS = {"cases.oversee_case": "says why a case is opened, and opens it for reading"}
"""Commands of those who look after all agencies."""
ALLOWED = {
    ("parties.register_user", "another agency's admin"): "prepares the log-in of whom it invites; nobody is told apart",
    ("parties.revoke_mandate", "an agent for another service"): "either side ends a mandate, and this one is its agent",
}
"""What one of the strangers may all the same, and why."""
FOLLOWING_LICENCES = (
    *("licences.follow_renewal", "licences.issue_licence", "licences.put_in_force"),
    *("licences.close_licence", "licences.undo_licence"),
    *("licences.keep_claim", "licences.lapse_claim", "licences.record_order_posted", "licences.remind_holder"),
)
BY_ITSELF: Mapping[str, frozenset[str]] = {
    "system:installer": frozenset(
        {
            *(
                "cases.end_agreement",
                "cases.adopt_rule",
                "cases.order_standing_notices",
                "cases.send_appeals_to",
                "cases.record_agreement",
                "cases.recompute_case",
                "catalogue.publish_version",
                "fees.set_bank_account",
                "fees.take_statement",
                "files.erase_file",
                "files.register_file",
            ),
            *("identities.forget_claims", "identities.invite_officer", "linkage.connect_register"),
            *("linkage.forget_look", "linkage.import_register", "messages.erase_letter", "oversight.recount"),
            "parties.announce_channels",
            *("parties.change_agency_calendar", "parties.create_agency", "parties.delegate_power"),
            *("parties.describe_agency", "parties.designate_system", "parties.end_four_eyes_waiver"),
            *("parties.end_officer", "parties.end_role", "parties.erase_person", "parties.grant_role"),
            *("parties.open_unit", "parties.order_acting", "parties.register_officer", "parties.register_user"),
            *("parties.name_user", "parties.vest_power", "parties.withdraw_power"),
        }
    ),
    "system:bank": frozenset({"fees.announce_payment", "files.register_file"}),
    "system:entrance": frozenset(
        {
            *("files.register_file", "identities.accept_invitation", "identities.recognise_address"),
            *("identities.record_vouching", "parties.attach_login", "parties.change_email", "parties.identify_person"),
            *("parties.name_user", "parties.register_user", "parties.set_password"),
        }
    ),
    "system:sealing": frozenset({"files.register_file", "licences.keep_sheet"}),
    "system:reaction": frozenset(
        {
            *FOLLOWING_LICENCES,
            "cases.end_duties",
            *(
                "cases.decide_by_rule",
                "cases.look_at_appeal",
                "cases.look_at_case",
                "cases.look_at_cases",
                "cases.move_version",
                "cases.order_letter",
                "cases.recompute_case",
                "cases.record_notification",
                "cases.record_posting",
                "cases.relieve_deadline",
                "files.record_scan",
            ),
            *("fees.void_invoice", "licences.restore_claim"),
            *("fees.raise_invoice", "identities.forget_claims", "messages.record_bounce", "messages.record_delivery"),
            *("messages.record_mailing", "messages.record_seal", "messages.send_letter", "parties.revoke_sessions"),
        }
    ),
    "system:worker": frozenset(
        {
            *FOLLOWING_LICENCES,
            *(
                "cases.decide_by_rule",
                "cases.look_at_appeal",
                "cases.look_at_case",
                "cases.look_at_cases",
                "cases.move_version",
                "cases.record_notification",
                "cases.record_outage",
                "ledger.record_delivery",
                "linkage.forget_look",
                "messages.record_bounce",
            ),
            *("messages.record_mailing", "messages.record_seal", "oversight.count_cases"),
        }
    ),
}
"""What the house does by itself, by who does it; everything else is refused to it as to anybody."""


def commands() -> list[Command]:
    """Every command of the product, by name; those that tests have made for themselves are not of it."""
    return [command for _, command in sorted(COMMANDS.items()) if "tests" not in command.run.__module__.split(".")]


def attempt(command: Command, who: Somebody, given: Mapping[str, Any]) -> DomainError | None:
    """Let somebody run a command; its refusal, or None when it was done. A refused command has written nothing."""
    with undone():
        before = _written()
        try:
            command.run(actor=who.actor, now=NOW, key=uuid4().hex, **given)
        except DomainError as refused:
            assert _written() == before, f"{command.name} refused {who.name} and wrote all the same"
            return refused
    return None


def _written() -> tuple[int, int]:
    return Event.objects.count(), Outbox.objects.count()


def tries(command: Command, world: World) -> Iterator[tuple[Bundle, dict[str, Any]]]:
    """What a command is tried with: things in every state for the room of cases, once for other rooms."""
    found = [(bundle, given) for bundle in world.bundles if (given := arguments(command, bundle)) is not None]
    yield from found if command.name.startswith("cases.") else found[:1]


def is_private(refused: DomainError | None) -> bool:
    """Whether a refusal came before anything of the object was told."""
    return isinstance(refused, (NotAllowed, NotFound))


def done_by_strangers(command: Command, world: World) -> list[str]:
    """Who could do it, or was told more than that there is nothing for them."""
    return [
        f"{command.name}: {who.name} was answered {refused or 'as if it were theirs'} ({bundle})"
        for bundle, given in tries(command, world)
        for who in world.strangers
        if (command.name, who.name) not in ALLOWED and not is_private(refused := attempt(command, who, given))
    ]


def test_a_maker_knows_every_argument_of_every_command() -> None:
    told = {command.name: names for command in commands() if (names := unknown(command))}
    assert not told, f"tests/sweeps/arguments.py does not say what these arguments are given: {told}"


def test_every_command_is_tried_with_what_lets_somebody_through(world: World) -> None:
    """A sweep of nonsense would be refused to everybody: each command must pass the policy for somebody."""
    missed = []
    for command in commands():
        pairs = ((each, given) for each in world.bundles if (given := arguments(command, each)) is not None)
        casts = (
            (given, who)
            for each, given in pairs
            for who in (*world.own(each), world.admin(each), *world.central, each.things["cashier"], *SYSTEM)
        )
        if all(is_private(attempt(command, who, given)) for given, who in casts):
            missed.append(command.name)
    assert set(missed) - UNPROVED.keys() == set()


UNPROVED = {
    "cases.accept_paper_consent": "needs a consent that lies there on paper",
    "cases.answer_for_silence": "needs an approval by silence",
    "cases.answer_for_rule": "needs an audit that found a decision of a rule unsound",
    "cases.answer_consent": "asks for the secret of a link",
    "cases.close_missed_window": "needs a window that was missed",
    "cases.give_delay_reason": "needs a notice that waits for its reason",
    "licences.restore_claim": "needs a claim that lapsed, which no law binds here to do",
    "parties.record_director": "needs a company, which no bundle has",
}
"""Commands that need what this world has not: their rooms show whom they let through."""


def test_nobody_does_anything_with_things_of_an_agency_that_is_not_theirs(world: World) -> None:
    swept = [command for command in commands() if command.name not in OPEN]
    assert [line for command in swept for line in done_by_strangers(command, world)] == []


def test_who_looks_after_all_agencies_does_nothing_in_any(world: World) -> None:
    """The regulator and the auditor see; neither acts."""
    done = [
        f"{command.name}: {who.name} ({bundle})"
        for command in commands()
        if command.name not in OPEN.keys() | WRITES_NOTHING.keys() | LOOKS.keys()
        for bundle, given in tries(command, world)
        for who in (*world.central, world.admin(bundle))
        if ("case_id" in given or who in world.central) and attempt(command, who, given) is None
    ]
    assert done == []


def test_the_house_itself_does_no_more_than_what_is_listed(world: World) -> None:
    done: dict[str, set[str]] = {who.name: set() for who in SYSTEM}
    for command in commands():
        for _, given in tries(command, world):
            for who in SYSTEM:
                if not is_private(refused := attempt(command, who, given)) and not _is_of_state(command, refused):
                    done[who.name].add(command.name)
    assert {name: found - BY_ITSELF[name] for name, found in done.items()} == {name: set() for name in done}


def _is_of_state(command: Command, refused: DomainError | None) -> bool:
    """The house may see every case; that a case is not in the state for an act is no leak and no act."""
    return refused is not None and command.name.startswith("cases.")


def test_what_only_follows_is_refused_to_the_agencys_own_people(world: World) -> None:
    """Duties end, and letters of a case are ordered, by what happened to the case and by nobody's hand."""
    following = [command for command in commands() if command.name in {"cases.end_duties", "cases.order_letter"}]
    assert len(following) == 2
    for command in following:
        for bundle, given in tries(command, world):
            for who in (*world.own(bundle), world.admin(bundle), *world.central):
                assert isinstance(attempt(command, who, given), NotAllowed), f"{command.name}: {who.name} ({bundle})"


def test_naming_ones_own_agency_opens_nothing_of_another(world: World) -> None:
    """An officer with every role gives their own agency, and things of another."""
    mixed = [command for command in commands() if "agency_id" in wants(command)]
    done = []
    for command in mixed:
        for _, given in tries(command, world):
            own = {**given, "agency_id": world.strange.agency}
            foreign = [name for name in FOREIGN if own.get(name)]
            if not foreign:
                continue
            done += [
                f"{command.name}: {who.name} with {', '.join(foreign)} of another agency"
                for who in world.strangers
                if who.is_officer and attempt(command, who, own) is None
            ]
    assert done == []


FOREIGN = ("case_id", "unit_id", "officer_id", "giver_id", "taker_id", "absent_id", "stand_in_id", "parent_id")
"""Arguments that name a thing of the other agency."""


def test_a_command_that_asks_nobody_is_found(world: World) -> None:
    """The sweep can fail: a command without a policy is reported for every stranger."""

    def everybody_may(*, actor: Any, case_id: Any, now: Any, key: str) -> None: ...

    careless = Command("cases.careless", everybody_may, {})
    found = done_by_strangers(careless, world)
    assert len(found) == len(world.bundles) * len(world.strangers)
    assert "another agency's officer was answered as if it were theirs" in " ".join(found)
