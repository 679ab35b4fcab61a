"""The port `licences.ports.SealReader`: what a file that anybody hands in shows of itself.

The reading happens in a process of its own with little memory and time: whatever the bytes do to it, the answer is a
finding. What plainly is no signed PDF is answered at once. Few are read at a time: anybody may hand in what keeps a
process busy, and the pages of everybody else need the processors too.
"""

import json
import subprocess
import sys
from base64 import b64encode
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from saduak.adapters.signing.anchors import Anchors
from saduak.core.errors import Unavailable
from saduak.licences.ports import SealFindings

LARGEST = 25_000_000
"""Bytes; a licence of a thousand lines has a tenth of it."""
PATIENCE = 30
"""Seconds by the clock on the wall; processor time is bound by the process itself."""
AT_ONCE = 2
"""Files that a web process reads at a time."""
WAITS = 2.0
"""Seconds until a file that finds no place is sent away."""
PLACES = BoundedSemaphore(AT_ONCE)
MARK_OF_PDF, MARK_OF_SIGNATURE = b"%PDF-", b"/ByteRange"
APART = "saduak.adapters.signing.apart"
SOURCES = Path(__file__).resolve().parents[3]


class ApartReader:
    """Reads with the anchors of the installation. `reasons` of a finding are, in this order: not_a_pdf, too_large,
    unreadable, not_signed, altered, added_to, signer_unknown, stamp_unknown, signed_later, seal_missing, no_record.
    """

    def __init__(self, anchors: Anchors) -> None:
        self.anchors = anchors

    def read(self, pdf: bytes, at: datetime) -> SealFindings:
        """What the file shows; never raises for what the bytes are. Raises `Unavailable` "checker_busy" while too many
        are being read."""
        if len(pdf) > LARGEST:
            return nothing("too_large")
        if not pdf[:1024].lstrip().startswith(MARK_OF_PDF):
            return nothing("not_a_pdf")
        if MARK_OF_SIGNATURE not in pdf:
            return nothing("not_signed")
        if not PLACES.acquire(timeout=WAITS):
            raise Unavailable("checker_busy")
        try:
            return self._apart(pdf, at)
        finally:
            PLACES.release()

    def _apart(self, pdf: bytes, at: datetime) -> SealFindings:
        asked = {
            "at": at.isoformat(),
            "roots": [b64encode(der).decode() for der in self.anchors.roots],
            "revoked": [b64encode(der).decode() for der in self.anchors.revoked],
        }
        sent = json.dumps(asked).encode() + b"\n" + pdf
        try:
            ended = subprocess.run(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", APART],
                input=sent,
                capture_output=True,
                timeout=PATIENCE,
                check=True,
                cwd=SOURCES,
            )
            return _told(json.loads(ended.stdout))
        except (subprocess.SubprocessError, ValueError, KeyError, TypeError, OSError):
            return replace(nothing("unreadable"), signed=True)  # it says so itself, and nobody can show it


def nothing(reason: str) -> SealFindings:
    """Findings of a file that shows nothing."""
    return SealFindings(
        signed=False,
        intact=False,
        trusted=False,
        signers=(),
        signed_at=None,
        covers_all=False,
        record=None,
        reasons=(reason,),
    )


def _told(found: dict[str, Any]) -> SealFindings:
    moment = found["signed_at"]
    return SealFindings(
        signed=found["signed"],
        intact=found["intact"],
        trusted=found["trusted"],
        signers=tuple(found["signers"]),
        signed_at=datetime.fromisoformat(moment) if moment else None,
        covers_all=found["covers_all"],
        record=found["record"],
        reasons=tuple(found["reasons"]),
    )
