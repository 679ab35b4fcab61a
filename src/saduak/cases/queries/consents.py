"""Another party's consent: the signed link by which it answers, who may answer by log-in, and what is missing."""

import hmac
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from saduak.cases.models import Case, Consent
from saduak.cases.queries.papers import Asked
from saduak.cases.story import Story
from saduak.core.errors import NotFound
from saduak.core.package import Answers, ConsentOf
from saduak.ledger.actors import Actor
from saduak.ledger.keys import keyed
from saduak.parties.policy.standing import Standing, standing_of
from saduak.parties.queries import organisations

CONSENTER = Actor("system", "consenter", channel="public")
"""Whoever holds the link to a consent; it may answer that one and nothing else."""
CONFIRMED = "case.consent_confirmed"
ANSWERING = ("case.consent_asked", "case.consent_answered", "case.consent_on_paper", CONFIRMED)
SIGNED = 40
"""Hexadecimal digits of the signature: 160 bits."""


def consent_link(consent_id: UUID) -> str:
    """The token of a consent's link, which answers for it; asking again makes another. Raises NotFound."""
    consent = Consent.objects.filter(pk=consent_id).first()
    if consent is None:
        raise NotFound("not_found", what="consent")
    return f"{consent.id.hex}{_signature(consent)}"


def consent_address(consent: Consent) -> tuple[UUID, str]:
    """What the address of a consent's page holds, for every page that hands the link over: its id and the signature."""
    return consent.id, _signature(consent)


def consent_for_token(token: str) -> Consent:
    """The consent behind a link, with its case; expired and answered ones as well, so that a page can say so.

    Raises NotFound.
    """
    try:
        consent_id = UUID(hex=token[:32])
    except ValueError as error:
        raise NotFound("not_found", what="consent") from error
    consent = Consent.objects.select_related("case__agency", "case__publication").filter(pk=consent_id).first()
    if consent is None or not link_fits(consent, token):
        raise NotFound("not_found", what="consent")
    return consent


def link_fits(consent: Consent, token: str) -> bool:
    """Whether the token is that of this consent's latest link."""
    return hmac.compare_digest(token.encode(), f"{consent.id.hex}{_signature(consent)}".encode())


def _signature(consent: Consent) -> str:
    return keyed("consent", consent.id.bytes, consent.asked_at.isoformat().encode())[:SIGNED]


def consents_asked_of(actor: Actor, now: datetime) -> Sequence[Consent]:
    """The consents that wait for an organisation for which the actor acts, oldest first."""
    who = standing_of(actor, now)
    numbers = _numbers(who.principals)
    if not numbers:
        return []
    waiting = Consent.objects.filter(party__in=numbers.values(), state="asked").select_related("case__agency")
    return [
        consent
        for consent in waiting.order_by("asked_at", "id")
        if consent.party in {numbers.get(own) for own in who.principals_in(consent.case.service)}
    ]


def may_answer(who: Standing, consent: Consent) -> bool:
    """Whether the actor acts, in this service, for the organisation of the number that was asked. A name proves
    nothing, and a number of another kind, as that of a factory, is answered by the link."""
    return consent.party in _numbers(who.principals_in(consent.case.service)).values()


def _numbers(principals: frozenset[UUID]) -> Mapping[UUID, str]:
    """The registered number of each organisation among those for whom somebody acts."""
    return {own.id: own.identifier for own in organisations(principals) if own.identifier} if principals else {}


class Party(NamedTuple):
    """A party as the form names it."""

    number: str
    name: str


def missing_consents(asked: Asked, case: Case, without: frozenset[int] = frozenset()) -> list[Consent]:
    """The parties whose consent is not given. `without` are refused lines (from 1): who is named in those alone need
    not consent."""
    wanted = _wanted(asked, without)
    if not wanted:
        return []
    open_ones = Consent.objects.filter(case=case).exclude(state="given")
    return [consent for consent in open_ones.order_by("id") if (consent.document, consent.party) in wanted]


def _wanted(asked: Asked, without: frozenset[int]) -> set[tuple[str, str]]:
    """Document and number of each party that the application still needs."""
    listed = asked.package.service.documents
    if not isinstance(listed, str) and not any(document.consent for document in listed):
        return set()
    decided = asked.package.service.decides_lines
    answers = dict(asked.answers)
    if decided:
        lines = answers.get(decided, ())
        answers[decided] = tuple(line for place, line in enumerate(_lines(lines), 1) if place not in without)
    documents = asked.form.documents(asked.package.service.documents, asked.answers)
    return {
        (document.id, party)
        for document in documents
        if document.consent
        for party, _ in parties_named(document.consent, answers)
    }


def _lines(given: Any) -> Iterator[Mapping[str, Any]]:
    return iter([given] if isinstance(given, Mapping) else given)


def parties_named(of: ConsentOf, answers: Answers) -> set[Party]:
    """Number and name of each party once."""
    group, number = of.number.split(".")
    name = of.name.split(".")[-1]
    lines = _lines(answers.get(group, ()))
    return {Party(str(line[number]), str(line.get(name, ""))) for line in lines if line.get(number)}


class Answered(NamedTuple):
    """How a consent was last answered: `way` is "link", "log_in" or "paper", `officer` who saw the paper, and whether
    an officer asked the party afterwards whether a consent by link was its own."""

    way: str
    officer: UUID | None
    is_confirmed: bool


def answered(story: Story, consent: Consent) -> Answered | None:
    """How a consent was answered, None while it is asked."""
    told = (said for said in story.happenings if said.kind in ANSWERING)
    own = [said for said in told if said.payload["consent"] == str(consent.id)]
    last = next((at for at in range(len(own) - 1, -1, -1) if own[at].kind != CONFIRMED), None)
    if last is None or own[last].kind == "case.consent_asked":
        return None
    said = own[last].payload
    officer = UUID(said["officer"]) if said.get("officer") else None
    return Answered(said["way"], officer, last < len(own) - 1)


def is_unproved(story: Story, consent: Consent) -> bool:
    """Whether a consent was given by whoever held the link, and nobody asked the party yet."""
    how = answered(story, consent)
    return consent.state == "given" and how is not None and how.way == "link" and not how.is_confirmed
