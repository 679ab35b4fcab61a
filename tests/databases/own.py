"""A copy of the migrated test database for one test that commits."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from django.db import connections

from tests.databases.cluster import Cluster


@contextmanager
def own_database(copying: Cluster | Path) -> Iterator[None]:
    """Point the default connection at a fresh copy: in `copying` when that is a folder, else in the
    cluster.
    """
    template = connections["default"].settings_dict["NAME"]
    name = _copy(template, copying)
    connections["default"].close()
    connections["default"].settings_dict["NAME"] = name
    try:
        yield
    finally:
        connections["default"].close()
        connections["default"].settings_dict["NAME"] = template
        if isinstance(copying, Cluster):
            copying.drop(name)


def _copy(template: str, copying: Cluster | Path) -> str:
    connections["default"].close()
    if isinstance(copying, Cluster):
        name = f"own_{uuid4().hex}"
        copying.copy(template, name)
        return name
    with sqlite3.connect(template) as source:  # folds the write-ahead log into the file first
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return str(shutil.copy(template, copying / "own.sqlite3"))
