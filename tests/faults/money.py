"""Money for a fault test: `python -m tests.faults.money prepare PAYMENTS CASES | count`.

`prepare` bills so many cases, of which some are real ones that wait for their licence, and prints the seconds by which
business time is ahead, then for each invoice its references and satang. `count` prints as JSON what has become of it.
"""

import json
import os
import sys
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import django


def prepare(payments: str, cases: str) -> None:
    """A city with an account, and everybody who owes it something."""
    from saduak.cases.tests.desk import WEDNESDAY
    from saduak.fees.commands import raise_invoice
    from saduak.fees.models import Invoice
    from saduak.ledger.actors import REACTION
    from saduak.ledger.present import set_business_time
    from saduak.licences.tests import grants

    here = grants.city()
    for _ in range(int(cases)):
        grants.granted_restaurant(here)
    charge = {"fee": "fee", "name_th": "ค่าธรรมเนียม", "name_en": "Fee", "satang": 0}
    for number in range(int(payments) - int(cases)):
        told: dict[str, Any] = {"case_id": uuid4(), "case_number": str(number), "service": "health/food-large"}
        told |= {"person_id": here.person, "organisation_id": None, "payer": "นางสาวสมมุติ", "sample": False}
        charges = ({**charge, "satang": 10_000 + number},)
        common = {"agency_id": here.agency, "charges": charges, "pay_by": None, "now": WEDNESDAY}
        raise_invoice(actor=REACTION, **told, **common, key=f"bill:{number}")
    later = WEDNESDAY + timedelta(days=1)
    set_business_time(later)
    print((later - datetime.now(UTC)).total_seconds())
    for row in Invoice.objects.order_by("ref1"):
        print(row.ref1, row.ref2, row.satang)


def count() -> None:
    """What came in, what was counted, and which cases have their licence."""
    from django.db.models import Sum

    from saduak.cases.models import Case
    from saduak.fees.models import Invoice, Payment, Receipt
    from saduak.fees.queries import balances
    from saduak.ledger.models import Event
    from saduak.licences.models import Licence
    from saduak.parties.models import Agency

    agency = Agency.objects.get()
    told = {
        "paid": Invoice.objects.filter(state="paid").count(),
        "open": Invoice.objects.exclude(state="paid").count(),
        "payments": Payment.objects.count(),
        "left": Payment.objects.aggregate(sum=Sum("left"))["sum"],
        "unconfirmed": Payment.objects.filter(confirmed_at=None).count(),
        "credits": Event.objects.filter(kind="invoice.credited").count(),
        "receipts": list(Receipt.objects.order_by("number").values_list("number", flat=True)),
        "owed": Invoice.objects.aggregate(sum=Sum("satang"))["sum"],
        "accounts": {account.value: satang for account, satang in balances(agency.id).items() if satang},
        "licences": [
            Licence.objects.filter(case=case).count()
            for case in Case.objects.order_by("id").values_list("id", flat=True)
        ],
        "numbers": len(set(Licence.objects.values_list("number", flat=True))),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "saduak.config.settings")
    django.setup()
    {"prepare": prepare, "count": count}[sys.argv[1]](*sys.argv[2:])
