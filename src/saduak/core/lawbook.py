"""Everything an answer depends on besides the facts: the office's calendar, the regime, the limits of the Acts."""

from collections.abc import Mapping
from dataclasses import dataclass

from saduak.core.acts import Limit
from saduak.core.calendars import Calendar
from saduak.core.delays import Rhythm
from saduak.core.errors import LawError
from saduak.core.regime import Regime


@dataclass(frozen=True, eq=False)
class Lawbook:
    """The law as one office has to read it; the calendar is already read by the regime (U3)."""

    regime: Regime
    calendar: Calendar
    limits: Mapping[str, Limit]

    def limit(self, limit_id: str) -> Limit:
        """A named statutory limit, such as "lfa.result_notice". Raises `LawError` "limit_unknown"."""
        found = self.limits.get(limit_id)
        if found is None:
            raise LawError("limit_unknown", limit=limit_id)
        return found

    @property
    def rhythm(self) -> Rhythm:
        """When delay notices fall."""
        return Rhythm(self.limit("lfa.delay_notice_interval"), self.calendar, self.regime)
