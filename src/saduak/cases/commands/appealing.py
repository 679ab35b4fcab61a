"""Appeals as the appellant's side has them: filed in time or late, and taken back (APA s.44)."""

from datetime import date, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.cases.commands import duties, events
from saduak.cases.commands.acting import Act, begin, whole_of
from saduak.cases.commands.letters import send_of_case
from saduak.cases.commands.papers import require_fit
from saduak.cases.models import Appeal
from saduak.cases.policy import is_applicant
from saduak.cases.queries.appeal_letters import appeal_letter
from saduak.cases.queries.appealed import Right, body_of, due_of, goes_straight_up, is_about, right_of_appeal
from saduak.cases.queries.letters import Composed, language_of, signed_by_system
from saduak.cases.queries.whole import WholeCase
from saduak.core.appeals import OPEN, Stage, next_appeal_look, timeliness
from saduak.core.calendars import BANGKOK
from saduak.core.errors import CalendarYearUnknown, DomainError, NotFound, WrongState
from saduak.core.receipt import Channel, working_receipt
from saduak.core.thai import normal
from saduak.files.queries import require_given
from saduak.identities.policy import PAPERS
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role

LONGEST = 20_000
"""Letters of the grounds."""
MOST_PAPERS = 20
IN_WRITING = frozenset({Channel.ELECTRONIC, Channel.EMAIL, Channel.COUNTER, Channel.POST})
"""An appeal is made in writing (APA s.44 para 2), so that none comes by telephone."""


@command(case="case_id")
def file_appeal(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    grounds: str,
    papers: tuple[UUID, ...],
    channel: str,
    entered_at: datetime | None,
    seen: int | None,
    now: datetime,
    key: str,
) -> UUID:
    """Appeal against the decision or the return: its party, or who acts for it; intake for what came by hand, with the
    true time of entry. One that comes late is received all the same: whether it is accepted is an order of its own
    (APA s.66).

    Raises WrongState("nothing_to_appeal", "appeal_exists"), DomainError("appeal_grounds_missing", "appeal_too_long",
    "appeal_in_writing", "appeal_papers_many", "entered_later"), NotAllowed("not_the_applicant", "has_interest"),
    NotFound for a file of somebody else, and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_applicant()
    right = right_of_appeal(whole_of(act))
    if right is None:
        raise WrongState("nothing_to_appeal")
    if any(is_about(row, right) for row in Appeal.objects.filter(case=act.case).exclude(stage=Stage.WITHDRAWN)):
        raise WrongState("appeal_exists")
    row = _received(act, right, _text(grounds), _papers(actor, papers), *_came(act, channel, entered_at))
    _lay(act, row)
    row.save(force_insert=True)
    _record(act, row)
    schedule(act, row)
    open_stage(act, row)
    _answer(act, row)
    act.settle()
    return row.id


def _text(grounds: str) -> str:
    kept = normal(grounds)
    if not kept:
        raise DomainError("appeal_grounds_missing")
    if len(kept) > LONGEST:
        raise DomainError("appeal_too_long", longest=LONGEST)
    return kept


def _papers(actor: Actor, papers: tuple[UUID, ...]) -> list[str]:
    """The ids of files that the appellant handed in, none of them with malware."""
    if len(papers) > MOST_PAPERS:
        raise DomainError("appeal_papers_many", most=MOST_PAPERS)
    require_given(actor, papers)
    for file in papers:
        require_fit(file)
    return [str(file) for file in papers]


def _came(act: Act, channel: str, entered_at: datetime | None) -> tuple[str, datetime]:
    """By which way it came, and when: what the party sends itself enters by itself, now."""
    if is_applicant(act.who, act.case):
        return Channel.ELECTRONIC.value, act.now
    act.require_role(Role.INTAKE)
    if channel not in IN_WRITING or channel == Channel.ELECTRONIC:
        raise DomainError("appeal_in_writing")
    entered = entered_at or act.now
    if entered > act.now:
        raise DomainError("entered_later", entered=entered.astimezone(BANGKOK), now=act.now.astimezone(BANGKOK))
    return channel, entered


def _received(act: Act, right: Right, grounds: str, papers: list[str], channel: str, entered: datetime) -> Appeal:
    """The row as far as the filing decides it: in time by the day on which it was sent, unless the law's reading takes
    the day of receipt (EPA s.10)."""
    received = _receipt(act, channel, entered)
    sent = entered if act.book.regime.settings.late_fix_is_timely else received
    came = timeliness(sent.astimezone(BANGKOK).date(), right.until) if right.until else None
    return Appeal(
        id=uuid7(),
        case=act.case,
        agency_id=act.case.agency_id,
        against=right.against.value,
        order_letter=right.letter,
        stage=Stage.MAKER.value,
        channel=channel,
        entered_at=entered,
        received_at=received,
        told_on=right.told_on,
        last_on=right.until.act_by if right.until else None,
        is_late=came is not None and came.is_late,
        grounds=grounds,
        papers=papers,
    )


def _receipt(act: Act, channel: str, entered: datetime) -> datetime:
    if not Channel(channel).is_electronic:
        return entered
    try:
        return working_receipt(entered, act.book.calendar)[0]
    except CalendarYearUnknown:
        return entered


def _lay(act: Act, row: Appeal) -> None:
    """With whom it lies first: who made the order, or the body to which the licence's own law sends it at once."""
    day = _day(row.received_at)
    body = body_of(act.case.agency_id, act.case.service, day)
    if body is not None and goes_straight_up(act.package, row.against):
        row.stage, row.view, row.forwarded_at = Stage.SUPERIOR.value, "not_ours", row.received_at
        row.superior_id = body.superior_id
    set_due(act, row)


def set_due(act: Act, row: Appeal) -> None:
    """Bring the dates of the stage up to what happened."""
    due = due_of(row, whole_of(act))
    row.act_by, row.due_on = due.act_by, due.last_day


def _record(act: Act, row: Appeal) -> None:
    act.record(
        events.APPEAL_FILED,
        "APA s.44",
        appeal=row.id,
        against=row.against,
        order_letter=row.order_letter,
        channel=row.channel,
        entered_at=row.entered_at,
        received_at=row.received_at,
        told_on=row.told_on,
        last_on=row.last_on,
        late=row.is_late,
        stage=row.stage,
        superior=row.superior_id,
        act_by=row.act_by,
        due_on=row.due_on,
        papers=row.papers,
        clerk=None if is_applicant(act.who, act.case) else act.officer_id,
        grounds=row.digest(row.grounds),
    )


def schedule(act: Act, row: Appeal) -> None:
    """When somebody is told of the open stage next; never again once the appeal is over."""
    look = (
        next_appeal_look(due_of(row, whole_of(act)), row.warned, act.now, act.book.calendar) if is_open(row) else None
    )
    row.next_look_at = look.at if look else None
    row.save(update_fields=["next_look_at"])


def is_open(row: Appeal) -> bool:
    """Whether somebody still has to decide it."""
    return row.stage in OPEN


def open_stage(act: Act, row: Appeal) -> None:
    """The duty of whoever has the appeal now; that of the stage before is done."""
    duties.close_duties(act, "forwarded", duties.OF_APPEALS, about=row.id)
    if row.stage == Stage.SUPERIOR:
        what, holder, agency = duties.APPEAL_DECIDE, duties.Holder(Role.AUTHORITY, None), row.superior_id
    else:
        what, holder, agency = duties.APPEAL_CONSIDER, duties.head(act), row.agency_id
    duties.open_duty(act, what, holder, duties.OWED, about=row.id, due_on=row.act_by, agency=agency)


def _answer(act: Act, row: Appeal) -> None:
    """The receipt of the appeal, with whom it lies and until when (EPA s.10, s.11)."""
    case = whole_of(act)
    language = language_of(case)
    said = appeal_letter(case, row, "appeal_received", language)
    send_letter_of_appeal(act, case, row, said, f"{row.id}:received")


def send_letter_of_appeal(act: Act, case: WholeCase, row: Appeal, said: Composed, name: str) -> UUID:
    """Send a letter that follows from the appeal, signed by the system's order, and note it on the case; its id."""
    signatory = signed_by_system(case, said.language)
    letter = send_of_case(act, case, said, signatory=signatory, key=f"appeal:{name}")
    act.record(events.LETTER_ORDERED, letter=letter, letter_kind=said.kind, because="case.appeal_filed")
    return letter


@command(case="case_id")
def withdraw_appeal(
    write: Write,
    *,
    actor: Actor,
    case_id: UUID,
    appeal_id: UUID,
    reason: str,
    identity_seen: str,
    seen: int | None,
    now: datetime,
    key: str,
) -> None:
    """Take an appeal back while nobody has decided it; within the time to appeal another may be filed. At the counter a
    clerk records it for whoever stands there, who gives a reason and proves by a paper (`identity_seen`, one of
    `identities.policy.PAPERS`) to be the appellant.

    Raises WrongState("appeal_over"), DomainError("identity_needed", "ground_missing"), NotAllowed("not_the_applicant",
    "has_interest"), NotFound, and as `begin` does.
    """
    act = begin(write, case_id, now, seen)
    act.require_applicant()
    kept, is_own = normal(reason)[:LONGEST], is_applicant(act.who, act.case)
    if not is_own and identity_seen not in PAPERS:
        raise DomainError("identity_needed")
    if not is_own and not kept:
        raise DomainError("ground_missing")
    row = appeal_in(act, appeal_id)
    row.stage = Stage.WITHDRAWN.value
    row.save(update_fields=["stage"])
    act.record(
        events.APPEAL_WITHDRAWN,
        "APA s.44",
        appeal=row.id,
        clerk=None if is_own else act.officer_id,
        identity_seen="" if is_own else identity_seen,
        **act.because(kept),
    )
    close_stage(act, row, "withdrawn")
    act.settle()


def appeal_in(act: Act, appeal_id: UUID, *stages: str) -> Appeal:
    """An open appeal of the case, in one of these stages. Raises NotFound, WrongState("appeal_over",
    "appeal_elsewhere")."""
    row = Appeal.objects.filter(pk=appeal_id, case=act.case).first()
    if row is None:
        raise NotFound("not_found", what="appeal")
    if not is_open(row):
        raise WrongState("appeal_over")
    if stages and row.stage not in stages:
        raise WrongState("appeal_elsewhere")
    return row


def close_stage(act: Act, row: Appeal, how: str) -> None:
    """Nobody has anything to do with the appeal any more."""
    schedule(act, row)
    duties.close_duties(act, how, duties.OF_APPEALS, about=row.id)


def _day(at: datetime) -> date:
    return at.astimezone(BANGKOK).date()
