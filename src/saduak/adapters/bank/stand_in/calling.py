"""The call-back of the bank of the demonstration: signed, and tried again where nobody answers."""

import json
import threading
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from saduak.adapters.bank.call_backs import SIGNATURE, SUCCESS, TIME, signature
from saduak.adapters.bank.stand_in.drawer import Drawer, Paid

PAUSES = (0.0, 2.0, 5.0, 15.0)
"""Seconds before each try."""
PATIENCE = 10.0


def call_back(
    drawer: Drawer,
    paid: Paid,
    address: str,
    secret: str,
    present: Callable[[], datetime],
    pauses: Sequence[float] = PAUSES,
) -> threading.Thread:
    """Tell the agency of a payment, in a thread of its own: until it answers, whatever it answers."""

    def call() -> None:
        for pause in pauses:
            time.sleep(pause)
            answer, is_answered = _told(paid, address, secret, present())
            drawer.note(paid, answer)
            if is_answered:
                return

    started = threading.Thread(target=call, daemon=True)
    started.start()
    return started


def body_of(paid: Paid) -> bytes:
    """What the call-back says."""
    said = {
        "billerId": paid.biller,
        "ref1": paid.ref1,
        "ref2": paid.ref2,
        "amount": paid.amount,
        "transactionId": paid.transaction,
        "transactionDateTime": paid.stamp,
        "channel": paid.channel,
        "payerName": paid.payer,
        "status": SUCCESS,
    }
    return json.dumps(said, ensure_ascii=False).encode()


def _told(paid: Paid, address: str, secret: str, now: datetime) -> tuple[str, bool]:
    """What the agency answered, and whether it answered at all."""
    body, at = body_of(paid), str(int(now.timestamp()))
    headers = {"Content-Type": "application/json", TIME: at, SIGNATURE: signature(secret, at, body)}
    try:
        with urlopen(Request(address, body, headers), timeout=PATIENCE) as answer:  # noqa: S310 - set by who starts it
            return f"{answer.status} {json.load(answer)['message']}", True
    except HTTPError as refusal:
        return _refusal(refusal), refusal.code < 500
    except (URLError, OSError, ValueError, KeyError) as problem:
        return type(problem).__name__, False


def _refusal(answer: HTTPError) -> str:
    try:
        return f"{answer.code} {json.load(answer)['message']}"
    except (ValueError, KeyError, TypeError):
        return str(answer.code)
