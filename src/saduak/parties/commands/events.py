"""What can happen to the parties: event kinds, and which fields are digests of personal data.

Names of agencies, units and posts are public and stand in clear. Names and numbers of persons and
organisations, and e-mail addresses, stand in rows that may be erased; events hold their digests.
"""

from saduak.ledger.kinds import event_kind

AGENCY_CREATED = event_kind(
    "agency.created", "An agency was set up.", "slug", "name_th", "name_en", "kind", "province", version=2
)
AGENCY_DESCRIBED = event_kind(
    "agency.described",
    "The address, the ways to reach the agency and the code of its letters were recorded.",
    "address_th",
    "address_en",
    "telephone",
    "email",
    "letter_code",
)
FOUR_EYES_WAIVED = event_kind(
    "four_eyes.waived",
    "One officer may both make and check a decision, by written order.",
    "order",
    "text",
    "officer",
    "since",
    "required",
    digests=("reason",),
)
FOUR_EYES_REQUIRED = event_kind(
    "four_eyes.required",
    "The exception ended: maker and checker are two people again.",
    "order",
    "text",
    "officer",
    "since",
    "required",
)
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
POWER_VESTED = event_kind(
    "power.vested", "The sections were recorded that name a post itself as the one who decides.", "sections", "source"
)
POWER_WITHDRAWN = event_kind("power.withdrawn", "A post has no power of its own any more.", "sections", "source")
USER_REGISTERED = event_kind("user.registered", "A log-in was made.", digests=("email",))
USER_ADMITTED = event_kind("user.admitted", "A log-in without an e-mail address was made.")
USER_EMAIL_CHANGED = event_kind("user.email_changed", "A log-in has another e-mail address.", digests=("email",))
USER_NAMED = event_kind("user.named", "An officer's name was recorded or corrected.", digests=("name",))
USER_PASSWORD_SET = event_kind("user.password_set", "A log-in has a new password; every session of it ended.")
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
PERSON_IDENTIFIED = event_kind(
    "person.identified",
    "The number of a person became known, and the name that goes with it.",
    digests=("name", "identifier"),
)
PERSON_LOGIN_ATTACHED = event_kind("person.login_attached", "A known person has a log-in of their own.", "user")
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
    "named_by",
)
DIRECTOR_RECORDED = event_kind(
    "mandate.director_recorded",
    "An officer found in the register of juristic persons who directs an organisation and acts for it.",
    *("mandate", "agent", "agency", "evidence", "since", "until", "directs"),
)
MANDATE_REVOKED = event_kind("mandate.revoked", "A mandate ended before its time.", "mandate", "until")
