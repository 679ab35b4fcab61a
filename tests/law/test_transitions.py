"""Every state, command and role: what happens, on which article, and that every refusal is told in both languages.

`transitions.txt` is the whole table for a reader; SADUAK_WRITE_GOLDEN=1 writes it anew when a row is meant to change.
"""

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from saduak.core.acts import Citation
from saduak.core.errors import LawError
from saduak.core.transitions import GUARDS, MOVES, REFUSALS, Command, Move, Refusal, Role, State, move
from saduak.sources.acts import act
from saduak.sources.texts import LANGUAGES, article, sentences

GOLDEN = Path(__file__).with_name("transitions.txt")
EVERY_GUARD = frozenset(GUARDS)
ENDED = {State.NOTIFIED, State.WITHDRAWN, State.REFERRED}


def outcome(found: Move | Refusal) -> str:
    told = f"to {found.goes_to.value}" if isinstance(found, Move) else f"refused: {found.code}"
    return f"{told}  [{article(found.citation, 'en')}]"


def by_roles(state: State, command: Command) -> dict[str, list[str]]:
    """What happens when every guard holds, and which roles meet it."""
    found: dict[str, list[str]] = {}
    for role in Role:
        found.setdefault(outcome(move(state, command, role, EVERY_GUARD)), []).append(role.value)
    return found


def table() -> Iterator[str]:
    yield "What may be done to an application, when every condition is met. What refuses by itself stands below."
    for state in State:
        yield f"\n{state.value}"
        for command in Command:
            for told, roles in by_roles(state, command).items():
                who = "anybody" if len(roles) == len(Role) else ", ".join(roles)
                yield f"  {command.value:<24}{who:<42}{told}"
    yield "\nConditions"
    for row in MOVES:
        for guard in row.guards:
            who = min(row.roles)
            left_out = outcome(move(row.state, row.command, who, EVERY_GUARD - {guard}))
            yield f"  {row.state.value:<20}{row.command.value:<24}without {guard:<26}{left_out}"


def test_the_table_is_the_one_on_paper() -> None:
    found = "\n".join(table()) + "\n"
    if os.environ.get("SADUAK_WRITE_GOLDEN"):
        GOLDEN.write_text(found, encoding="utf-8")
    assert GOLDEN.read_text(encoding="utf-8") == found


@pytest.mark.parametrize(("state", "command"), list(product(State, Command)))
def test_each_pair_moves_or_refuses(state: State, command: Command) -> None:
    rows = [row for row in MOVES if (row.state, row.command) == (state, command)]
    for role in Role:
        found = move(state, command, role, EVERY_GUARD)
        allowed = [row for row in rows if role in row.roles]
        if allowed:
            assert found == allowed[0]
        else:
            assert isinstance(found, Refusal)
            assert (found.code == "wrong_role") == bool(rows)


@pytest.mark.parametrize("row", MOVES, ids=lambda row: f"{row.state.value} {row.command.value} {len(row.guards)}")
def test_each_guard_of_a_row_refuses_by_its_own_name(row: Move) -> None:
    others = [other for other in MOVES if (other.state, other.command) == (row.state, row.command) and other != row]
    for role in row.roles:
        assert move(row.state, row.command, role, row.guards) == row
        for guard in row.guards:
            found = move(row.state, row.command, role, EVERY_GUARD - {guard})
            weaker = [other for other in others if guard not in other.guards]
            assert found == (weaker[0] if weaker else Refusal(guard, GUARDS[guard]))


def test_without_any_guard_only_rows_without_guards_move() -> None:
    for state, command, role in product(State, Command, Role):
        found = move(state, command, role, ())
        assert not isinstance(found, Move) or not found.guards


def test_what_has_ended_stays_as_it_is() -> None:
    for state, command, role in product(ENDED, Command, Role):
        assert isinstance(move(state, command, role, EVERY_GUARD), Refusal)
    for command, role in product(set(Command) - {Command.REINSTATE, Command.REVOKE_RETURN}, Role):
        assert isinstance(move(State.RETURNED, command, role, EVERY_GUARD), Refusal)


def test_after_completion_nobody_may_ask_for_a_paper() -> None:
    after = set(State) - {State.DRAFT, State.SUBMITTED, State.DEFECT_OPEN}
    for state, command, role in product(after, [Command.REQUEST_DOCUMENT, Command.RECORD_DEFECT], Role):
        assert move(state, command, role, EVERY_GUARD) == Refusal("nothing_more_may_be_asked", Citation("lfa", "8"))


def test_only_the_system_lets_silence_approve_and_only_the_authority_decides_itself() -> None:
    for row in MOVES:
        if row.goes_to is State.DEEMED_GRANTED:
            assert row.roles == {Role.SYSTEM}
        if row.goes_to is State.DECIDED and row.command is not Command.DECIDE_BY_RULE:
            assert row.roles == {Role.AUTHORITY}


def test_the_system_decides_only_by_a_rule_that_the_authority_adopted_and_that_holds_after_receipt() -> None:
    rows = [row for row in MOVES if row.command is Command.DECIDE_BY_RULE]
    assert [(row.state, row.goes_to, row.roles) for row in rows] == [(State.COMPLETE, State.DECIDED, {Role.SYSTEM})]
    assert set(rows[0].guards) == {"rule_adopted", "rule_holds", "receipt_passed"}


def test_a_guard_nobody_knows_is_an_error() -> None:
    with pytest.raises(LawError) as raised:
        move(State.SUBMITTED, Command.CONFIRM_COMPLETE, Role.OFFICER, ["stamp_is_blue"])
    assert raised.value.code == "guard_unknown"
    assert raised.value.params == {"guard": "stamp_is_blue"}


def test_every_state_is_reached_and_every_guard_used() -> None:
    assert {row.goes_to for row in MOVES} | {State.DRAFT} == set(State)
    assert {guard for row in MOVES for guard in row.guards} == set(GUARDS)
    assert {row.command for row in MOVES} | {command for command, _, _ in REFUSALS} == set(Command)


REFUSED = sorted({refusal.code for _, _, refusal in REFUSALS} | set(GUARDS) | {"wrong_state", "wrong_role"})


@pytest.mark.parametrize("code", REFUSED)
def test_every_refusal_is_told_in_both_languages(code: str) -> None:
    for language in LANGUAGES:
        assert sentences(language)[f"transition.{code}"].strip()


def test_every_article_of_the_table_is_on_file() -> None:
    cited = {row.citation for row in MOVES} | {refusal.citation for _, _, refusal in REFUSALS} | set(GUARDS.values())
    for citation in cited:
        assert act(citation.act).section(citation.section, citation.paragraph)
