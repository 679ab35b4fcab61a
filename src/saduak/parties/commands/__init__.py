"""Everything that can be done to the parties."""

from saduak.parties.commands.agencies import (
    announce_channels,
    change_agency_calendar,
    create_agency,
    describe_agency,
    designate_system,
    open_unit,
)
from saduak.parties.commands.four_eyes import end_four_eyes_waiver, waive_four_eyes
from saduak.parties.commands.officers import (
    delegate_power,
    end_officer,
    end_role,
    grant_role,
    order_acting,
    register_officer,
)
from saduak.parties.commands.persons import (
    attach_login,
    erase_person,
    give_mandate,
    identify_person,
    record_director,
    register_organisation,
    register_person,
    revoke_mandate,
)
from saduak.parties.commands.powers import vest_power, withdraw_power
from saduak.parties.commands.users import change_email, name_user, register_user, revoke_sessions, set_password

__all__ = [
    "announce_channels",
    "attach_login",
    "change_agency_calendar",
    "change_email",
    "create_agency",
    "delegate_power",
    "describe_agency",
    "designate_system",
    "end_four_eyes_waiver",
    "end_officer",
    "end_role",
    "erase_person",
    "give_mandate",
    "grant_role",
    "identify_person",
    "name_user",
    "open_unit",
    "order_acting",
    "record_director",
    "register_officer",
    "register_organisation",
    "register_person",
    "register_user",
    "revoke_mandate",
    "revoke_sessions",
    "set_password",
    "vest_power",
    "waive_four_eyes",
    "withdraw_power",
]
