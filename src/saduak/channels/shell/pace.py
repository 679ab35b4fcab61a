"""How fast one visitor may read what is open: counted in memory, so that a page always answered from the database does
not write to it each time. Each web process counts for itself; so many times the rate is what a visitor may have."""

from collections import OrderedDict
from threading import Lock
from time import monotonic
from typing import NamedTuple

from allauth.account.adapter import get_adapter
from django.http import HttpRequest

BURST, EACH_SECOND = 240.0, 8.0
"""So many pages at once, then so many a second: more than a gate full of inspectors behind one address needs."""
WRONG_AT_ONCE, WRONG_EACH_SECOND = 60.0, 60 / 900
"""So many numbers that are nobody's, then one in a quarter of a minute."""
FILES_AT_ONCE, FILES_EACH_SECOND = 6.0, 0.1
"""So many files handed in to be checked, then one in ten seconds: reading one takes a process of its own."""
MOST = 20_000
"""Visitors remembered; whoever was away longest is forgotten first."""


class Left(NamedTuple):
    """How many pages a visitor may still read, as of a moment of the process's own clock."""

    pages: float
    at: float


class Pace:
    """Lets everybody read a burst of pages, and goes on at a steady rate."""

    def __init__(self, burst: float = BURST, each_second: float = EACH_SECOND, most: int = MOST) -> None:
        self.burst, self.each_second, self.most = burst, each_second, most
        self._left: OrderedDict[str, Left] = OrderedDict()
        self._lock = Lock()

    def lets(self, who: str, at: float) -> bool:
        """Whether one more page may be read now; it is counted if so."""
        with self._lock:
            before = self._left.pop(who, Left(self.burst, at))
            pages = min(self.burst, before.pages + (at - before.at) * self.each_second)
            self._left[who] = Left(pages - 1 if pages >= 1 else pages, at)
            if len(self._left) > self.most:
                self._left.popitem(last=False)
            return pages >= 1


PACE = Pace()
GUESSES = Pace(WRONG_AT_ONCE, WRONG_EACH_SECOND)
FILES = Pace(FILES_AT_ONCE, FILES_EACH_SECOND)


def may_read(request: HttpRequest) -> bool:
    """Whether this visitor may read one more page."""
    return PACE.lets(get_adapter().get_client_ip(request), monotonic())


def may_guess(request: HttpRequest) -> bool:
    """Whether this visitor may be wrong once more; a number that is somebody's is answered all the same."""
    return GUESSES.lets(get_adapter().get_client_ip(request), monotonic())


def may_hand_in(request: HttpRequest) -> bool:
    """Whether this visitor may hand in one more file to be checked."""
    return FILES.lets(get_adapter().get_client_ip(request), monotonic())
