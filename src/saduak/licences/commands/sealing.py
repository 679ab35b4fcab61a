"""What the worker does for a licence after commit: make its sheet, have it sealed, keep it. No page waits for it.

Nothing here runs inside a transaction; what is kept comes back as a command under a key made of the outbox's key.
"""

from datetime import datetime
from hashlib import sha256
from importlib import import_module
from uuid import UUID

from django.conf import settings

from saduak.core.errors import Unavailable
from saduak.files.commands import receive
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.errors import DeliveryFailed
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Outgoing
from saduak.licences.commands import events
from saduak.licences.commands.issuing import known_licence
from saduak.licences.commands.letters import address_of
from saduak.licences.models import Licence, LicenceSheet
from saduak.licences.policy import SEALING, require
from saduak.licences.ports import LicencePress, Sealer
from saduak.licences.queries.checking import token_of


def seal_sheet(out: Outgoing) -> None:
    """Make the sheet of a licence and have it sealed, once. Raises DeliveryFailed where that fails now."""
    licence = known_licence(UUID(out.payload["licence"]))
    if licence.erased_at or LicenceSheet.objects.filter(licence=licence).exists():
        return
    try:
        pdf = _sealed(licence, out.at)
    except Unavailable as error:
        raise DeliveryFailed(error.code) from error
    digest = sha256(pdf).hexdigest()
    name = f"licence-{licence.code}.pdf"
    file_id = receive(actor=SEALING, name=name, content=pdf, now=out.at, key=f"{out.key}:{digest}")
    keep_sheet(
        actor=SEALING, licence_id=licence.id, file_id=file_id, digest=digest, now=out.at, key=f"{out.key}:{file_id}"
    )


def _sealed(licence: Licence, at: datetime) -> bytes:
    wired = import_module(settings.WIRING)
    press: LicencePress = wired.LICENCE_PRESS
    sealer: Sealer = wired.SEALER
    record = licence.told()
    sheet = press.sheet(record, address=address_of(licence.code), token=token_of(licence))
    return sealer.seal(sheet, agency=licence.agency.slug, authority=record.issuer.th, at=at)


@command(licence="licence_id")
def keep_sheet(
    write: Write, *, actor: Actor, licence_id: UUID, file_id: UUID, digest: str, now: datetime, key: str
) -> None:
    """Keep the sealed sheet of a licence; the first one stays, whatever comes after it.

    Raises NotFound, NotAllowed("reaction_only").
    """
    licence = known_licence(licence_id)
    require(actor, "keep_sheet", licence, now)
    if LicenceSheet.objects.filter(licence=licence).exists():
        return
    write.append(Ref.of("licence", licence_id), events.SHEET_KEPT, file=file_id, sha256=digest)
    write.insert(LicenceSheet(licence=licence, file=file_id, sha256=digest, sealed_at=write.now))
