"""What cases need from rooms above them: whether somebody may not ask for a licence just now."""

from datetime import date
from typing import Protocol
from uuid import UUID

from saduak.core.licence_terms import Bar


class FilingBar(Protocol):
    """Knows who may not apply: after a revocation, for as long as the licence's law says."""

    def __call__(self, person: UUID | None, organisation: UUID | None, service: str, day: date) -> Bar | None:
        """The bar on a person or an organisation for a service on a day; None where there is none."""
        ...
