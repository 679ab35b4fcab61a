"""`saduak check` is quiet about a safe installation and names what is wrong with another."""

import os
import subprocess
import sys
from pathlib import Path


def _check(home: Path, **settings: str) -> tuple[int, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("SADUAK_")}
    ended = subprocess.run(
        [sys.executable, "-m", "saduak", "check"],
        env={**kept, "SADUAK_HOME": str(home), **settings},
        capture_output=True,
        text=True,
        check=False,
    )
    return ended.returncode, ended.stdout + ended.stderr


def test_an_installation_behind_tls_has_nothing_to_be_named(tmp_path: Path) -> None:
    safe = {
        "SADUAK_BEHIND_TLS": "yes",
        "SADUAK_HOSTS": "permits.example.go.th",
        "SADUAK_CLAMD": "127.0.0.1:3310",
        "SADUAK_SMTP_URL": "smtps://mail.example.go.th",
        "SADUAK_MAIL_FROM": "letters@example.go.th",
    }
    status, said = _check(tmp_path, **safe)
    assert status == 0, said


def test_cookies_without_tls_and_debugging_are_named(tmp_path: Path) -> None:
    status, said = _check(tmp_path, SADUAK_DEBUG="yes")
    assert status == 1
    assert "SESSION_COOKIE_SECURE" in said
    assert "DEBUG" in said
    assert "SADUAK_CLAMD" in said
    assert "SADUAK_SMTP_URL" in said
    assert "Traceback" not in said
