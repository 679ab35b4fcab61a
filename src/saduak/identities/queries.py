"""What other rooms and channels ask about identities."""

import json
from collections.abc import Collection, Iterable
from datetime import datetime
from importlib import import_module
from typing import NamedTuple
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer

from saduak.core.errors import DomainError, NotFound
from saduak.identities.models import Invitation, Level, Proof, Told
from saduak.identities.policy import higher
from saduak.identities.ports import CodeSender, Provider, SecondFactor
from saduak.ledger.transaction import once, remember

SALT = "saduak.identities.invitation"


class Claims(NamedTuple):
    """What a log-in told: for prefilling the person's own form. `birthdate` is ISO text; any may be empty."""

    name: str
    title: str
    birthdate: str
    address: str


class ProofSeen(NamedTuple):
    """A proof as its holder and an auditor see it."""

    provider: str
    level: str
    ial: str
    reference: str
    at: datetime


def assurance(user_id: UUID) -> str:
    """The surest level ever proved for a log-in or its person; a session may stand lower."""
    proved = Proof.objects.filter(user=user_id) | Proof.objects.filter(person__user=user_id)
    return _highest(proved.values_list("level", flat=True))


def counter_level(person_id: UUID) -> str:
    """The surest level for which a clerk has seen the person's papers: it holds however the person logs in."""
    return _highest(Proof.objects.filter(person=person_id, provider="counter").values_list("level", flat=True))


def proofs(user_id: UUID) -> tuple[ProofSeen, ...]:
    """The proofs of a log-in, latest first, at most a hundred."""
    rows = Proof.objects.filter(user=user_id) | Proof.objects.filter(person__user=user_id)
    return tuple(
        ProofSeen(row.provider, row.level, row.ial, row.reference, row.at) for row in rows.order_by("-at", "-id")[:100]
    )


def claims(person_id: UUID) -> Claims | None:
    """What the last log-in told of a person; None when nothing did, or it was erased.

    Only for prefilling a form that this very person is filling in, and for addressing letters to them.
    """
    told = once(("claims", person_id), lambda: Told.objects.filter(person=person_id, erased_at=None).first())
    return Claims(**json.loads(told.words)) if told else None


def remember_claims(person_ids: Collection[UUID]) -> None:
    """Read what the log-ins of these persons told in one go, for a command that writes to many."""
    found = {told.person_id: told for told in Told.objects.filter(person__in=person_ids, erased_at=None)}
    remember({("claims", person_id): found.get(person_id) for person_id in person_ids})


class Invited(NamedTuple):
    """An invitation as its link opens it."""

    id: UUID
    user_id: UUID
    email: str
    name: str
    position: str
    agency_th: str
    agency_en: str
    until: datetime
    accepted_at: datetime | None


def invitation_token(invitation_id: UUID) -> str:
    """The signed part of an invitation's link."""
    return Signer(salt=SALT).sign(invitation_id.hex).replace(":", "~")


def invitation_of(token: str) -> Invited:
    """What a link opens, used or not. Raises DomainError("invitation_unknown") for one that we did not sign."""
    try:
        return invitation(UUID(Signer(salt=SALT).unsign(token.replace("~", ":"))))
    except (BadSignature, ValueError, NotFound) as error:
        raise DomainError("invitation_unknown") from error


def invitation(invitation_id: UUID) -> Invited:
    """An invitation by its id; NotFound."""
    row = Invitation.objects.select_related("user", "officer__agency").filter(id=invitation_id).first()
    if row is None:
        raise NotFound("not_found", what="invitation")
    agency = row.officer.agency
    return Invited(
        row.id,
        row.user_id,
        row.user.email or "",
        row.user.name,
        row.officer.position,
        agency.name_th,
        agency.name_en,
        row.until,
        row.accepted_at,
    )


def providers() -> dict[str, Provider]:
    """The identity providers with which this installation is registered, by name."""
    wired: dict[str, Provider] = import_module(settings.WIRING).IDENTITY_PROVIDERS
    return {name: provider for name, provider in wired.items() if provider.is_wired()}


def second_factor() -> SecondFactor:
    """Who keeps the second factors of officers."""
    keeper: SecondFactor = import_module(settings.WIRING).SECOND_FACTOR
    return keeper


def code_sender() -> CodeSender:
    """Who sends one-time codes."""
    sender: CodeSender = import_module(settings.WIRING).SEND_CODE
    return sender


def _highest(levels: Iterable[str]) -> str:
    best: str = Level.NONE
    for level in levels:
        best = higher(best, level)
    return best
