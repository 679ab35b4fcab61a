"""Whether somebody was heard before an order against them (APA s.30): the one answer that commands and pages ask."""

from datetime import date

from saduak.cases.models import Hearing
from saduak.cases.queries.serving import served
from saduak.cases.queries.whole import WholeCase
from saduak.core.calendars import BANGKOK
from saduak.core.periods import act_by
from saduak.core.spans import Doer
from saduak.messages.queries import letters_of_case


def is_heard(case: WholeCase) -> bool:
    """Whether the party has answered, could have, or need not have been asked."""
    held = case.hearing
    if held is None:
        return False
    if held.skipped or held.answered_at:
        return True
    last = hearing_ends(case)
    return last is not None and last < case.now.astimezone(BANGKOK).date()


def hearing_ends(case: WholeCase) -> date | None:
    """The last day on which the party may answer; None while its letter does not count as told (APA s.69 to s.71).

    The party has at least as many days from then as it was given when the hearing was opened.
    """
    held = case.hearing
    told = _told_on(case)
    if held is None or held.answer_by is None or told is None:
        return None
    given = held.answer_by - held.told_at.astimezone(BANGKOK).date()
    return max(held.answer_by, act_by(told + given, Doer.PERSON, case.book.calendar))


def _told_on(case: WholeCase) -> date | None:
    """The day on which the letter of the hearing counts as told."""
    ordered = [said.payload for said in case.story.of("case.letter_ordered")]
    wanted = {said["letter"] for said in ordered if said["because"] == "case.hearing_opened"}
    if not wanted:
        return None
    letters = letters_of_case(case.who.actor, case.id, case.now)
    days = [served(case, letter).on for letter in letters if str(letter.id) in wanted]
    return min((day for day in days if day), default=None)


__all__ = ["Hearing", "hearing_ends", "is_heard"]
