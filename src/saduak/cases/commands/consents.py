"""Another party's consent, without which a case is not decided (W-5)."""

from datetime import timedelta
from typing import Any, NamedTuple

from uuid_utils.compat import uuid7

from saduak.cases.commands import events
from saduak.cases.commands.acting import Act
from saduak.cases.models import Consent, Paper
from saduak.cases.queries.consents import parties_named

LINK_HOLDS = timedelta(days=60)
"""How long a link to consent can be used."""


def ask_consents(act: Act, asked: frozenset[tuple[str, str]] = frozenset()) -> None:
    """Ask every other party that the answers name. A paper that the applicant brings answers for nobody: it counts for
    a party once an officer has seen that it is theirs. `asked` are document and number of those who were asked before.
    """
    answers = act.answers
    for document in act.form.documents(act.package.service.documents, answers):
        if document.consent is None:
            continue
        for party, name in sorted(parties_named(document.consent, answers)):
            if (document.id, party) not in asked:
                _ask(act, document.id, party, name)


def _ask(act: Act, document: str, party: str, name: str) -> None:
    consent = Consent(
        id=uuid7(),
        case=act.case,
        document=document,
        party=party,
        name=name,
        state="asked",
        asked_at=act.now,
        expires_at=act.now + LINK_HOLDS,
    )
    consent.save(force_insert=True)
    record_asked(act, consent)


def record_asked(act: Act, consent: Consent) -> None:
    """Record that the party was asked, for the first time or again."""
    act.record(
        events.CONSENT_ASKED,
        consent=consent.id,
        document=consent.document,
        party=consent.party,
        expires_at=consent.expires_at,
    )


class Answer(NamedTuple):
    """What a party answered: `way` is "link" or "log_in", `person` who did where that is known."""

    gives: bool
    way: str
    name: str = ""
    note: str = ""
    person: Any = None


def close_consent(act: Act, consent: Consent, answer: Answer) -> None:
    """Record an answer and bring the row up to it."""
    consent.state = "given" if answer.gives else "declined"
    consent.answered_at, consent.answered_by, consent.note = act.now, answer.name, answer.note
    consent.save(update_fields=["state", "answered_at", "answered_by", "note"])
    act.record(
        events.CONSENT_ANSWERED,
        consent=consent.id,
        state=consent.state,
        way=answer.way,
        person=answer.person,
        answered_by=consent.digest(consent.answered_by),
        note=consent.digest(consent.note),
    )


def accept_on_paper(act: Act, consent: Consent, paper: Paper) -> None:
    """Record that an officer saw the party's consent on paper. Who declined before, and why, stays where it stands."""
    consent.state, fields = "given", ["state"]
    if consent.answered_at is None:
        consent.answered_at, fields = act.now, ["state", "answered_at"]
    consent.save(update_fields=fields)
    act.record(
        events.CONSENT_ON_PAPER,
        "EPA s.12",
        consent=consent.id,
        state=consent.state,
        way="paper",
        paper=paper.id,
        officer=act.officer_id,
    )
