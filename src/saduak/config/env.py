"""What the environment says, read once: every variable a deployment may set is named here and in the docs."""

import contextlib
import os
import secrets
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent


def home() -> Path:
    """The folder of the embedded database, uploaded files and generated keys (`SADUAK_HOME`)."""
    named = os.environ.get("SADUAK_HOME")
    return Path(named) if named else Path.home() / ".local" / "share" / "saduak"


def text(name: str) -> str | None:
    """A plain variable; blank counts as absent."""
    return os.environ.get(name, "").strip() or None


def flag(name: str, *, default: bool = False) -> bool:
    """A yes-or-no variable: 1, true, yes and on mean yes."""
    value = os.environ.get(name)
    return default if value is None else value.strip().lower() in {"1", "true", "yes", "on"}


def whole_number(name: str, default: int) -> int:
    """A whole number above zero; ValueError, which stops the start, for anything else."""
    value = text(name)
    if value is not None and not (value.isdecimal() and int(value) > 0):
        raise ValueError(f"{name} must be a whole number above zero, not {value!r}")
    return default if value is None else int(value)


def listed(name: str, default: str = "") -> list[str]:
    """A comma-separated variable as a list without blanks."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def kept_secret(name: str) -> str:
    """A secret from the environment (`SADUAK_<NAME>`), else from a file in `home()` that is made at first need."""
    given = os.environ.get(f"SADUAK_{name.upper()}")
    if given:
        return given
    path = home() / f"{name}.secret"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        return _first_secret(path)


def _first_secret(path: Path) -> str:
    """Write a fresh secret whole, unless another process was quicker; either way return the one on disk."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(draft, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    with contextlib.suppress(FileExistsError):
        os.link(draft, path)
    draft.unlink()
    return path.read_text(encoding="ascii").strip()
