"""Letters about a licence: the manual's own where it has one, else the house's, as the holder chose to be answered."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.conf import settings

from saduak.cases.queries import WholeCase, whole_case
from saduak.cases.queries.appeals import appeal_of_order, appeal_text
from saduak.cases.queries.letters import addressed_name, case_values, language_of, power_line, signed_by_system
from saduak.core.acts import Citation
from saduak.core.calendars import BANGKOK
from saduak.core.errors import WrongState
from saduak.core.letters import in_language, merged
from saduak.core.licence_record import LicenceRecord
from saduak.core.reasons import Language, short_date, written
from saduak.ledger.actors import REACTION
from saduak.licences.models import Licence
from saduak.licences.queries.wording import wording
from saduak.messages.commands import Addressee, Signatory, send_letter
from saduak.parties.queries import holders_at, letter_office
from saduak.sources.texts import article, sentences


class Sent(NamedTuple):
    """A letter that was sent, and whether it is delivered at once."""

    letter: UUID
    is_delivered: bool


def address_of(code: str) -> str:
    """Where anybody checks the licence with this code."""
    return f"{settings.SITE.rstrip('/')}/v/{code}/"


def case_of(licence: Licence, now: datetime) -> WholeCase:
    """The case behind a licence. Raises WrongState("licence_without_case") where there is none."""
    if licence.case is None:
        raise WrongState("licence_without_case")
    return whole_case(REACTION, licence.case, now)


def send_about(
    licence: Licence,
    kind: str,
    now: datetime,
    key: str,
    *,
    reasons: Callable[[Language], str] = lambda _language: "",
    signed: Callable[[Language], Signatory] | None = None,
) -> Sent:
    """Send the letter of a kind about a licence; who signs is the agency's system where nobody is named. Raises what
    `send_letter` does."""
    case = case_of(licence, now)
    language = language_of(case)
    said = composed(case, licence.told(), kind, language, reasons(language), licence.code)
    signatory = signed(language) if signed else signed_by_system(case, language)
    letter = _send(case, kind, said, signatory, now, key)
    return Sent(letter, case.reply == "electronic")


def send_of_claim(case: WholeCase, kind: str, now: datetime, key: str, law: Citation) -> UUID:
    """Send the manual's own letter of a kind about a grant of which there is no licence; its id."""
    language = language_of(case)
    values = {
        **case_values(case, language),
        "decision.reasons": article(law, language),
        "decision.appeal": appeal_text(case.package, language),
    }
    own = next(each for each in case.package.letters if each.kind == kind)
    subject, body = (merged(in_language(text, language), values) for text in (own.subject, own.body))
    closing = merged(in_language(own.closing, language), values).strip() if own.closing else ""
    return _send(case, kind, (subject, body, closing), signed_by_system(case, language), now, key)


def _send(
    case: WholeCase, kind: str, said: tuple[str, str, str], signatory: Signatory, now: datetime, key: str
) -> UUID:
    """Send subject, body and closing to who applied, as they chose to be answered."""
    language, (subject, body, closing) = language_of(case), said
    return send_letter(
        actor=REACTION,
        agency_id=case.row.agency_id,
        case_id=case.id,
        case_number=case.row.number,
        service=case.row.service,
        kind=kind,
        addressee=_addressee(case, language),
        subject=subject,
        body=body,
        closing=closing,
        language=language,
        reply=case.reply,
        numbered=bool(letter_office(case.row.agency_id, language).letter_code),
        signatory=signatory,
        now=now,
        key=key,
    )


def composed(
    case: WholeCase, record: LicenceRecord, kind: str, language: Language, reasons: str, code: str
) -> tuple[str, str, str]:
    """Subject, body and closing of a letter about a licence: the manual's own, else the house's."""
    values = _values(case, record, language, reasons, code)
    own = next((each for each in case.package.letters if each.kind == kind), None)
    if own is None:
        words = wording(language)
        subject, body = (merged(words[f"{kind}.{part}"], values) for part in ("subject", "body"))
        return subject, body, words["say.closing"]
    subject, body = (merged(in_language(text, language), values) for text in (own.subject, own.body))
    return subject, body, merged(in_language(own.closing, language), values).strip() if own.closing else ""


def _values(case: WholeCase, record: LicenceRecord, language: Language, reasons: str, code: str) -> Mapping[str, str]:
    said, words = sentences(language), wording(language)
    ends = short_date(record.expires_on, language, said) if record.expires_on else words["face.without_end"]
    return {
        **case_values(case, language),
        "licence.number": record.number,
        "licence.title": in_language(record.title, language),
        "licence.issued_on": short_date(record.issued_on, language, said),
        "licence.expires_on": ends,
        "licence.address": address_of(code),
        "decision.on": written(case.now.astimezone(BANGKOK).date(), language, said),
        "decision.reasons": reasons,
        "decision.appeal": appeal_of_order(case.package, language),
    }


def _addressee(case: WholeCase, language: Language) -> Addressee:
    """The holder; a letter on paper without an address waits at the counter."""
    row, words = case.row, case.row.words
    address = words.applicant_address
    if case.reply == "paper" and not address.strip():
        address = wording(language)["say.at_counter"].format(agency=letter_office(row.agency_id, language).name)
    person = None if row.organisation_id else row.person_id
    return Addressee(person, row.organisation_id, addressed_name(case), address, words.applicant_email)


def signed_by(licence: Licence, user_id: UUID, power: Mapping[str, object], language: Language) -> Signatory:
    """Who made an order, with name, post and power (APA s.36)."""
    held = holders_at(licence.agency_id, (user_id,)).get(user_id)
    return Signatory(held.name if held else "", str(power["position"]), power_line(power, language))
