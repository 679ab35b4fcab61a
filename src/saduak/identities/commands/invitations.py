"""Inviting officers."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.core.errors import DomainError, NotFound, WrongState
from saduak.identities.commands import events
from saduak.identities.models import Invitation
from saduak.identities.policy import INVITED_FOR, require
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.parties import commands as parties
from saduak.parties.policy import may
from saduak.parties.queries import known_agency, posts_of_user, user_with_email


@command()
def invite_officer(
    write: Write,
    *,
    actor: Actor,
    agency_id: UUID,
    unit_id: UUID | None,
    email: str,
    position: str,
    roles: tuple[str, ...],
    name: str = "",
    now: datetime,
    key: str,
) -> UUID:
    """Give somebody a post with roles and send them a link to choose a password; the invitation's id.

    An officer who already holds a post at the agency keeps it, gets the roles that are missing, and a new link: so a
    lost telephone or a forgotten password is mended. `name` is how the officer signs (APA s.36); who has one already
    keeps it unless the actor may change it. The letter leaves as effect `identities.invitation`.
    """
    require(actor, "invite_officer", known_agency(agency_id), now)
    if not email.strip():
        raise DomainError("email_missing")
    user_id = _user(actor, email, name, now, key)
    officer_id = _post(actor, user_id, agency_id, unit_id, position, roles, now, key)
    invitation = Invitation(id=uuid7(), user_id=user_id, officer_id=officer_id, until=now + INVITED_FOR)
    invitation.save(force_insert=True)
    ref = Ref.of("invitation", invitation.id)
    write.lock(ref)
    event = write.append(
        ref,
        events.OFFICER_INVITED,
        invitation=invitation.id,
        user=user_id,
        officer=officer_id,
        until=invitation.until,
    )
    write.send(event, "identities.invitation", invitation=invitation.id)
    return invitation.id


@command(invitation="invitation_id")
def accept_invitation(
    write: Write, *, actor: Actor, invitation_id: UUID, password: str, name: str = "", now: datetime, key: str
) -> UUID:
    """Use a link: set the password it invites to choose, and confirm one's name; the log-in's id.

    Without `name` the one on record stays.

    Raises WrongState("invitation_used" or "invitation_expired").
    """
    require(actor, "accept_invitation", None, now)
    invitation = Invitation.objects.filter(id=invitation_id).first()
    if invitation is None:
        raise NotFound("not_found", what="invitation")
    if invitation.accepted_at:
        raise WrongState("invitation_used")
    if now >= invitation.until:
        raise WrongState("invitation_expired")
    if name:
        parties.name_user(actor=actor, user_id=invitation.user_id, name=name, now=now, key=key)
    parties.set_password(actor=actor, user_id=invitation.user_id, password=password, now=now, key=key)
    write.append(
        Ref.of("invitation", invitation_id), events.INVITATION_ACCEPTED, invitation=invitation_id, accepted_at=now
    )
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    return invitation.user_id


def _user(actor: Actor, email: str, name: str, now: datetime, key: str) -> UUID:
    """The log-in with this address. Its name is changed only by who may: another agency invites the same officer."""
    known = user_with_email(email)
    if known is None:
        return parties.register_user(actor=actor, email=email, password="", name=name, now=now, key=key)
    if name and may(actor, "name_user", known, now).allowed:
        parties.name_user(actor=actor, user_id=known.id, name=name, now=now, key=key)
    return known.id


def _post(
    actor: Actor,
    user_id: UUID,
    agency_id: UUID,
    unit_id: UUID | None,
    position: str,
    roles: tuple[str, ...],
    now: datetime,
    key: str,
) -> UUID:
    """The post at the agency, with the roles that were not held yet."""
    held = next((post for post in posts_of_user(user_id, now) if post.agency_id == agency_id), None)
    officer_id = (
        held.officer_id
        if held
        else parties.register_officer(
            actor=actor, user_id=user_id, agency_id=agency_id, unit_id=unit_id, position=position, now=now, key=key
        )
    )
    for role in roles:
        if held is None or role not in held.roles:
            parties.grant_role(actor=actor, officer_id=officer_id, role=role, until=None, now=now, key=key)
    return officer_id
