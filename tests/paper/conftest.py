"""Every service on file, to be printed."""

from collections.abc import Callable

import pytest

from saduak.core.package import Package
from saduak.core.reasons import Language
from saduak.sources.overlays import adopted
from saduak.sources.packages import packages
from tests.paper.printing import ADDRESS, KINDS, OFFICE


@pytest.fixture(scope="session")
def on_file() -> dict[str, Package]:
    """The packages of `services/` by id and version."""
    return {f"{service}/{version}": package for (service, version), package in packages().items()}


@pytest.fixture(scope="session")
def served(on_file: dict[str, Package]) -> dict[str, Package]:
    """The same, and what offices make of them, by office besides."""
    offices = {f"{overlay.agency}/{overlay.adopts}/{overlay.version}": package for overlay, package in adopted()}
    return on_file | offices


@pytest.fixture(scope="session")
def restaurant(on_file: dict[str, Package]) -> Package:
    """The notification of a small restaurant."""
    return on_file["health/food-small/2565-01-01"]


Printed = Callable[[str, str, Language], bytes]


@pytest.fixture(scope="session")
def printed(served: dict[str, Package]) -> Printed:
    """A document by kind, package and language, made once for the whole run."""
    made: dict[tuple[str, str, Language], bytes] = {}

    def one(kind: str, name: str, language: Language) -> bytes:
        asked = (kind, name, language)
        if asked not in made:
            made[asked] = KINDS[kind](served[name], OFFICE, language, ADDRESS)
        return made[asked]

    return one
