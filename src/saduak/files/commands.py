"""What can happen to files: they are handed in, looked through and forgotten."""

from datetime import datetime
from hashlib import sha256 as sha256_of
from importlib import import_module
from uuid import UUID

from django.conf import settings
from uuid_utils.compat import uuid7

from saduak.core.errors import NotFound, WrongState
from saduak.files.inspection import inspected
from saduak.files.models import File, State
from saduak.files.policy import require_eraser, require_giver, require_scanner
from saduak.files.ports import Scanner, ScannerFailed, Store
from saduak.ledger.actors import Actor
from saduak.ledger.door import command
from saduak.ledger.errors import DeliveryFailed
from saduak.ledger.kinds import event_kind
from saduak.ledger.projections import Projection
from saduak.ledger.streams import Ref
from saduak.ledger.transaction import Write
from saduak.ledger.wiring import Happening

MALWARE = "malware"
"""Why a file is refused after it was taken."""

FILE_REGISTERED = event_kind(
    "file.registered",
    "A file was handed in and waits to be looked through.",
    "media_type",
    "size",
    "sha256",
    "tells_place",
    "uploaded_by",
    "state",
    digests=("name",),
)
FILE_SCANNED = event_kind(
    "file.scanned", "A file was looked through and released or refused.", "state", "refusal", "scanner"
)
FILE_ERASED = event_kind("file.erased", "The name and the content of a file were erased.", "ground")

PROJECTIONS = (
    Projection(
        File,
        "file",
        {
            "file.registered": {name: name for name in sorted(FILE_REGISTERED.fields)},
            "file.scanned": {"state": "state", "refusal": "refusal", "scanner": "scanner"},
        },
        {},
    ),
)
"""What `saduak ledger rebuild` compares."""


def receive(*, actor: Actor, name: str, content: bytes, now: datetime, key: str) -> UUID:
    """Inspect, keep and register a file; its id. It waits in quarantine until it was looked through.

    Raises DomainError "file_empty", "file_too_large", "file_type_unknown", "file_type_not_allowed",
    "file_is_not_what_it_says", "file_damaged", "picture_too_large"; NotAllowed("not_a_giver"); StorageFull.
    """
    require_giver(actor)
    found = inspected(name, content, longest=settings.UPLOAD_LIMIT)
    digest = sha256_of(content).hexdigest()
    store().put(digest, content)
    file_id = register_file(
        actor=actor,
        name=found.name,
        media_type=found.media_type,
        size=len(content),
        sha256=digest,
        tells_place=found.tells_place,
        now=now,
        key=key,
    )
    store().put(digest, content)  # the same bytes may have been forgotten for another file while we registered
    return file_id


@command()
def register_file(
    write: Write,
    *,
    actor: Actor,
    name: str,
    media_type: str,
    size: int,
    sha256: str,
    tells_place: bool,
    now: datetime,
    key: str,
) -> UUID:
    """Record a file that is already kept; `receive` is the way in. Raises NotAllowed("not_a_giver")."""
    require_giver(actor)
    file = File(id=uuid7(), name=name, media_type=media_type, size=size, sha256=sha256, tells_place=tells_place)
    file.uploaded_by, file.registered_at = str(actor), now
    file.save(force_insert=True)
    ref = Ref.of("file", file.id)
    write.lock(ref)
    write.append(
        ref,
        FILE_REGISTERED,
        name=file.digest(name),
        media_type=media_type,
        size=size,
        sha256=sha256,
        tells_place=tells_place,
        uploaded_by=file.uploaded_by,
        state=State.QUARANTINED.value,
    )
    return file.id


@command(file="file_id")
def record_scan(
    write: Write, *, actor: Actor, file_id: UUID, malware: str, scanner: str, now: datetime, key: str
) -> None:
    """Release a file, or refuse it when `malware` names something; a file already looked through stays as it is.

    Raises NotAllowed("reaction_only"), NotFound.
    """
    file = _file(file_id)
    require_scanner(actor)
    if file.state != State.QUARANTINED:
        return
    file.state = State.REFUSED.value if malware else State.CLEAN.value
    file.refusal, file.scanner = (MALWARE if malware else ""), scanner
    write.append(Ref.of("file", file_id), FILE_SCANNED, state=file.state, refusal=file.refusal, scanner=scanner)
    file.save(update_fields=["state", "refusal", "scanner"])


@command(file="file_id")
def erase_file(write: Write, *, actor: Actor, file_id: UUID, ground: str, now: datetime, key: str) -> None:
    """Erase the name, and after commit the content (Personal Data Protection Act s.33); the hash stays as proof.

    Raises NotAllowed("installer_only"), NotFound, WrongState("already_erased").
    """
    file = _file(file_id)
    require_eraser(actor)
    if file.erased_at:
        raise WrongState("already_erased")
    write.append(Ref.of("file", file_id), FILE_ERASED, legal_basis="PDPA s.33", ground=ground)
    file.erase(now)


def scan_file(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> None:
    """After a file was registered: have it looked through, outside any transaction, and record what was found.

    Raises DeliveryFailed while the scanner cannot be asked; the file stays in quarantine.
    """
    file = _file(UUID(event.ref.key))
    if file.state != State.QUARANTINED or file.erased_at:
        return
    scanner: Scanner = import_module(settings.WIRING).SCANNER
    try:
        found = scanner.scan(store().get(file.sha256))
    except ScannerFailed as error:
        raise DeliveryFailed(error.code) from error
    record_scan(actor=actor, file_id=file.id, malware=found.malware, scanner=found.scanner, now=now, key=key)


def discard_content(event: Happening, /, *, actor: Actor, now: datetime, key: str) -> None:
    """After a file was refused or erased: forget its bytes, unless another file that may be read has the same.

    Another file with these bytes may be registered in the very moment; `receive` and this function both look again
    after they have acted, so that its content is kept whatever the order.
    """
    file = _file(UUID(event.ref.key))
    if file.state == State.REFUSED or file.erased_at:
        _forget(file.sha256)


def _forget(digest: str) -> None:
    if _is_wanted(digest) or not store().exists(digest):
        return
    content = store().get(digest)
    store().remove(digest)
    if _is_wanted(digest):
        store().put(digest, content)


def _is_wanted(digest: str) -> bool:
    return File.objects.filter(sha256=digest, erased_at=None).exclude(state=State.REFUSED).exists()


def store() -> Store:
    """Where the bytes lie, as `config.wiring` says."""
    wired: Store = import_module(settings.WIRING).STORE
    return wired


def _file(file_id: UUID) -> File:
    file = File.objects.filter(id=file_id).first()
    if file is None:
        raise NotFound("not_found", what="file")
    return file
