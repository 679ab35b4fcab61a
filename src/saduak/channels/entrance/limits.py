"""How often somebody may try: counted in the shared cache, so that several processes count as one."""

from allauth.core.ratelimit import clear, consume
from django.http import HttpRequest

from saduak.core.errors import NotAllowed


def count(request: HttpRequest, action: str, key: str) -> None:
    """Count one try of `action` (a key of ACCOUNT_RATE_LIMITS); NotAllowed("too_many_tries") after too many."""
    if not consume(request, action=action, key=key.strip().lower()):
        raise NotAllowed("too_many_tries")


def forgive(request: HttpRequest, action: str, key: str) -> None:
    """Forget the tries of who got it right."""
    clear(request, action=action, key=key.strip().lower())
