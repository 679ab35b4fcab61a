"""Files that come with a form: received with the first try, and kept by a signed list when something else has to be put
right, so that nobody has to choose them again and nobody names the file of another."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.core import signing
from django.http import HttpRequest

from saduak.core.errors import SaduakError
from saduak.files.commands import receive
from saduak.ledger.actors import Actor

MOST = 10
"""Files of one field."""
HELD = 86_400
"""Seconds for which a page remembers them."""


class Enclosed(NamedTuple):
    """The files of a field so far, and why the last one was not taken."""

    ids: tuple[UUID, ...]
    error: SaduakError | None


def enclosed(request: HttpRequest, name: str, of: str, actor: Actor, now: datetime, key: str) -> Enclosed:
    """What was sent in a field, and before it; `of` is what the form is about."""
    found = list(_kept(request, name, of))
    try:
        for number, sent in enumerate(request.FILES.getlist(name)[: MOST + 1 - len(found)]):
            own = f"{key}:{name}:{number}"
            found.append(receive(actor=actor, name=sent.name or "", content=sent.read(), now=now, key=own))
    except SaduakError as error:
        return Enclosed(tuple(found), error)
    return Enclosed(tuple(found), None)


def sealed(ids: Sequence[UUID], name: str, of: str) -> str:
    """The list as a hidden field holds it, empty for none."""
    return signing.dumps([str(each) for each in ids], salt=f"{of}:{name}") if ids else ""


def _kept(request: HttpRequest, name: str, of: str) -> Sequence[UUID]:
    with suppress(signing.BadSignature):
        listed = signing.loads(request.POST.get(f"{name}-kept", ""), salt=f"{of}:{name}", max_age=HELD)
        return [UUID(each) for each in listed]
    return []
