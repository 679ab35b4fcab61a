"""A letter is sent once, numbered without gaps, and stands in the inbox at once."""

import threading
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection

from saduak.core.errors import DomainError, NotAllowed, NotFound, WrongState
from saduak.ledger.actors import REACTION, WORKER
from saduak.ledger.models import Event, Outbox
from saduak.ledger.projections import differences
from saduak.ledger.verify import verify
from saduak.messages import commands, queries
from saduak.messages.commands import Addressee, Enclosure, Signatory
from saduak.messages.models import Letter
from saduak.messages.tests.bureau import BODY, Bureau, bureau, kinds, row
from saduak.parties.tests import town
from saduak.parties.tests.town import NOW, key


@pytest.fixture(name="office")
def _office(db: None) -> Bureau:
    return bureau()


def test_an_electronic_letter_is_delivered_when_it_stands_in_the_inbox(office: Bureau) -> None:
    letter_id = office.send()
    assert office.lanes(letter_id) == [("inbox", "delivered"), ("email", "open")]
    assert office.shown(letter_id).delivered_at == NOW
    (found,) = queries.inbox(office.citizen, NOW)
    assert (found.id, found.read_at) == (letter_id, None)
    assert kinds(letter_id) == ["letter.sent", "letter.lane_opened", "letter.delivered", "letter.lane_opened"]
    assert Event.objects.get(kind="letter.sent").legal_basis == "EPA s.11"


def test_a_paper_letter_waits_for_the_post(office: Bureau) -> None:
    letter_id = office.on_paper()
    assert office.lanes(letter_id) == [("post", "open")]
    assert office.shown(letter_id).delivered_at is None
    assert [letter.id for letter in queries.letters_to_post(office.officer.actor, office.agency, NOW)] == [letter_id]


def test_numbers_run_on_within_an_agency_and_begin_anew_with_the_buddhist_year(office: Bureau) -> None:
    other = bureau("เทศบาลเมืองอื่น", "ขก 52999")
    sent = [office.send(), other.send(), office.send(numbered=False), office.send()]
    assert [row(letter_id).number for letter_id in sent] == ["ขก 52401/1", "ขก 52999/1", "", "ขก 52401/2"]
    in_bangkok_already_2570 = datetime(2026, 12, 31, 17, 0, tzinfo=UTC)
    assert row(office.send(now=in_bangkok_already_2570)).number == "ขก 52401/1"
    assert sorted(Letter.objects.values_list("series_year", flat=True).distinct(), key=str) == [2569, 2570, None]


def test_a_refused_letter_uses_up_no_number(office: Bureau) -> None:
    with pytest.raises(DomainError, match="letter_part_missing"):
        office.send(body=" \u200b\n")
    assert row(office.send()).number == "ขก 52401/1"


def test_two_senders_at_once_leave_no_gap(own_db: None) -> None:
    office = bureau()
    troubles: list[BaseException] = []

    def write_ten() -> None:
        try:
            for _ in range(10):
                office.send()
        except BaseException as error:  # noqa: BLE001 - shown by the assertion below
            troubles.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write_ten) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    numbers = Letter.objects.values_list("number", flat=True)
    assert sorted(int(number.rpartition("/")[2]) for number in numbers) == list(range(1, 21))


def test_the_same_form_sent_twice_is_one_letter(office: Bureau) -> None:
    once = office.said()
    first = commands.send_letter(**once)
    waiting = Outbox.objects.count()
    assert commands.send_letter(**once) == first
    assert (Letter.objects.count(), Outbox.objects.count()) == (1, waiting)
    with pytest.raises(WrongState, match="key_reused"):
        commands.send_letter(**{**once, "subject": "เรื่องอื่น"})


def test_an_agency_without_a_code_cannot_number_but_can_write(db: None) -> None:
    office = bureau(code="")
    with pytest.raises(WrongState, match="no_letter_code"):
        office.send()
    assert row(office.send(numbered=False)).number == ""


def test_no_personal_word_stands_in_an_event_or_in_the_outbox(office: Bureau) -> None:
    office.send(case_number="ทพ-1", copies_to=("นายลับ",), enclosures=(Enclosure("สำเนาลับ", uuid4()),))
    written = " ".join(Event.objects.values_list("payload_text", flat=True))
    written += " ".join(str(payload) for payload in Outbox.objects.values_list("payload", flat=True))
    written += f"{Letter.objects.get()} {Letter.objects.get()!r}"
    for secret in ("ปิ่น", "pin@example.com", "แจ้งผล", "โปรดทราบ", "ลับ"):
        assert secret not in written


def test_every_row_is_what_its_events_say(office: Bureau) -> None:
    first = office.send(references=("คำขอ",), case_id=uuid4())
    office.on_paper(reply_to_id=first)
    assert list(differences()) == []
    assert list(verify()) == []


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=y>",
    "\ud800 ครึ่งตัว \udfff",
    "\x00\x1b[2J\u202eกลับ\u202c\u200b",
    "ก" * 499,
    "{{ letter.body }} {% include 'x' %} %s {0}",
    "🙂 漢字 مرحبا",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_strange_words_make_a_letter_and_nothing_else(office: Bureau, text: str) -> None:
    letter_id = office.send(
        subject=text,
        body=f"{text}\n{text}",
        closing=text[:100],
        unit=text[:200],
        references=(text,),
        enclosures=(Enclosure(text),),
        copies_to=(text,),
        case_number=text[:60],
        signatory=Signatory(text, text, text),
        addressee=Addressee(office.person, None, text[:200], text),
    )
    page = queries.letter_page(office.citizen, letter_id, NOW)
    assert "<script" not in page
    assert "<img" not in page
    assert queries.letter_pdf(office.citizen, letter_id, NOW).startswith(b"%PDF-1.7")


def test_sara_am_in_two_forms_is_kept_in_one(office: Bureau) -> None:
    apart = "นํ้า จํากัด"
    letter = row(office.send(subject=apart, body=apart))
    assert (letter.subject, letter.body) == ("น้ำ จำกัด", "น้ำ จำกัด")


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"subject": "ก" * 501}, "letter_too_long"),
        ({"body": "ก" * 50_001}, "letter_too_long"),
        ({"references": ("ก",) * 51}, "letter_too_long"),
        ({"copies_to": ("",)}, "letter_part_missing"),
        ({"language": "zh"}, "letter_language"),
        ({"reply": "pigeon"}, "letter_reply"),
        ({"addressee": Addressee(None, None, "จังหวัด")}, "no_inbox"),
        ({"addressee": Addressee(UUID(int=1), UUID(int=2), "ใคร")}, "one_addressee"),
        ({"addressee": Addressee(UUID(int=1), None, "ใคร")}, "not_found"),
        ({"addressee": Addressee(None, UUID(int=1), "ใคร")}, "not_found"),
        ({"addressee": Addressee(None, None, ""), "reply": "paper"}, "letter_part_missing"),
        ({"addressee": Addressee(None, None, "ใคร"), "reply": "paper"}, "letter_part_missing"),
        ({"addressee": Addressee(None, None, "ใคร", "ก", "a@b\nBcc: c@d.th"), "reply": "paper"}, "email_malformed"),
        ({"addressee": Addressee(None, None, "ใคร", "ก", "ไม่ใช่อีเมล"), "reply": "paper"}, "email_malformed"),
    ],
)
def test_what_is_missing_or_too_long_is_named(office: Bureau, wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(DomainError, match=code):
        office.send(**wrong)
    assert Letter.objects.count() == 0


def test_a_letter_answers_only_letters_of_its_own_agency(office: Bureau) -> None:
    with pytest.raises(NotFound):
        bureau("อื่น", "ขก 52998").send(reply_to_id=office.send())


@pytest.mark.parametrize("role", ["intake", "officer", "checker", "authority", "supervisor"])
def test_whoever_works_on_cases_may_write(office: Bureau, role: str) -> None:
    office.send(actor=town.officer(office.agency, key(), role).actor)


def test_nobody_else_may_write_in_the_name_of_an_agency(office: Bureau) -> None:
    others = [
        town.officer(office.agency, key(), "agency_admin").actor,
        bureau("อื่น", "ขก 52998").officer.actor,
        office.citizen,
        WORKER,
    ]
    for other in others:
        with pytest.raises(NotAllowed, match="not_letter_officer"):
            office.send(actor=other)
    office.send(actor=REACTION)


def test_a_letter_to_another_agency_goes_by_post(office: Bureau) -> None:
    to = Addressee(None, None, "สำนักงาน ก.พ.ร.", "59/1 ถนนพิษณุโลก กรุงเทพมหานคร")
    letter_id = office.send(addressee=to, reply="paper")
    assert office.lanes(letter_id) == [("post", "open")]


def test_a_draft_looks_like_the_letter_but_bears_no_number(office: Bureau) -> None:
    draft = queries.Draft(office.agency, "th", "นางสาวปิ่น", "เรื่อง", BODY)
    page = queries.preview(draft, NOW.date())
    assert "ร่าง ยังไม่ได้ส่ง" in page
    assert "52401" not in page
    assert queries.preview_pdf(draft, NOW.date()).startswith(b"%PDF-1.7")
    assert Letter.objects.count() == 0
