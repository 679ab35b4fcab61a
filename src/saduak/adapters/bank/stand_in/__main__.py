"""The bank of the demonstration: `python -m saduak.adapters.bank.stand_in --port 9600 --folder var/bank
--product http://localhost:8000`.

It listens on this machine only. Its time stamps are in the business time of the demonstration, as are the agency's.
"""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server


class _Threads(ThreadingMixIn, WSGIServer):
    daemon_threads = True


class _Quiet(WSGIRequestHandler):
    def log_message(self, *_: Any) -> None:
        """What somebody pays is nobody's business."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Serve on loopback until the process is ended."""
    parser = argparse.ArgumentParser(prog="python -m saduak.adapters.bank.stand_in", description=__doc__)
    parser.add_argument("--port", type=int, default=9600)
    parser.add_argument("--folder", type=Path, required=True, help="where payments are kept")
    parser.add_argument("--product", required=True, help="where Saduak is served")
    told = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
    os.environ["SADUAK_DEMO"] = "1"
    import django

    django.setup()
    with make_server("127.0.0.1", told.port, _pages(told.product, told.folder), _Threads, _Quiet) as server:
        print(f"http://127.0.0.1:{server.server_port}", flush=True)  # noqa: T201 - whoever started it reads this
        server.serve_forever()


def _pages(product: str, folder: Path) -> Any:
    from django.conf import settings

    from saduak.adapters.bank.stand_in.calling import call_back
    from saduak.adapters.bank.stand_in.drawer import Drawer
    from saduak.adapters.bank.stand_in.pages import Pages
    from saduak.ledger.present import present

    drawer = Drawer(folder)
    address = f"{product.rstrip('/')}/bank/paid"
    return Pages(drawer, lambda paid: call_back(drawer, paid, address, settings.BANK_SECRET, present), present)


if __name__ == "__main__":
    main()
