"""Rooms, floors and doors. Each rule is shown to fail on a small bad example beside the real code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from tests.architecture.rules import imports
from tests.architecture.rules.tree import ROOT, Module, modules

FLOORS = (
    *("cli", "config", "channels", "oversight", "fees", "cases", "messages", "linkage", "identities", "parties"),
    *("files", "ledger", "sources", "core"),
)
"""The rooms that stand without brackets in .importlinter: those that must exist."""
AUDIENCES = ("channels/public", "channels/portal", "channels/desk", "channels/bank")
"""The same of channels."""


def _lint(folder: Path, **variables: str) -> str:
    """What import-linter says of the package that lies under the folder."""
    linted = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports; lint_imports(no_cache=True)"],
        cwd=folder,
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return linted.stdout + linted.stderr


def test_the_floors_hold() -> None:
    """The contracts of .importlinter; a room that is not placed on a floor breaks them as well."""
    said = _lint(ROOT)
    assert "0 broken" in said, said


BROKEN = "Each floor imports only the floors below it BROKEN"


@pytest.mark.parametrize(
    ("room", "line", "broken"),
    [
        ("core", "", False),
        ("channels", "import saduak.ledger", False),
        ("core", "import saduak.sources", True),
        ("ledger", "import saduak.parties", True),
        ("parties", "import saduak.fees", True),
        ("parties", "import saduak.channels", True),
        ("licences", "import saduak.voice", True),
        ("gadgets", "", True),
    ],
)
def test_a_step_upwards_or_a_room_without_a_floor_is_found(
    tmp_path: Path, room: str, line: str, *, broken: bool
) -> None:
    (tmp_path / ".importlinter").write_text((ROOT / ".importlinter").read_text())
    rooms = {*FLOORS, "fees", "licences", "voice", room}
    for name in ("", *rooms, *AUDIENCES):
        folder = tmp_path / "saduak" / name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "__init__.py").write_text(line if name == room else "")
    (tmp_path / "saduak" / "__main__.py").write_text("")
    assert (BROKEN in _lint(tmp_path, PYTHONPATH=str(tmp_path))) is broken


def test_no_import_is_excused() -> None:
    assert "ignore_imports" not in (ROOT / ".importlinter").read_text()


def test_the_core_is_pure() -> None:
    assert imports.pure_core(modules()) == []


@pytest.mark.parametrize(
    "line",
    [
        "import yaml",
        "import os",
        "from time import time",
        "from saduak.sources import files",
        "import random",
    ],
)
def test_an_impure_core_is_found(line: str) -> None:
    assert imports.pure_core([Module("saduak.core.clock", line)])
    assert not imports.pure_core([Module("saduak.core.tests.test_clock", line)])


def test_the_standard_library_and_the_core_itself_are_pure() -> None:
    text = "from datetime import date\nfrom saduak.core.errors import LawError\nfrom . import periods"
    assert imports.pure_core([Module("saduak.core.clock", text)]) == []


def test_rooms_are_entered_by_their_doors() -> None:
    assert imports.doors(modules()) == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("saduak.cases.commands", "from saduak.parties.models import User"),
        ("saduak.cases.commands", "from saduak.parties import models"),
        ("saduak.channels.desk.views", "from saduak.cases.models import Case"),
        ("saduak.channels.desk.views", "from saduak.ledger.models import Event"),
        ("saduak.licences.commands", "import saduak.fees.ports"),
    ],
)
def test_a_way_in_beside_the_doors_is_found(name: str, line: str) -> None:
    assert imports.doors([Module(name, line)])


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("saduak.cases.commands", "from saduak.parties.queries import officer"),
        ("saduak.cases.commands", "from saduak.parties import policy"),
        ("saduak.cases.models", "from saduak.core.clock import Due"),
        ("saduak.cases.commands", "from saduak.cases.models import Case"),
        ("saduak.channels.desk.views", "from saduak.cases.commands import decide"),
    ],
)
def test_the_doors_are_open(name: str, line: str) -> None:
    assert imports.doors([Module(name, line)]) == []


def test_only_the_wiring_knows_the_adapters() -> None:
    assert imports.wiring(modules()) == []
    line = "from saduak.adapters.bank import client"
    assert imports.wiring([Module("saduak.fees.commands", line)])
    assert imports.wiring([Module("saduak.config.settings", line)])
    assert imports.wiring([Module("saduak.config.wiring", line)]) == []


def test_keys_across_contexts_go_to_parties_and_catalogue_only() -> None:
    assert imports.foreign_keys(_foreign_keys()) == []


def test_a_key_into_another_context_is_found() -> None:
    assert imports.foreign_keys([("Licence.invoice", "licences", "fees")])
    assert imports.foreign_keys([("Case.officer", "cases", "parties"), ("Task.case", "cases", "cases")]) == []


def _foreign_keys() -> list[tuple[str, str, str]]:
    own = [model for model in apps.get_models(include_auto_created=True) if model.__module__.startswith("saduak.")]
    assert own, "the applications are not loaded"
    return [
        (f"{model.__name__}.{field.name}", model._meta.app_label, field.related_model._meta.app_label)
        for model in own
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey | models.ManyToManyField) and not isinstance(field.related_model, str)
    ]


def test_the_law_answers_without_django() -> None:
    question = {"id": "a", "rule": "period", "given": {"from": "2026-06-12", "amount": 3, "unit": "day"}}
    question["given"]["for"] = "authority"
    program = (
        "import sys\nfrom saduak.cli.main import main\nstatus = main(['law'])\n"
        "tops = {name.split('.')[0] for name in sys.modules}\n"
        "loaded = sorted(tops & {'django', 'granian', 'psycopg', 'asgiref'})\n"
        "print(loaded, status, file=sys.stderr)"
    )
    asked = subprocess.run(
        [sys.executable, "-c", program],
        input=json.dumps(question) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert asked.stderr.strip() == "[] 0"
    assert json.loads(asked.stdout)["answer"]["last_day"] == "2026-06-15"


def test_the_user_of_the_house_is_in_its_first_migration() -> None:
    """A user model cannot be changed later without pain, so it is ours from the first table on."""
    from importlib import import_module

    first = import_module("saduak.parties.migrations.0001_initial").Migration
    assert "User" in {getattr(operation, "name", None) for operation in first.operations}
