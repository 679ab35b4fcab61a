"""Work on a case at the desk: assigning, steps, the visit in a kitchen, consents, interests, the hearing."""

import re
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.test import Client

from saduak.cases import commands
from saduak.cases.models import Case, Consent, Hearing, Interest, Visit
from saduak.cases.queries.consents import CONSENTER, consent_link
from saduak.cases.tests import desk, office
from saduak.cases.tests.office import MONDAY, Office, key
from saduak.cases.tests.test_papers import file_of, offer
from saduak.channels.desk.tests.officers import PNG, at_desk, filed, hidden, of, send, words

pytestmark = pytest.mark.django_db


def complete(at: Office) -> UUID:
    """A licence of food premises whose application is complete."""
    case_id = filed(at)
    commands.confirm_complete(actor=at.intake.actor, case_id=case_id, seen=None, now=MONDAY, key=key())
    return case_id


def visiting(at: Office) -> tuple[UUID, UUID]:
    """A case whose visit has begun, and the step."""
    case_id = complete(at)
    desk.begin(at, case_id, "visit")
    return case_id, office.task(case_id, "visit").id


def test_an_officer_takes_a_case_that_is_nobodys(city: Office) -> None:
    case_id = filed(city)
    answer = send(at_desk(city.officer.actor), of(case_id, "assign/"), what="case", officer=str(city.officer.id))
    assert answer.status_code == 303
    assert Case.objects.get(pk=case_id).officer_id == city.officer.id


def test_who_does_not_own_a_case_cannot_give_it_away_and_is_told_who_can(city: Office) -> None:
    case_id = filed(city)
    answer = send(at_desk(city.checker.actor), of(case_id, "assign/"), what="case", officer=str(city.officer.id))
    assert answer.status_code == 403
    assert "ผู้บังคับบัญชา" in words(answer)


def test_a_supervisor_hands_a_step_to_somebody_fit(city: Office) -> None:
    case_id = complete(city)
    task = office.task(case_id, "visit")
    sent = {"what": str(task.id), "officer": str(city.checker.id)}
    assert send(at_desk(city.supervisor.actor), of(case_id, "assign/"), **sent).status_code == 303
    assert office.task(case_id, "visit").officer_id == city.checker.id


def test_the_second_of_two_officers_hears_what_changed(city: Office) -> None:
    case_id = complete(city)
    task = office.task(case_id, "visit")
    first, second = at_desk(city.officer.actor), at_desk(city.checker.actor)
    page = of(case_id, f"task/{task.id}/")
    seen = hidden(second, page)
    assert send(first, page, do="start").status_code == 303
    answer = second.post(page, {**seen, "do": "start"})
    assert answer.status_code == 409
    assert "มีการเปลี่ยนแปลงหลังจากที่ท่านเปิดหน้านี้" in words(answer)


def test_a_double_click_begins_a_step_once(city: Office) -> None:
    case_id = complete(city)
    page = of(case_id, f"task/{office.task(case_id, 'visit').id}/")
    client = at_desk(city.officer.actor)
    form = {**hidden(client, page), "do": "start"}
    assert [client.post(page, form).status_code for _ in range(2)] == [303, 303]
    assert desk.kinds(case_id).count("case.task_started") == 1


def visit_form(**changes: Any) -> dict[str, Any]:
    """A visit that found everything in order."""
    said = {f"point-{number}": "yes" for number in range(1, 8)}
    return {**said, "opinion": "fit", "note": "", "day": "3/11/2569", "clock": "9.30", **changes}


def picture(name: str = "ครัว.png") -> Any:
    """A photo as a telephone sends it."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile(name, PNG, "image/png")


def test_a_visit_is_recorded_on_the_spot_with_photos(city: Office) -> None:
    case_id, task = visiting(city)
    page = of(case_id, f"visit/{task}/")
    answer = send(at_desk(city.officer.actor), page, **visit_form(photos=[picture()]))
    assert answer.status_code == 303
    found = Visit.objects.get(task=task)
    assert (found.opinion, len(found.photos), set(found.answers.values())) == ("fit", 1, {"yes"})
    shown = at_desk(city.officer.actor).get(of(case_id, f"task/{task}/"))
    assert f"/file/{found.photos[0]}/" in words(shown)


def test_a_visit_with_an_open_point_keeps_everything_typed_and_the_photos(city: Office) -> None:
    case_id, task = visiting(city)
    client, page = at_desk(city.officer.actor), of(case_id, f"visit/{task}/")
    sent = visit_form(photos=[picture()], opinion="unfit", note="ไม่มีที่ล้างมือ")
    del sent["point-3"]
    answer = send(client, page, **sent)
    assert answer.status_code == 422
    assert "ไม่มีที่ล้างมือ" in words(answer)
    assert "รับรูปไว้แล้ว 1 รูป" in words(answer)
    again = dict(re.findall(r'name="(key|seen|kept)" value="([^"]+)"', words(answer)))
    assert client.post(page, {**again, **visit_form(opinion="unfit", note="ไม่มีที่ล้างมือ")}).status_code == 303
    assert len(Visit.objects.get(task=task).photos) == 1


def test_a_list_of_photos_that_was_made_up_is_not_believed(city: Office) -> None:
    case_id, task = visiting(city)
    page = of(case_id, f"visit/{task}/")
    answer = send(at_desk(city.officer.actor), page, **visit_form(kept='["0190"]:made:up'))
    assert answer.status_code == 303
    assert Visit.objects.get(task=task).photos == []


@pytest.mark.parametrize(
    "wrong",
    [{"clock": "25.99"}, {"day": "31/2/2569"}, {"day": "5/11/2569"}, {"opinion": "splendid"}, {"point-1": "🙂"}],
    ids=["clock", "day", "future", "opinion", "point"],
)
def test_a_wrong_answer_in_a_visit_is_told_in_a_sentence(city: Office, wrong: dict[str, str]) -> None:
    case_id, task = visiting(city)
    answer = send(at_desk(city.officer.actor), of(case_id, f"visit/{task}/"), **visit_form(**wrong))
    assert answer.status_code == 422
    assert 'role="alert"' in words(answer)
    assert not Visit.objects.filter(task=task).exists()


def test_a_visit_can_be_finished_only_after_its_record(city: Office) -> None:
    case_id, task = visiting(city)
    page = of(case_id, f"task/{task}/")
    client = at_desk(city.officer.actor)
    assert "/visit/" in words(client.get(page))
    seen = {"key": "a" * 32, "seen": str(len(desk.kinds(case_id)))}
    assert client.post(page, {**seen, "do": "finish"}).status_code == 409


def test_consents_show_where_each_stands_and_are_asked_again(db: None) -> None:
    at = office.office(office.INDUSTRY)
    case_id = desk.waste_under_consideration(at)
    consent = Consent.objects.get(case=case_id)
    client = at_desk(at.officer.actor)
    assert consent.name in words(client.get(of(case_id, "consents/")))
    before = consent.expires_at
    assert send(client, of(case_id, "consents/"), consent=str(consent.id)).status_code == 303
    consent.refresh_from_db()
    assert consent.expires_at > before


def test_nobody_asks_for_a_consent_of_another_case(city: Office) -> None:
    at = office.office(office.INDUSTRY)
    consent = Consent.objects.get(case=desk.waste_under_consideration(at))
    client = at_desk(city.officer.actor)
    answer = client.post(of(filed(city), "consents/"), {"key": "b" * 32, "consent": str(consent.id)})
    assert answer.status_code == 404


def test_an_officer_with_an_interest_says_so_and_can_do_nothing_more(city: Office) -> None:
    case_id, task = visiting(city)
    client = at_desk(city.officer.actor)
    assert send(client, of(case_id, "interest/"), ground="relative", note="พี่ชาย").status_code == 303
    assert Interest.objects.get(case=case_id).officer_id == city.officer.id
    answer = send(client, of(case_id, f"visit/{task}/"), **visit_form())
    assert answer.status_code == 403
    assert "เป็นญาติของคู่กรณี" in words(answer)


def test_a_hearing_is_opened_and_answered_at_the_counter(city: Office) -> None:
    case_id = desk.restaurant_under_consideration(city)
    page = of(case_id, "hearing/")
    told = {"grounds": "ไม่มีที่ล้างมือ", "answer_by": "20/11/2569", "do": "open"}
    assert send(at_desk(city.officer.actor), page, **told).status_code == 303
    said = {"statement": "ทำแล้วเมื่อวาน", "do": "answer"}
    assert send(at_desk(city.intake.actor), page, **said).status_code == 303
    assert Hearing.objects.get(case=case_id).statement == "ทำแล้วเมื่อวาน"


def test_too_short_a_time_to_answer_is_refused_with_the_day_and_the_words_stay(city: Office) -> None:
    case_id = desk.restaurant_under_consideration(city)
    told = {"grounds": "ไม่มีที่ล้างมือ", "answer_by": "4/11/2569", "do": "open"}
    answer = send(at_desk(city.officer.actor), of(case_id, "hearing/"), **told)
    assert answer.status_code == 422
    assert "10 พฤศจิกายน 2569" in words(answer)
    assert "ไม่มีที่ล้างมือ" in words(answer)


def test_leaving_the_hearing_out_needs_a_ground_of_the_law(city: Office) -> None:
    case_id = desk.restaurant_under_consideration(city)
    client, page = at_desk(city.officer.actor), of(case_id, "hearing/")
    assert send(client, page, do="skip", ground="tired", reason="เพราะ").status_code == 422
    assert send(client, page, do="skip", ground="facts_of_the_party", reason="ผู้ยื่นแจ้งเอง").status_code == 303


@pytest.mark.parametrize(
    "page", ["assign/", "consents/", "interest/", "hearing/", "draft/", "check-decision/", "decide/", "letters/"]
)
@pytest.mark.parametrize("role", ["intake", "officer", "checker", "authority", "supervisor"])
def test_everybody_on_the_staff_may_read_and_no_other_agency(city: Office, page: str, role: str) -> None:
    case_id = filed(city)
    for language in ("", "/en"):
        assert at_desk(getattr(city, role).actor).get(f"{language}{of(case_id, page)}").status_code == 200
    other = office.office(office.INDUSTRY)
    assert at_desk(getattr(other, role).actor).get(of(case_id, page)).status_code == 404


def test_the_link_that_an_officer_hands_over_opens_the_partys_page(db: None) -> None:
    at = office.office(office.INDUSTRY)
    case_id = desk.waste_under_consideration(at)
    page = words(at_desk(at.officer.actor).get(of(case_id, "consents/")))
    (link,) = re.findall(r'value="(http[^"]+)"', page)
    assert Client().get(urlsplit(link).path).status_code == 200


def test_an_officer_accepts_a_paper_and_notes_a_call_on_the_page_of_consents(db: None) -> None:
    at = office.office(office.INDUSTRY)
    case_id = desk.waste_under_consideration(at, lines=2)
    first, second = Consent.objects.filter(case=case_id).order_by("id")
    paper = offer(at.citizen, case_id, first.document, file_of(at.citizen))
    client, page = at_desk(at.officer.actor), of(case_id, "consents/")
    accepted = send(client, page, do="accept", consent=str(first.id), paper=str(paper))
    assert accepted.status_code == 303
    first.refresh_from_db()
    assert first.state == "given"
    commands.answer_consent(
        actor=CONSENTER,
        consent_id=second.id,
        token=consent_link(second.id),
        gives=True,
        name="นายสมมุติ ผู้จัดการ",
        note="",
        now=MONDAY,
        key=key(),
    )
    told = "ควรโทรศัพท์ถามผู้ยินยอม"
    shown = words(client.get(page))
    assert told in shown
    assert "officer-khon-kaen-industry" in shown
    assert send(client, page, do="confirm", consent=str(second.id), note=" ").status_code == 422
    assert send(client, page, do="confirm", consent=str(second.id), note="โทรแล้ว").status_code == 303
    assert told not in words(client.get(page))


def test_a_step_of_consideration_ends_with_an_opinion_that_who_decides_reads(city: Office) -> None:
    case_id, _ = visiting(city)
    desk.visit(city, case_id)
    desk.finish(city, case_id, "visit", opinion="")
    desk.begin(city, case_id, "opinion")
    client, page = at_desk(city.officer.actor), of(case_id, f"task/{office.task(case_id, 'opinion').id}/")
    answer = send(client, page, do="finish", opinion=" ")
    assert answer.status_code == 422
    assert "ขั้นนี้ต้องมีความเห็น" in words(answer)
    told = "ครัวสะอาด มีที่ล้างมือครบ เห็นควรอนุญาต"
    assert send(client, page, do="finish", opinion=told).status_code == 303
    assert told in words(client.get(page))
    assert told in words(client.get(of(case_id, "draft/")))
    desk.draft(city, case_id, now=MONDAY)
    for reader, where in ((city.checker, "check-decision/"), (city.authority, "decide/")):
        assert told in words(at_desk(reader.actor).get(of(case_id, where)))
    (said,) = desk.happened(case_id, "case.opinion_recorded")
    assert told not in str(said)


def test_too_long_an_opinion_is_refused_and_stays_on_the_page(city: Office) -> None:
    case_id, task = visiting(city)
    desk.visit(city, case_id)
    page = of(case_id, f"task/{task}/")
    answer = send(at_desk(city.officer.actor), page, do="finish", opinion="ก" * 10_001)
    assert answer.status_code == 422
    assert "ก" * 10_001 in words(answer)
