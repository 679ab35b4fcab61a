"""How long a statement of 100,000 lines takes that nobody announced: each pays an invoice and gives a receipt.

The statement is taken over a second time, when every line is known. On SQLite and PostgreSQL; the last line is JSON
with seconds. Invoices are put into the table as they are, since billing is not what is measured.
"""

import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from _both import on_both, prepare

LINES = 100_000
NOW = datetime(2026, 11, 3, 3, 0, tzinfo=UTC)
HEAD = "transaction,paid_at,channel,ref1,ref2,amount,payer\n"
OWED = 120_000


def main() -> None:
    """Measure on both databases."""
    print(json.dumps({"benchmark": "statement", "lines": LINES, **on_both(__file__)}))


def measure() -> dict[str, float]:
    """Seconds of the first and of the second time."""
    prepare()
    agency = billed()
    content = (HEAD + "".join(line(number) for number in range(1, LINES + 1))).encode()
    first = timed(lambda: taken(agency, content, "first"))
    again = timed(lambda: taken(agency, content, "again"))
    return {"seconds": round(first, 1), "again_seconds": round(again, 1), "lines_per_second": round(LINES / first)}


def timed(work: Callable[[], None]) -> float:
    """Seconds that `work` takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def reference(number: int) -> str:
    """The first reference of an invoice."""
    return f"69{number:010}"


def line(number: int) -> str:
    """The line that pays it."""
    return f"T{number},2026-11-02 10:30:00,mobile,{reference(number)},69120200,1200.00,payer\n"


def billed() -> UUID:
    """An agency with as many open invoices; its id."""
    from saduak.fees.commands import set_bank_account
    from saduak.fees.models import Invoice
    from saduak.ledger.actors import INSTALLER
    from saduak.parties.tests import town

    agency = town.agency()
    set_bank_account(
        actor=INSTALLER, agency_id=agency, biller="099400016550100", receipt_book="E1", now=NOW, key="account"
    )
    Invoice.objects.bulk_create(
        (
            Invoice(
                agency_id=agency,
                case=uuid4(),
                case_number=str(number),
                service="bench",
                ref1=reference(number),
                ref2="69120200",
                charges=[],
                satang=OWED,
                pay_by=date(2026, 12, 2),
                raised_at=NOW,
            )
            for number in range(1, LINES + 1)
        ),
        batch_size=500,
    )
    return agency


def taken(agency: UUID, content: bytes, key: str) -> None:
    """Take the statement over; every line counts."""
    from saduak.fees.commands import import_statement
    from saduak.ledger.actors import INSTALLER

    counts = import_statement(actor=INSTALLER, agency_id=agency, content=content, label="S1", now=NOW, key=key)
    expected = (0, 0, LINES, 0) if key == "again" else (LINES, 0, 0, 0)
    if counts != expected:
        raise SystemExit(f"counted {counts}")


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure()))
    else:
        main()
