"""Prepare the database and the static files, then serve until told to stop."""

import argparse
import errno
import os
import socket
import sys
from collections.abc import Sequence

from saduak.cli.supervisor import Child, Supervisor

CORES = os.cpu_count() or 1
THREADS = min(8, 2 * CORES)
"""Requests that one web process answers at a time; more would only wait for the database."""


def run(arguments: Sequence[str]) -> int:
    """Serve; returns 0 after an orderly stop and 1 when the port is taken or nothing could be prepared."""
    options = _options(arguments)
    refusal = why_not_listen(options.host, options.port)
    if refusal:
        print(f"saduak: {refusal}", file=sys.stderr)
        return 1
    _prepare()
    return Supervisor([_web(options), _worker()]).run(lambda: _announce(options.host, options.port))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="saduak up", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument("--workers", type=int, default=CORES, help=f"web processes (default: one a core, {CORES})")
    return parser.parse_args(list(arguments))


def why_not_listen(host: str, port: int) -> str | None:
    """The sentence that tells why nothing can listen there, or None; asked before anything is written."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as problem:
            return _refusal(host, port, getattr(problem, "errno", None))
    return None


def _refusal(host: str, port: int, number: int | None) -> str:
    if number == errno.EADDRINUSE:
        return (
            f"พอร์ต {port} มีโปรแกรมอื่นใช้อยู่ กรุณาเลือกพอร์ตอื่นด้วย --port · "
            f"Port {port} is in use by another program; choose another one with --port."
        )
    return (
        f"เปิดรับที่ {host} พอร์ต {port} ไม่ได้ กรุณาตรวจ --host และ --port · "
        f"Cannot listen on {host}, port {port}; check --host and --port."
    )


def _prepare() -> None:
    """Bring the database and the static files to this version; the umask keeps both from other users."""
    os.umask(0o077)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
    from saduak.cli.preparation import collect_static, migrate

    migrate()
    collect_static()
    from saduak.cli.publishing import publish_shipped

    publish_shipped()


def _web(options: argparse.Namespace) -> Child:
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
        *("--host", options.host, "--port", str(options.port), "--workers", str(options.workers)),
        *("--blocking-threads", str(THREADS)),
        *("--log-level", "warning", "--workers-kill-timeout", "10s", "--respawn-failed-workers"),
        "saduak.config.wsgi:application",
    ]
    return Child("web", command)


def _worker() -> Child:
    return Child("worker", [sys.executable, "-m", "saduak", "worker"])


def _announce(host: str, port: int) -> bool:
    """Print the address once a connection is accepted there, so that the line is never a false promise."""
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    if not _accepts(here, port):
        return False
    shown = "localhost" if here in {"127.0.0.1", "::1"} else here
    address = f"http://{shown}:{port}/"
    print(f"สะดวกเปิดให้บริการแล้วที่ {address} · Saduak is ready at {address}", flush=True)
    return True


def _accepts(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False
