"""The documentation is read by tests, so that it stays true."""

import re
from pathlib import Path

import pytest

from saduak.cli.main import COMMANDS
from tests.architecture.rules.tree import ROOT, modules, tracked
from tests.docs import reading

DOCS = ROOT / "docs"
PAGES = [path for path in tracked() if path.suffix == ".md"]


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    assert list(reading.dead_links(page)) == []


def test_a_dead_link_is_found(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# A b\n[x](other.md) [y](#a-b) [z](#c) `[code](no.md)` [web](https://example.org/)\n")
    assert list(reading.dead_links(page)) == [
        "page.md: other.md leads nowhere",
        "page.md: #c names no heading",
    ]


def test_every_page_is_reached_from_the_index() -> None:
    index = _read("docs/README.md")
    for path in tracked():
        if (
            path.suffix == ".md"
            and path.is_relative_to(DOCS)
            and path.parent.name != "adr"
            and path.name != "README.md"
        ):
            assert f"({path.relative_to(DOCS)})" in index, f"{path.name} is not in docs/README.md"


def test_the_documentation_has_its_four_kinds() -> None:
    kinds = {path.relative_to(DOCS).parts[0] for path in PAGES if path.is_relative_to(DOCS) and path.parent != DOCS}
    assert kinds == {"tutorial", "how-to", "reference", "explanation", "adr"}


def test_decisions_are_numbered_without_gaps() -> None:
    assert reading.badly_numbered(path.name for path in (DOCS / "adr").glob("*.md")) == []
    assert reading.badly_numbered(["0001-a.md", "0003-b.md"])
    assert reading.badly_numbered(["0001-a.md", "0001-b.md"])


def test_every_decision_has_its_parts() -> None:
    for path in (DOCS / "adr").glob("*.md"):
        found = reading.headings(path.read_text(encoding="utf-8"))
        assert found[0][1].startswith(f"{path.name[:4]}: "), f"{path.name} does not begin with its number"
        assert len(found) >= 3, f"{path.name} gives no reasons"


def test_every_command_is_documented_and_no_other() -> None:
    documented = set(re.findall(r"^## `saduak (\w+)", _read("docs/reference/cli.md"), re.MULTILINE))
    assert documented == set(COMMANDS)


def _settings() -> set[str]:
    texts = [module.text for module in modules() if not module.is_test]
    named = {name for text in texts for name in re.findall(r"\bSADUAK_[A-Z][A-Z_]*[A-Z]\b", text)}
    kept = {f"SADUAK_{name.upper()}" for text in texts for name in re.findall(r'kept_secret\("(\w+)"\)', text)}
    return named | kept


def test_every_setting_is_documented_and_no_other() -> None:
    documented = {row[0].strip("`") for row in reading.table_rows(_read("docs/reference/settings.md"))} - {"Variable"}
    assert documented == _settings()
    assert {"SADUAK_HOME", "SADUAK_IDENTIFIER_KEY"} <= documented


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_pages_name_only_settings_goals_and_commands_that_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert set(re.findall(r"\bSADUAK_[A-Z_]*[A-Z]\b", text)) <= _settings() | _choices_of_tests()
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE)) <= _goals()
    assert set(re.findall(r"(?:`|^|bin/)saduak ([a-z]+)", text, re.MULTILINE)) <= set(COMMANDS) | {"help"}


def _choices_of_tests() -> set[str]:
    """What the tests themselves read from the environment; CONTRIBUTING.md tells of it."""
    texts = [path.read_text(encoding="utf-8") for path in tracked() if path.suffix == ".py" and not _is_product(path)]
    return {name for text in texts for name in re.findall(r'environ\.get\("(SADUAK_[A-Z_]*[A-Z])"', text)}


def _is_product(path: Path) -> bool:
    return path.is_relative_to(ROOT / "src") and "tests" not in path.parts


def test_every_choice_of_the_tests_is_told() -> None:
    assert {name for name in _choices_of_tests() if name not in _read("CONTRIBUTING.md")} == set()


def _goals() -> set[str]:
    return set(re.findall(r"^([a-z-]+):", _read("Makefile"), re.MULTILINE))


def test_both_readmes_say_the_same_things() -> None:
    english, thai = _read("README.md"), _read("README.th.md")
    assert [level for level, _ in reading.headings(english)] == [level for level, _ in reading.headings(thai)]
    assert set(reading.LINK.findall(english)) - {"README.th.md"} == set(reading.LINK.findall(thai)) - {"README.md"}
    assert reading.FENCE.findall(english) == reading.FENCE.findall(thai)
    assert {"make run", "make test"} <= set(re.findall(r"^make \w+$", english, re.MULTILINE))


def test_every_term_of_the_glossary_has_english_thai_and_a_source() -> None:
    rows = [row for row in reading.table_rows(_read("docs/glossary.md")) if row[0] != "English"]
    assert len(rows) > 50
    for row in rows:
        assert len(row) == 3, row
        assert all(row), row
        assert re.search(r"[ก-๛]", row[1]), f"{row[0]} has no Thai"
    english = [row[0] for row in rows]
    assert len(english) == len(set(english)), "one row for each concept"


def test_the_change_log_tells_of_what_is_not_released_yet() -> None:
    assert (2, "Unreleased") in reading.headings(_read("CHANGELOG.md"))


def test_the_notice_names_every_package_that_runs() -> None:
    noticed = set(re.findall(r"^([a-z][a-z0-9-]*) {2,}\S", _read("NOTICE"), re.MULTILINE)) - {"package"}
    locks = _read("requirements/run.lock") + _read("requirements/demo.lock")
    assert noticed == set(re.findall(r"^([a-z0-9][a-z0-9-]*)==", locks, re.MULTILINE))


def test_the_licence_is_whole() -> None:
    text = _read("LICENSE")
    assert "Apache License\n                           Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_what_runs_is_what_the_package_asks_for() -> None:
    """`pyproject.toml` and `requirements/run.in` name the same packages."""
    import tomllib

    asked = set(tomllib.loads(_read("pyproject.toml"))["project"]["dependencies"])
    lines = (line.split("#")[0].strip() for line in _read("requirements/run.in").splitlines())
    assert asked == {line for line in lines if line}
