"""What can happen in this room, and which events make which columns."""

from saduak.ledger.kinds import event_kind
from saduak.ledger.projections import Projection
from saduak.linkage.models import Connection, CopyAsked, Edition, Look

REGISTER_CONNECTED = event_kind(
    "register.connected",
    "An agency said by which way its officers look into a register.",
    "connection",
    "agency",
    "register",
    "way",
)
REGISTER_IMPORTED = event_kind(
    "register.imported",
    "A file of a register's holder was taken over and replaced the one before.",
    "edition",
    "agency",
    "register",
    "label",
    "rows",
)
LOOK = (
    *("agency", "case", "register", "subject_kind", "subject", "asked_by", "purpose", "way", "outcome", "failure"),
    *("reference", "document", "copy", "expires_at"),
)
LOOK_MADE = event_kind("look.made", "An officer looked somebody up in a register.", *LOOK, digests=("result", "note"))
LOOK_FORGOTTEN = event_kind("look.forgotten", "What a look had found was erased.", "ground")
COPY_ASKED = event_kind(
    "copy.asked",
    "A citizen had to bring a copy of what the state itself had issued.",
    "agency",
    "case",
    "register",
    "document",
    "why",
)


def columns_of(*names: str) -> dict[str, str]:
    """The column behind each field of an event."""
    renamed = {"agency": "agency_id", "case": "case_id", "subject": "subject_id", "copy": "copy_id"}
    return {name: renamed.get(name, name) for name in names}


PROJECTIONS = (
    Projection(
        Connection,
        "agency",
        {"register.connected": columns_of("agency", "register", "way")},
        {"register.connected": "connection"},
    ),
    Projection(
        Edition,
        "agency",
        {"register.imported": columns_of("agency", "register", "label", "rows")},
        {"register.imported": "edition"},
    ),
    Projection(Look, "look", {"look.made": columns_of(*LOOK, "result", "note")}, {}),
    Projection(CopyAsked, "copy", {"copy.asked": columns_of("agency", "case", "register", "document", "why")}, {}),
)
"""What `saduak ledger rebuild` compares."""
