"""The pulse of a web server: says every minute that it runs, so that an outage of the channel is noticed (APA s.66)."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime

EVERY = 60.0
"""Seconds between two beats."""
logger = logging.getLogger(__name__)


def start() -> None:
    """Beat in the background for as long as this process serves; a demonstration, whose clock is moved, does not."""
    from django.conf import settings

    if not settings.DEMO:
        threading.Thread(target=keep_beating, name="pulse", daemon=True).start()


def keep_beating(stopping: threading.Event | None = None) -> None:
    """Beat until told to stop. A database that is away misses a beat, which is what an outage is known by."""
    from django.db import close_old_connections

    from saduak.cases.commands import beat_of_web
    from saduak.ledger.present import present

    waiting = stopping or threading.Event()
    while True:
        beat_once(beat_of_web, present)
        close_old_connections()
        if waiting.wait(EVERY):
            return


def beat_once(beat: Callable[[datetime], object], present: Callable[[], datetime]) -> bool:
    """One beat; whether it was written."""
    try:
        beat(present())
    except Exception as error:  # noqa: BLE001 - whatever keeps it from being written, the next beat is tried
        logger.warning("the pulse of the web server was not written: %s", type(error).__name__)
        return False
    return True
