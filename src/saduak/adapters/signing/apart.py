"""One reading in a process of its own: `python -m saduak.adapters.signing.apart`, started by `reader`.

Comes in: a line of JSON (the moment, trusted certificates, lists of revoked ones), then the file. Goes out: JSON.
"""

import json
import logging
import resource
import sys
from base64 import b64decode
from datetime import datetime

MEMORY = 1_000_000_000
"""Bytes of address space: the libraries take a third of it."""
PROCESSOR = 15
"""Seconds."""


def main() -> None:
    """Read what comes in; end with a finding, or be ended."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (PROCESSOR, PROCESSOR))
    logging.disable()
    from saduak.adapters.signing.anchors import Anchors
    from saduak.adapters.signing.inspection import HOSTILE, findings, inspect

    asked = json.loads(sys.stdin.buffer.readline())
    anchors = Anchors(*(tuple(b64decode(der) for der in asked[name]) for name in ("roots", "revoked")))
    try:
        found = inspect(sys.stdin.buffer.read(), anchors, datetime.fromisoformat(asked["at"]))
    except HOSTILE:
        found = findings(("unreadable",), signed=True)
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
