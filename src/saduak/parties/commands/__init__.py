"""Everything that can be done to the parties."""

from saduak.parties.commands.agencies import (
    announce_channels,
    change_agency_calendar,
    create_agency,
    designate_system,
    open_unit,
)
from saduak.parties.commands.officers import (
    delegate_power,
    end_officer,
    end_role,
    grant_role,
    order_acting,
    register_officer,
    register_user,
    revoke_sessions,
)
from saduak.parties.commands.persons import (
    erase_person,
    give_mandate,
    register_organisation,
    register_person,
    revoke_mandate,
)

__all__ = [
    "announce_channels",
    "change_agency_calendar",
    "create_agency",
    "delegate_power",
    "designate_system",
    "end_officer",
    "end_role",
    "erase_person",
    "give_mandate",
    "grant_role",
    "open_unit",
    "order_acting",
    "register_officer",
    "register_organisation",
    "register_person",
    "register_user",
    "revoke_mandate",
    "revoke_sessions",
]
