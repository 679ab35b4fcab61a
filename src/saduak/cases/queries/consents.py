"""The signed link by which another party answers, and who may answer by log-in."""

import hmac
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from saduak.cases.models import Consent
from saduak.core.errors import NotFound
from saduak.core.thai import normal
from saduak.ledger.actors import Actor
from saduak.ledger.keys import keyed
from saduak.parties.policy.standing import Standing, standing_of
from saduak.parties.queries import organisations

CONSENTER = Actor("system", "consenter", channel="public")
"""Whoever holds the link to a consent; it may answer that one and nothing else."""
SIGNED = 40
"""Hexadecimal digits of the signature: 160 bits."""


def consent_link(consent_id: UUID) -> str:
    """The token of a consent's link, as it stands in the address; asking again makes another. Raises NotFound."""
    consent = Consent.objects.filter(pk=consent_id).first()
    if consent is None:
        raise NotFound("not_found", what="consent")
    return f"{consent.id.hex}{_signature(consent)}"


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
    mine = [name for own in organisations(who.principals) for name in (own.name, own.identifier) if name]
    named = Q(name__in=mine) | Q(party__in=mine)
    waiting = Consent.objects.filter(named, state="asked").select_related("case__agency")
    return [consent for consent in waiting.order_by("asked_at", "id") if may_answer(who, consent)]


def may_answer(who: Standing, consent: Consent) -> bool:
    """Whether the actor acts, in this service, for the organisation that was asked: the one of that number or name."""
    mine = organisations(who.principals_in(consent.case.service))
    return any(consent.party == own.identifier or _same(consent.name, own.name) for own in mine)


def _same(written: str, registered: str) -> bool:
    return bool(registered) and normal(written) == normal(registered)
