"""What time it is for the work of agencies: filings, letters, clocks.

Outside a demonstration it is the real time and nothing can move it. Sessions, second factors and signatures keep the
real time everywhere.
"""

from datetime import UTC, datetime, timedelta
from time import monotonic

from django.conf import settings

from saduak.core.errors import NotAllowed
from saduak.ledger.models import BusinessOffset

KEPT = 1.0
"""Seconds for which a process believes the offset it has read."""
NOTHING = timedelta(0)

_read: tuple[timedelta, float] | None = None


def present() -> datetime:
    """The present moment in UTC. In a demonstration (`SADUAK_DEMO`) the offset of the demonstration is added."""
    now = datetime.now(UTC)
    return now + _offset() if settings.DEMO else now


def move_business_time(by: timedelta) -> datetime:
    """Move the business time of a demonstration; the new present. Raises NotAllowed("not_a_demo") anywhere else."""
    _require_demo()
    return _set(_stored() + by)


def set_business_time(at: datetime) -> datetime:
    """Let the business time of a demonstration be `at` from now on; the new present. Raises NotAllowed("not_a_demo").

    ValueError for a time without a zone.
    """
    _require_demo()
    if at.tzinfo is None:
        raise ValueError("at must name its time zone")
    return _set(at - datetime.now(UTC))


def _require_demo() -> None:
    if not settings.DEMO:
        raise NotAllowed("not_a_demo")


def _offset() -> timedelta:
    """The offset, read again once it is older than a second, so that every process follows a move."""
    global _read  # noqa: PLW0603 - one value for the process, replaced whole
    if _read is None or monotonic() - _read[1] > KEPT:
        _read = (_stored(), monotonic())
    return _read[0]


def _stored() -> timedelta:
    offset = BusinessOffset.objects.filter(pk=BusinessOffset.ONLY).values_list("offset", flat=True).first()
    return NOTHING if offset is None else offset


def _set(offset: timedelta) -> datetime:
    global _read  # noqa: PLW0603 - as above
    BusinessOffset.objects.update_or_create(pk=BusinessOffset.ONLY, defaults={"offset": offset})
    _read = None
    return present()
