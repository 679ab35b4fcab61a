"""What consultations are made of: a letter of questions, its due date, and how it ends."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from uuid_utils.compat import uuid7

from saduak.cases.commands import duties, events
from saduak.cases.commands.acting import Act, short
from saduak.cases.commands.papers import require_fit
from saduak.cases.models import AskedQuestion, Case, Consultation, Paper
from saduak.cases.queries.agreements import Question, term_for
from saduak.cases.queries.consultations import body_of
from saduak.cases.story import Story
from saduak.core.calendars import BANGKOK
from saduak.core.consultations import KINDS, answer_due
from saduak.core.errors import DomainError, NotFound
from saduak.core.package import ManualStep
from saduak.core.thai import normal
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Event, Write
from saduak.parties.policy.standing import standing_of
from saduak.parties.queries import known_agency
from saduak.sources.texts import reasons_as_data

MAIL_CONSULTED = "cases.consult"
"""Effect: tell the asked agency by e-mail what it is asked, and where it answers."""
LINK_HOLDS = timedelta(days=60)
"""How long a link can be used after the day on which the answer was due, or was last asked after."""
HOW = {"answered": "opinion_given", "taken_back": "taken_back"}
"""How the duty to ask after an answer ends."""
MOST_QUESTIONS, MOST_PAPERS = 10, 20
LONGEST_QUESTION, LONGEST_FACTS = 2_000, 4_000


class Letter(NamedTuple):
    """What is asked of whom, as it was typed."""

    asked: UUID | None
    name: str
    email: str
    kind: str
    questions: Sequence[str]
    facts: str
    papers: Sequence[UUID]


class Asking(NamedTuple):
    """Who asks, at which step, and for which consultation of its own."""

    agency: UUID
    officer: UUID
    step: ManualStep
    parent: Consultation | None


def taken(write: Write, consultation_id: UUID, now: datetime) -> tuple[Act, Consultation]:
    """The case and its consultation, both read under the lock of the case; who is asked sees no more of it. Raises
    NotFound."""
    case_id = Consultation.objects.filter(pk=consultation_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound("not_found", what="consultation")
    ref = Ref.of("case", case_id)
    write.lock(ref)
    case = Case.objects.select_related("agency").get(pk=case_id)
    act = Act(write, case, standing_of(write.actor, now), Story(write.history(ref)), now)
    return act, Consultation.objects.select_related("parent", "asked").get(pk=consultation_id)


def put(act: Act, asking: Asking, letter: Letter) -> Consultation:
    """Ask: the row with its due date, the questions, the e-mail.

    Raises DomainError("consultation_whom", "consultation_email", "consultation_kind", "consultation_questions",
    "question_too_long", "consultation_facts", "consultation_papers"), NotFound, WrongState("paper_refused").
    """
    kept = _checked(act, asking, letter)
    row = _row(act, asking, kept)
    row.save(force_insert=True)
    told = record(act, row)
    for number, text in enumerate(kept.questions, 1):
        question = AskedQuestion(id=uuid7(), consultation=row, number=number, text=text)
        question.save(force_insert=True)
        act.record(
            events.QUESTION_PUT,
            consultation=row.id,
            question=question.id,
            number=number,
            text=question.digest(text),
        )
    act.write.send(told, MAIL_CONSULTED, consultation=row.id, what="asked")
    return row


def _row(act: Act, asking: Asking, kept: Letter) -> Consultation:
    today = act.now.astimezone(BANGKOK).date()
    asks = Question(asking.agency, kept.asked, kept.name, act.case.service, kept.kind)
    settled = term_for(asks, asking.step if asking.parent is None else None, today)
    due = answer_due(today, settled.term, act.book.calendar)
    return Consultation(
        id=uuid7(),
        case=act.case,
        parent=asking.parent,
        step=asking.step.id,
        agency_id=asking.agency,
        officer_id=asking.officer,
        asked_id=kept.asked,
        body=body_of(kept.asked, kept.name),
        name=kept.name,
        email=kept.email,
        question_kind=kept.kind,
        facts=kept.facts,
        papers=[str(each) for each in kept.papers],
        asked_at=act.now,
        due_on=due.last_day,
        basis=settled.term.basis,
        agreement_id=settled.agreement,
        because=reasons_as_data(due.because),
        expires_at=link_until(act.now, due.last_day),
        state="asked",
    )


def link_until(now: datetime, due_on: date) -> datetime:
    """Until when a link can be used."""
    due = datetime.combine(due_on, datetime.min.time(), BANGKOK)
    return max(now, due.astimezone(now.tzinfo)) + LINK_HOLDS


def record(act: Act, row: Consultation) -> Event:
    """Record that it was asked."""
    names = ("step", "body", "question_kind", "papers", "due_on", "basis", "because", "expires_at")
    return act.record(
        events.CONSULTED,
        "LFA s.10",
        consultation=row.id,
        parent=row.parent_id,
        agency=row.agency_id,
        officer=row.officer_id,
        asked=row.asked_id,
        agreement=row.agreement_id,
        **{name: getattr(row, name) for name in names},
        **{name: row.digest(getattr(row, name)) for name in ("name", "email", "facts")},
    )


def _checked(act: Act, asking: Asking, letter: Letter) -> Letter:
    name, email = short(normal(letter.name).replace("\n", " ")), letter.email.strip()
    if letter.asked:
        known_agency(letter.asked)
        name, email = "", ""
    if letter.asked == asking.agency or not (letter.asked or name):
        raise DomainError("consultation_whom")
    if not letter.asked:
        _require_address(email)
    if letter.kind not in KINDS:
        raise DomainError("consultation_kind")
    facts = normal(letter.facts)
    if not facts or len(facts) > LONGEST_FACTS:
        raise DomainError("consultation_facts", longest=LONGEST_FACTS)
    papers = _papers(act, asking, letter.papers)
    return Letter(letter.asked, name, email, letter.kind, _questions(letter.questions), facts, papers)


def _require_address(email: str) -> None:
    try:
        validate_email(email)
    except ValidationError:
        raise DomainError("consultation_email") from None


def _questions(typed: Sequence[str]) -> list[str]:
    found = [text for each in typed if (text := normal(each))]
    if not 0 < len(found) <= MOST_QUESTIONS:
        raise DomainError("consultation_questions", most=MOST_QUESTIONS)
    if any(len(text) > LONGEST_QUESTION for text in found):
        raise DomainError("question_too_long", longest=LONGEST_QUESTION)
    return found


def _papers(act: Act, asking: Asking, chosen: Sequence[UUID]) -> list[UUID]:
    """Papers of the case with a file; who asks further passes on only what was passed to it."""
    wanted = list(dict.fromkeys(chosen))
    if len(wanted) > MOST_PAPERS:
        raise DomainError("consultation_papers", most=MOST_PAPERS)
    held = Paper.objects.filter(case=act.case, pk__in=wanted, file__isnull=False).values_list("id", "file")
    files = {own: file for own, file in held if file}
    passed = set(wanted) if asking.parent is None else {UUID(each) for each in asking.parent.papers}
    if any(each not in files or each not in passed for each in wanted):
        raise NotFound("not_found", what="paper")
    for each in wanted:
        require_fit(files[each])
    return wanted


def end(act: Act, row: Consultation, state: str) -> None:
    """Bring the row to its end, the duty to ask after it as well; the caller records it."""
    row.state, row.closed_at = state, act.now
    row.save(update_fields=["state", "closed_at", "way", "answered_by"])
    duties.close_duties(act, HOW[state], (duties.AWAITED,), about=row.id)


def take_back(act: Act, row: Consultation, ground: str) -> None:
    """Take an open consultation back, with what was asked further for it."""
    end(act, row, "taken_back")
    act.record(
        events.CONSULTATION_TAKEN_BACK,
        consultation=row.id,
        body=row.body,
        state=row.state,
        **act.because(ground),
    )
    for each in Consultation.objects.filter(parent=row, state="asked").order_by("asked_at", "id"):
        take_back(act, each, ground)
