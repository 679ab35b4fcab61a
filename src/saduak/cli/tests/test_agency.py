"""`saduak agency`: an agency is set up step by step, and says what is still missing."""

import io
from datetime import date
from typing import Any

import pytest

from saduak.cli import agency as cli
from saduak.cli.main import main
from saduak.ledger.models import Event
from saduak.parties.commands import announce_channels, name_user
from saduak.parties.models import Agency, Officer, RoleGrant, Unit
from saduak.parties.tests import town

pytestmark = pytest.mark.django_db

Out = pytest.CaptureFixture[str]
NEW = [
    *("agency", "new", "my-town", "--name-th", "เทศบาลเมืองของเรา", "--name-en", "Our Town", "--kind", "municipality"),
    *("--province", "40", "--letter-code", "ขก 52001", "--address-th", "1 ถนนหน้าเมือง"),
]


class Terminal(io.StringIO):
    """Somebody at the keyboard."""

    def isatty(self) -> bool:
        return True


def test_an_agency_is_set_up_once_however_often_it_is_said(capsys: Out) -> None:
    assert [main(NEW), main(NEW), main(["agency", "new", "my-town"])] == [0, 0, 0]
    row = Agency.objects.get()
    assert (row.slug, row.name_th, row.province, row.letter_code) == ("my-town", "เทศบาลเมืองของเรา", "40", "ขก 52001")
    assert list(Event.objects.values_list("kind", flat=True)) == ["agency.created", "agency.described"]
    assert "มีหน่วยงาน เทศบาลเมืองของเรา ชื่อย่อ my-town อยู่แล้ว" in capsys.readouterr().out


def test_what_is_not_said_is_asked_at_the_terminal(monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    typed = Terminal("เทศบาลเมืองของเรา\n\nOur Town\nmunicipality\n40\nขก 52001\n")
    monkeypatch.setattr("sys.stdin", typed)
    assert main(["agency", "new", "my-town"]) == 0
    assert Agency.objects.get().name_en == "Our Town"
    said = capsys.readouterr().out
    assert "ชื่อภาษาไทย" in said
    assert said.count("ชื่อภาษาอังกฤษ") == 2, "an empty answer is asked again"


def test_what_is_not_said_elsewhere_is_named(monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO())
    assert main(["agency", "new", "my-town", "--name-th", "เทศบาล", "--language", "en"]) == 2
    said = capsys.readouterr().err
    assert said == "Please say as well: --name-en, --kind, --province, --letter-code.\n"
    assert not Agency.objects.exists()


def test_an_answer_that_cannot_be_is_refused_with_what_to_do(monkeypatch: pytest.MonkeyPatch, capsys: Out) -> None:
    monkeypatch.setattr("sys.stdin", Terminal("ก\nA\ncastle\n40\nขก 1\n"))
    assert main(["agency", "new", "my-town", "--language", "en"]) == 2
    assert "castle is no kind of agency" in capsys.readouterr().err
    assert main(["agency", "new", "My Town", *NEW[3:], "--language", "en"]) == 2
    assert "A short name is made of small Latin letters" in capsys.readouterr().err


def test_a_description_changes_only_what_is_said(capsys: Out) -> None:
    main(NEW)
    assert main(["agency", "describe", "my-town", "--telephone", "043000000"]) == 0
    row = Agency.objects.get()
    assert (row.telephone, row.letter_code, row.address_th) == ("043000000", "ขก 52001", "1 ถนนหน้าเมือง")
    assert main(["agency", "describe", "my-town", "--letter-code", "KK", "--language", "en"]) == 2
    assert "ขก 0033" in capsys.readouterr().err


def test_agencies_are_listed(capsys: Out) -> None:
    main(NEW)
    capsys.readouterr()
    assert main(["agency", "list", "--language", "en"]) == 0
    assert capsys.readouterr().out == "my-town\t40\tOur Town\n"


def test_units_are_opened_once_and_under_one_another(capsys: Out) -> None:
    main(NEW)
    top = ["agency", "unit", "my-town", "--name-th", "กองสาธารณสุข", "--name-en", "Public health"]
    below = ["agency", "unit", "my-town", "--name-th", "งานอาหาร", "--name-en", "Food", "--under", "Public health"]
    assert [main(top), main(top), main(below)] == [0, 0, 0]
    assert {unit.name_en: unit.parent and unit.parent.name_en for unit in Unit.objects.all()} == {
        "Public health": None,
        "Food": "Public health",
    }
    assert main([*below[:4], "งานตลาด", "--name-en", "Market", "--under", "ไม่มี"]) == 2
    assert "หน่วยงานไม่มีหน่วยงานย่อย ไม่มี" in capsys.readouterr().err


OFFICER = ["agency", "officer", "mayor@example.com", "--agency", "my-town", "--position", "นายกเทศมนตรี"]


def test_an_officer_gets_post_roles_power_and_a_link(capsys: Out) -> None:
    main(NEW)
    invite = [*OFFICER, "--role", "authority", "--role", "agency_admin", "--own-power", "pha 4"]
    assert main(invite) == 0
    said = capsys.readouterr().out
    assert "http" in said.splitlines()[-1], "the whole link stands on a line of its own"
    assert main(invite) == 0
    officer = Officer.objects.get()
    assert (officer.position, officer.own_power, officer.own_power_source) == ("นายกเทศมนตรี", [], "pha 4")
    assert sorted(RoleGrant.objects.values_list("role", flat=True)) == ["agency_admin", "authority"]


def test_an_officer_is_named_as_letters_are_signed(capsys: Out) -> None:
    main(NEW)
    invite = [*OFFICER, "--role", "intake"]
    assert main(invite) == 0
    assert "ยังไม่มีชื่อของ mayor@example.com" in capsys.readouterr().out
    assert main([*invite, "--name", "นายตัวอย่าง นครดี"]) == 0
    assert "ยังไม่มีชื่อ" not in capsys.readouterr().out
    assert Officer.objects.get().user.name == "นายตัวอย่าง นครดี"


def test_nothing_is_done_at_an_agency_or_unit_that_is_not_there(capsys: Out) -> None:
    assert main([*OFFICER, "--role", "intake"]) == 2
    assert "ไม่มีหน่วยงานชื่อย่อ my-town" in capsys.readouterr().err
    main(NEW)
    assert main([*OFFICER, "--role", "intake", "--unit", "กอง"]) == 2
    assert not Officer.objects.exists()


def test_a_service_without_its_file_is_not_served(capsys: Out) -> None:
    main(NEW)
    assert main(["agency", "serve", "my-town", "health/food-small", "--language", "en"]) == 2
    assert "services/adopted/my-town/food-small/overlay.yaml" in capsys.readouterr().err


@pytest.mark.parametrize(("text", "day"), [("2569-12-01", date(2026, 12, 1)), ("2026-12-01", date(2026, 12, 1))])
def test_a_day_is_understood_in_either_era(text: str, day: date) -> None:
    main(NEW)
    assert main(["agency", "announce", "my-town", "--notice", "ประกาศ 3/2569", "--from", text]) == 0
    assert Agency.objects.get().channel_notice_from == day


def test_a_day_that_is_none_is_refused(capsys: Out) -> None:
    main(NEW)
    assert main(["agency", "announce", "my-town", "--notice", "3/2569", "--from", "1 ธ.ค. 2569"]) == 2
    assert "2569-12-01" in capsys.readouterr().err


def shown(capsys: Out) -> tuple[int, set[str]]:
    """The status of the checklist, and the words with which its missing lines begin."""
    capsys.readouterr()
    status = main(["agency", "show", "my-town", "--language", "en"])
    lines = capsys.readouterr().out.splitlines()
    return status, {line.split("✗ ")[1].split(":")[0] for line in lines if "✗" in line}


def test_the_list_of_what_is_missing_grows_shorter_to_nothing(capsys: Out, settings: Any) -> None:
    settings.SMTP_URL, settings.MAIL_FROM = "", ""
    main(NEW)
    status, missing = shown(capsys)
    assert (status, len(missing)) == (1, 11)
    row = Agency.objects.get()
    main(["agency", "unit", "my-town", "--name-th", "กอง", "--name-en", "Division"])
    main(["agency", "designate", "my-town", "--order", "คำสั่ง 12/2569"])
    announce_channels(**cli._by(), agency_id=row.id, channel_notice="3/2569", channel_notice_from=date(2026, 12, 1))
    held = town.officer(row.id, "all", "agency_admin", "intake", "officer", "checker", "authority")
    settings.SMTP_URL, settings.MAIL_FROM = "smtp://127.0.0.1:25", "office@example.com"
    assert shown(capsys) == (
        1,
        {"Names of who signs (Administrative Procedure Act, section 36), missing for 1 posts (all)", "A service"},
    )
    name_user(**cli._by(), user_id=held.user, name="นางสาวตัวอย่าง ใจดี")
    assert shown(capsys) == (1, {"A service"})


def test_an_authority_by_order_has_power_too(capsys: Out) -> None:
    from saduak.parties import commands

    main(NEW)
    agency = Agency.objects.get().id
    mayor, deputy = town.officer(agency, "mayor", "officer"), town.officer(agency, "deputy", "authority")
    commands.withdraw_power(**cli._by(), officer_id=deputy.id)
    assert "Power to decide" in shown(capsys)[1]
    commands.delegate_power(
        **cli._by(),
        agency_id=agency,
        number="1/2569",
        giver_id=mayor.id,
        taker_id=deputy.id,
        sections=(),
        since=town.NOW,
        until=None,
    )
    assert "Power to decide" not in shown(capsys)[1]
