"""Words that may be forgotten although events about them may not."""

import secrets

from django.db import models

from saduak.ledger.keys import keyed


def fresh_salt() -> bytes:
    """16 random bytes: enough that the digest of a short text cannot be guessed back."""
    return secrets.token_bytes(16)


class Erasable(models.Model):
    """A row whose words may be erased while events keep their digest: with the salt gone the digest says
    nothing.
    """

    salt = models.BinaryField(max_length=16, null=True, default=fresh_salt, editable=False)
    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def digest(self, words: str) -> str:
        """The keyed digest of `words` under this row's salt; ValueError once the row is erased."""
        if self.salt is None:
            raise ValueError("an erased row has no digest")
        return keyed("digest", bytes(self.salt), words.encode())
