"""How far a service can be had without paper: the levels 0 to 4 of the readiness survey of agencies.

0 information, 1 a form to take away, 2 filed on-line, 3 and paid on-line, 4 and the licence comes on-line, end to end.
Each level needs all of those below it.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from saduak.core.package import Office, Service
from saduak.core.package.fees import Fees
from saduak.core.package.form import Form

FILING, PAYMENT, LICENCE = "filing", "payment", "licence"


@dataclass(frozen=True, slots=True)
class Rung:
    """One level, whether the service has what it asks for, and the code of the reason."""

    level: int
    is_reached: bool
    why: str


@dataclass(frozen=True, slots=True)
class Level:
    """The level of a service, and what was looked at for each."""

    level: int
    rungs: tuple[Rung, ...]

    @property
    def lacks(self) -> str:
        """The reason why the next level is not reached; empty at the top."""
        return next((rung.why for rung in self.rungs if not rung.is_reached), "")


def level_of(service: Service, form: Form, fees: Fees, electronic: AbstractSet[str], *, is_announced: bool) -> Level:
    """The level of a service of an agency. `electronic` is what the installation does on-line of filing, payment and
    licence; `is_announced` whether the agency announced its electronic channels (EPA s.10)."""
    found = (
        Rung(1, bool(form.pages), "has_form" if form.pages else "no_form"),
        _filed(service, electronic, is_announced=is_announced),
        _paid(fees, electronic),
        Rung(4, LICENCE in electronic, "licence_online" if LICENCE in electronic else "licence_on_paper"),
    )
    reached = 0
    for rung in found:
        if not rung.is_reached:
            break
        reached = rung.level
    return Level(reached, found)


def _filed(service: Service, electronic: AbstractSet[str], *, is_announced: bool) -> Rung:
    if service.in_person_only:
        return Rung(2, is_reached=False, why="in_person")
    if FILING not in electronic or not any(_is_web(office) for office in service.channels):
        return Rung(2, is_reached=False, why="no_web")
    return Rung(2, is_reached=is_announced, why="filed_online" if is_announced else "not_announced")


def _is_web(office: Office) -> bool:
    return office.kind == "web"


def _paid(fees: Fees, electronic: AbstractSet[str]) -> Rung:
    if fees.fees == "none" or not fees.fees:
        return Rung(3, is_reached=True, why="free")
    is_paid = PAYMENT in electronic
    return Rung(3, is_reached=is_paid, why="paid_online" if is_paid else "paid_at_counter")
