"""The only place that knows what follows from what: reactions, and the adapter behind each effect."""

from pathlib import Path

from django.conf import settings

from saduak.adapters.files.folder import Folder
from saduak.adapters.malware import scanner_at
from saduak.adapters.pdf.typesetter import typeset
from saduak.catalogue import commands as catalogue
from saduak.catalogue.ports import Typesetter
from saduak.files import commands as files
from saduak.files.ports import Scanner, Store
from saduak.ledger.projections import Projection
from saduak.ledger.wiring import Effect, Reaction
from saduak.parties.commands import projections
from saduak.parties.commands import reactions as parties

REACTIONS: tuple[Reaction, ...] = (
    Reaction("role.ended", "parties.revoke_sessions", parties.revoke_sessions_of_officer, atomic=True),
    Reaction("officer.ended", "parties.revoke_sessions", parties.revoke_sessions_of_officer, atomic=True),
    Reaction("file.registered", "files.scan", files.scan_file),
    Reaction("file.scanned", "files.discard", files.discard_content),
    Reaction("file.erased", "files.discard_erased", files.discard_content),
)
"""Event kind to command. A name is part of the key under which a reaction runs once: never rename one."""

EFFECTS: dict[str, Effect] = {}
"""Effect to adapter; a room that sends something wires its adapter here."""

PROJECTIONS: tuple[Projection, ...] = (
    *files.PROJECTIONS,
    *projections.PROJECTIONS,
    *catalogue.PROJECTIONS,
)
"""What `saduak ledger rebuild` compares with the events."""

TYPESETTER: Typesetter = typeset
"""Who sets manuals and posters as PDF."""

STORE: Store = Folder(Path(settings.MEDIA_ROOT))
"""Where the bytes of files lie."""

SCANNER: Scanner = scanner_at(settings.CLAMD)
"""Who looks for malware in files."""
