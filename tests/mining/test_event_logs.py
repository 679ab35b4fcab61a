"""What is taken away as an event log is read by pm4py, and its arrows are those of the process map."""

import json
import subprocess
import sys
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from saduak.cases import commands
from saduak.cases.tests import office
from saduak.cases.tests.office import CITY, FOOD_LARGE, MONDAY, RESTAURANT, Office, key
from saduak.channels.desk.tests.officers import at_desk
from saduak.channels.desk.tests.test_oversight import central, taken
from saduak.ledger.present import set_business_time
from saduak.oversight.commands import count_finished
from saduak.oversight.tests.test_counting import LATER, granted, withdrawn
from tests.architecture.rules.tree import ROOT

pytestmark = pytest.mark.django_db

LOCK = ROOT / "requirements" / "pm4py.lock"
READER = Path(__file__).with_name("reading.py")


@pytest.fixture(scope="session")
def reader() -> Path:
    """The interpreter of an environment with pm4py as locked, made anew when the lock changed."""
    place = ROOT / "build" / f"pm4py-{sha256(LOCK.read_bytes()).hexdigest()[:12]}"
    python, stamp = place / "bin" / "python", place / "whole"
    if not stamp.exists():
        uv = Path(sys.executable).with_name("uv")
        _run(uv, "venv", "--quiet", "--clear", "--python", sys.executable, place)
        _run(uv, "pip", "install", "--quiet", "--python", python, "--require-hashes", "-r", LOCK)
        stamp.touch()
    return python


def _run(*words: object) -> str:
    """Run a program; what it says when it fails is the failure of the test."""
    told = subprocess.run(list(map(str, words)), capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


@pytest.fixture
def finished(db: None, settings: Any) -> tuple[Office, tuple[UUID, ...]]:
    """Two that were granted, one taken back, one open."""
    settings.DEMO = True
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    at = office.office(CITY)
    cases = granted(at), granted(at), withdrawn(at)
    office.file(at, FOOD_LARGE, RESTAURANT, now=MONDAY + timedelta(days=1))
    count_finished(LATER)
    set_business_time(LATER)
    return at, cases


def arrows_of_map(browser: Any) -> dict[str, int]:
    """The arrows of the map by the names of their ends."""
    rows = json.loads(taken(browser.get("/desk/oversight/map.json", {"service": FOOD_LARGE})))["rows"]
    return {f"{row['from_name']}>{row['to_name']}": row["cases"] for row in rows}


def test_pm4py_reads_the_xes_log_and_finds_the_same_arrows(
    finished: tuple[Office, tuple[UUID, ...]], reader: Path, tmp_path: Path
) -> None:
    browser = at_desk(central())
    log = tmp_path / "cases.xes"
    log.write_text(taken(browser.get("/desk/oversight/map.xes", {"service": FOOD_LARGE})), encoding="utf-8")
    found = json.loads(_run(reader, READER, "xes", log))
    assert found["cases"] == sorted(office.case(own).number for own in finished[1])
    assert found["arrows"] == arrows_of_map(browser)
    assert (found["first"], found["events"]) == (["ยื่นคำขอ"], 14)


def test_pm4py_reads_the_ocel_log_and_finds_the_same_arrows(
    finished: tuple[Office, tuple[UUID, ...]], reader: Path, tmp_path: Path
) -> None:
    browser = at_desk(central())
    log = tmp_path / "cases.jsonocel"
    log.write_text(taken(browser.get("/desk/oversight/map.jsonocel", {"service": FOOD_LARGE})), encoding="utf-8")
    found = json.loads(_run(reader, READER, "ocel", log))
    assert found["types"] == ["agency", "case", "manual"]
    assert (found["objects"], found["events"]) == (5, 14)
    assert found["arrows"] == arrows_of_map(browser)


def test_a_log_names_nobody(finished: tuple[Office, tuple[UUID, ...]]) -> None:
    at, cases = finished
    browser = at_desk(central())
    hidden = ("ตัวอย่าง", "1101700203450", str(at.officer.user), str(at.officer.id), str(at.person))
    for kind in ("xes", "jsonocel"):
        told = taken(browser.get(f"/desk/oversight/map.{kind}", {"service": FOOD_LARGE}))
        assert office.case(cases[0]).number in told
        assert [word for word in hidden if word in told] == []
        assert browser.get(f"/desk/oversight/map.{kind}").status_code == 404


def test_a_late_change_is_in_the_log_as_well(finished: tuple[Office, tuple[UUID, ...]]) -> None:
    """A log is read from the events when it is asked for, not from what was counted."""
    at, _ = finished
    own = office.file(at, FOOD_LARGE, RESTAURANT, now=LATER)
    commands.withdraw(actor=at.citizen, case_id=own, ground="", seen=None, now=LATER, key=key())
    count_finished(LATER)
    told = taken(at_desk(central()).get("/desk/oversight/map.xes", {"service": FOOD_LARGE}))
    assert office.case(own).number in told
