"""Finding the data: our own folder, folders that an office adds, and no way out of either."""

from pathlib import Path

import pytest

from saduak.core.errors import SourceError
from saduak.sources import files
from saduak.sources.calendars import known_years, named_calendar
from saduak.sources.files import inside, law_file, law_files, law_folders, own_folder, services_folders


def test_our_own_folders_are_found() -> None:
    assert (law_folders()[-1] / "provinces.yaml").is_file()
    assert services_folders()[-1].name == "services"


def test_an_installed_package_carries_the_folders_inside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "PACKAGE", tmp_path / "saduak")
    (tmp_path / "saduak" / "data" / "services").mkdir(parents=True)
    assert own_folder("services") == tmp_path / "saduak" / "data" / "services"
    assert own_folder("law") == tmp_path.parent / "law"


@pytest.fixture
def office_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path.resolve()
    (folder / "calendars").mkdir()
    monkeypatch.setenv("SADUAK_LAW", str(folder))
    return folder


def test_an_added_folder_decides_for_the_files_it_holds(office_folder: Path) -> None:
    own = law_folders()[-1] / "calendars" / "2569.yaml"
    added = office_folder / "calendars" / "2569.yaml"
    added.write_bytes(own.read_bytes())
    assert law_file("calendars/2569.yaml") == added
    assert law_files("calendars")["2569"] == added
    assert law_files("calendars")["2570"] == law_folders()[-1] / "calendars" / "2570.yaml"


def test_an_office_adds_a_year_before_a_release_does(office_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (law_folders()[-1] / "calendars" / "2570.yaml").read_text("utf-8")
    later = text.replace("2027-", "2028-").replace("year: 2027", "year: 2028").replace("2570", "2571")
    (office_folder / "calendars" / "2571.yaml").write_text(later, "utf-8")
    assert known_years()[-1] == 2028
    assert named_calendar("TH").holidays_of(2028)
    version = named_calendar("TH").version
    monkeypatch.delenv("SADUAK_LAW")
    assert named_calendar("TH").version != version


def test_a_folder_that_is_not_there_is_said_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SADUAK_LAW", str(tmp_path / "nowhere"))
    with pytest.raises(SourceError, match="source_folder_missing"):
        law_folders()


@pytest.mark.parametrize("relative", ["../secret.yaml", "/etc/passwd", "calendars/../../secret.yaml", "a\0b"])
def test_a_path_that_leaves_the_folder_is_refused(tmp_path: Path, relative: str) -> None:
    with pytest.raises(SourceError, match="source_outside_folder"):
        inside(tmp_path.resolve(), relative)


def test_a_link_that_leaves_the_folder_is_refused(
    office_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "2580.yaml"
    elsewhere.write_text("year: 2037\n", "utf-8")
    (office_folder / "calendars" / "2580.yaml").symlink_to(elsewhere)
    with pytest.raises(SourceError, match="source_outside_folder"):
        law_files("calendars")


def test_a_file_that_no_folder_holds_is_named() -> None:
    with pytest.raises(SourceError, match="source_missing"):
        law_file("calendars/2499.yaml")
