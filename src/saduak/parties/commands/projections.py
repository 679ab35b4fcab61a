"""Which events make which columns of the parties."""

from saduak.ledger.projections import Projection
from saduak.parties.models import (
    ActingOrder,
    Agency,
    Delegation,
    Mandate,
    Officer,
    Organisation,
    Person,
    RoleGrant,
    Unit,
    User,
)


def _same(*names: str, **renamed: str) -> dict[str, str]:
    return {**{name: name for name in names}, **renamed}


_ORDER = _same("number", "sections", "since", "until")
_FOUR_EYES = {
    "required": "four_eyes",
    "order": "four_eyes_order",
    "text": "four_eyes_reason",
    "officer": "four_eyes_officer_id",
    "since": "four_eyes_since",
}
_OWN_POWER = {"sections": "own_power", "source": "own_power_source"}
PROJECTIONS = (
    Projection(
        Agency,
        "agency",
        {
            "agency.created": _same("slug", "name_th", "name_en", "kind", "province"),
            "agency.calendar_changed": _same("weekdays", "opens", "closes", "extra_open", "closed"),
            "agency.system_designated": _same("designation_order"),
            "agency.channels_announced": _same("channel_notice", "channel_notice_from"),
            "agency.described": _same("address_th", "address_en", "telephone", "email", "letter_code"),
            "four_eyes.waived": _FOUR_EYES,
            "four_eyes.required": _FOUR_EYES,
        },
        {},
    ),
    Projection(
        Unit,
        "agency",
        {"unit.opened": _same("name_th", "name_en", parent="parent_id")},
        {"unit.opened": "unit"},
    ),
    Projection(
        Delegation,
        "agency",
        {"power.delegated": {**_ORDER, "giver": "giver_id", "taker": "taker_id"}},
        {"power.delegated": "delegation"},
    ),
    Projection(
        ActingOrder,
        "agency",
        {"acting.ordered": {**_ORDER, "absent": "absent_id", "stand_in": "stand_in_id"}},
        {"acting.ordered": "order"},
    ),
    Projection(
        User,
        "user",
        {
            "user.registered": _same("email"),
            "user.admitted": {},
            "user.email_changed": _same("email"),
            "user.named": _same("name"),
            "user.sessions_revoked": _same("session_epoch"),
        },
        {},
    ),
    Projection(
        Officer,
        "officer",
        {
            "officer.registered": _same("position", "since", user="user_id", agency="agency_id", unit="unit_id"),
            "officer.ended": _same("until"),
            "power.vested": _OWN_POWER,
            "power.withdrawn": _OWN_POWER,
        },
        {},
    ),
    Projection(
        RoleGrant,
        "officer",
        {"role.granted": _same("role", "since", "until"), "role.ended": _same("until")},
        {"role.granted": "grant", "role.ended": "grant"},
    ),
    Projection(
        Person,
        "person",
        {
            "person.registered": _same("name", "identifier", user="user_id", registered_at="registered_at_id"),
            "person.identified": _same("name", "identifier"),
            "person.login_attached": _same(user="user_id"),
        },
        {},
    ),
    Projection(
        Organisation,
        "organisation",
        {"organisation.registered": _same("name", "identifier", registered_at="registered_at_id")},
        {},
    ),
    Projection(
        Mandate,
        "",
        {
            "mandate.given": _same("scope", "since", "until", "named_by", agent="agent_id"),
            "mandate.director_recorded": _same("since", "until", "directs", agent="agent_id"),
            "mandate.revoked": _same("until"),
        },
        dict.fromkeys(("mandate.given", "mandate.director_recorded", "mandate.revoked"), "mandate"),
    ),
)
"""What each row must be. Passwords and sealed numbers are secrets, so no event can say them."""
