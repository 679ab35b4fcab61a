"""Look at cases whose moment has come and carry out the outbox, again and again until told to stop (or --once)."""

import argparse
import gc
import os
import signal
import threading
import time
from collections.abc import Sequence
from datetime import timedelta

BEAT_EVERY = 30.0
"""Seconds after which the worker says again that it runs; a gap of a quarter of an hour becomes a recorded outage."""
COUNT_EVERY = 30.0
"""Seconds between two countings of finished cases; the pages of oversight say what still waits."""


def run(arguments: Sequence[str]) -> int:
    """`saduak worker`: stops after the letter in hand on SIGTERM or SIGINT; any number may run side by
    side.
    """
    told = _parser().parse_args(arguments)
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
    django.setup()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    _work(told, stopping)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("saduak worker", description=__doc__)
    parser.add_argument("--once", action="store_true", help="deliver what is due now, then end")
    parser.add_argument("--pause", type=float, default=1.0, metavar="SECONDS", help="between looks (1)")
    parser.add_argument("--lease", type=float, default=120, metavar="SECONDS", help="how long a claim holds (120)")
    parser.add_argument("--attempts", type=int, default=12, help="before a letter is given up (12)")
    return parser


def _work(told: argparse.Namespace, stopping: threading.Event) -> None:
    from django.db import close_old_connections

    from saduak.cases.commands import beat, look_at_due_cases
    from saduak.ledger.outbox import Schedule, deliver_due
    from saduak.ledger.present import present
    from saduak.licences.commands import look_at_licences
    from saduak.oversight.commands import count_finished

    if not told.once:
        gc.freeze()  # what is loaded stays: to look it all over for garbage would take a tenth of the time of a notice
    schedule = Schedule(lease=timedelta(seconds=told.lease), attempts=told.attempts)
    counts_at = beats_at = 0.0

    def is_stopping() -> bool:
        """Asked between letters and looks, however many there are: the place to say that the worker runs."""
        nonlocal beats_at
        if not told.once and time.monotonic() >= beats_at:  # who comes by the hour was not away in between
            beat(present())
            beats_at = time.monotonic() + BEAT_EVERY
        return stopping.is_set()

    while not is_stopping():
        look_at_due_cases(present(), is_stopping=is_stopping)
        look_at_licences(present(), is_stopping=is_stopping)
        deliver_due(present, schedule, is_stopping=is_stopping)
        if time.monotonic() >= counts_at:
            count_finished(present(), is_stopping=stopping.is_set)
            counts_at = time.monotonic() + COUNT_EVERY
        close_old_connections()
        if told.once:
            return
        stopping.wait(told.pause)
