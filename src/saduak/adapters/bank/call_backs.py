"""A bank's call-back: known by its signature, fresh, and of a payment that was made.

The guide of the government's payment gateway names what a call-back tells and what it is answered, not how it is
signed; the signature here is the common one, HMAC-SHA256 over time and body under a secret shared with the bank.
"""

import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any

from saduak.adapters.bank.amounts import moment_of, satang_of
from saduak.core.errors import DomainError, NotAllowed
from saduak.fees.ports import Told

FRESH = timedelta(minutes=5)
"""How far the time that is signed may be from ours: the window of a replay, which counts for nothing anyhow."""
SUCCESS = 1
FIELDS = ("billerId", "ref1", "ref2", "amount", "transactionId", "transactionDateTime", "channel", "payerName")
TIME, SIGNATURE = "X-Timestamp", "X-Signature"


def signature(secret: str, at: str, body: bytes) -> str:
    """The signature of a body at a time (whole seconds since 1970, as text)."""
    return hmac.digest(secret.encode(), at.encode() + b"." + body, sha256).hex()


class SignedCallBacks:
    """Call-backs of whoever shares the secret."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def told(self, headers: Mapping[str, str], body: bytes, now: datetime) -> tuple[str, Told]:
        """The biller and the payment; raises NotAllowed("signature_wrong", "signature_old"),
        DomainError("call_back_unreadable", "call_back_unpaid")."""
        at, signed = headers.get(TIME, ""), headers.get(SIGNATURE, "")
        if not self.secret or not hmac.compare_digest(signature(self.secret, at, body).encode(), signed.encode()):
            raise NotAllowed("signature_wrong")
        if not (at.isascii() and at.isdigit() and len(at) <= 12):
            raise NotAllowed("signature_old")
        if abs(now - datetime.fromtimestamp(int(at), UTC)) > FRESH:
            raise NotAllowed("signature_old")
        return _read(body)


def _read(body: bytes) -> tuple[str, Told]:
    try:
        said: Any = json.loads(body)
        texts = {name: _text(said[name]) for name in FIELDS}
        told = Told(
            transaction=texts["transactionId"],
            channel=texts["channel"],
            ref1=texts["ref1"],
            ref2=texts["ref2"],
            satang=satang_of(texts["amount"]),
            paid_at=moment_of(texts["transactionDateTime"]),
            payer=texts["payerName"],
        )
        status = said["status"]
    except (ValueError, KeyError, TypeError, RecursionError) as problem:
        raise DomainError("call_back_unreadable") from problem
    if status != SUCCESS:
        raise DomainError("call_back_unpaid")
    return texts["billerId"], told


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("not text")
    value.encode()  # half of a pair is no letter: ValueError
    return value
