"""Letters of officers about a licence: the one of an order before it is made, and the one to another agency (D-5)."""

from datetime import datetime
from uuid import UUID

from saduak.cases.queries.letters import language_of
from saduak.core.errors import NotFound, WrongState
from saduak.core.letters import in_language, merged
from saduak.core.reasons import Code, short_date
from saduak.core.thai import normal
from saduak.ledger.actors import Actor
from saduak.licences.commands.letters import address_of, case_of, composed
from saduak.licences.commands.ordering import Told, in_words
from saduak.licences.models import Licence, OrderKind
from saduak.licences.policy import STAFF
from saduak.licences.queries import licence
from saduak.licences.queries.wording import wording
from saduak.messages.commands import Addressee, send_letter
from saduak.parties.policy.standing import standing_of
from saduak.parties.queries import letter_office
from saduak.sources.texts import sentences

KIND = "licence_confirmed"


def order_letter(
    row: Licence, kind: str, *, grounds: str, article: str, days: int | None, now: datetime
) -> tuple[str, str]:
    """Subject and body of the letter that an order would send now. Raises WrongState("licence_without_case")."""
    case = case_of(row, now)
    language = language_of(case)
    told = Told(OrderKind(kind), normal(grounds), article, "", days)
    subject, body, _ = composed(case, row.told(), kind, language, in_words(told, language), row.code)
    return subject, body


def tell_agency(
    *, actor: Actor, licence_id: UUID, name: str, address: str, email: str, now: datetime, key: str
) -> UUID:
    """Write to another agency, on paper, that a licence is in force and where that is checked; the letter's id.

    Raises NotFound, WrongState("licence_does_not_hold"), and as `send_letter` does.
    """
    view = licence(actor, licence_id, now)
    row, record = view.row, view.record
    if record is None or not standing_of(actor, now).has_any(row.agency_id, *STAFF):
        raise NotFound("not_found", what="licence")
    if not view.status.holds:
        raise WrongState("licence_does_not_hold", status=Code("licence_status", view.status.code))
    words, said, office = wording("th"), sentences("th"), letter_office(row.agency_id, "th")
    ends = short_date(record.expires_on, "th", said) if record.expires_on else words["face.without_end"]
    values = {
        "agency.name": office.name,
        "agency.address": office.address,
        "agency.telephone": office.telephone,
        "licence.title": in_language(record.title, "th"),
        "licence.number": record.number,
        "licence.holder": record.holder,
        "licence.issued_on": short_date(record.issued_on, "th", said),
        "licence.expires_on": ends,
        "licence.address": address_of(row.code),
    }
    return send_letter(
        actor=actor,
        agency_id=row.agency_id,
        case_id=row.case,
        case_number=record.case_number,
        service=row.service,
        kind=KIND,
        addressee=Addressee(None, None, name, address, email),
        subject=merged(words["tell.subject"], values),
        body=merged(words["tell.body"], values),
        closing=words["say.closing"],
        language="th",
        reply="paper",
        numbered=bool(office.letter_code),
        now=now,
        key=key,
    )
