"""Officers at the desk for tests: a browser that has given both factors, and what it reads and sends."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client

from saduak.cases.tests import office
from saduak.cases.tests.office import Office
from saduak.channels.entrance.visits import BACKEND, SECOND
from saduak.ledger.actors import Actor
from saduak.parties.models import User

HIDDEN = re.compile(r'name="(key|seen)" value="([^"]+)"')
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)
"""A picture of one point."""


def at_desk(actor: Actor) -> Client:
    """The browser of an officer who has logged in with both factors."""
    account = User.objects.get(pk=actor.id)
    client, session = Client(), SessionStore()
    session["_auth_user_id"] = str(account.pk)
    session["_auth_user_backend"] = BACKEND
    session["_auth_user_hash"] = account.get_session_auth_hash()
    session[SECOND] = True
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = str(session.session_key)
    return client


def of(case_id: UUID, page: str = "") -> str:
    """The address of a page of a case."""
    return f"/desk/case/{case_id}/{page}"


def hidden(client: Client, address: str) -> Mapping[str, str]:
    """The key and the last known event of a page's form."""
    found = dict(HIDDEN.findall(words(client.get(address))))
    assert set(found) == {"key", "seen"}, "no form on the page"
    return found


def send(client: Client, address: str, **fields: Any) -> Any:
    """Open a page and send its form."""
    return client.post(address, {**hidden(client, address), **fields})


def words(answer: Any) -> str:
    """The page as text."""
    return str(answer.content.decode())


def filed(at: Office, **changes: Any) -> UUID:
    """A licence of food premises, filed on Monday."""
    return office.file(at, office.FOOD_LARGE, office.RESTAURANT, **changes)


def walked_in(at: Office, **changes: Any) -> UUID:
    """The same, entered by the counter without any paper of the applicant's."""
    came = {"actor": at.intake.actor, "channel": "counter", "entered_at": office.MONDAY, "identity_seen": "บัตร"}
    return filed(at, **{**came, "papers": (), "helper": "ลูกสาว", "reason": "ไม่มีโทรศัพท์", **changes})


ITEM = {
    "about-0": "field:place.area",
    "found-0": "พื้นที่ไม่ตรงกับแผนผัง",
    "mend-0": "โปรดแก้พื้นที่ให้ตรงกัน",
    "amount": "15",
    "unit": "day",
    "acknowledgement": "signature",
    "do": "record",
}
"""A defect record with one item, signed at the counter."""
