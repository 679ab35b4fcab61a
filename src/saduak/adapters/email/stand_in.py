"""A stand-in for a mail server, for the demonstration: it takes every mail and lays it into a folder.

`python -m saduak.adapters.email.stand_in --port 9425 --folder var/mail`. It listens on this machine only, and speaks
real SMTP, so that Saduak is wired to it by the same setting as to any server.
"""

import argparse
import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import uuid4

KEEPS = 500
"""Mails in the folder; the oldest go first."""


class Folder:
    """What the server does with mail."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Take a mail; a reader never sees half of one."""
        name = f"{time.time_ns():020}-{uuid4().hex[:8]}.eml"
        draft = self.folder / f".{name}"
        draft.write_bytes(bytes(envelope.content))
        draft.rename(self.folder / name)
        for old in sorted(self.folder.glob("[!.]*.eml"))[:-KEEPS]:
            old.unlink(missing_ok=True)
        return "250 OK"


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve on loopback until the process is ended."""
    from aiosmtpd.smtp import SMTP

    parser = argparse.ArgumentParser(prog="python -m saduak.adapters.email.stand_in", description=__doc__)
    parser.add_argument("--port", type=int, default=9425)
    parser.add_argument("--folder", type=Path, required=True)
    told = parser.parse_args(arguments)
    handler = Folder(told.folder)

    async def serve() -> None:
        loop = asyncio.get_running_loop()
        server = await loop.create_server(lambda: SMTP(handler, enable_SMTPUTF8=True), "127.0.0.1", told.port)
        async with server:
            await server.serve_forever()

    asyncio.run(serve())


if __name__ == "__main__":
    main()
