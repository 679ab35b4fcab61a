"""Which events make which columns: what `saduak ledger rebuild` compares."""

from saduak.ledger.kinds import EventKind
from saduak.ledger.projections import Projection
from saduak.licences.commands import events
from saduak.licences.models import FeeWaiver, Licence, LicenceOrder, LicenceSheet, Reminder, Uncollected

RENAMED = {"agency": "agency_id", "person": "person_id", "organisation": "organisation_id", "order_kind": "kind"}
EFFECTS = (
    events.LICENCE_SUSPENDED,
    events.LICENCE_LIFTED,
    events.LICENCE_REVOKED,
    events.LICENCE_CANCELLED,
    events.LICENCE_LAPSED,
    events.LICENCE_RESTORED,
)
OF_LETTERS = ("licence.order_made", "licence.order_posted", "licence.order_came_back")
OF_ORDER = ("order", "in_force_on")


def _columns(kind: EventKind, *without: str) -> dict[str, str]:
    return {name: RENAMED.get(name, name) for name in kind.fields - set(without)}


PROJECTIONS = (
    Projection(
        Licence,
        "licence",
        {
            "licence.issued": {
                name: "said" if name == "record" else column for name, column in _columns(events.LICENCE_ISSUED).items()
            },
            "licence.replaced": _columns(events.LICENCE_REPLACED),
            "licence.renewal_filed": _columns(events.RENEWAL_FILED),
            **{kind.name: _columns(kind, *OF_ORDER) for kind in EFFECTS},
        },
        {},
    ),
    Projection(
        LicenceOrder,
        "licence",
        {
            "licence.order_made": _columns(events.ORDER_MADE, "order"),
            "licence.order_posted": {"deemed_on": "deemed_on"},
            "licence.order_came_back": {"deemed_on": "deemed_on"},
            **{kind.name: {"in_force_on": "in_force_on"} for kind in EFFECTS},
        },
        dict.fromkeys((*OF_LETTERS, *(kind.name for kind in EFFECTS)), "order"),
    ),
    Projection(LicenceSheet, "licence", {"licence.sheet_kept": _columns(events.SHEET_KEPT)}, {}),
    Projection(
        Reminder,
        "licence",
        {"licence.reminded": _columns(events.HOLDER_REMINDED, "reminder")},
        {"licence.reminded": "reminder"},
    ),
    Projection(
        Uncollected,
        "claim",
        {
            "licence.claim_kept": _columns(events.CLAIM_KEPT),
            "licence.claim_lapsed": _columns(events.CLAIM_LAPSED),
            "licence.claim_restored": _columns(events.CLAIM_RESTORED),
        },
        {},
    ),
    Projection(FeeWaiver, "waiver", {"licence.fee_waived": _columns(events.FEE_WAIVED)}, {}),
)
