"""What the worker does for a letter after commit: seal its sheet, hand its e-mail to the mail server.

Nothing here runs inside a transaction; each result comes back as a command of its own, under a key made of the
outbox's key, so that a worker that dies between the two loses and doubles nothing.
"""

from datetime import datetime
from hashlib import sha256
from importlib import import_module
from uuid import UUID

from django.conf import settings

from saduak.core.errors import Unavailable
from saduak.files.commands import receive
from saduak.ledger.actors import WORKER, Actor
from saduak.ledger.errors import DeliveryFailed
from saduak.ledger.wiring import Happening, Outgoing
from saduak.messages import queries
from saduak.messages.commands.delivering import fetch, record_bounce, record_mailing, record_seal
from saduak.messages.commands.lanes import lane_of
from saduak.messages.commands.sending import EMAIL
from saduak.messages.models import Lane, State
from saduak.messages.ports import Mailer, MailRefused, Signer

UNREACHABLE = "unreachable"
"""The code of an e-mail that was tried for hours and never taken nor refused."""


def seal_letter(out: Outgoing) -> None:
    """Make the sheet of a letter, once and for all, and keep it. Raises DeliveryFailed where printing fails now."""
    letter = fetch(UUID(out.payload["letter"]))
    if letter.sealed_file is not None or letter.erased_at:
        return
    try:
        pdf = _signed(queries.sheet(letter))
    except Unavailable as error:
        raise DeliveryFailed(error.code) from error
    # A second attempt finds the first one's file by its key: the same sheet has the same bytes, unless it is signed.
    file_id = receive(
        actor=queries.PRESS, name=f"letter-{letter.id}.pdf", content=pdf, now=out.at, key=f"{out.key}:{_hash(pdf)}"
    )
    record_seal(
        actor=WORKER, letter_id=letter.id, file_id=file_id, digest=_hash(pdf), now=out.at, key=f"{out.key}:{file_id}"
    )


def _signed(pdf: bytes) -> bytes:
    signer: Signer | None = getattr(import_module(settings.WIRING), "LETTER_SIGNER", None)
    return signer(pdf) if signer else pdf


def _hash(content: bytes) -> str:
    return sha256(content).hexdigest()


def carry_email(out: Outgoing) -> None:
    """Send a letter by e-mail and record that it was taken over or refused. Raises DeliveryFailed."""
    letter = fetch(UUID(out.payload["letter"]))
    email = lane_of(letter, Lane.EMAIL)
    if email is None or email.state != State.OPEN or letter.erased_at:
        return
    mailer: Mailer = import_module(settings.WIRING).MAILER
    try:
        message_id = mailer(queries.mail(letter, out.key, out.at))
    except MailRefused as refused:
        record_bounce(
            actor=WORKER, letter_id=letter.id, code=refused.code, now=out.at, key=f"{out.key}:bounced:{out.attempt}"
        )
        raise
    record_mailing(actor=WORKER, letter_id=letter.id, message_id=message_id, now=out.at, key=f"{out.key}:mailed")


def post_instead(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> None:
    """When every attempt at an e-mail failed, it has bounced: the letter is to be posted."""
    if event.ref.kind == "letter" and event.payload["effect"] == EMAIL:
        record_bounce(actor=actor, letter_id=UUID(event.ref.key), code=UNREACHABLE, now=now, key=key)
