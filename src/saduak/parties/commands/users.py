"""Log-ins."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from saduak.core.errors import DomainError, WrongState
from saduak.core.thai import normal
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.parties.commands import events
from saduak.parties.commands.rows import change, fetch
from saduak.parties.models import User
from saduak.parties.policy import require

LONGEST_NAME = 200
"""Letters of a name, with its title."""


@command()
def register_user(
    write: Write, *, actor: Actor, email: str, password: str, name: str = "", now: datetime, key: str
) -> UUID:
    """Make a log-in; its id. Without a password none opens it; without an address an identity provider must.

    `name` is that of an officer, who signs with it.
    Raises WrongState("email_taken"), DomainError("officer_name_too_long").
    """
    require(actor, "register_user", None, now)
    address = _free(email)
    user = User(id=uuid7(), email=address or None, name=_kept_name(name) if name.strip() else "")
    _set_password(user, password)
    user.save(force_insert=True)
    ref = Ref.of("user", user.id)
    write.lock(ref)
    if address:
        write.append(ref, events.USER_REGISTERED, email=user.digest(address))
    else:
        write.append(ref, events.USER_ADMITTED)
    if user.name:
        write.append(ref, events.USER_NAMED, name=user.digest(user.name))
    return user.id


@command(user="user_id")
def name_user(write: Write, *, actor: Actor, user_id: UUID, name: str, now: datetime, key: str) -> None:
    """Record how an officer is called in writing, with the title: an order names who makes it (APA s.36).

    The officer may, an administrator where the officer holds a post, and the entrance for an invitation. The name that
    is on record already changes nothing. Raises DomainError("officer_name_missing" or "officer_name_too_long").
    """
    user = fetch(User, user_id)
    require(actor, "name_user", user, now)
    called = _kept_name(name)
    if called != user.name:
        write.append(Ref.of("user", user_id), events.USER_NAMED, name=user.digest(called))
        change(user, name=called)


@command(user="user_id")
def set_password(write: Write, *, actor: Actor, user_id: UUID, password: str, now: datetime, key: str) -> None:
    """Give a log-in a new password, which also ends its sessions. The entrance alone may, for an invitation."""
    require(actor, "set_password", None, now)
    user = fetch(User, user_id)
    write.append(Ref.of("user", user_id), events.USER_PASSWORD_SET)
    _set_password(user, password)
    change(user, password=user.password)


@command(user="user_id")
def change_email(write: Write, *, actor: Actor, user_id: UUID, email: str, now: datetime, key: str) -> None:
    """Give a log-in an address that its owner has just read a code from. Raises WrongState("email_taken")."""
    require(actor, "change_email", None, now)
    user = fetch(User, user_id)
    address = _free(email)
    write.append(Ref.of("user", user_id), events.USER_EMAIL_CHANGED, email=user.digest(address))
    change(user, email=address)


@command(user="user_id")
def revoke_sessions(write: Write, *, actor: Actor, user_id: UUID, now: datetime, key: str) -> None:
    """End every session of a log-in at its next request. Follows by itself when a post or a role ends."""
    require(actor, "revoke_sessions", None, now)
    user = fetch(User, user_id)
    epoch = user.session_epoch + 1
    write.append(Ref.of("user", user_id), events.USER_SESSIONS_REVOKED, session_epoch=epoch)
    change(user, session_epoch=epoch)


def _free(email: str) -> str:
    """The address as it is kept, if nobody has it."""
    address = User.objects.normalize_email(email).lower()
    if address and User.objects.filter(email=address).exists():
        raise WrongState("email_taken")
    return address


def _kept_name(name: str) -> str:
    """A name in one line and in the one form in which Thai is kept."""
    called = " ".join(normal(name).split())
    if not called:
        raise DomainError("officer_name_missing")
    if len(called) > LONGEST_NAME:
        raise DomainError("officer_name_too_long", longest=LONGEST_NAME)
    return called


def _set_password(user: User, password: str) -> None:
    if password:
        user.set_password(password)
    else:
        user.set_unusable_password()
