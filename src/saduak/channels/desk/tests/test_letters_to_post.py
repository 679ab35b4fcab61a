"""Letters at the desk: what has to be printed and posted, and the proof of its delivery."""

from uuid import UUID

import pytest

from saduak.cases.tests import desk, office
from saduak.cases.tests.office import Office
from saduak.channels.desk.tests.officers import at_desk, filed, of, send, words
from saduak.messages.models import Letter

pytestmark = pytest.mark.django_db


@pytest.fixture
def receipt(city: Office) -> UUID:
    """The receipt of somebody who asked for paper."""
    desk.with_letter_code(city)
    case_id = filed(city, reply="paper")
    desk.work()
    return Letter.objects.get(case_id=case_id).id


def test_what_is_to_be_posted_stands_in_the_list_until_it_is(city: Office, receipt: UUID) -> None:
    client = at_desk(city.intake.actor)
    assert str(receipt) in words(client.get("/desk/letters/"))
    sent = {"what": "post-posted", "proof": "EA123456789TH", "day": "5/11/2569", "clock": "8.00"}
    from datetime import timedelta

    from saduak.cases.tests.office import MONDAY
    from saduak.ledger.present import set_business_time

    set_business_time(MONDAY + timedelta(days=4))
    assert send(client, f"/desk/letters/{receipt}/", **sent).status_code == 303
    assert str(receipt) not in words(client.get("/desk/letters/"))
    assert "EA123456789TH" in words(client.get(f"/desk/letters/{receipt}/"))


@pytest.mark.parametrize(
    "wrong",
    [{"proof": ""}, {"what": "pigeon-flown"}, {"day": "1/1/2570"}, {"clock": "noon"}, {"proof": "ก" * 5000}],
    ids=["proof", "what", "future", "clock", "long"],
)
def test_a_wrong_record_is_told_in_a_sentence(city: Office, receipt: UUID, wrong: dict[str, str]) -> None:
    sent = {"what": "hand-delivered", "proof": "ลงชื่อรับ", "day": "3/11/2569", "clock": "10.00", **wrong}
    answer = send(at_desk(city.intake.actor), f"/desk/letters/{receipt}/", **sent)
    assert answer.status_code == 422
    assert 'role="alert"' in words(answer)


def test_a_letter_of_another_agency_is_not_there(city: Office, receipt: UUID) -> None:
    other = at_desk(office.office(office.INDUSTRY).intake.actor)
    for page in (f"/desk/letters/{receipt}/", f"/desk/letters/{receipt}.pdf"):
        assert other.get(page).status_code == 404
    assert str(receipt) not in words(other.get("/desk/letters/"))


def test_the_letters_of_a_case_are_listed_and_printed(city: Office, receipt: UUID) -> None:
    case_id = Letter.objects.get(pk=receipt).case_id
    assert case_id is not None
    client = at_desk(city.officer.actor)
    assert str(receipt) in words(client.get(of(case_id, "letters/")))
    assert client.get(f"/desk/letters/{receipt}.pdf").content.startswith(b"%PDF")
