"""The e-mail lane from the outbox to the mail server and back into the record."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from pytest_django import Settings

from saduak.adapters.email.tests.postbox import Postbox
from saduak.core.errors import Unavailable, WrongState
from saduak.files.commands import receive
from saduak.files.queries import content, stored
from saduak.ledger.actors import INSTALLER, WORKER
from saduak.ledger.models import Event, Outbox
from saduak.ledger.outbox import Schedule
from saduak.ledger.projections import differences
from saduak.ledger.verify import verify
from saduak.messages import commands, queries
from saduak.messages.commands import Addressee
from saduak.messages.models import Letter
from saduak.messages.tests.bureau import BODY, LATER, Bureau, bureau, kinds, row, work
from saduak.parties.tests.town import key

PERSON_NUMBER = "1101700203450"
COMPANY_NUMBER = "0405566000017"


@pytest.fixture(name="office")
def _office(db: None) -> Bureau:
    return bureau()


def to(office: Bureau, address: str) -> Addressee:
    return Addressee(office.person, None, "นางสาวปิ่น ฐานู", email=address)


def test_a_letter_is_sealed_and_mailed(office: Bureau, postbox: Postbox) -> None:
    letter_id = office.send()
    work()
    (mail,) = postbox.mails
    assert ("email", "accepted") in office.lanes(letter_id)
    said = Event.objects.get(kind="letter.mailed").payload
    assert said["message_id"] == mail["Message-ID"]
    (sheet,) = mail.iter_attachments()
    letter = row(letter_id)
    assert sha256(sheet.get_content()).hexdigest() == letter.sealed_digest
    assert letter.sealed_file is not None
    assert stored(letter.sealed_file).sha256 == letter.sealed_digest
    assert queries.letter_pdf(office.citizen, letter_id, LATER) == sheet.get_content()
    assert list(differences()) == []
    assert list(verify()) == []


def test_a_sheet_that_is_not_what_was_sealed_is_not_given_out(office: Bureau) -> None:
    letter_id = office.send()
    work()
    with pytest.raises(Unavailable, match="sealed_letter_unavailable"):
        queries._sheet_or_sealed(Letter(**{**vars_of(row(letter_id)), "sealed_digest": "0" * 64}))


def vars_of(letter: Letter) -> dict[str, object]:
    return {field.attname: getattr(letter, field.attname) for field in Letter._meta.concrete_fields}


def test_a_mail_server_that_is_down_is_tried_again_until_it_is_back(office: Bureau, settings: Settings) -> None:
    settings.MAIL_FROM = "letters@saduak.example.com"
    postbox = Postbox()
    settings.SMTP_URL = postbox.url
    letter_id = office.send()
    work()
    assert ("email", "open") in office.lanes(letter_id)
    assert "delivery.failed" in kinds(letter_id)
    with postbox:
        work(LATER + timedelta(hours=1))
    assert ("email", "accepted") in office.lanes(letter_id)
    assert len(postbox.mails) == 1


def test_an_address_that_does_not_exist_makes_posting_a_duty(office: Bureau, postbox: Postbox) -> None:
    letter_id = office.send(addressee=to(office, "unknown@example.com"))
    work()
    work(LATER + timedelta(hours=1))
    assert office.lanes(letter_id) == [("inbox", "delivered"), ("email", "bounced"), ("post", "open")]
    assert Event.objects.get(kind="letter.bounced").payload["code"] == "550"
    assert "delivery.given_up" in kinds(letter_id)
    assert "unknown@" not in " ".join(Event.objects.values_list("payload_text", flat=True))
    assert postbox.mails == []


def test_an_e_mail_that_nobody_takes_for_hours_is_posted_in_the_end(office: Bureau, postbox: Postbox) -> None:
    letter_id = office.send(addressee=to(office, "later@example.com"))
    for hour in range(4):
        work(LATER + timedelta(hours=hour), Schedule(attempts=3))
    assert office.lanes(letter_id)[1:] == [("email", "bounced"), ("post", "open")]
    assert Event.objects.get(kind="letter.bounced").payload["code"] == "unreachable"


def test_without_a_mail_server_e_mails_wait_and_no_attempt_is_counted(office: Bureau, settings: Settings) -> None:
    settings.SMTP_URL = settings.MAIL_FROM = ""
    letter_id = office.send()
    for day in range(20):
        work(LATER + timedelta(days=day))
    waiting = Outbox.objects.get(effect=commands.EMAIL)
    assert (waiting.attempts, waiting.dead_at) == (0, None)
    with Postbox() as postbox:
        settings.SMTP_URL, settings.MAIL_FROM = postbox.url, "letters@saduak.example.com"
        work(LATER + timedelta(days=21))
    assert ("email", "accepted") in office.lanes(letter_id)


def test_no_identification_number_goes_by_e_mail(office: Bureau, postbox: Postbox) -> None:
    office.send(body=f"{BODY}\nเลขประจำตัว {PERSON_NUMBER} และ ๑-๑๐๑๗-๐๐๒๐๓-๔๕-๐", subject=f"เรื่องของ {PERSON_NUMBER}")
    office.send(body=f"ทะเบียนนิติบุคคล {COMPANY_NUMBER} เลขอื่น 1234567890123")
    work()
    hidden, open_one = postbox.mails
    told = hidden.get_body(("plain",))
    assert told is not None
    text = told.get_content()
    assert PERSON_NUMBER not in f"{hidden['Subject']} {text}"
    assert "๑-๑๐๑๗" not in text
    assert list(hidden.iter_attachments()) == []
    body = open_one.get_body(("plain",))
    assert body is not None
    assert COMPANY_NUMBER in body.get_content()
    assert len(list(open_one.iter_attachments())) == 1


def test_an_erased_letter_is_neither_sealed_nor_mailed(office: Bureau, postbox: Postbox) -> None:
    letter_id = office.send()
    commands.erase_letter(actor=INSTALLER, letter_id=letter_id, ground="คำขอของเจ้าของ", now=LATER, key=key())
    work()
    assert postbox.mails == []
    assert row(letter_id).sealed_file is None


def test_the_sheet_of_an_erased_letter_is_gone_as_well(office: Bureau) -> None:
    letter_id = office.send()
    work()
    sealed = row(letter_id).sealed_file
    assert sealed is not None
    commands.erase_letter(actor=INSTALLER, letter_id=letter_id, ground="คำขอของเจ้าของ", now=LATER, key=key())
    work(LATER + timedelta(hours=1))
    assert stored(sealed).erased_at == LATER
    with pytest.raises(WrongState, match="already_erased"):
        content(sealed)
    assert row(letter_id).sealed_digest
    assert list(verify()) == []


def test_a_sheet_made_while_its_letter_was_erased_does_not_stay(office: Bureau) -> None:
    letter_id = office.send()
    pdf = queries.letter_pdf(office.citizen, letter_id, LATER)
    file_id = receive(actor=queries.PRESS, name="letter.pdf", content=pdf, now=LATER, key=key())
    commands.erase_letter(actor=INSTALLER, letter_id=letter_id, ground="คำขอของเจ้าของ", now=LATER, key=key())
    told: dict[str, Any] = {"letter_id": letter_id, "file_id": file_id, "digest": sha256(pdf).hexdigest()}
    assert commands.record_seal(actor=WORKER, **told, now=LATER, key=key()) is False
    assert stored(file_id).erased_at == LATER
    assert row(letter_id).sealed_file is None
