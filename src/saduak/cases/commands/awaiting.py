"""What the poller does about an answer that is awaited: a reminder before its day, a duty to ask after it then."""

from uuid import UUID

from saduak.cases.commands import duties, events
from saduak.cases.commands.acting import Act
from saduak.cases.commands.consultations import MAIL_CONSULTED
from saduak.cases.models import Consultation
from saduak.core.looks import Look
from saduak.parties.policy import Role


def remind_of_answer(act: Act, look: Look) -> None:
    """Remind the asked agency, once: the event that says so is what the clock reads."""
    row = Consultation.objects.get(pk=UUID(look.about))
    row.reminded_at = act.now
    row.save(update_fields=["reminded_at"])
    told = act.record(events.CONSULTATION_REMINDED, consultation=row.id)
    act.write.send(told, MAIL_CONSULTED, consultation=row.id, what="reminded")


def miss_answer(act: Act, look: Look) -> None:
    """Have the officer who asked ask after the answer."""
    row = Consultation.objects.get(pk=UUID(look.about))
    act.record(events.CONSULTATION_OVERDUE, "LFA s.10", consultation=row.id, due_on=row.due_on)
    holder = duties.Holder(Role.OFFICER, row.officer_id)
    duties.open_duty(
        act, duties.AWAITED, holder, duties.OWED, about=row.id, due_on=look.at.date(), agency=row.agency_id
    )
