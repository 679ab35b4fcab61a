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
NOT_A_DEMO = (
    "ฐานข้อมูลนี้มีหน่วยงานจริงอยู่แล้ว จึงไม่สร้างข้อมูลสาธิตลงไป กรุณาใช้ SADUAK_HOME อื่น หรือเริ่มโดยไม่ใช้ --demo · "
    "This database holds agencies of its own, so no demonstration is put into it; name another SADUAK_HOME, or start "
    "without --demo."
)
ONLY_A_DEMO = (
    "ฐานข้อมูลนี้เป็นของระบบสาธิตซึ่งทุกคนรู้รหัสผ่าน จึงเปิดใช้งานจริงไม่ได้ กรุณาใช้ SADUAK_HOME อื่น หรือเริ่มด้วย --demo · "
    "This database is that of a demonstration, whose passwords everybody knows; name another SADUAK_HOME, or start "
    "with --demo."
)


def run(arguments: Sequence[str]) -> int:
    """Serve; returns 0 after an orderly stop and 1 when the port is taken or nothing could be prepared."""
    options = _options(arguments)
    refusal = why_not_listen(options.host, options.port)
    if refusal:
        print(f"saduak: {refusal}", file=sys.stderr)
        return 1
    beside = _enter_demo(options.port) if options.demo else []
    _prepare()
    refusal = _fill_demo() if options.demo else _why_not_serve()
    if refusal:
        print(f"saduak: {refusal}", file=sys.stderr)
        return 1
    children = [*beside, _web(options), _worker()]
    return Supervisor(children).run(lambda: _announce(options.host, options.port, is_demo=options.demo))


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="saduak up", description=__doc__)
    parser.add_argument("--host", default="127.0.0.1", help="address (default: this machine only)")
    parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: 8000)")
    parser.add_argument("--workers", type=int, default=CORES, help=f"web processes (default: one a core, {CORES})")
    parser.add_argument("--demo", action="store_true", help="serve a demonstration of invented agencies and cases")
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


def _enter_demo(port: int) -> list[Child]:
    """Make this process and its children those of a demonstration; the stand-ins that run beside it."""
    from saduak.cli.demo.wiring import enter

    return enter(port)


def _fill_demo() -> str | None:
    """Make what is missing of the demonstration; the sentence that tells why not, where others' agencies are."""
    from django.db import connections

    from saduak.cli.demo.making import NotADemo, is_whole, make_world
    from saduak.ledger.present import present

    try:
        if not is_whole():
            print("กำลังสร้างข้อมูลสาธิต · Making the demonstration …", flush=True)
            make_world(present())
    except NotADemo:
        return NOT_A_DEMO
    finally:
        connections.close_all()
    return None


def _why_not_serve() -> str | None:
    """Why a database must not be served in earnest: its officers' passwords are known to everybody."""
    from django.db import connections

    from saduak.cli.demo.making import is_demo

    try:
        return ONLY_A_DEMO if is_demo() else None
    finally:
        connections.close_all()


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


def _announce(host: str, port: int, *, is_demo: bool = False) -> bool:
    """Print the address once a connection is accepted there, so that the line is never a false promise; of a
    demonstration the log-ins as well.
    """
    here = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    if not _accepts(here, port):
        return False
    shown = "localhost" if here in {"127.0.0.1", "::1"} else here
    address = f"http://{shown}:{port}/"
    print(f"สะดวกเปิดให้บริการแล้วที่ {address} · Saduak is ready at {address}", flush=True)
    if is_demo:
        from saduak.cli.demo.telling import welcome

        print(f"\n{welcome(address)}", flush=True)
    return True


def _accepts(host: str, port: int) -> bool:
    try:
        with socket.create_connection((host, port), timeout=1):
            return True
    except OSError:
        return False
