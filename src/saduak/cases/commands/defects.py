"""The one defect record: made with all its items, and acknowledged (LFA s.8). Its answers have their own file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin, in_words, short
from saduak.cases.models import DefectItem, DefectRecord
from saduak.cases.policy import is_applicant
from saduak.cases.queries.defects import PENDING, StandingRecord, defect_record
from saduak.cases.queries.papers import may_be_recorded
from saduak.cases.queries.reaching import can_be_reached_electronically
from saduak.core.acts import Citation
from saduak.core.calendars import BANGKOK
from saduak.core.defects import Assent, answer_period, is_acknowledged
from saduak.core.errors import DomainError, WrongState
from saduak.core.package import Document
from saduak.core.reasons import Words
from saduak.core.spans import Span, Unit
from saduak.core.transitions import Command, State
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role

DECLINED = "declined"
"""The applicant would not sign: the record stands with proof of delivery."""
DAYS = frozenset({Unit.DAY, Unit.WORKING_DAY})


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, in the officer's words."""

    about: str
    found: str
    mend: str


@command(case="case_id")
def record_defect(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    items: tuple[Mapping[str, str], ...],
    amount: int,
    unit: str,
    acknowledgement: str,
    proof: str,
    seen: int | None,
    now: datetime,
    key: str,
) -> None:
    """Make the one defect record of an application, all items at once.

    Each item is `{"about", "found", "mend"}`; `about` is "document:<id>" or "field:<group>.<field>" of the pinned
    manual. The applicant has `amount` of `unit` ("day" or "working_day"). `acknowledgement` is "signature" at the
    counter, "electronic" (it waits for the applicant's confirmation) or "declined" with `proof` of delivery. The
    officer signs by this command. Raises DomainError("defect_item_repeated", "defect_item_words"),
    WrongState("state_paper_not_asked"), and as `begin` and `permit` do.
    """
    act = begin(write, case_id, now, seen)
    found = [Finding(item["about"].strip(), item["found"].strip(), item["mend"].strip()) for item in items]
    act.permit(Command.RECORD_DEFECT, _record_guards(act, found, amount, acknowledgement, proof))
    _check(act, found)
    span = _span(amount, unit)
    record = DefectRecord(
        case=act.case,
        officer_id=act.officer_id,
        recorded_at=now,
        deadline=answer_period(now.astimezone(BANGKOK).date(), span, act.book).act_by,
        acknowledgement=PENDING if acknowledgement == Assent.ELECTRONIC else acknowledgement,
        acknowledged_at=None if acknowledgement == Assent.ELECTRONIC else now,
        proof=short(proof),
    )
    _record(act, record, span, found)
    act.settle()


@command(case="case_id")
def acknowledge_defect(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    acknowledgement: str,
    proof: str,
    seen: int | None,
    now: datetime,
    key: str,
) -> None:
    """Confirm the record: the applicant by "electronic"; a clerk records a "signature", or "declined" with `proof`.

    Raises WrongState("already_acknowledged"), DomainError("acknowledgement_unfit"), and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_state(State.DEFECT_OPEN)
    record = record_of(act).record
    if record.acknowledgement != PENDING:
        raise WrongState("already_acknowledged")
    by_applicant = acknowledgement == Assent.ELECTRONIC and is_applicant(act.who, act.case)
    if not by_applicant:
        act.require_role(Role.INTAKE, Role.OFFICER)
    if not by_applicant and not _is_signed(act, acknowledgement, proof):
        raise DomainError("acknowledgement_unfit")
    acknowledge(act, record, acknowledgement, proof)
    act.settle()


def record_of(act: Act) -> StandingRecord:
    """The record as it stands now. Raises WrongState("no_defect_record")."""
    found = defect_record(act.case, act.book, act.now)
    if found is None:
        raise WrongState("no_defect_record")
    return found


# Making the record


def _record_guards(act: Act, found: Sequence[Finding], amount: int, how: str, proof: str) -> list[str]:
    asked = may_be_recorded(act, act.case)
    answers = {
        "no_defect_record_yet": act.story.last("case.defect_recorded") is None,
        "has_items": bool(found),
        "has_deadline": amount > 0,
        "items_in_manual": all(finding.about in asked for finding in found),
        "acknowledged": _can_be_acknowledged(act, how, proof),
    }
    return [guard for guard, holds in answers.items() if holds]


def _can_be_acknowledged(act: Act, how: str, proof: str) -> bool:
    """Signed now, declined with proof, or to be confirmed on line by somebody who can, where the regime lets it."""
    if how == Assent.ELECTRONIC:
        can = bool(act.case.filed_by_id) or can_be_reached_electronically(act.case, act.now)
        return can and is_acknowledged(how, act.book.regime)
    return _is_signed(act, how, proof)


def _is_signed(act: Act, how: str, proof: str) -> bool:
    if how == DECLINED:
        return bool(proof.strip())
    return how == Assent.SIGNATURE and is_acknowledged(how, act.book.regime)


def _check(act: Act, found: Sequence[Finding]) -> None:
    """Each item once, in words, and never a paper that the agency has to get itself (EPA s.12)."""
    abouts = [finding.about for finding in found]
    repeated = next((about for about in abouts if abouts.count(about) > 1), None)
    if repeated:
        raise DomainError("defect_item_repeated", item=repeated)
    if not all(finding.found and finding.mend for finding in found):
        raise DomainError("defect_item_words")
    for document in _documents(act):
        if document.state_issued and f"document:{document.id}" in abouts:
            paper = Words(document.name.th, document.name.en)
            law = Citation("epa", "12")
            raise WrongState("state_paper_not_asked", paper=paper, article=law, law=in_words(law))


def _documents(act: Act) -> tuple[Document, ...]:
    """What the manual asks for these answers."""
    return act.form.documents(act.package.service.documents, act.answers)


def _span(amount: int, unit: str) -> Span:
    if unit not in DAYS:
        raise DomainError("defect_unit", unit=unit)
    return Span(amount, Unit(unit))


def _record(act: Act, record: DefectRecord, span: Span, found: Sequence[Finding]) -> None:
    record.save(force_insert=True)
    items = [
        DefectItem(
            id=uuid7(), record=record, number=number, about=finding.about, found=finding.found, mend=finding.mend
        )
        for number, finding in enumerate(found, 1)
    ]
    DefectItem.objects.bulk_create(items)
    act.record(
        events.DEFECT_RECORDED,
        "LFA s.8",
        officer=record.officer_id,
        deadline=record.deadline,
        span={"amount": span.amount, "unit": span.unit},
        items=[item.id for item in items],
        acknowledgement=record.acknowledgement,
        proof=record.digest(record.proof),
    )
    for item in items:
        act.record(
            events.DEFECT_ITEM_RECORDED,
            "LFA s.8",
            item=item.id,
            number=item.number,
            about=item.about,
            found=item.digest(item.found),
            mend=item.digest(item.mend),
        )


def acknowledge(act: Act, record: DefectRecord, how: str, proof: str) -> None:
    """Record how the applicant confirmed the record."""
    record.acknowledgement, record.acknowledged_at = str(how), act.now
    record.proof = short(proof)
    record.save(update_fields=["acknowledgement", "acknowledged_at", "proof"])
    act.record(events.DEFECT_ACKNOWLEDGED, "LFA s.8", acknowledgement=how, proof=record.digest(record.proof))
