"""What can happen to the parties: event kinds, and which fields are digests of personal data.

Names of agencies, units and posts are public and stand in clear. Names and numbers of persons and
organisations, and e-mail addresses, stand in rows that may be erased; events hold their digests.
"""

from saduak.ledger.kinds import event_kind

AGENCY_CREATED = event_kind("agency.created", "An agency was set up.", "name_th", "name_en", "kind", "province")
AGENCY_CALENDAR_CHANGED = event_kind(
    "agency.calendar_changed",
    "The agency's own working time changed.",
    "weekdays",
    "opens",
    "closes",
    "extra_open",
    "closed",
)
AGENCY_SYSTEM_DESIGNATED = event_kind(
    "agency.system_designated",
    "The head of the agency set the electronic system (EPA s.16).",
    "designation_order",
)
AGENCY_CHANNELS_ANNOUNCED = event_kind(
    "agency.channels_announced",
    "The agency announced its electronic channels (EPA s.10, s.20).",
    "channel_notice",
    "channel_notice_from",
)
UNIT_OPENED = event_kind("unit.opened", "A unit of an agency was opened.", "unit", "parent", "name_th", "name_en")
POWER_DELEGATED = event_kind(
    "power.delegated",
    "An officer delegated power by a numbered order.",
    "delegation",
    "number",
    "giver",
    "taker",
    "sections",
    "since",
    "until",
)
ACTING_ORDERED = event_kind(
    "acting.ordered",
    "An officer was ordered to act in an empty post.",
    "order",
    "number",
    "absent",
    "stand_in",
    "sections",
    "since",
    "until",
)
USER_REGISTERED = event_kind("user.registered", "A log-in was made.", digests=("email",))
USER_SESSIONS_REVOKED = event_kind("user.sessions_revoked", "Every session of a log-in was ended.", "session_epoch")
OFFICER_REGISTERED = event_kind(
    "officer.registered", "A user took up a post.", "user", "agency", "unit", "position", "since"
)
OFFICER_ENDED = event_kind("officer.ended", "A post ended, and its roles with it.", "until")
ROLE_GRANTED = event_kind("role.granted", "An officer was given a role.", "grant", "role", "since", "until")
ROLE_ENDED = event_kind("role.ended", "A role was taken back or laid down.", "grant", "until")
PERSON_REGISTERED = event_kind(
    "person.registered",
    "A person became known.",
    "user",
    "registered_at",
    digests=("name", "identifier"),
)
PERSON_ERASED = event_kind("person.erased", "Name and number of a person were erased.", "ground")
ORGANISATION_REGISTERED = event_kind(
    "organisation.registered",
    "An organisation became known.",
    "registered_at",
    digests=("name", "identifier"),
)
MANDATE_GIVEN = event_kind(
    "mandate.given",
    "Somebody may act for a person or an organisation.",
    "mandate",
    "agent",
    "scope",
    "since",
    "until",
)
MANDATE_REVOKED = event_kind("mandate.revoked", "A mandate ended before its time.", "mandate", "until")
