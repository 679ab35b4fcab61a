"""Size, names, words: what keeps the house pleasant to live in."""

import tomllib
from pathlib import PurePath

import pytest

from tests.architecture.rules import shape
from tests.architecture.rules.tree import ROOT, Module, modules, python_files, tracked

EXTRA = {
    # The ledger is the floor under the contexts, not one of them: it has the parts of a mechanism, no verbs.
    "ledger": {
        *("actors", "answers", "canonical", "changes", "door", "erasure", "errors", "guard", "history", "keys"),
        *("kinds", "loader", "locks", "outbox", "prepared", "present", "projections", "retry", "rows", "streams"),
        *("texts", "transaction", "verify", "wiring"),
    },
    # A kind of value that models, commands and queries all use.
    "parties": {"identifiers"},
    # What a file is, told by its bytes, and its name made safe: neither writes nor reads a row.
    "files": {"inspection", "naming"},
    # The registers on file and the sheets of their holders: read from text, before anything is written.
    "linkage": {"registers"},
    # The index of the catalogue: written by its commands, read by its queries, and larger than either.
    "catalogue": {"search"},
    # A case read from its events: what commands decide on, queries show and `saduak case rebuild` compares.
    "cases": {"story"},
    # What one finished case adds to which figures: kept by commands, recomputed and compared by queries.
    "oversight": {"tallies"},
}
"""What a room holds besides the usual files, with the reason."""

LINES = "def f(x):\n" + "    x += 1\n" * 49 + "    return x\n"


def test_functions_fit_on_a_page() -> None:
    assert shape.long_functions(python_files()) == []


def test_a_function_of_51_lines_is_found() -> None:
    assert shape.long_functions([Module("saduak.core.x", LINES)])
    assert shape.long_functions([Module("saduak.core.x", LINES.replace("    return x\n", ""))]) == []


def test_a_docstring_does_not_make_a_function_long() -> None:
    (function,) = shape.functions_of(Module("x", 'def f() -> int:\n    """One.\n\n    Two.\n    """\n    return 1\n'))
    assert shape.lines_of(function) == 2


def test_most_functions_are_small() -> None:
    sizes = [shape.lines_of(function) for module in python_files() for function in shape.functions_of(module)]
    assert shape.percentile(sizes, 0.5) <= shape.MEDIAN_FUNCTION
    assert shape.percentile(sizes, 0.9) <= shape.MOST_FUNCTIONS


def test_files_can_be_held_in_mind() -> None:
    assert shape.long_files(python_files()) == []
    assert shape.percentile([module.text.count("\n") for module in python_files()], 0.9) <= shape.MOST_FILES
    assert shape.long_files([Module("x", "x = 1\n" * 501)])


@pytest.mark.parametrize(("share", "expected"), [(0.5, 2), (0.9, 4), (0.25, 1), (1.0, 4)])
def test_percentiles(share: float, expected: int) -> None:
    assert shape.percentile([4, 1, 3, 2], share) == expected


def test_everything_public_says_what_it_is() -> None:
    assert shape.undocumented(modules()) == []


@pytest.mark.parametrize("text", ["x = 1\n", '"""Doc."""\ndef f(): ...\n', '"""Doc."""\nclass C:\n    x = 1\n'])
def test_silence_is_found(text: str) -> None:
    assert shape.undocumented([Module("saduak.core.x", text)])


def test_no_module_is_nameless() -> None:
    assert shape.nameless(path.relative_to(ROOT) for path in tracked()) == []
    assert shape.nameless([PurePath("src/saduak/cases/helpers.py")])
    assert shape.nameless([PurePath("src/saduak/common/money.py")])
    assert shape.nameless([PurePath("tools/bench.py")]) == []


def test_a_room_holds_its_few_files() -> None:
    assert shape.strangers_in_rooms(modules(), EXTRA) == []
    assert shape.strangers_in_rooms([Module("saduak.cases.signals", "")], EXTRA)
    assert shape.strangers_in_rooms([Module("saduak.cases.commands.deciding", "")], EXTRA) == []


def test_no_exception_outlives_its_file() -> None:
    present = {(module.room, module.name.split(".")[2]) for module in modules() if len(module.name.split(".")) > 2}
    assert {(room, name) for room, names in EXTRA.items() for name in names} <= present


def test_a_file_becomes_a_folder_only_when_it_must() -> None:
    assert shape.split_too_early(modules()) == []
    assert shape.split_too_early([Module("saduak.cases.commands.deciding", "x = 1\n" * 199)])
    assert shape.split_too_early([Module("saduak.cases.commands.deciding", "x = 1\n" * 200)]) == []


def _texts() -> list[tuple[str, str]]:
    kept = {".py", ".md", ".yaml", ".toml", ".sh", ".html", ".css", ".in", ".cfg", ""}
    return [
        (str(path.relative_to(ROOT)), path.read_text(encoding="utf-8"))
        for path in tracked()
        if path.suffix in kept and path.name not in {"LICENSE", "shape.py"}
    ]


def test_nothing_is_left_for_later() -> None:
    assert shape.marks(_texts(), shape.MARKS) == []
    assert shape.marks([("x.py", "# TO" + "DO later")], shape.MARKS)


def test_no_check_is_switched_off() -> None:
    code = [(path, text) for path, text in _texts() if path.endswith(".py")]
    assert shape.marks(code, shape.BARE_IGNORE) == []
    assert shape.marks(code, shape.SWITCHED_OFF) == []
    for line in ("x = f()  # type: " + "ignore", "# mypy: " + "ignore-errors", "import x  # no" + "qa"):
        assert shape.marks([("x.py", line)], shape.BARE_IGNORE), line
    for line in ("@pytest.mark." + "skip", "from unittest" + ".mock import patch", "@pytest.mark." + "xfail"):
        assert shape.marks([("x.py", line)], shape.SWITCHED_OFF), line
    assert shape.marks([("x.py", "x = f()  # type: " + "ignore[misc]")], shape.BARE_IGNORE) == []


def test_mypy_is_strict_over_all_of_the_package() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]
    assert settings["strict"] is True
    assert "src" in settings["files"]
    assert {"exclude", "overrides", "ignore_errors", "ignore_missing_imports"} & set(settings) == set()


def _locks() -> list[tuple[str, str]]:
    return [(path.name, path.read_text(encoding="utf-8")) for path in sorted(ROOT.glob("requirements/*.lock"))]


def test_locks_name_no_place() -> None:
    assert len(_locks()) == 5
    assert shape.addresses_in_locks(_locks()) == []
    for line in (
        "django @ file:///tmp/django",
        "--index-url https://example.org/simple",
        "-e ../other",
        "/opt/x.whl",
    ):
        assert shape.addresses_in_locks([("run.lock", line)]), line


def test_every_locked_package_has_its_hashes() -> None:
    for name, text in _locks():
        for block in text.replace("\\\n", " ").splitlines():
            if "==" in block and not block.lstrip().startswith("#"):
                assert "--hash=sha256:" in block, f"{name}: {block}"


def test_what_is_tested_is_what_runs() -> None:
    run, tested = (_pins(name) for name in ("run.lock", "dev.lock"))
    assert run.items() <= tested.items()


def _pins(name: str) -> dict[str, str]:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    pins = (line.split(" ")[0].partition("==") for line in lines if "==" in line and line[0].isalnum())
    return {package: version for package, _, version in pins}
