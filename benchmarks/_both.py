"""Runs a benchmark on both databases: each in a process of its own, since Django knows one at a time."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "src")]


def on_both(program: str, *, durable: bool = False) -> dict[str, Any]:
    """What `program`, called with the name of a database, prints as JSON on its last line, by database."""
    from tests.databases.cluster import Cluster

    results: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder, Cluster(durable=durable) as cluster:
        cluster.sql("CREATE DATABASE bench")
        urls = {"postgresql": cluster.url("bench"), "sqlite": f"sqlite:///{folder}/bench.sqlite3"}
        for vendor, url in urls.items():
            environment = {**os.environ, "SADUAK_DATABASE": url, "SADUAK_HOME": folder}
            command = [sys.executable, program, vendor]
            told = subprocess.run(command, env=environment, text=True, stdout=subprocess.PIPE, check=True)
            results[vendor] = json.loads(told.stdout.splitlines()[-1])
            print(vendor, results[vendor], flush=True)
    return results


def prepare() -> None:
    """Set Django up over the database of this process and make its tables."""
    import django
    from django.core.management import call_command

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
    django.setup()
    call_command("migrate", verbosity=0, skip_checks=True)
