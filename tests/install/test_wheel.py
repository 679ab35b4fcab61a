"""The wheel is whole: in an empty environment, away from the checkout, it serves and it knows the law."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.rules.tree import ROOT
from tests.install.conftest import Start
from tests.serving import alive, clean_environment, fetch

UV = Path(sys.executable).parent / "uv"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout as it is."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("saduak-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `bin` folder of a new environment with the wheel and the locked requirements, nothing else."""
    folder = tmp_path_factory.mktemp("installed") / "env"
    python = folder / "bin" / "python"
    environment = clean_environment(folder.parent)
    install = [UV, "pip", "install", "--quiet", "--python", python]
    for command in (
        [UV, "venv", "--quiet", "--python", sys.executable, folder],
        [*install, "--require-hashes", "-r", ROOT / "requirements" / "run.lock"],
        [*install, "--no-deps", wheel],
    ):
        subprocess.run(command, cwd=folder.parent, env=environment, check=True)
    return folder / "bin"


def test_the_wheel_brings_the_law_and_the_services_and_no_tests(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    law = {str(path.relative_to(ROOT)) for path in (ROOT / "law").rglob("*.yaml")}
    assert law
    assert {f"saduak/data/{name}" for name in law} <= set(names)
    assert "saduak/data/services/README.md" in names
    assert "saduak/py.typed" in names
    assert [name for name in names if "/tests/" in name or "conftest" in name] == []
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in names)
    assert any(name.endswith(".dist-info/licenses/NOTICE") for name in names)


def test_every_template_and_static_file_is_in_the_wheel(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    shown = [
        path
        for folder in ("templates", "static")
        for path in (ROOT / "src" / "saduak").glob(f"**/{folder}/**/*")
        if path.is_file() and "tests" not in path.parts
    ]
    assert shown, "there are no pages"
    assert {str(path.relative_to(ROOT / "src")) for path in shown} <= names


def test_the_installed_law_answers(installed: Path, tmp_path: Path) -> None:
    given = {"from": "2026-06-12", "amount": 30, "unit": "day", "for": "authority"}
    asked = subprocess.run(
        [installed / "saduak", "law"],
        input=json.dumps({"id": "b", "rule": "period", "given": given, "calendar": "TH"}) + "\n",
        cwd=tmp_path,
        env=clean_environment(tmp_path),
        capture_output=True,
        text=True,
        check=True,
    )
    assert json.loads(asked.stdout)["answer"] == {"last_day": "2026-07-12", "act_by": "2026-07-10"}


def test_the_installed_saduak_serves_and_leaves_nothing_behind(
    installed: Path, tmp_path: Path, start: Start, free_port: int
) -> None:
    running = start([installed / "saduak", "up", "--port", str(free_port)], cwd=tmp_path, seconds=120)
    assert running.address == f"http://localhost:{free_port}/"
    status, page = fetch(running.address)
    assert status == 200
    assert "เมื่อไรถึงกำหนด" in page
    assert (tmp_path / "home" / "saduak.sqlite3").is_file()
    children = running.family()
    programs = [Path(f"/proc/{pid}/cmdline").read_text().replace("\0", " ") for pid in children]
    assert any("granian" in program for program in programs)
    assert any("saduak worker" in program for program in programs)
    assert running.stop() == 0
    assert alive(children) == set()
