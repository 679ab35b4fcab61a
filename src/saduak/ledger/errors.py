"""What can go wrong in the ledger itself."""

from saduak.core.errors import SaduakError


class StorageFull(SaduakError):
    """The database has no room; nothing of the command was written (503)."""

    def __init__(self) -> None:
        super().__init__("storage_full")


class StrayWrite(RuntimeError):
    """A row was to be written outside `command()`: a fault of our own code, never shown to people."""


class DeliveryFailed(Exception):
    """An adapter could not deliver.

    `retry` says whether trying again may help; the text stays out of events.
    """

    def __init__(self, why: str, *, retry: bool = True) -> None:
        super().__init__(why)
        self.retry = retry
