"""Consultations as those who ask and those who are asked read them; the signed link of a body outside.

Who is asked reads the questions, the papers passed on and the facts written for it: never the case.
"""

import hmac
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from django.db.models import Prefetch, Q, QuerySet

from saduak.cases.models import AskedQuestion, Case, Consultation, Paper
from saduak.cases.policy import STAFF
from saduak.core.calendars import BANGKOK
from saduak.core.errors import NotFound
from saduak.core.reasons import Words
from saduak.core.stopwatches import Used
from saduak.core.thai import normal
from saduak.core.transitions import BEFORE_DECISION
from saduak.files.queries import StoredFile, stored_files
from saduak.ledger.actors import Actor
from saduak.ledger.keys import keyed
from saduak.parties.policy import Role
from saduak.parties.policy.standing import Standing, standing_of

__all__ = [
    "CONSULTEE",
    "AskedQuestion",
    "Consultation",
    "Errand",
    "OfCase",
    "Opened",
    "body_of",
    "consultation_address",
    "consultation_for_token",
    "consultation_link",
    "consultation_seen",
    "consultations_of_case",
    "consulted_names",
    "errand",
    "link_fits",
    "may_answer",
    "may_ask_after",
    "own_consultations",
    "waiting_for",
    "waiting_number",
]

CONSULTEE = Actor("system", "consultee", channel="public")
"""Whoever holds the link to a consultation; it may answer that one and nothing else."""
SIGNED = 40
"""Hexadecimal digits of the signature: 160 bits."""
MOST = 200
"""Consultations that a list shows."""
OVER = frozenset({"taken_back", "closed", "expired"})
"""Where nothing is wanted of the asked agency any more, so that it reads no more of the case."""
ASKERS = (Role.OFFICER, Role.CHECKER, Role.AUTHORITY, Role.SUPERVISOR)
"""Who may ask, ask after and take back, at the agency that asks."""
ANSWERERS = (Role.OFFICER, Role.CHECKER, Role.AUTHORITY, Role.SUPERVISOR)
"""Who may answer for the agency that is asked."""


# The link


def consultation_link(consultation_id: UUID) -> str:
    """The token of a consultation's link, which answers for it. Raises NotFound."""
    row = Consultation.objects.filter(pk=consultation_id).first()
    if row is None:
        raise NotFound("not_found", what="consultation")
    return f"{row.id.hex}{_signature(row)}"


def consultation_address(row: Consultation) -> tuple[UUID, str]:
    """What the address of its page holds: id and signature."""
    return row.id, _signature(row)


def consultation_for_token(token: str, now: datetime) -> "Opened":
    """The consultation behind a link; expired and answered ones as well, so that a page can say so. Once the link has
    ended nothing is read by it any more, not even one's own answer. Raises NotFound.
    """
    try:
        own = UUID(hex=token[:32])
    except ValueError as error:
        raise NotFound("not_found", what="consultation") from error
    row = _joined(Consultation.objects.filter(pk=own)).first()
    if row is None or not link_fits(row, token):
        raise NotFound("not_found", what="consultation")
    found = _opened(row, now)
    if row.expires_at <= now:
        return replace(found, standing="expired", papers=(), is_readable=False)
    return found if found.standing not in OVER else replace(found, papers=(), is_readable=False)


def link_fits(row: Consultation, token: str) -> bool:
    """Whether the token is that of this consultation; an agency that works here answers by account."""
    return row.asked_id is None and hmac.compare_digest(token.encode(), f"{row.id.hex}{_signature(row)}".encode())


def _signature(row: Consultation) -> str:
    return keyed("consultation", row.id.bytes, row.asked_at.isoformat().encode())[:SIGNED]


# Who


def body_of(asked: UUID | None, name: str) -> str:
    """By what the stopwatch of the asked agency is known: its id here, or a keyed digest of an outside body's name."""
    return str(asked) if asked else keyed("consulted", normal(name).casefold().encode())[:SIGNED]


def may_answer(who: Standing, row: Consultation) -> bool:
    """Whether the actor answers for the agency that was asked."""
    return row.asked_id is not None and who.has_any(row.asked_id, *ANSWERERS)


def may_ask_after(who: Standing, row: Consultation) -> bool:
    """Whether the actor may chase or take back: staff of the agency that asked."""
    return who.has_any(row.agency_id, *ASKERS)


def seen_by(who: Standing) -> Q:
    """Consultations that an actor's agencies asked, are asked, or that belong to their cases."""
    among = who.agencies_as(*STAFF)
    return Q(agency__in=among) | Q(asked__in=among) | Q(case__agency__in=among)


# What is read


@dataclass(frozen=True, slots=True)
class Passed:
    """A paper passed on: the paper of the case, and its file."""

    paper: UUID
    document: str
    file: StoredFile


@dataclass(frozen=True, slots=True)
class Opened:
    """One consultation with its questions and papers. `is_open` says whether it can still be answered, `standing` where
    it stands: "asked", "overdue", "answered", "taken_back", "closed" (the case is decided) or "expired" (the link)."""

    row: Consultation
    questions: Sequence[AskedQuestion]
    papers: Sequence[Passed]
    service: Words
    standing: str
    now: datetime
    further: Sequence["Opened"] = ()
    is_readable: bool = True

    @property
    def id(self) -> UUID:
        return self.row.id

    @property
    def facts(self) -> str:
        """What was told of the case, as long as the reader may read it."""
        return self.row.facts if self.is_readable else ""

    @property
    def asked(self) -> Words:
        """Who is asked."""
        return name_of(self.row)

    @property
    def agency(self) -> Words:
        """Who asks."""
        return Words(self.row.agency.name_th, self.row.agency.name_en)

    @property
    def is_open(self) -> bool:
        return self.standing in {"asked", "overdue"}

    @property
    def is_late(self) -> bool:
        """Whether the answer came, or has not come, after its day."""
        return _day(self.row.closed_at or self.now) > self.row.due_on and self.row.state != "taken_back"

    @property
    def days_late(self) -> int:
        return max((_day(self.row.closed_at or self.now) - self.row.due_on).days, 0)

    @property
    def files(self) -> frozenset[UUID]:
        """Every file that belongs to it: passed on, or come with the answer."""
        answered = (UUID(str(each)) for question in self.questions for each in question.papers)
        return frozenset({passed.file.id for passed in self.papers} | set(answered))

    @property
    def answer_files(self) -> Mapping[UUID, Sequence[StoredFile]]:
        """The files that came with the answer to each question."""
        return {each.id: stored_files(UUID(str(own)) for own in each.papers) for each in self.questions if each.papers}


def name_of(row: Consultation) -> Words:
    """The agency that is asked, or the name by which the body outside is known."""
    return Words(row.asked.name_th, row.asked.name_en) if row.asked else Words(row.name, row.name)


def consultation_seen(actor: Actor, consultation_id: UUID, now: datetime) -> Opened:
    """A consultation for staff of the agency that asks or is asked. Raises NotFound for all others."""
    who = standing_of(actor, now)
    row = _joined(Consultation.objects.filter(seen_by(who), pk=consultation_id)).first()
    if row is None:
        raise NotFound("not_found", what="consultation")
    further = _joined(Consultation.objects.filter(parent=row).order_by("asked_at", "id"))
    found = _opened(row, now, [_opened(each, now) for each in further])
    return found if _may_read(who, row, now) else replace(found, papers=(), is_readable=False)


def _may_read(who: Standing, row: Consultation, now: datetime) -> bool:
    """Whether facts and papers are still the reader's business: always for the agency of the case; for the others as
    long as an answer is wanted of them, or was given."""
    if who.has_any(row.case.agency_id, *STAFF):
        return True
    needed_for = row.parent if row.parent and who.has_any(row.agency_id, *STAFF) else row
    needed_for.case = row.case
    return _standing(needed_for, now) not in OVER


def consultations_of_case(case: Case, now: datetime) -> Sequence[Opened]:
    """Every consultation of a case that its own agency asked, each with what was asked further; for its officers."""
    rows = list(_joined(Consultation.objects.filter(case=case).order_by("asked_at", "id")))
    return [
        _opened(row, now, [_opened(each, now) for each in rows if each.parent_id == row.id])
        for row in rows
        if row.parent_id is None
    ]


def waiting_for(actor: Actor, now: datetime) -> Sequence[Opened]:
    """What other agencies wait for from the actor's agencies, due first."""
    among = standing_of(actor, now).agencies_as(*STAFF)
    rows = Consultation.objects.filter(asked__in=among, state="asked", case__state__in=BEFORE_DECISION)
    return _listed(rows, now)


def waiting_number(actor: Actor, now: datetime) -> int:
    """How many answers others wait for from the actor's agencies, none above `MOST`."""
    among = standing_of(actor, now).agencies_as(*STAFF)
    rows = Consultation.objects.filter(asked__in=among, state="asked", case__state__in=BEFORE_DECISION)
    return rows[:MOST].count() if among else 0


def own_consultations(actor: Actor, now: datetime) -> Sequence[Opened]:
    """What the actor's agencies wait for from others, due first."""
    among = standing_of(actor, now).agencies_as(*STAFF)
    rows = Consultation.objects.filter(agency__in=among, state="asked", case__state__in=BEFORE_DECISION)
    return _listed(rows, now)


def _listed(rows: QuerySet[Consultation], now: datetime) -> Sequence[Opened]:
    """Lines of a list, due first: without the papers, which only the page of one shows."""
    return [_line(row, now) for row in _joined(rows.order_by("due_on", "id"))[:MOST]]


def _joined(rows: QuerySet[Consultation]) -> QuerySet[Consultation]:
    joined = rows.select_related(
        *("agency", "asked", "agreement", "officer", "case__agency", "case__publication", "parent"),
    )
    in_order = Prefetch("questions", AskedQuestion.objects.order_by("number"))
    return joined.defer("case__publication__compiled").prefetch_related(in_order)


def _opened(row: Consultation, now: datetime, further: Iterable[Opened] = ()) -> Opened:
    return replace(_line(row, now), papers=_passed(row), further=tuple(further))


def _line(row: Consultation, now: datetime) -> Opened:
    service = Words(row.case.publication.name_th, row.case.publication.name_en)
    return Opened(row, list(row.questions.all()), (), service, _standing(row, now), now)


def _passed(row: Consultation) -> Sequence[Passed]:
    papers = Paper.objects.filter(pk__in=row.papers).order_by("added_at", "id") if row.papers else ()
    files = {file.id: file for file in stored_files(paper.file for paper in papers if paper.file)}
    return [Passed(paper.id, paper.document, files[paper.file]) for paper in papers if paper.file in files]


def _standing(row: Consultation, now: datetime) -> str:
    if row.state != "asked":
        return row.state
    if row.case.state not in BEFORE_DECISION:
        return "closed"
    if row.asked_id is None and row.expires_at <= now:
        return "expired"
    return "overdue" if _day(now) > row.due_on else "asked"


def _day(at: datetime) -> date:
    return at.astimezone(BANGKOK).date()


# The stopwatch in words


@dataclass(frozen=True, slots=True)
class OfCase:
    """One consulted agency as the citizen reads it: who, how long it has had the question, whether it still has it,
    since when and until when."""

    name: Words
    used: Used
    awaited: date | None
    since: date | None


def consulted_names(case: Case, watches: Mapping[str, Used]) -> Sequence[OfCase]:
    """The stopwatches of the consulted agencies with their names, in order of first asking."""
    rows = list(_joined(Consultation.objects.filter(case=case).order_by("asked_at", "id")))
    found = []
    for body, used in watches.items():
        own = [row for row in rows if row.body == body]
        open_ones = [row for row in own if row.state == "asked"]
        name = name_of(own[0]) if own else Words(body, body)
        awaited = max((row.due_on for row in open_ones), default=None)
        since = min((_day(row.asked_at) for row in open_ones), default=None)
        found.append(OfCase(name, used, awaited, since))
    return found


# What goes by e-mail


@dataclass(frozen=True, slots=True)
class Errand:
    """What an e-mail to the asked agency tells: who asks, which matter, by when, where to answer."""

    address: str
    agency: Words
    number: str
    due_on: date
    path: str


def errand(consultation_id: UUID) -> Errand | None:
    """What to tell the asked agency of an open consultation; None where it is over or nobody has an address."""
    row = _joined(Consultation.objects.filter(pk=consultation_id, state="asked")).first()
    address = (row.asked.email if row.asked else row.email) if row else ""
    if row is None or not address:
        return None
    own, signature = consultation_address(row)
    path = f"desk/consultations/{own}/" if row.asked else f"consult/{own}/{signature}/"
    return Errand(address, Words(row.agency.name_th, row.agency.name_en), row.case.number, row.due_on, path)
