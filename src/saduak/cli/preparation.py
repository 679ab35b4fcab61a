"""What must be true before serving: the tables of this version exist and its static files are collected."""

import hashlib

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.db import connections

from saduak.config import env


def migrate() -> None:
    """Bring the database to this version; nothing is printed when there is nothing to do."""
    env.home().mkdir(parents=True, exist_ok=True, mode=0o700)
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    connections.close_all()


def collect_static() -> bool:
    """Collect the static files if any has changed since the last time; tells whether it did."""
    django.setup()
    stamp = env.home() / "static.stamp"
    now = fingerprint()
    if stamp.is_file() and stamp.read_text(encoding="ascii") == now:
        return False
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(now, encoding="ascii")
    return True


def fingerprint() -> str:
    """A digest over where the files go and the path, size and time of each static file to be collected."""
    digest = hashlib.sha256(str(settings.STATIC_ROOT).encode())
    for finder in get_finders():
        for path, storage in finder.list([]):
            modified = storage.get_modified_time(path).timestamp()
            digest.update(f"\n{path} {storage.size(path)} {modified}".encode())
    return digest.hexdigest()
