"""What other rooms and channels ask about files, and how a file is given out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote
from uuid import UUID

from saduak.core.errors import NotFound, WrongState
from saduak.files.commands import store
from saduak.files.inspection import MEDIA_TYPES
from saduak.files.models import File, State
from saduak.files.policy import is_giver
from saduak.ledger.actors import Actor

__all__ = ["MEDIA_TYPES", "StoredFile", "content", "headers_for", "require_given", "stored", "stored_files"]


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file without its content. `size` is in bytes, `sha256` in hex; `state` is quarantined, clean or refused.

    `refusal` says why it was refused ("malware"); `scanner` who looked for malware, empty when nobody did;
    `tells_place` that a photo says where it was taken. An erased file has no name.
    """

    id: UUID
    name: str
    media_type: str
    size: int
    sha256: str
    state: str
    refusal: str
    scanner: str
    tells_place: bool
    registered_at: datetime
    erased_at: datetime | None

    @property
    def is_readable(self) -> bool:
        """Whether `content` gives it to anybody who may see the case."""
        return self.state == State.CLEAN and self.erased_at is None


_COLUMNS = tuple(StoredFile.__dataclass_fields__)


def stored(file_id: UUID) -> StoredFile:
    """One file; raises NotFound."""
    found = stored_files((file_id,))
    if not found:
        raise NotFound("not_found", what="file")
    return found[0]


def stored_files(file_ids: Iterable[UUID]) -> tuple[StoredFile, ...]:
    """Those of the files that exist, in the order in which they were handed in."""
    rows = File.objects.filter(id__in=tuple(file_ids)).order_by("registered_at", "id")
    return tuple(StoredFile(*values) for values in rows.values_list(*_COLUMNS))


def require_given(actor: Actor, file_ids: Iterable[UUID]) -> None:
    """Raise NotFound unless the actor handed in every one of the files: knowing the id of another's is not enough."""
    wanted = set(file_ids)
    givers = dict(File.objects.filter(id__in=wanted).values_list("id", "uploaded_by")) if wanted else {}
    if any(not is_giver(actor, givers.get(file_id, "")) for file_id in wanted):
        raise NotFound("not_found", what="file")


def content(file_id: UUID, *, actor: Actor | None = None) -> bytes:
    """The bytes of a file; in quarantine only for the actor who handed it in.

    The caller has asked its own policy whether the reader may see the case. Raises NotFound;
    WrongState("file_not_checked_yet"), WrongState("file_refused"), WrongState("already_erased"); Unavailable when the
    store fails.
    """
    row = File.objects.filter(id=file_id).first()
    if row is None:
        raise NotFound("not_found", what="file")
    if row.erased_at:
        raise WrongState("already_erased")
    if row.state == State.REFUSED:
        raise WrongState("file_refused")
    if row.state == State.QUARANTINED and not is_giver(actor, row.uploaded_by):
        raise WrongState("file_not_checked_yet")
    return store().get(row.sha256)


def headers_for(file: StoredFile, *, inline: bool = False) -> dict[str, str]:
    """The headers under which a channel gives a file out: nothing in it can run, guess its type or reach our pages.

    Pictures may be shown in place (`inline`); a PDF is always saved, because browsers do not show one in a sandbox.
    """
    is_shown = inline and file.media_type.startswith("image/")
    plain = file.name.encode("ascii", "replace").decode().replace("?", "_").replace('"', "_")
    return {
        "Content-Type": file.media_type,
        "Content-Length": str(file.size),
        "Content-Disposition": f'{"inline" if is_shown else "attachment"}; filename="{plain}"; '
        f"filename*=UTF-8''{quote(file.name, safe='')}",
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }
