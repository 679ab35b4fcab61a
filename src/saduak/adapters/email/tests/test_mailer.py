"""A letter by e-mail: what it says, what it keeps to itself, and what a refusal means."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from pytest_django import Settings

from saduak.adapters.email.mailer import send
from saduak.adapters.email.message import message_id
from saduak.adapters.email.server import Server
from saduak.adapters.email.tests.postbox import Postbox, header
from saduak.ledger.errors import DeliveryFailed
from saduak.messages.ports import Mail, MailRefused

SENDER = "letters@saduak.example.com"
MAIL = Mail(
    key="0000-1111:messages.email",
    at=datetime(2026, 11, 2, 2, 0, tzinfo=UTC),
    language="th",
    agency="เทศบาลตำบลท่าพระ",
    reply_address="saraban@example.com",
    name="นางสาวปิ่น ฐานู",
    address="pin@example.com",
    number="ขก 52401/1",
    subject="แจ้งผลการพิจารณาคำขอ น้ำ กำ ก็ ผู้ที่ จำกัด",
    body="ตามที่ท่านได้ยื่นคำขอ\nจึงเรียนมาเพื่อโปรดทราบ",
    pdf=b"%PDF-1.7 sheet",
)


def test_thai_arrives_as_it_was_written(postbox: Postbox) -> None:
    send(MAIL)
    (mail,) = postbox.mails
    (raw,) = postbox.raw
    assert header(raw, "Subject") == "หนังสือที่ ขก 52401/1: แจ้งผลการพิจารณาคำขอ น้ำ กำ ก็ ผู้ที่ จำกัด"
    assert header(raw, "To") == "นางสาวปิ่น ฐานู <pin@example.com>"
    assert header(raw, "From") == f"เทศบาลตำบลท่าพระ <{SENDER}>"
    assert header(raw, "Reply-To") == "เทศบาลตำบลท่าพระ <saraban@example.com>"
    text = mail.get_body(("plain",))
    assert text is not None
    assert MAIL.body in text.get_content().replace("\r\n", "\n")
    assert all(byte < 128 for byte in raw), "no server on the way needs to know Thai"


def test_the_sheet_is_attached(postbox: Postbox) -> None:
    send(MAIL)
    (sheet,) = postbox.mails[0].iter_attachments()
    assert (sheet.get_content_type(), sheet.get_content()) == ("application/pdf", MAIL.pdf)
    assert sheet.get_filename() == "letter-ขก-52401-1.pdf"


def test_machines_are_told_not_to_answer(postbox: Postbox) -> None:
    send(MAIL)
    (mail,) = postbox.mails
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Id"] == "<letters.saduak.example.com>"
    assert mail["Date"].datetime == MAIL.at
    assert mail["Content-Language"] == "th"


def test_every_attempt_bears_the_same_id_and_another_letter_another(postbox: Postbox) -> None:
    told = [send(MAIL), send(MAIL), send(replace(MAIL, key="0000-2222:messages.email"))]
    assert [mail["Message-ID"] for mail in postbox.mails] == told
    assert told[0] == told[1] != told[2]
    assert told[0] == message_id(MAIL.key, SENDER)


def test_an_english_letter_is_announced_in_english(postbox: Postbox) -> None:
    send(replace(MAIL, language="en", number="", agency="Tha Phra", subject="Your application", pdf=None))
    (mail,) = postbox.mails
    assert mail["Subject"] == "Letter from Tha Phra: Your application"
    assert list(mail.iter_attachments()) == []
    text = mail.get_body(("plain",))
    assert text is not None
    assert "Please log in to read it" in text.get_content()


@pytest.mark.parametrize(
    "strange",
    ["a\r\nBcc: all@example.com", "=?utf-8?q?x?=", '"; <b@example.com>', "{number} {0} %s", "🙂 \u202eกลับ", "ก" * 900],
)
def test_no_name_or_subject_becomes_a_header(postbox: Postbox, strange: str) -> None:
    send(replace(MAIL, name=strange, subject=strange, agency=strange, number=strange, body=strange))
    (mail,) = postbox.mails
    assert mail["Bcc"] is None
    assert [address.addr_spec for address in mail["To"].addresses] == ["pin@example.com"]
    assert [address.addr_spec for address in mail["From"].addresses] == [SENDER]


def test_an_address_with_a_thai_domain_is_written_in_ascii(postbox: Postbox) -> None:
    send(replace(MAIL, address="pin@ตัวอย่าง.com"))
    assert postbox.mails[0]["To"].addresses[0].domain == "xn--72c1a1bt4awk9o.com"


def test_an_address_that_does_not_exist_is_refused_for_good(postbox: Postbox) -> None:
    with pytest.raises(MailRefused) as refused:
        send(replace(MAIL, address="unknown@example.com"))
    assert (refused.value.code, refused.value.retry) == ("550", False)
    with pytest.raises(MailRefused) as refused:
        send(replace(MAIL, address="no address at all"))
    assert refused.value.code == "address"


def test_a_message_the_server_will_not_take_is_refused_for_good(postbox: Postbox) -> None:
    postbox.refuses_content = True
    with pytest.raises(MailRefused) as refused:
        send(MAIL)
    assert refused.value.code == "552"


def test_a_server_that_says_later_is_asked_again(postbox: Postbox) -> None:
    with pytest.raises(DeliveryFailed, match="451") as failed:
        send(replace(MAIL, address="later@example.com"))
    assert failed.value.retry
    assert not isinstance(failed.value, MailRefused)


def test_a_server_that_is_down_is_asked_again(settings: Settings) -> None:
    with Postbox() as gone:
        settings.SMTP_URL, settings.MAIL_FROM = gone.url, SENDER
    with pytest.raises(DeliveryFailed) as failed:
        send(MAIL)
    assert failed.value.retry


def test_without_a_server_nothing_is_lost(settings: Settings) -> None:
    settings.SMTP_URL = ""
    with pytest.raises(DeliveryFailed, match="no mail server") as failed:
        send(MAIL)
    assert failed.value.retry


def test_our_own_wrong_password_never_bounces_a_letter(postbox: Postbox, settings: Settings) -> None:
    settings.SMTP_URL = postbox.url.replace("//", "//letters:wrong@")
    with pytest.raises(DeliveryFailed) as failed:
        send(MAIL)
    assert not isinstance(failed.value, MailRefused)


def test_a_server_is_named_by_its_address() -> None:
    assert Server.named("smtps://a%40b:w%2Fd@mail.example.com") == ("smtps", "mail.example.com", 465, "a@b", "w/d")
    assert Server.named("smtp://mail.example.com")[2] == 587
    for wrong in ("mail.example.com", "http://mail.example.com", "smtp://"):
        with pytest.raises(ValueError, match="SADUAK_SMTP_URL"):
            Server.named(wrong)
