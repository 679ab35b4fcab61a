"""Answering for another party: by the signed link that was sent, by log-in, or on paper that an officer saw; asking
the party whether it was so, and asking once more."""

from datetime import datetime
from uuid import UUID

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act, begin
from saduak.cases.commands.consents import LINK_HOLDS, Answer, accept_on_paper, close_consent, record_asked
from saduak.cases.commands.papers import require_fit
from saduak.cases.models import Case, Consent, Paper
from saduak.cases.policy import is_applicant
from saduak.cases.queries.consents import is_unproved, link_fits, may_answer
from saduak.cases.story import Story
from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.core.thai import normal
from saduak.core.transitions import BEFORE_DECISION
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.parties.policy import Role
from saduak.parties.policy.standing import standing_of

LONGEST_NAME, LONGEST_NOTE = 300, 4_000
STAFF = (Role.INTAKE, Role.OFFICER)


@command()
def answer_consent(
    write: Write,
    *,
    actor: Actor,
    consent_id: UUID,
    token: str,
    gives: bool,
    name: str,
    note: str,
    now: datetime,
    key: str,
) -> None:
    """Give or decline a consent, once: by the link's `token` as `CONSENTER`, or without one by the log-in of somebody
    acting for the organisation that was asked. `name` is who consents; who declines says why in `note`.

    Raises NotFound for a link that is not ours or an actor who is not theirs, WrongState("consent_answered",
    "consent_expired", "wrong_state"), DomainError("consent_name_missing", "consent_note_missing",
    "consent_note_too_long").
    """
    act, consent = _taken(write, consent_id, now)
    by_link = link_fits(consent, token)
    if not by_link and not may_answer(act.who, consent):
        raise NotFound("not_found", what="consent")
    if consent.state != "asked":
        raise WrongState("consent_answered")
    if by_link and consent.expires_at <= now:
        raise WrongState("consent_expired")
    act.require_state(*BEFORE_DECISION)
    way = "link" if by_link else "log_in"
    close_consent(act, consent, _answer(way, act, gives=gives, name=name, note=note))
    act.settle()


def _answer(way: str, act: Act, *, gives: bool, name: str, note: str) -> Answer:
    kept_name, kept_note = normal(name).replace("\n", " "), normal(note)
    if not kept_name or len(kept_name) > LONGEST_NAME:
        raise DomainError("consent_name_missing")
    if not gives and not kept_note:
        raise DomainError("consent_note_missing")
    if len(kept_note) > LONGEST_NOTE:
        raise DomainError("consent_note_too_long", longest=LONGEST_NOTE)
    return Answer(gives, way, kept_name, kept_note, act.who.person)


@command()
def ask_again(write: Write, *, actor: Actor, consent_id: UUID, now: datetime, key: str) -> None:
    """Ask a party once more, by an officer or the applicant: the link runs anew, and an earlier one holds no longer.
    An officer may also ask where whoever held the link has consented and nobody has asked the party yet.

    Raises NotFound, NotAllowed("not_yours_to_ask", "has_interest"), WrongState("consent_answered", "wrong_state").
    """
    _, consent = _taken(write, consent_id, now)
    act = begin(write, consent.case_id, now)
    is_own, staff = is_applicant(act.who, act.case), act.who.has_any(act.case.agency_id, *STAFF)
    if not staff and not is_own:
        raise NotAllowed("not_yours_to_ask")
    if not is_own:
        act.require_no_interest()
    if consent.state == "given" and (is_own or not is_unproved(act.story, consent)):
        raise WrongState("consent_answered")
    act.require_state(*BEFORE_DECISION)
    consent.state, consent.asked_at, consent.expires_at = "asked", now, now + LINK_HOLDS
    consent.answered_at, consent.answered_by, consent.note = None, "", ""
    consent.save(update_fields=["state", "asked_at", "expires_at", "answered_at", "answered_by", "note"])
    record_asked(act, consent)
    act.settle()


@command()
def accept_paper_consent(
    write: Write, *, actor: Actor, consent_id: UUID, paper_id: UUID, now: datetime, key: str
) -> None:
    """Record that a paper of the case was seen and bears this party's consent: one party at a time, by an officer. Who
    declined is answered for only by a paper that came later, and it stays on record who declined and why.

    Raises NotFound for a consent or paper that is not there, DomainError("consent_paper_earlier"),
    WrongState("consent_answered", "paper_refused", "wrong_state"), NotAllowed("role_needed", "has_interest").
    """
    act, consent = _by_officer(write, consent_id, now)
    paper = Paper.objects.filter(pk=paper_id, case=act.case, document=consent.document).first()
    if paper is None:
        raise NotFound("not_found", what="paper")
    if paper.file:
        require_fit(paper.file)
    if consent.state == "given":
        raise WrongState("consent_answered")
    if consent.answered_at and paper.added_at <= consent.answered_at:
        raise DomainError("consent_paper_earlier")
    accept_on_paper(act, consent, paper)
    act.settle()


@command()
def confirm_consent(write: Write, *, actor: Actor, consent_id: UUID, note: str, now: datetime, key: str) -> None:
    """Record that an officer asked the party, by telephone or otherwise, whether the consent by link is its own;
    `note` says whom and how.

    Raises NotFound, DomainError("consent_confirm_note", "consent_note_too_long"), WrongState("consent_not_by_link",
    "wrong_state"), NotAllowed("role_needed", "has_interest").
    """
    act, consent = _by_officer(write, consent_id, now)
    if not is_unproved(act.story, consent):
        raise WrongState("consent_not_by_link")
    kept = normal(note)
    if not kept:
        raise DomainError("consent_confirm_note")
    if len(kept) > LONGEST_NOTE:
        raise DomainError("consent_note_too_long", longest=LONGEST_NOTE)
    act.record(events.CONSENT_CONFIRMED, consent=consent.id, officer=act.officer_id, **act.because(kept))
    act.settle()


def _by_officer(write: Write, consent_id: UUID, now: datetime) -> tuple[Act, Consent]:
    """The case and its consent in an officer's hands, before the decision."""
    _, consent = _taken(write, consent_id, now)
    act = begin(write, consent.case_id, now)
    act.require_role(*STAFF)
    act.require_state(*BEFORE_DECISION)
    return act, consent


def _taken(write: Write, consent_id: UUID, now: datetime) -> tuple[Act, Consent]:
    """The case and its consent, both read under the lock of the case; whoever holds the link sees no more of it."""
    case_id = Consent.objects.filter(pk=consent_id).values_list("case_id", flat=True).first()
    if case_id is None:
        raise NotFound("not_found", what="consent")
    ref = Ref.of("case", case_id)
    write.lock(ref)
    case = Case.objects.select_related("agency", "words").get(pk=case_id)
    act = Act(write, case, standing_of(write.actor, now), Story(write.history(ref)), now)
    return act, Consent.objects.get(pk=consent_id)
