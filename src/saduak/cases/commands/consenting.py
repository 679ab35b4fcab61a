"""Answering for another party: by the signed link that was sent, or by log-in; and asking once more."""

from datetime import datetime
from uuid import UUID

from saduak.cases.commands.acting import Act, begin
from saduak.cases.commands.consents import LINK_HOLDS, Answer, close_consent, record_asked
from saduak.cases.models import Case, Consent
from saduak.cases.policy import is_applicant
from saduak.cases.queries.consents import link_fits, may_answer
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

    Raises NotFound, NotAllowed("not_yours_to_ask"), WrongState("consent_answered", "wrong_state").
    """
    act, consent = _taken(write, consent_id, now)
    begin(write, consent.case_id, now)
    staff = act.who.has_any(act.case.agency_id, Role.INTAKE, Role.OFFICER)
    if not staff and not is_applicant(act.who, act.case):
        raise NotAllowed("not_yours_to_ask")
    if consent.state == "given":
        raise WrongState("consent_answered")
    act.require_state(*BEFORE_DECISION)
    consent.state, consent.asked_at, consent.expires_at = "asked", now, now + LINK_HOLDS
    consent.answered_at, consent.answered_by, consent.note = None, "", ""
    consent.save(update_fields=["state", "asked_at", "expires_at", "answered_at", "answered_by", "note"])
    record_asked(act, consent)
    act.settle()


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
