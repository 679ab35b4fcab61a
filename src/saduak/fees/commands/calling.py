"""A bank calls back: its signature is tested before anything else, and what it tells counts once."""

from collections.abc import Mapping
from datetime import datetime
from importlib import import_module
from uuid import UUID

from django.conf import settings

from saduak.fees.commands.taking import LINE, announce_payment
from saduak.fees.policy import BANK
from saduak.fees.ports import CallBacks

LONGEST_KEY = 200


def take_call_back(*, headers: Mapping[str, str], body: bytes, now: datetime) -> UUID:
    """Record the payment that a call-back tells of; its id. The same call again gets the same answer.

    Raises NotAllowed("signature_wrong", "signature_old"), DomainError("call_back_unreadable", "call_back_unpaid"), and
    as `announce_payment`.
    """
    call_backs: CallBacks = import_module(settings.WIRING).CALL_BACKS
    biller, told = call_backs.told(headers, body, now)
    marks = (biller, told.transaction, told.ref1, told.ref2, str(told.satang), told.paid_at.isoformat())
    given = {name: getattr(told, name) for name in LINE}
    return announce_payment(actor=BANK, biller=biller, **given, now=now, key=":".join(marks)[:LONGEST_KEY])
