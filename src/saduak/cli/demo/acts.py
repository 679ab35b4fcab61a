"""What may happen in a case of the demonstration: each act calls the command that a page would call."""

from datetime import datetime

from saduak.cli.demo.appealing import APPEALING
from saduak.cli.demo.checking import CHECKING
from saduak.cli.demo.considering import CONSIDERING
from saduak.cli.demo.consulting import CONSULTING
from saduak.cli.demo.deciding import DECIDING
from saduak.cli.demo.licensing import LICENSING
from saduak.cli.demo.paying import PAYING
from saduak.cli.demo.tale import Acts, Tale, file_case

ACTS: Acts = {**CHECKING, **CONSIDERING, **CONSULTING, **DECIDING, **APPEALING, **PAYING, **LICENSING}
"""Every act by the word that the courses use."""


def act(tale: Tale, told: str, now: datetime, key: str) -> None:
    """Do what "draft granted" or "decide by deputy" tells."""
    name, *words = told.split()
    if name == "file":
        tale.case_id = file_case(tale, now, key)
        return
    ACTS[name](tale, words, {"case_id": tale.id, "now": now, "key": key})
