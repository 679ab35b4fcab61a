"""What is shipped is lint clean, and looked through in no time."""

from pathlib import Path
from time import perf_counter

import pytest

from saduak.sources.files import own_folder
from saduak.sources.lint import lint, lint_overlay
from saduak.sources.overlays import adopted, adopted_package, overlay_files, read_overlay
from saduak.sources.packages import packages

FOLDERS = [own_folder("services")]
SHIPPED = packages(FOLDERS)
OVERLAYS = overlay_files(FOLDERS)


def test_something_is_shipped() -> None:
    assert {"industry/waste-removal", "health/harmful-business"} <= {service for service, _ in SHIPPED}
    assert OVERLAYS


@pytest.mark.parametrize("key", SHIPPED, ids="/".join)
def test_every_package_is_clean(key: tuple[str, str]) -> None:
    assert [(found.file, found.line, found.text("en")) for found in lint(SHIPPED[key])] == []


@pytest.mark.parametrize("path", OVERLAYS.values(), ids=lambda path: "/".join(path.parts[-3:-1]))
def test_every_overlay_is_clean(path: Path) -> None:
    overlay = read_overlay(path)
    found = lint_overlay(overlay, adopted_package(overlay, SHIPPED, str(path)), str(path))
    assert [(finding.line, finding.text("en")) for finding in found] == []


def test_what_an_office_serves_is_clean_too() -> None:
    for _, package in adopted(FOLDERS):
        assert lint(package) == ()


def test_all_of_them_take_less_than_two_seconds() -> None:
    every = [SHIPPED[key] for key in SHIPPED]
    begun = perf_counter()
    for package in every:
        lint(package)
    assert perf_counter() - begun < 2
