"""What a change of the calendar does to a date already told: working days are counted anew, bare days stay (U21)."""

from dataclasses import dataclass
from datetime import date

from saduak.core.calendars import Calendar
from saduak.core.periods import Period, act_by, period, why_act_by
from saduak.core.reasons import Reason, because
from saduak.core.regime import Regime
from saduak.core.spans import Doer, Span, Unit


@dataclass(frozen=True, slots=True)
class Recount:
    """A period under the old and the new calendar; the old answer is kept in the record whatever happens."""

    before: Period
    after: Period
    because: tuple[Reason, ...]

    @property
    def moves(self) -> bool:
        """Whether the nominal last day is another one now."""
        return self.before.last_day != self.after.last_day


def recount(start: date, span: Span, doer: Doer, calendars: tuple[Calendar, Calendar], regime: Regime) -> Recount:
    """The period from `start` under the calendar as it was and as it is."""
    old, new = calendars
    before = period(start, span, doer, old)
    if span.unit is not Unit.WORKING_DAY or regime.settings.calendar_change_moves == "nothing":
        stays = because("calendar.date_stays", last_day=before.last_day)
        by = act_by(before.last_day, doer, new)
        kept = Period(before.last_day, by, before.because)
        return Recount(before, kept, (stays, why_act_by(before.last_day, by, doer, new)))
    after = period(start, span, doer, new)
    rule = "calendar.date_moves" if after.last_day != before.last_day else "calendar.date_stays"
    why = because(rule, calendar=new, old=before.last_day, new=after.last_day, last_day=after.last_day)
    return Recount(before, after, (why, *after.because))
