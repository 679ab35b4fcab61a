"""Which events make which columns of the messages."""

from saduak.ledger.projections import Projection
from saduak.messages.models import Delivery, Letter, Preference

_MOVES = ("delivered", "mailed", "posted", "refused", "returned", "bounced", "lane_dropped", "lane_opened")
_MOVE = {name: name for name in ("lane", "state", "at")}
_PROVED = {"delivered", "posted", "refused", "returned"}

PROJECTIONS = (
    Projection(
        Letter,
        "letter",
        {
            "letter.sent": {
                **{
                    name: name
                    for name in ("case_number", "service", "kind", "language", "reply", "number", "series_year")
                },
                **{name: name for name in ("addressee", "words")},
                **{name: f"{name}_id" for name in ("agency", "case", "person", "organisation", "reply_to")},
            },
            "letter.read": {"read_at": "read_at"},
            "letter.sealed": {"sealed_file": "sealed_file", "sealed_digest": "sealed_digest"},
        },
        {},
    ),
    Projection(
        Delivery,
        "letter",
        {
            f"letter.{name}": _MOVE
            | ({"proof": "proof"} if name in _PROVED else {})
            | ({"code": "code"} if name == "bounced" else {})
            for name in _MOVES
        },
        {f"letter.{name}": "delivery" for name in _MOVES},
    ),
    Projection(
        Preference,
        "preference",
        {"preference.chosen": {name: name for name in ("party_kind", "language", "email_lane")}},
        {},
    ),
)
"""What each row must be."""
