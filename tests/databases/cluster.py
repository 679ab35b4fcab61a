"""A throw-away PostgreSQL cluster: its own folder, a unix socket, no port, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Self

QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
"""For ordinary tests, which no power cut concerns."""


class PostgresMissing(RuntimeError):
    """No PostgreSQL server programs on this machine."""

    def __init__(self) -> None:
        super().__init__("PostgreSQL is needed for these tests: apt-get install postgresql")


class Cluster:
    """PostgreSQL on a unix socket.

    `durable` keeps fsync on, as in production. Root runs it as user postgres.
    """

    def __init__(self, *, durable: bool = False, settings: tuple[str, ...] = ()) -> None:
        self.programs = programs()
        self.folder = Path(tempfile.mkdtemp(prefix="saduak-pg-", dir="/tmp"))
        self.data = self.folder / "data"
        self.settings = (*settings, *(() if durable else QUICK))

    def __enter__(self) -> Self:
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres")
        self._run(
            "initdb",
            "-A",
            "trust",
            "-U",
            "saduak",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
            "-D",
            self.data,
        )
        self.start()
        return self

    def __exit__(self, *error: object) -> None:
        self.stop("immediate")
        shutil.rmtree(self.folder, ignore_errors=True)

    def start(self) -> None:
        """Start, or start again after `stop`; waits until connections are taken."""
        options = " ".join(f"-c {setting}" for setting in ("listen_addresses=''", "max_connections=50", *self.settings))
        options += f" -k {self.folder}"
        self._run("pg_ctl", "start", "-w", "-D", self.data, "-l", self.folder / "log", "-o", options)

    def stop(self, mode: str = "fast") -> None:
        """Stop; `immediate` is what a power cut looks like to the server."""
        self._run("pg_ctl", "stop", "-w", "-m", mode, "-D", self.data)

    def url(self, database: str) -> str:
        """The `SADUAK_DATABASE` of one of its databases."""
        return f"postgresql://saduak@{str(self.folder).replace('/', '%2F')}/{database}"

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run one statement as the superuser; what psql prints."""
        where = ("-h", self.folder, "-U", "saduak", "-d", database)
        return self._run("psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", *where, "-c", statement).strip()

    def copy(self, template: str, name: str) -> None:
        """A database of one's own, made from a template nobody is connected to."""
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')

    def drop(self, name: str) -> None:
        self.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _run(self, program: str, *arguments: str | Path) -> str:
        command = [str(self.programs / program), *map(str, arguments)]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        with tempfile.TemporaryFile("w+") as output:  # the server inherits a pipe and would keep it open
            done = subprocess.run(command, stdout=output, stderr=output, cwd="/", check=False)
            output.seek(0)
            told = output.read()
        if done.returncode:
            raise RuntimeError(f"{program}: {told}")
        return told


def programs() -> Path:
    """The folder of the newest PostgreSQL server programs; PostgresMissing."""
    found = [*Path("/usr/lib/postgresql").glob("*/bin/initdb"), *Path("/usr").glob("pgsql-*/bin/initdb")]
    on_path = shutil.which("initdb")
    found += [Path(on_path)] if on_path else []
    if not found:
        raise PostgresMissing
    return max(found, key=lambda program: int("0" + "".join(filter(str.isdigit, str(program))))).parent
