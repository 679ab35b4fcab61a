"""Pages made once and kept in memory under a stamp of all that they say; whoever asks for one must bring the stamp."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock

MOST = 1_000
"""Pages of some twelve kilobytes."""


class KeptPages:
    """The pages that were asked for last."""

    def __init__(self, most: int = MOST) -> None:
        self.most = most
        self._pages: OrderedDict[Hashable, str] = OrderedDict()
        self._lock = Lock()

    def page(self, stamp: Hashable, make: Callable[[], str]) -> str:
        """The page with this stamp, made if it is not here."""
        with self._lock:
            found = self._pages.pop(stamp, None)
            if found is not None:
                self._pages[stamp] = found
        return found if found is not None else self._add(stamp, make())

    def _add(self, stamp: Hashable, page: str) -> str:
        with self._lock:
            self._pages[stamp] = page
            if len(self._pages) > self.most:
                self._pages.popitem(last=False)
        return page
