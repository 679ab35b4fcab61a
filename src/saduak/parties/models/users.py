"""Log-ins."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.crypto import salted_hmac
from uuid_utils.compat import uuid7

from saduak.ledger.erasure import Erasable


class User(Erasable, AbstractBaseUser):
    """A log-in. What it may do comes from officers, persons and mandates, never from the log-in itself.

    `name` is how an officer is called in writing, with the title, and empty for who only asks: a person has a name of
    their own. `email` is null for who came through an identity provider and has given no address. Raising
    `session_epoch` ends every session of the user at its next request.
    """

    last_login = None  # a log-in is a session, not a change to the user
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    email = models.EmailField(unique=True, null=True)
    name = models.CharField(max_length=200, blank=True, default="")
    is_active = models.BooleanField(default=True)
    session_epoch = models.PositiveIntegerField(default=0)

    objects = BaseUserManager["User"]()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self) -> str:
        return f"user {self.id}"

    def __repr__(self) -> str:
        return f"<User {self.id}>"

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """What a session must carry to stay valid: changes with the password and with `session_epoch`."""
        kept = f"{self.password}:{self.session_epoch}"
        return salted_hmac("saduak.parties.session", kept, secret=secret, algorithm="sha256").hexdigest()
